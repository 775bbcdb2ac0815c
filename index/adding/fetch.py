"""Addresses -> bytes, politely and within limits: the one place from which the network is asked."""

from __future__ import annotations

import re
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

import httpx

from index.adding import robots
from index.adding.body import read_body
from index.adding.errors import FetchError
from index.adding.robots import Robots, read_robots
from index.adding.settings import AddSettings
from index.adding.wire import CheckedTransport, Deadline

PRODUCT = "Dateline"
MOST_REDIRECTS = 5
ROBOTS_KEPT = 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. url: where it was in the end. etag, modified: to ask next time what is new.

    data is empty and `unchanged` true where the server says that nothing is new.
    """

    url: str
    data: bytes
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


class Fetcher:
    """Fetches for one process; threads may share it, and then still ask a host one thing at a time."""

    def __init__(self, settings: AddSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._turns: dict[str, _Turn] = {}

    def fetch(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch an address, following redirects; each host's robots.txt is asked first.

        etag, modified: what an earlier fetch gave. FetchError where there is nothing to read, with a reason
        that follows the address.
        """
        headers = {"If-None-Match": etag} if etag else {}
        if modified:
            headers["If-Modified-Since"] = modified
        left = self._settings.seconds
        target = check_url(url)
        for _ in range(MOST_REDIRECTS + 1):
            host = _host_key(target)
            with self._turn(host) as turn:
                rules = self._rules(target, turn)
                if not rules.allows(target.raw_path.decode("ascii")):
                    raise FetchError(
                        f"is not for programs ({target.host} says so in its robots.txt); "
                        "save the page in a browser and add the file"
                    )
                self._pause(turn, rules.pause)
                deadline = Deadline(left)  # waiting for one's turn is not the server's fault
                with self._request(target, headers, deadline) as response:
                    onward = _redirect(target, response)
                    if onward is None:
                        return self._read(target, response)
                    left = deadline.left()
            target = onward
        raise FetchError(f"is redirected more than {MOST_REDIRECTS} times; check the address")

    def _rules(self, target: httpx.URL, turn: _Turn) -> Robots:
        """Give what the robots.txt of a host says, asked for once an hour; called in the host's turn."""
        if turn.rules is None or time.monotonic() - turn.asked > ROBOTS_KEPT:
            turn.rules, turn.asked = self._ask_robots(target), time.monotonic()
        return turn.rules

    def _ask_robots(self, target: httpx.URL) -> Robots:
        place = target.copy_with(raw_path=b"/robots.txt", fragment=None)
        deadline = Deadline(self._settings.seconds)
        for _ in range(MOST_REDIRECTS + 1):
            with self._request(place, {}, deadline) as response:
                onward = _redirect(place, response)
                if onward is None:
                    if response.status_code >= 500 or response.status_code == 429:
                        raise FetchError(
                            f"is at {target.host}, whose robots.txt cannot be read now "
                            f"({response.status_code}); try again later",
                            again=True,
                        )
                    if response.status_code != 200:
                        return Robots()
                    data = b"".join(read_body(response, robots.LARGEST, cut=True))
                    return read_robots(data.decode("utf-8", "replace"), PRODUCT)
            place = onward
        return Robots()

    @contextmanager
    def _request(
        self, target: httpx.URL, headers: Mapping[str, str], deadline: Deadline
    ) -> Iterator[httpx.Response]:
        transport = CheckedTransport(deadline, self._settings.private_hosts, self._context)
        sent = {
            "User-Agent": user_agent(),
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip, deflate",
            **headers,
        }
        # Not through httpx.Client: it takes proxies and passwords from the environment, by which the address
        # could not be checked, and falls over strange redirects.
        request = httpx.Request("GET", target, headers=sent)
        with closing(transport), closing(transport.handle_request(request)) as response:
            yield response

    def _read(self, target: httpx.URL, response: httpx.Response) -> Fetched:
        found = response.headers
        content_type = found.get("content-type", "").partition(";")[0].strip().casefold()
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", found.get("content-type", ""), re.I)
        if response.status_code == 304:
            return Fetched(str(target), b"", unchanged=True)
        _check_status(response)
        limit = self._settings.largest
        return Fetched(
            url=str(target.copy_with(fragment=None)),
            data=b"".join(read_body(response, limit)),
            content_type=content_type,
            charset=charset[1] if charset else None,
            etag=found.get("etag"),
            modified=found.get("last-modified"),
        )

    @contextmanager
    def _turn(self, host: str) -> Iterator[_Turn]:
        with self._lock:
            turn = self._turns.setdefault(host, _Turn())
        with turn.lock:
            try:
                yield turn
            finally:
                turn.last = time.monotonic()

    def _pause(self, turn: _Turn, wanted: float | None) -> None:
        pause = max(self._settings.pause, wanted or 0.0) if turn.last is not None else 0.0
        left = (turn.last or 0.0) + pause - time.monotonic()
        if left > 0:
            time.sleep(left)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)


class _Turn:
    """A host's turn. last: when it was last asked; rules: what its robots.txt said, and when it was asked."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.last: float | None = None
        self.rules: Robots | None = None
        self.asked = 0.0


def user_agent() -> str:
    """Name this program and its version to the hosts that are asked."""
    try:
        return f"{PRODUCT}/{version('dateline')}"
    except PackageNotFoundError:  # run from a folder, not installed
        return PRODUCT


def check_url(url: str) -> httpx.URL:
    """Read an address; FetchError where it is none that may be fetched."""
    try:
        target = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"is no address ({error}); write it as https://…") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise FetchError("is no web address; only http:// and https:// are read")
    if target.userinfo:
        raise FetchError(
            "has a name or a password in it; leave that out, it would be written into the corpus"
        )
    return target.copy_with(fragment=None)


def _host_key(target: httpx.URL) -> str:
    return f"{target.host}:{target.port or (443 if target.scheme == 'https' else 80)}"


def _redirect(target: httpx.URL, response: httpx.Response) -> httpx.URL | None:
    """Give the checked address that a response leads on to, None where it leads nowhere."""
    place = response.headers.get("location")
    if response.status_code not in (301, 302, 303, 307, 308) or not place:
        return None
    try:
        return check_url(str(target.join(place)))
    except FetchError as error:
        raise FetchError(f"is redirected to something that {error}") from error
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("is redirected to something that is no address; check it in a browser") from error


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status == 200:
        return
    if status in (404, 410):
        raise FetchError(f"is not there ({status}); check the address")
    if status in (401, 402, 403, 407, 451):
        raise FetchError(f"may not be read ({status}); save the page in a browser and add the file")
    if status == 429:
        raise FetchError("is asked for too often (429); try again later", again=True)
    if status >= 500:
        raise FetchError(f"cannot be given by its server now ({status}); try again later", again=True)
    raise FetchError(f"gives no page (status {status}); check the address in a browser")
