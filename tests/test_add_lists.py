"""Feeds and sitemaps: every new entry, each once, and no request that need not be made."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from web import FERRY, Site, page, serve

from index.adding.adder import Adder
from index.adding.feeds import read_feed
from index.adding.report import Outcome
from index.adding.settings import AddSettings
from index.adding.sitemaps import read_sitemap
from index.errors import ArticleError
from index.read import list_files, read_file

OWN = AddSettings(private_hosts=("127.0.0.1",), pause=0.0, seconds=20.0)


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site at 127.0.0.1, which the settings allow."""
    with serve() as running:
        yield running


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus folder that is not there yet."""
    return tmp_path / "corpus"


def article(number: int) -> str:
    """Write the page of one article."""
    return page(
        f"Ferry report {number}", [*FERRY, f"It was run number {number} of the week."], "Harbour Gazette"
    )


def rss(site: Site, numbers: list[int], extra: str = "", updated: str = "") -> str:
    """Write a feed of these articles."""
    items = "".join(
        f"<item><title>Entry {n}</title><link>{site.url}/a/{n}</link><guid>id-{n}</guid>"
        f"<pubDate>Wed, 0{n} Feb 2024 23:30:00 -0500{updated}</pubDate>{extra}</item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Gazette</title>{items}</channel></rss>"
    )


def put_feed(site: Site, numbers: list[int], tag: str, **more: str) -> str:
    """Let a site have a feed with an ETag; gives its address."""
    text = rss(site, numbers, **more).encode()

    def reply(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers["If-None-Match"] == tag
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", tag)
        handler.send_header("Content-Type", "application/rss+xml")
        handler.end_headers()
        handler.wfile.write(b"" if known else text)

    site.replies["/feed"] = reply
    for number in numbers:
        site.put(f"/a/{number}", article(number))
    return site.url + "/feed"


def test_feed(site: Site, corpus: Path) -> None:
    """Every entry's page is added; what the page does not say is taken from the feed."""
    report = Adder(corpus, OWN).add_url(put_feed(site, [1, 2, 3], '"a"'))
    assert len(report.added) == 3
    for number, item in enumerate(report.added, 1):
        (read,), _ = read_file(corpus / str(item.path), corpus)
        assert read == item.article
        assert (read.outlet, read.title) == ("Harbour Gazette", f"Ferry report {number}")
        assert str(read.published) == f"2024-02-0{number}"
        assert read.url == f"{site.url}/a/{number}"


def test_only_what_is_new(site: Site, corpus: Path) -> None:
    """A feed that has not changed is not sent again, and of a changed one only new pages are read."""
    Adder(corpus, OWN).add_url(put_feed(site, [1, 2], '"a"'))
    site.asked.clear()
    report = Adder(corpus, OWN).add_url(put_feed(site, [1, 2], '"a"'))
    assert [item.outcome for item in report.items] == [Outcome.THERE]
    assert site.paths() == ["/feed"]
    report = Adder(corpus, OWN).add_url(put_feed(site, [1, 2, 3], '"b"'))
    assert (len(report.there), len(report.added)) == (2, 1)
    assert site.paths() == ["/feed", "/feed", "/a/3"]


def test_what_was_removed_stays_away(site: Site, corpus: Path) -> None:
    """An article that its owner removed from the corpus does not come back with the feed."""
    adder = Adder(corpus, OWN)
    first, _ = adder.add_url(put_feed(site, [1, 2], '"a"')).added
    (corpus / str(first.path)).unlink()
    report = adder.add_url(put_feed(site, [1, 2, 3], '"b"'))
    assert len(report.added) == 1
    assert len(list_files(corpus)) == 2
    assert adder.add_url(f"{site.url}/a/1").added


def test_article_that_is_there(site: Site, corpus: Path) -> None:
    """A page that was added by its own address is not asked for again."""
    feed = put_feed(site, [1, 2], '"a"')
    adder = Adder(corpus, OWN)
    adder.add_url(f"{site.url}/a/1")
    site.asked.clear()
    report = adder.add_url(feed)
    assert (len(report.there), len(report.added)) == (1, 1)
    assert "/a/1" not in site.paths()


