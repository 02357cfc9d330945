"""The web outside: one page by its address, politely, and never an address inside our own network.

``fetch(url)`` returns a `Fetched` or raises a `FetchError`. Nothing in the settings turns the guard off; tests hand
a `Fetcher` an address policy of their own.
"""

from dure.apps.discovery.outside.errors import (
    BadAddress,
    FetchError,
    HttpStatus,
    NoAnswer,
    PrivateAddress,
    RobotsForbidden,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    WrongContent,
)
from dure.apps.discovery.outside.fetching import Fetched, Fetcher, fetch
from dure.apps.discovery.outside.guard import is_public

__all__ = [
    "BadAddress",
    "FetchError",
    "Fetched",
    "Fetcher",
    "HttpStatus",
    "NoAnswer",
    "PrivateAddress",
    "RobotsForbidden",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "WrongContent",
    "fetch",
    "is_public",
]
