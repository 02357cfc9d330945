"""The web outside: one page by its address, politely, and never an address inside our own network.

``fetch(url)`` returns a `Fetched` or raises a `FetchError`; all processes of an
installation keep one distance from a host. Nothing in the settings turns the guard off; tests hand
a `Fetcher` an address policy of their own.
"""

from dure.apps.discovery.outside.errors import (
    BadAddress,
    FetchError,
    HostBusy,
    HttpStatus,
    NoAnswer,
    PrivateAddress,
    RobotsForbidden,
    RobotsUnknown,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    WrongContent,
)
from dure.apps.discovery.outside.fetching import FILES, LISTS, PAGES, Fetched, Fetcher, Validators, fetch
from dure.apps.discovery.outside.guard import is_public
from dure.apps.discovery.outside.turns import database_turn

__all__ = [
    "FILES",
    "LISTS",
    "PAGES",
    "BadAddress",
    "FetchError",
    "Fetched",
    "Fetcher",
    "HostBusy",
    "HttpStatus",
    "NoAnswer",
    "PrivateAddress",
    "RobotsForbidden",
    "RobotsUnknown",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Validators",
    "WrongContent",
    "database_turn",
    "fetch",
    "is_public",
]
