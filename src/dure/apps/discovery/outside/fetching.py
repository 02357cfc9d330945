"""One page by its address: allowed by robots.txt, in time, in size, and only from the open internet."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

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
    RobotsUnknown,
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
from dure.apps.discovery.outside.turns import ProcessTurns, Turn, database_turn

PAGES = frozenset(
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
LISTS = PAGES | frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "application/gzip",
        "application/x-gzip",
    }
)
FILES = None
"""Any type but pictures, sound and film: servers call attachments what they like, the reader looks at the bytes."""

_MEDIA = ("image/", "video/", "audio/", "font/")
MAX_REDIRECTS = 5
TOTAL_SECONDS = 30.0
STEP_SECONDS = 10.0
MAX_TURN_SECONDS = 300.0
MAX_CRAWL_DELAY_SECONDS = 30.0
ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5: at least 500 kibibytes are parsed
ROBOTS_SECONDS = 24 * 3600.0  # RFC 9309, 2.4: not older than 24 hours
MAX_VALIDATOR = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a page when it gave it: sent back, it may answer: unchanged (RFC 9110, 13)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: the address it really stands at, its bytes, and what its server calls them.

    `is_unchanged` with no bytes where the server says that the page is as it was when its validators were given.
    """

    url: str
    content: bytes
    media_type: str
    validators: Validators = Validators()
    is_unchanged: bool = False


