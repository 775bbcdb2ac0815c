"""Web pages: the article's text, and its fields from metadata before the text's own marks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.read import read_file
from index.reading.web_page import strip_tags

TEXT = (
    "The council of Northmoor voted on Tuesday to rebuild the pier that a storm broke in two in the winter.",
    '"We will have it open before the herring comes back," said mayor Tom Reed, who had campaigned for it.',
    "The plan was backed by fishing families and opposed by the owners of two hotels, who fear the noise.",
)
SITE = '<meta property="og:site_name" content="Harbor Gazette">'
TIME = '<meta property="article:published_time" content="2024-06-05T23:30:00-05:00">'
ADDRESS = '<link rel="canonical" href="https://www.harbor-times.example/news/pier">'


def read(folder: Path, head: str = "", first: str = "", encoding: str = "utf-8") -> Article:
    """Read a web page with an article, a menu and a footer."""
    paragraphs = "".join(f"<p>{text}</p>" for text in (first, *TEXT) if text)
    path = folder / "pier.html"
    page = (
        f"<html><head><title>Pier to be rebuilt</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Pier to be rebuilt</h1>{paragraphs}</article><footer>About us</footer></body></html>"
    )
    path.write_bytes(page.encode(encoding))
    [article], failures = read_file(path, folder)
    assert failures == []
    return article


def test_metadata(tmp_path: Path) -> None:
    """Outlet, author, the outlet's local day and the address come from a page's metadata."""
    article = read(tmp_path, SITE + TIME + ADDRESS + '<meta name="author" content="Ada Brook">')
    assert (article.outlet, article.published) == ("Harbor Gazette", date(2024, 6, 5))
    assert (article.title, article.authors) == ("Pier to be rebuilt", ("Ada Brook",))
    assert article.url == "https://www.harbor-times.example/news/pier"
    assert article.text == "\n\n".join(TEXT)


def test_marks_fill_what_metadata_lacks(tmp_path: Path) -> None:
    """What metadata lacks comes from the text itself: an agency in the dateline, and no day at all."""
    article = read(
        tmp_path, SITE, "NORTHMOOR (AP) — Fishing boats went out on Friday, said the harbor master."
    )
    assert (article.outlet, article.via, article.published) == ("Harbor Gazette", "AP", None)


def test_the_address_names_the_outlet_last(tmp_path: Path) -> None:
    """The host of the page's address stands for the outlet where nothing else names one."""
    assert read(tmp_path, ADDRESS).outlet == "harbor-times.example"
    assert read(tmp_path).outlet is None


def test_a_declared_encoding(tmp_path: Path) -> None:
    """A page in the encoding that it declares is read in it, without a word."""
    article = read(tmp_path, '<meta charset="iso-8859-1">', "Café Señor stays open, said Zoë.", "iso-8859-1")
    assert "Café Señor stays open, said Zoë." in article.text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>One &amp; two</p><p>three <b>four</b></p>", ["One & two", "three four"]),
        ("1 < 2 and 3 > 2", ["1 < 2 and 3 > 2"]),
        ("one<br/>two<br>three", ["one", "two", "three"]),
        ("<script>var a = '</p><p>';</script><p>one</p>", ["one"]),
    ],
)
def test_tags_in_a_dump(text: str, plain: list[str]) -> None:
    """A dump's text that is HTML loses its tags; a text with a sign like a tag's stays as it is."""
    assert [line.strip() for line in strip_tags(text).splitlines() if line.strip()] == plain
