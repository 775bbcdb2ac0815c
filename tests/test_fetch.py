"""Fetching from real servers on loopback: what is read, what is refused, and where it ends."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from web import Site, serve

from index.adding import wire
from index.adding.errors import FetchError
from index.adding.fetch import Fetched, Fetcher, user_agent
from index.adding.settings import AddSettings

OWN = AddSettings(private_hosts=("127.0.0.1",), pause=0.0, largest=300_000, seconds=10.0)


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site at 127.0.0.1, which the settings allow."""
    with serve() as running:
        yield running


def fetch(url: str, settings: AddSettings = OWN) -> Fetched:
    """Fetch with a fetcher of its own."""
    return Fetcher(settings).fetch(url)


def refused(url: str, settings: AddSettings = OWN) -> FetchError:
    """Fetch what must not succeed; gives the error."""
    with pytest.raises(FetchError) as error:
        fetch(url, settings)
    return error.value


def test_page(site: Site) -> None:
    """A page comes with its final address, its type, and the charset that the server says."""
    url = site.put("/a", b"hell\xf6", "Text/HTML; charset=ISO-8859-1", ETag='"7"', Last_Modified="today")
    assert fetch(url + "#part") == Fetched(url, b"hell\xf6", "text/html", "ISO-8859-1", '"7"', "today")


def test_says_who_asks(site: Site) -> None:
    """Every request, that for robots.txt too, names Dateline and its version."""
    fetch(site.put("/a", "x"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert {headers["User-Agent"] for _, headers in site.asked} == {user_agent()}
    assert user_agent().startswith("Dateline/")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw"])
def test_packed(site: Site, coding: str) -> None:
    """A packed body is unpacked, also a "deflate" without the header that it should have."""
    text = b"a ferry " * 1000
    packer = zlib.compressobj(wbits=-15)
    data = {"gzip": gzip.compress(text), "deflate": zlib.compress(text), "raw": packer.compress(text)}[coding]
    data += packer.flush() if coding == "raw" else b""
    name = "gzip" if coding == "gzip" else "deflate"
    assert fetch(site.put("/a", data, Content_Encoding=name)).data == text


def test_gzip_bomb(site: Site) -> None:
    """A small body that unpacks to more than the limit is given up on at the limit."""
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < OWN.largest
    assert "more than 0 MB" in str(refused(site.put("/a", bomb, Content_Encoding="gzip")))


@pytest.mark.parametrize("coding", ["br", "gzip, gzip"])
def test_unknown_packing(site: Site, coding: str) -> None:
    """A body that is packed as was not asked for is refused."""
    assert "was not asked for" in str(refused(site.put("/a", "x", Content_Encoding=coding)))


def test_damaged_packing(site: Site) -> None:
    """A packed body that is damaged, and one that breaks off, are no page."""
    assert "cannot be unpacked" in str(
        refused(site.put("/a", b"\x1f\x8b\x08garbage!", Content_Encoding="gzip"))
    )
    half = gzip.compress(b"ferry" * 99)[:-12]
    assert "broke off" in str(refused(site.put("/b", half, Content_Encoding="gzip")))


def test_too_long(site: Site) -> None:
    """A body that says it is too long is not read, and one that never ends is read up to the limit."""
    assert "more than" in str(refused(site.put("/a", bytes(OWN.largest + 1))))

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.over.is_set():
            handler.wfile.write(bytes(1 << 16))

    site.replies["/b"] = endless
    assert "more than" in str(refused(site.url + "/b"))


@pytest.mark.parametrize("where", ["start", "headers", "body"])
def test_slow(site: Site, where: str) -> None:
    """A server that is silent, or sends a byte now and then, has its seconds in all and no more."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        if where != "start":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if where == "body":
            handler.wfile.write(b"\r\n")
        while not site.over.wait(0.05):
            if where != "start":
                handler.wfile.write(b"x")

    site.replies["/a"] = drip
    error = refused(site.url + "/a", AddSettings(private_hosts=("127.0.0.1",), pause=0.0, seconds=0.5))
    assert re.search("in time|took more than", str(error))
    assert error.again


@pytest.mark.parametrize(
    ("status", "told", "again"),
    [
        (404, "is not there", False),
        (410, "is not there", False),
        (403, "may not be read", False),
        (401, "may not be read", False),
        (429, "too often", True),
        (500, "by its server", True),
        (503, "by its server", True),
        (204, "no page", False),
    ],
)
def test_status(site: Site, status: int, told: str, again: bool) -> None:
    """What is not there, not allowed or out of order is told apart, and whether later may help."""
    error = refused(site.put("/a", b"", status=status))
    assert told in str(error)
    assert error.again is again


def test_redirects(site: Site) -> None:
    """Redirects are followed, relative ones too; a loop ends."""
    last = site.put("/c", "here")
    site.lead("/b", "/c")
    assert fetch(site.lead("/a", site.url + "/b", 301)).url == last
    assert "more than 5 times" in str(refused(site.lead("/loop", "/loop")))


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2:1/", "http://[::1]:1/", "http://169.254.169.254/latest/meta-data/",
     "http://0x7f.0.0.2/", "http://10.0.0.1/", "http://[::ffff:127.0.0.2]/"],
)  # fmt: skip
def test_redirect_to_private_address(site: Site, target: str) -> None:
    """A redirect is checked like an address that somebody typed."""
    assert "is no public address" in str(refused(site.lead("/a", target)))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "javascript:alert(1)", "//a:b@127.0.0.1/"]
)
def test_redirect_to_something_else(site: Site, target: str) -> None:
    """A redirect leads to a web address without a password, or nowhere."""
    assert "redirected to something that" in str(refused(site.lead("/a", target)))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://a",
        "/etc/passwd",
        "http://",
        "http://a:b@c.example/",
        "http://[bad",
    ],
)
def test_other_addresses(url: str) -> None:
    """Only http and https are read, and no address that holds a password."""
    refused(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]"])
def test_private_addresses_are_not_read(site: Site, host: str) -> None:
    """Without the setting this machine is not asked for anything, however it is written."""
    url = site.put("/a", "secret").replace("127.0.0.1", host)
    assert "is no public address" in str(refused(url, AddSettings()))
    assert site.asked == []


def test_second_answer_of_the_name_server(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is asked for once, and the connection goes to the address that was checked: a name server that
    answers a public address first and this machine after it gains nothing."""
    answers = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]]
    told = []

    def answer(host: object, *rest: object, **named: object) -> object:
        if host != "rebind.example":
            return real(host, *rest, **named)
        told.append(host)
        return answers.pop(0)

    real = socket.getaddrinfo
    monkeypatch.setattr(wire.socket, "getaddrinfo", answer)
    connected = []

    class Checked(wire.httpcore.SyncBackend):
        def connect_tcp(self, host: str, *rest: object, **named: object) -> object:
            connected.append(host)
            return super().connect_tcp(host, *rest, **named)

    monkeypatch.setattr(wire.httpcore, "SyncBackend", Checked)
    site.put("/robots.txt", "", status=404)
    port = site.url.rpartition(":")[2]
    backend = wire._CheckedBackend(wire.Deadline(5), ("rebind.example",))
    backend.connect_tcp("rebind.example", int(port)).close()
    assert (told, connected) == (["rebind.example"], ["127.0.0.1"])