@dataclass
class _Host:
    """What is known of one host: its rules, and when they were fetched."""

    robots: Protego | None = None
    robots_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Fetcher:
    """Fetches pages; remembers each host's robots.txt and leaves time between two requests to it."""

    def __init__(  # noqa: PLR0913  # what tests put in the place of the world outside
        self,
        *,
        policy: AddressPolicy = is_public,
        resolver: Resolver = resolve,
        ports: frozenset[int] | None = PORTS,
        total_seconds: float = TOTAL_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
        turn: Turn | None = None,
    ) -> None:
        self._policy = policy
        self._resolver = resolver
        self._ports = ports
        self._total_seconds = total_seconds
        self._sleep = sleep
        self._turn = turn or ProcessTurns()
        self._hosts: dict[str, _Host] = {}
        self._hosts_lock = threading.Lock()

    def fetch(
        self,
        url: str,
        *,
        accepting: frozenset[str] | None = PAGES,
        known: Validators | None = None,
        pause: float = 0.0,
        patience: float = MAX_TURN_SECONDS,
    ) -> Fetched:
        """Fetch one page, following at most five redirects; each stop is checked like the first.

        Args:
            url: the address.
            accepting: the media types that make sense; `FILES` for any but pictures, sound and film.
            known: what the server said of the page the last time.
            pause: seconds between two requests to the host, where more than the site's rules and ours ask for.
            patience: the most seconds to wait for a turn, and for the answer.

        Raises:
            FetchError: one of its kinds, with a code, a message and a hint.
        """
        asked = _Asked(settings.MAX_DOCUMENT_BYTES, accepting, known, min(self._total_seconds, patience))
        return self._follow(url, asked, pause, patience)

    def download(self, url: str, into: BinaryIO, *, limit: int, seconds: float) -> Fetched:
        """Fetch one file of any kind but pictures, sound and film, as `fetch` does, without holding it in memory.

        Args:
            url: the address.
            into: what it is written to; after a failure that holds the beginning.
            limit: bytes that it may have.
            seconds: that it may take.

        Raises:
            FetchError: one of its kinds, with a code, a message and a hint.
            OSError: it cannot be written.
        """
        try:
            return self._follow(url, _Asked(limit, FILES, None, seconds, into=into), 0.0, MAX_TURN_SECONDS)
        except _NotWritten as error:
            raise error.reason from None

    def _follow(self, url: str, asked: _Asked, pause: float, patience: float) -> Fetched:
        address = _parse(url)
        for _ in range(MAX_REDIRECTS + 1):
            self._check_port(address)
            host = self._host(address)
            with host.lock:
                robots = self._robots(address, host)
                if not robots.can_fetch(str(address), settings.USER_AGENT):
                    message = f"robots.txt of {address.host} does not allow this page"
                    raise RobotsForbidden(message)
                delay = max(pause, settings.POLITE_SECONDS, robots.crawl_delay(settings.USER_AGENT) or 0.0)
                self._wait(address.netloc.decode(), min(delay, MAX_CRAWL_DELAY_SECONDS), patience)
                answer = self._get(address, asked)
            if answer.next_url is None:
                return Fetched(
                    str(address), answer.content, answer.media_type, answer.validators, is_unchanged=answer.is_unchanged
                )
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

    def _wait(self, host: str, pause: float, patience: float) -> None:
        wait = self._turn(host, pause, patience)
        if wait > 0:
            self._sleep(wait)

    def _robots(self, address: httpx.URL, host: _Host) -> Protego:
        """Return the host's rules: none where it has none (4xx), all forbidden where it fails (RFC 9309, 2.3.1)."""
        if host.robots is not None and time.monotonic() - host.robots_at < ROBOTS_SECONDS:
            return host.robots
        place = address.copy_with(raw_path=b"/robots.txt", fragment=None)
        text = "User-agent: *\nDisallow: /"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                self._check_port(place)
                answer = self._get(place, _Asked(ROBOTS_BYTES, FILES, None, self._total_seconds, is_robots=True))
                if answer.next_url is None:
                    text = answer.content.decode("utf-8", "replace")
                    break
                place = answer.next_url
        except HttpStatus as error:
            if 500 <= error.status <= 599:  # noqa: PLR2004  # the class of server errors
                message = f"robots.txt of {address.host} cannot be had: the server answers {error.status}"
                raise RobotsUnknown(message) from error
            text = ""
        host.robots, host.robots_at = Protego.parse(text), time.monotonic()
        return host.robots

    def _get(self, address: httpx.URL, asked: _Asked) -> _Answer:
        deadline = time.monotonic() + asked.seconds
        backend = GuardedBackend(self._policy, self._resolver, self._ports, deadline)
        headers = {
            "User-Agent": settings.USER_AGENT,
            "Accept": "text/html, text/plain, application/rss+xml, application/hwp+zip;q=0.9, */*;q=0.5",
            "Accept-Language": "ko, en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if asked.known is not None and asked.known.etag:
            headers["If-None-Match"] = asked.known.etag
        if asked.known is not None and asked.known.last_modified:
            headers["If-Modified-Since"] = asked.known.last_modified
        try:
            with (
                httpx.Client(
                    transport=GuardedTransport(backend), timeout=STEP_SECONDS, trust_env=False, headers=headers
                ) as client,
                client.stream("GET", address) as response,
            ):
                return _answer(response, address, asked)
        except FetchError:
            raise
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            message = f"{address.host} did not answer in time"
            raise TooSlow(message) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
            message = f"{address.host} gave no usable answer: {error or type(error).__name__}"
            raise NoAnswer(message) from error


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request is for."""

    limit: int
    accepting: frozenset[str] | None
    known: Validators | None
    seconds: float
    is_robots: bool = False
    into: BinaryIO | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    content: bytes
    media_type: str
    next_url: httpx.URL | None = None
    validators: Validators = Validators()
    is_unchanged: bool = False


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


def _answer(response: httpx.Response, address: httpx.URL, asked: _Asked) -> _Answer:
    """Read one response, no byte beyond the limit."""
    if response.status_code in _REDIRECTS and "location" in response.headers:
        return _Answer(b"", "", _parse(str(address.join(response.headers["location"]))))
    said = Validators(_header(response, "etag"), _header(response, "last-modified"))
    if response.status_code == httpx.codes.NOT_MODIFIED and asked.known is not None:
        return _Answer(b"", "", validators=said if said != Validators() else asked.known, is_unchanged=True)
    if response.status_code != httpx.codes.OK:
        message = f"{address.host} answers {response.status_code} {response.reason_phrase}".rstrip()
        raise HttpStatus(message, response.status_code)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    unwanted = media_type.startswith(_MEDIA) if asked.accepting is FILES else media_type not in asked.accepting
    if unwanted and not asked.is_robots:
        message = f"the address holds {media_type}"
        raise WrongContent(message)
    announced = response.headers.get("content-length", "")
    if not asked.is_robots and announced.isdecimal() and int(announced) > asked.limit:
        raise TooLarge(_too_large(asked.limit))
    parts: list[bytes] = []
    keep = parts.append if asked.into is None else _writing(asked.into)
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > asked.limit:
            if not asked.is_robots:
                raise TooLarge(_too_large(asked.limit))
            parts.append(part[: asked.limit - size])
            break
        keep(part)
    return _Answer(b"".join(parts), media_type, validators=said)


class _NotWritten(Exception):
    """What was fetched cannot be written: a fault of this machine, which must not pass for one of the server."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _writing(into: BinaryIO) -> Callable[[bytes], None]:
    def write(part: bytes) -> None:
        try:
            into.write(part)
        except OSError as error:
            raise _NotWritten(error) from error

    return write


def _header(response: httpx.Response, name: str) -> str:
    """Return a header that may be sent back; one that is longer than any real one is forgotten."""
    value = str(response.headers.get(name, ""))
    return value if len(value) <= MAX_VALIDATOR and value.isprintable() and value.isascii() else ""


def _too_large(limit: int) -> str:
    return f"the page is larger than {limit // (1024 * 1024)} MB"


_shared = Fetcher(turn=database_turn)

fetch = _shared.fetch
"""Fetch one page with the fetcher that this process shares; all processes of the installation share turns."""
