"""The pictures of the README: Discord's markdown as HTML, and a browser that draws it."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.render.answer_pages import answer_pages
from bot.render.message import Embed, Field, Message
from docs.browser import find_chromium, measure, shoot
from docs.discord_page import markup, page
from tests.ferry import how_long_answer

CHROMIUM = find_chromium()
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH to draw pages with")
DOCS = Path(__file__).parent.parent / "docs"


class Tags(HTMLParser):
    """Lists the tags of a page and collects its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_markdown_as_discord_reads_it() -> None:
    """Emphasis, quotes, small print and links become the HTML of what Discord shows."""
    assert markup("**a** \\*b\\*\n> c\n-# d") == (
        "<strong>a</strong> *b*<br><blockquote>c</blockquote><small>d</small>"
    )
    assert markup("[x](https://a.example/?b=1&c)") == '<a href="https://a.example/?b=1&amp;c">x</a>'


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="<>&\"'/scriptonlad=*_`[]() \n:h"))
def test_html_is_escaped(words: str) -> None:
    """No words of a message become HTML, whichever place they stand in."""
    html = page(Message(words, (Embed(words, words, 0, (Field(words, words),), words),)), [(words, True)])
    known = {
        "html",
        "meta",
        "title",
        "style",
        "div",
        "span",
        "a",
        "br",
        "strong",
        "em",
        "u",
        "s",
        "code",
        "pre",
    }
    known |= {"blockquote", "h3", "li", "small", "time"}
    assert set(Tags(html).tags) <= known
    assert "<script" not in html


def test_page_shows_the_whole_message() -> None:
    """A drawn message has the content, each embed with its fields and footer, and the buttons."""
    (message,) = answer_pages(how_long_answer(), date(2024, 2, 10), "asked")
    words = Tags(page(message, [("Passages", True)], when="today")).words
    for part in (
        "How long was the ferry",
        "Outlets disagree",
        "nine days [1]",
        "Sources",
        "leave the ping on.",
    ):
        assert part in words
    assert words.endswith("Passages")


@needs_chromium
def test_browser_draws_the_message() -> None:
    """A browser draws a message as a picture as wide as asked, cut off below it."""
    assert CHROMIUM
    (message,) = answer_pages(how_long_answer(), date(2024, 2, 10), "asked")
    image = Image.open(BytesIO(shoot(page(message), CHROMIUM, 480, scale=1)))
    assert image.width == 480
    assert 400 < image.height < 2000
    assert len(image.convert("RGB").getcolors(1 << 20) or []) > 10


@needs_chromium
def test_message_fits_a_phone() -> None:
    """On a phone nothing of a drawn message reaches over the edge."""
    assert CHROMIUM
    (message,) = answer_pages(how_long_answer(), date(2024, 2, 10), "asked")
    assert int(measure(page(message, width=360), CHROMIUM, 360, "page.documentElement.scrollWidth")) <= 360


def test_pictures_of_the_readme() -> None:
    """The README shows each picture that is drawn, with words for who cannot see it, and none is large."""
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    pictures = sorted(DOCS.glob("*.png"))
    assert pictures
    for picture in pictures:
        assert f"docs/{picture.name}" in readme
        assert picture.stat().st_size < 150_000
    assert 'alt=""' not in readme and "![]" not in readme