def test_no_server() -> None:
    """A port where nobody listens and a name that nobody has are told, and may work later."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be reached" in str(refused(f"http://127.0.0.1:{port}/"))
    error = refused("http://no-such-host.invalid/", AddSettings())
    assert "no-such-host.invalid" in str(error)
    assert error.again


def test_no_web_server(site: Site) -> None:
    """What answers in another language than HTTP is no web server."""
    site.replies["/a"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n")
    assert "as a web server does" in str(refused(site.url + "/a"))


def test_encryption_is_checked(site: Site) -> None:
    """An https address whose server speaks no TLS is not read."""
    assert "cannot be reached" in str(refused(site.url.replace("http:", "https:") + "/a"))


def test_robots(site: Site) -> None:
    """What robots.txt excludes is not asked for; it is asked for once."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /secret\n", "text/plain")
    fetcher = Fetcher(OWN)
    fetcher.fetch(site.put("/open", "x"))
    for _ in range(2):
        with pytest.raises(FetchError, match="in its robots"):
            fetcher.fetch(site.put("/secret/a", "x"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/open"]


def test_robots_after_redirect(site: Site) -> None:
    """The robots.txt of the host to which a redirect leads counts there."""
    with serve() as other:
        other.put("/robots.txt", "User-agent: Dateline\nDisallow: /\n")
        assert "robots.txt" in str(refused(site.lead("/a", other.put("/b", "x"))))
        assert other.paths() == []


@pytest.mark.parametrize(("status", "read"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_cannot_be_read(site: Site, status: int, read: bool) -> None:
    """A host without robots.txt may be read; one that cannot give it now is left alone for now."""
    site.put("/robots.txt", "Disallow everything", status=status)
    url = site.put("/a", "x")
    if read:
        assert fetch(url).data == b"x"
    else:
        assert refused(url).again
        assert site.paths() == []


def test_long_robots(site: Site) -> None:
    """Of a robots.txt without end the first part counts."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /a\n" + "# filler\n" * 200_000)
    assert "robots.txt" in str(refused(site.put("/a", "x")))


def test_one_request_at_a_time(site: Site) -> None:
    """Threads that share a fetcher ask one host one thing at a time."""
    asking, most = 0, 0
    lock = threading.Lock()

    def reply(handler: BaseHTTPRequestHandler) -> None:
        nonlocal asking, most
        with lock:
            asking += 1
            most = max(most, asking)
        handler.send_response(200)
        handler.send_header("Content-Length", "50000")
        handler.end_headers()
        handler.wfile.write(b"x" * 49_999)
        with lock:  # before the last byte, for with it the next one may ask
            asking -= 1
        handler.wfile.write(b"x")

    urls = [f"{site.url}/{number}" for number in range(8)]
    site.replies.update({f"/{number}": reply for number in range(8)})
    fetcher = Fetcher(OWN)
    threads = [threading.Thread(target=fetcher.fetch, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(site.paths()) == sorted(f"/{number}" for number in range(8))
    assert most == 1


def test_pause(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two requests to one host there is the pause of the settings, or that which robots.txt wants."""
    slept: list[float] = []
    monkeypatch.setattr("index.adding.fetch.time.sleep", slept.append)
    fetcher = Fetcher(AddSettings(private_hosts=("127.0.0.1",), pause=5.0))
    fetcher.fetch(site.put("/a", "x"))
    assert slept == []
    fetcher.fetch(site.put("/b", "x"))
    assert len(slept) == 1
    assert 4 < slept[0] <= 5


def test_unchanged(site: Site) -> None:
    """A server is told what is known already, and what has not changed is not sent again."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers["If-None-Match"] == '"1"' and handler.headers["If-Modified-Since"] == "Monday"
        handler.send_response(304 if known else 200)
        handler.end_headers()

    site.replies["/a"] = reply
    assert not Fetcher(OWN).fetch(site.url + "/a").unchanged
    assert Fetcher(OWN).fetch(site.url + "/a", '"1"', "Monday").unchanged
