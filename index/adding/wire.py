"""Connections that go only where they may, and end when their time is up; an httpx transport over httpcore.

A host's name is resolved once, its addresses are checked, and the connection goes to a checked address: a
second answer of the name server cannot lead elsewhere. The whole exchange shares one deadline, so that a
server that sends a byte now and then cannot hold it open.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from index.adding.addresses import Address, may_connect
from index.adding.errors import FetchError


class Deadline:
    """A moment until which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds left; FetchError where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(f"took more than {self.seconds:.0f} seconds; try again later", again=True)
        return left


class CheckedTransport(httpx.BaseTransport):
    """Carries requests of httpx over connections to allowed addresses, until a deadline."""

    def __init__(self, deadline: Deadline, private_hosts: Sequence[str], context: ssl.SSLContext) -> None:
        backend = _CheckedBackend(deadline, private_hosts)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=backend, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and give its response, whose body is still to be read."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        sent = httpcore.Request(request.method, url, headers=request.headers.raw, content=b"")
        with _reported():
            answer = self._pool.handle_request(sent)
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _reported():
            yield from self._stream

    def close(self) -> None:
        self._stream.close()


class _CheckedBackend(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline, private_hosts: Sequence[str]) -> None:
        self._deadline = deadline
        self._private_hosts = private_hosts
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port, self._deadline.left())
        allowed = [one for one in addresses if may_connect(host, one, self._private_hosts)]
        if not allowed:
            raise FetchError(
                f"leads to {addresses[0]}, which is no public address; "
                "if it may be read, name it in DATELINE_PRIVATE_HOSTS"
            )
        for last, address in zip([*[False] * (len(allowed) - 1), True], allowed, strict=True):
            try:
                # Half of the time for one address leaves some for the next.
                wait = self._deadline.left() if last else min(5.0, self._deadline.left() / 2)
                stream = self._plain.connect_tcp(str(address), port, wait, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last:
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise AssertionError("the last address either connects or raises")


class _TimedStream(httpcore.NetworkStream):
    """A connection each of whose steps has what is left of the whole time, and no more."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def resolve(host: str, port: int, seconds: float) -> list[Address]:
    """Ask for the addresses of a host's name, once; FetchError where it has none or that takes too long."""
    found: list[Any] = []

    def ask() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    # The system's resolver cannot be told how long to wait; a thread of its own can be left behind.
    thread = threading.Thread(target=ask, name="dateline-resolve", daemon=True)
    thread.start()
    thread.join(seconds)
    if not found or not isinstance(found[0], list):
        raise FetchError(f"is at a host, {host}, that cannot be found; check the address", again=True)
    addresses = [ipaddress.ip_address(row[4][0].partition("%")[0]) for row in found[0]]
    return list(dict.fromkeys(addresses))


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what httpcore raises into FetchError."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise FetchError("does not answer in time; try again later", again=True) from error
    except httpcore.NetworkError as error:
        cause = error.__cause__ or error.__context__ or error
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", "") or cause.reason or "no encryption in common"
            raise FetchError(f"cannot be reached safely ({reason}); check the address") from error
        reason = getattr(cause, "strerror", None) or str(error) or "the connection broke off"
        raise FetchError(
            f"cannot be reached ({reason}); check the address or try later", again=True
        ) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(f"does not answer as a web server does ({error}); check the address") from error