def test_changed_entry(site: Site, corpus: Path) -> None:
    """An entry that says it changed is read again, and an article with new text keeps the old one."""
    adder = Adder(corpus, OWN)
    adder.add_url(put_feed(site, [1], '"a"'))
    feed = put_feed(site, [1], '"b"', updated=" ")
    feed = put_feed(site, [1], '"b"', extra="<updated>2024-02-09T10:00:00Z</updated>")
    site.put("/a/1", page("Ferry report 1", [*FERRY, "It was stopped again by fog on Friday, Holm said."]))
    (item,) = adder.add_url(feed).items
    assert item.outcome is Outcome.UPDATED
    assert item.earlier is not None


def test_failing_page_is_tried_again(site: Site, corpus: Path) -> None:
    """A page that cannot be had now is tried again with the next look, up to four times; one that is not
    there is not."""
    feed = put_feed(site, [1, 2, 3], '"a"')
    site.put("/a/1", "", status=503)
    site.put("/a/2", "", status=404)
    adder = Adder(corpus, OWN)
    report = adder.add_url(feed)
    assert [item.again for item in report.failed] == [True, False]
    for _ in range(6):
        adder.add_url(feed)
    assert [site.paths().count(f"/a/{number}") for number in (1, 2, 3)] == [4, 1, 1]
    assert len(list_files(corpus)) == 1


def test_recovered_page(site: Site, corpus: Path) -> None:
    """A page that can be had again is added, although the feed itself has not changed."""
    feed = put_feed(site, [1], '"a"')
    site.put("/a/1", "", status=503)
    adder = Adder(corpus, OWN)
    assert adder.add_url(feed).failed
    site.put("/a/1", article(1))
    assert adder.add_url(feed).added


def test_text_of_the_feed(site: Site, corpus: Path) -> None:
    """Where a page may not be read and the feed has the whole text, that is taken, and said."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in FERRY * 2)
    feed = put_feed(site, [1], '"a"', extra=f"<content:encoded><![CDATA[{text}]]></content:encoded>")
    site.put("/robots.txt", "User-agent: *\nDisallow: /a/\n")
    (item,) = Adder(corpus, OWN).add_url(feed).items
    assert item.outcome is Outcome.ADDED
    assert item.article is not None
    assert item.article.text.split("\n\n") == FERRY
    assert "is kept as its feed has it; the page is not for programs" in item.notes[0]


def test_another_sites_words(site: Site, corpus: Path) -> None:
    """A feed cannot put words into another site's mouth: its text is not taken for their page."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in FERRY * 2)
    with serve("127.0.0.2") as other:
        lied = rss(site, [1], extra=f"<content:encoded><![CDATA[{text}]]></content:encoded>")
        both = AddSettings(private_hosts=("127.0.0.1", "127.0.0.2"), pause=0.0)
        report = Adder(corpus, both).add_url(other.put("/feed", lied, "application/rss+xml"))
    assert [item.outcome for item in report.items] == [Outcome.FAILED]


def test_private_links(site: Site, corpus: Path) -> None:
    """A feed's links are checked like any address."""
    feed = site.put("/feed", rss(site, [1]).replace(f"{site.url}/a/1", "http://127.0.0.3/admin"))
    (item,) = Adder(corpus, OWN).add_url(feed).items
    assert "is no public address" in str(item.reason)


def test_long_feed(site: Site, corpus: Path) -> None:
    """Of a long feed so many entries are added at once; the next time the next ones."""
    feed = put_feed(site, [1, 2, 3, 4, 5], '"a"')
    adder = Adder(corpus, AddSettings(private_hosts=("127.0.0.1",), pause=0.0, most=3))
    first, second = adder.add_url(feed), adder.add_url(feed)
    assert (len(first.added), first.left_out) == (3, 2)
    assert (len(second.added), second.left_out) == (2, 0)


