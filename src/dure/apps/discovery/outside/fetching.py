"""One page by its address: allowed by robots.txt, in time, in size, and only from the open internet."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpcore
import httpx
from django.conf import settings
from protego import Protego

from dure.apps.discovery.outside.errors import (
    BadAddress,
    FetchError,
    HttpStatus,
    NoAnswer,
    RobotsForbidden,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    WrongContent,
)
from dure.apps.discovery.outside.guard import (
    PORTS,
    AddressPolicy,
    GuardedBackend,
    GuardedTransport,
    Resolver,
    is_public,
    resolve,
)

CONTENT_TYPES = frozenset(
    {
        "",  # said nothing: the reader looks at the content anyway
        "text/html",
        "text/plain",
        "application/xhtml+xml",
        "application/octet-stream",  # how most boards hand out attachments
        "application/zip",
        "application/hwp+zip",
        "application/haansofthwpx",
        "application/vnd.hancom.hwpx",
        "application/x-hwp",
        "application/haansofthwp",
        "application/vnd.hancom.hwp",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
MAX_REDIRECTS = 5
TOTAL_SECONDS = 30.0
STEP_SECONDS = 10.0
POLITE_SECONDS = 1.0
MAX_CRAWL_DELAY_SECONDS = 30.0
ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5: at least 500 kibibytes are parsed
ROBOTS_SECONDS = 24 * 3600.0  # RFC 9309, 2.4: not older than 24 hours
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: the address it really stands at, its bytes, and what its server calls them."""

    url: str
    content: bytes
    media_type: str


@dataclass
class _Host:
    """What is known of one host: its rules, when they were fetched, and when it was last asked."""

    robots: Protego | None = None
    robots_at: float = 0.0
    asked_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)


class Fetcher:
    """Fetches pages; remembers each host's robots.txt and leaves time between two requests to it."""

    def __init__(
        self,
        *,
        policy: AddressPolicy = is_public,
        resolver: Resolver = resolve,
        ports: frozenset[int] | None = PORTS,
        total_seconds: float = TOTAL_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._policy = policy
        self._resolver = resolver
        self._ports = ports
        self._total_seconds = total_seconds
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._hosts_lock = threading.Lock()

    def fetch(self, url: str) -> Fetched:
        """Fetch one page, following at most five redirects; each stop is checked like the first.

        Raises:
            FetchError: one of its kinds, with a code, a message and a hint.
        """
        address = _parse(url)
        for _ in range(MAX_REDIRECTS + 1):
            self._check_port(address)
            host = self._host(address)
            with host.lock:
                robots = self._robots(address, host)
                if not robots.can_fetch(str(address), settings.USER_AGENT):
                    message = f"robots.txt of {address.host} does not allow this page"
                    raise RobotsForbidden(message)
                self._wait(host, robots.crawl_delay(settings.USER_AGENT))
                answer = self._get(address, settings.MAX_DOCUMENT_BYTES, page=True)
            if answer.next_url is None:
                return Fetched(str(address), answer.content, answer.media_type)
            address = answer.next_url
        message = f"{url} leads on more than {MAX_REDIRECTS} times"
        raise TooManyRedirects(message)

    def _host(self, address: httpx.URL) -> _Host:
        with self._hosts_lock:
            return self._hosts.setdefault(f"{address.scheme}://{address.netloc.decode()}", _Host())

    def _check_port(self, address: httpx.URL) -> None:
        if self._ports is not None and address.port is not None and address.port not in self._ports:
            message = f"port {address.port} is not one that is read"
            raise BadAddress(message)

    def _wait(self, host: _Host, crawl_delay: float | None) -> None:
        pause = min(max(POLITE_SECONDS, crawl_delay or 0.0), MAX_CRAWL_DELAY_SECONDS)
        left = host.asked_at + pause - time.monotonic()
        if left > 0:
            self._sleep(left)
        host.asked_at = time.monotonic()

    def _robots(self, address: httpx.URL, host: _Host) -> Protego:
        """Return the host's rules: none where it has none (4xx), all forbidden where it fails (RFC 9309, 2.3.1)."""
        if host.robots is not None and time.monotonic() - host.robots_at < ROBOTS_SECONDS:
            return host.robots
        place = address.copy_with(raw_path=b"/robots.txt", fragment=None)
        text = "User-agent: *\nDisallow: /"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                self._check_port(place)
                answer = self._get(place, ROBOTS_BYTES, page=False)
                if answer.next_url is None:
                    text = answer.content.decode("utf-8", "replace")
                    break
                place = answer.next_url
        except HttpStatus as error:
            if 500 <= error.status <= 599:  # noqa: PLR2004  # the class of server errors
                message = f"robots.txt of {address.host} cannot be had: the server answers {error.status}"
                raise RobotsForbidden(message) from error
            text = ""
        host.robots, host.robots_at = Protego.parse(text), time.monotonic()
        return host.robots

    def _get(self, address: httpx.URL, limit: int, *, page: bool) -> _Answer:
        deadline = time.monotonic() + self._total_seconds
        backend = GuardedBackend(self._policy, self._resolver, self._ports, deadline)
        headers = {
            "User-Agent": settings.USER_AGENT,
            "Accept": "text/html, text/plain, application/hwp+zip;q=0.9, */*;q=0.5",
            "Accept-Language": "ko, en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        try:
            with (
                httpx.Client(
                    transport=GuardedTransport(backend), timeout=STEP_SECONDS, trust_env=False, headers=headers
                ) as client,
                client.stream("GET", address) as response,
            ):
                return _answer(response, address, limit, page=page)
        except FetchError:
            raise
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            message = f"{address.host} did not answer in time"
            raise TooSlow(message) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
            message = f"{address.host} gave no usable answer: {error or type(error).__name__}"
            raise NoAnswer(message) from error


@dataclass(frozen=True, slots=True)
class _Answer:
    content: bytes
    media_type: str
    next_url: httpx.URL | None


def _parse(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        message = f"{url} is not an address"
        raise BadAddress(message) from error
    if address.scheme not in {"http", "https"} or not address.host:
        message = f"{url} is not an address of the web"
        raise BadAddress(message)
    if address.userinfo:
        message = "an address with a name and password in it is not read"
        raise BadAddress(message)
    return address.copy_with(fragment=None)


def _answer(response: httpx.Response, address: httpx.URL, limit: int, *, page: bool) -> _Answer:
    """Read one response, no byte beyond the limit."""
    if response.status_code in _REDIRECTS and "location" in response.headers:
        return _Answer(b"", "", _parse(str(address.join(response.headers["location"]))))
    if response.status_code != httpx.codes.OK:
        message = f"{address.host} answers {response.status_code} {response.reason_phrase}".rstrip()
        raise HttpStatus(message, response.status_code)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if page and media_type not in CONTENT_TYPES:
        message = f"the address holds {media_type}"
        raise WrongContent(message)
    announced = response.headers.get("content-length", "")
    if page and announced.isdecimal() and int(announced) > limit:
        raise TooLarge(_too_large(limit))
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > limit:
            if page:
                raise TooLarge(_too_large(limit))
            parts.append(part[: limit - size])
            break
        parts.append(part)
    return _Answer(b"".join(parts), media_type, None)


def _too_large(limit: int) -> str:
    return f"the page is larger than {limit // (1024 * 1024)} MB"


_shared = Fetcher()


def fetch(url: str) -> Fetched:
    """Fetch one page with the fetcher that this process shares, so that its politeness holds for all callers.

    Raises:
        FetchError: one of its kinds, with a code, a message and a hint.
    """
    return _shared.fetch(url)
