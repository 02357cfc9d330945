"""Connections that can only end at addresses of the open internet.

A name is resolved once, every address it has is checked, and the socket is opened to a checked address itself: a name
that answers differently the second time (DNS rebinding) gains nothing. All notations of an address (decimal, octal,
mapped) come out of the resolver as the address they mean, so they need no rules of their own.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import httpcore
import httpx

from dure.apps.discovery.outside.errors import BadAddress, NoAnswer, PrivateAddress, TooSlow

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
AddressPolicy = Callable[[IPAddress], bool]
Resolver = Callable[[str, int], Sequence[str]]

PORTS = frozenset({80, 443})
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")


def is_public(address: IPAddress) -> bool:
    """Return whether an address belongs to the open internet, and so does the IPv4 address that it may carry."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64_LOCAL:
            return False
        if address in _NAT64 or address in _IPV4_COMPATIBLE:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(inner is not None and not is_public(inner) for inner in carried):
            return False
        if address.ipv4_mapped is not None:
            return True
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve(host: str, port: int) -> Sequence[str]:
    """Return every address of a name, in the order the system prefers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = f"the name {host} is not known"
        raise NoAnswer(message) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every step fits into what is left of one total time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, remaining(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, remaining(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, remaining(self._deadline, timeout))
        return _DeadlineStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def remaining(deadline: float, timeout: float | None = None) -> float:
    """Return the seconds left until a point of the monotonic clock, at most `timeout`.

    Raises:
        TooSlow: none are left.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        message = "the answer did not come in time"
        raise TooSlow(message)
    return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens sockets to checked addresses only, and closes every exchange at the deadline."""

    def __init__(
        self, policy: AddressPolicy, resolver: Resolver, ports: frozenset[int] | None, deadline: float
    ) -> None:
        self._policy = policy
        self._resolver = resolver
        self._ports = ports
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Open a socket to the first checked address that answers."""
        if self._ports is not None and port not in self._ports:
            message = f"port {port} is not one that is read"
            raise BadAddress(message)
        addresses = self._resolver(host, port)
        for address in addresses:
            # One private address among public ones is enough: which of them answers is not ours to choose.
            if not self._policy(ipaddress.ip_address(address.partition("%")[0])):
                message = f"{host} leads to an address of a private network ({address})"
                raise PrivateAddress(message)
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(
                    address, port, remaining(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _DeadlineStream(stream, self._deadline)
        message = f"the server of {host} cannot be reached"
        raise NoAnswer(message) from failure

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Refuse: no page is read through a socket of this machine."""
        raise PrivateAddress(path)


class _Body(httpx.SyncByteStream):
    def __init__(self, parts: Iterable[bytes], close: Callable[[], None]) -> None:
        self._parts = parts
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        self._close()


class GuardedTransport(httpx.BaseTransport):
    """httpx on the guarded backend; its own transport lets nobody choose where a socket ends."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), max_keepalive_connections=0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.content,
                extensions=request.extensions,
            )
        )
        body: Any = answer.stream  # httpcore types it for both of its worlds
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(body, body.close))

    def close(self) -> None:
        """Close every socket."""
        self._pool.close()