def test_atom() -> None:
    """An Atom feed's entries are read: relative links, HTML in titles, authors, days as printed."""
    atom = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
    <entry><id>tag:1</id><title type="html">Ferry &lt;b&gt;runs&lt;/b&gt; &amp;amp; stops</title>
    <link href="/ferry"/>
    <published>2024-02-07T23:30:00-05:00</published><author><name>Ada Holm</name></author>
    <updated>2024-02-08T00:00:00Z</updated></entry><entry><title></title></entry></feed>"""
    (entry,) = read_feed(atom, "https://gazette.example/feed")
    assert (entry.id, entry.url, entry.fields.title) == (
        "tag:1",
        "https://gazette.example/ferry",
        "Ferry runs & stops",
    )
    assert (str(entry.fields.published), entry.fields.authors) == ("2024-02-07", ("Ada Holm",))


@pytest.mark.parametrize(
    "data",
    [
        b"<rss",
        b'<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"/>',
        b"<feed>\xff\xfe</feed>",
        b"/etc/passwd",
        b'<feed xmlns="http://!\xa0www.w3.org/2005/Atom\xa0!"><entry><id>1</id></entry></feed>',
    ],
)
def test_no_feed(data: bytes) -> None:
    """What is no feed, and what defines entities, is refused; a path is never opened."""
    with pytest.raises(ArticleError):
        read_feed(data, None)


def sitemap(pages: list[tuple[str, str]], name: str = "urlset", item: str = "url") -> bytes:
    """Write a sitemap of (address, day of change)."""
    listed = "".join(f"<{item}><loc>{url}</loc><lastmod>{day}</lastmod></{item}>" for url, day in pages)
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><{name} xmlns="{schema}">{listed}</{name}>'.encode()


def test_sitemap(site: Site, corpus: Path) -> None:
    """A sitemap's pages are added, the newest first, also those of sitemaps that it names, packed or not."""
    urls = [site.put(f"/a/{number}", article(number)) for number in range(4)]
    old = site.put("/old.xml", sitemap([(urls[0], "2024-01-01")]), "application/xml")
    new = site.put(
        "/new.xml.gz",
        gzip.compress(sitemap([(urls[1], "2024-02-01"), (urls[2], "2024-02-03")])),
        "application/x-gzip",
    )
    index = site.put(
        "/sitemap.xml", sitemap([(old, "2024-01-02"), (new, "2024-02-04")], "sitemapindex", "sitemap")
    )
    report = Adder(corpus, OWN).add_url(index)
    assert [item.source for item in report.added] == [urls[2], urls[1], urls[0]]
    site.asked.clear()
    assert len(Adder(corpus, OWN).add_url(new).there) == 2
    assert site.paths() == ["/new.xml.gz"]


def test_news_sitemap() -> None:
    """A news sitemap says who published a page, when, and under which title."""
    data = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://gazette.example/a</loc><n:news>
    <n:publication><n:name>Harbour Gazette</n:name></n:publication>
    <n:publication_date>2024-02-07T10:00:00Z</n:publication_date><n:title>Ferry runs</n:title>
    </n:news></url></urlset>"""
    ((entry,), _) = read_sitemap(data, 10_000)
    assert (entry.fields.outlet, entry.fields.title, str(entry.fields.published)) == (
        *("Harbour Gazette", "Ferry runs"),
        "2024-02-07",
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<urlset",
        b"<urlset><url>",
        b"\x1f\x8bxx",
        gzip.compress(bytes(20_000), mtime=0),
        b'<!DOCTYPE a [<!ENTITY b "c">]><urlset/>',
    ],
)
def test_no_sitemap(data: bytes) -> None:
    """A damaged sitemap, one that unpacks beyond the limit, and one that defines entities are refused."""
    with pytest.raises(ArticleError):
        read_sitemap(data, 10_000)


def test_endless_sitemaps(site: Site, corpus: Path) -> None:
    """Sitemaps that name one another without end come to an end."""
    for number in range(60):
        site.put(f"/{number}.xml", sitemap([(f"{site.url}/{number + 1}.xml", "")], "sitemapindex", "sitemap"))
    report = Adder(corpus, OWN).add_url(f"{site.url}/0.xml")
    assert not report.added
    assert len(site.asked) < 30
