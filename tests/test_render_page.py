"""An answer as one web page: whole, escaped, on its own, and readable on a phone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.types import Answer, Citation, Claim, Difference, Disagreement, Normal, Position
from bot.cli import run
from bot.render.escape import plain
from bot.render.page import to_page
from bot.render.side_words import NOT_JUDGED
from docs.browser import find_chromium, measure
from tests.ferry import GAZETTE, TEXT, abstention, how_long_answer, when_answer

CHROMIUM = find_chromium()
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH to draw pages with")
TODAY = date(2024, 2, 10)
EVIL = (
    "<script>alert(1)</script> \"' onload=x </style></title> [9] <img src=https://evil.example/x> \u202e&amp;"
)


class Read(HTMLParser):
    """A page as a browser takes it: tags, attributes, ids, words, and what is marked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = self.marked = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words += data
        if "mark" in self._open:
            self.marked += data


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def quoting(text: str, *spans: tuple[int, int]) -> Answer:
    """An answer that quotes these places of one article."""
    article = replace(GAZETTE, text=text, title=EVIL, outlet=EVIL, url="https://herald.example/12")
    citations = tuple(Citation(i, article, a, b, text[a:b]) for i, (a, b) in enumerate(spans, 1))
    claim = Claim(EVIL, EVIL, Normal("date", date(2024, 2, 6), date(2024, 2, 8), "range"), (EVIL,), (1,))
    sides = (Position(EVIL, (EVIL,), (1,)), Position("b", ("B",), (1,)))
    return replace(
        when_answer(), question=EVIL, text=EVIL, notes=(EVIL,), claims=(claim,), citations=citations,
        disagreement=Disagreement("conflict", f"They differ: {EVIL}", sides),
    )  # fmt: skip


def test_page_holds_the_answer() -> None:
    """A page has the question, the answer, who differs, each quote, the sources, and what was searched."""
    page = Read(to_page(how_long_answer(), TODAY))
    for part in (
        "How long was the ferry in harbour?",
        "Outlets disagree",
        f"“{TEXT}” [1]",
        "[2] Brae Herald, 8 February 2024, 2 days ago — Storm held the ferry for a week · open the page at",
        "written by small-model from these quotes.",
        "Made by Dateline on 10 February 2024.",
    ):
        assert part in page.words
    assert "published 8 February 2024a plan, printed before the event(newest)" in page.words
    assert NOT_JUDGED in page.words
    assert "#quote-2" in page.links
    assert any(link.startswith("https://herald.example/12#:~:text=For") for link in page.links)
    assert set(page.ids) == {"quote-1", "quote-2"}


def test_timeline_only_with_days() -> None:
    """A timeline is on the page where an answer names days, and not where it names none."""
    assert "svg" in Read(to_page(when_answer(), TODAY)).tags
    assert "svg" not in Read(to_page(how_long_answer(), TODAY)).tags
    silent = Read(to_page(abstention(), TODAY))
    assert "Sources" not in silent.words and "Searched: 12 articles" in silent.words


def test_agreement_is_called_that() -> None:
    """Where several voices agree the page says so and has no box; what only one tells is noted."""
    alone = Difference("one_outlet", "Only Harbour Gazette reports this [1].", (1,))
    html = to_page(replace(when_answer(), differences=(alone,)), TODAY)
    page = Read(html)
    assert "They agree2 voices; published 7 February 2024, 1 of unknown date" in page.words
    assert alone.note in page.words
    assert "differ" not in html.split("</style>")[1] and NOT_JUDGED not in page.words


def test_quotes_are_marked_where_they_stand() -> None:
    """Exactly the quoted words are marked in their article, and each number leads to them."""
    text = f"Before.\n\nIt was cold. {TEXT} Nobody was hurt.\n\nAfter."
    start = text.index(TEXT)
    page = Read(to_page(quoting(text, (start, start + len(TEXT))), TODAY))
    assert page.marked == TEXT
    both = Read(to_page(quoting(text, (start, start + 20), (start + 10, start + 30)), TODAY))
    assert both.marked == text[start : start + 30]
    assert both.ids == ["quote-1", "quote-2"]


def test_page_needs_nothing_else() -> None:
    """A page loads nothing, runs nothing, and says so in its policy; its links send no referrer."""
    html = to_page(quoting(TEXT, (0, 9)), TODAY)
    page = Read(html)
    assert not page.tags & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    assert not any(name.startswith("on") or name in ("src", "style") for name in page.attributes)
    assert "default-src 'none'; style-src 'sha256-" in html
    assert '<meta name="referrer" content="no-referrer">' in html
    assert "url(" not in html and "@import" not in html


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="ab <>&\"'\n\u202e\u0301/", min_size=1, max_size=60), st.data())
def test_any_article_is_whole_and_escaped(text: str, data: st.DataObject) -> None:
    """Whatever an article prints, all of it stands on the page as words, with its quotes marked."""
    spans = []
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text) - 1))
        spans.append((start, data.draw(st.integers(start + 1, len(text)))))
    page = Read(to_page(quoting(text, *spans), TODAY))
    words = re.sub(r"\[\d\]", "", page.words[page.words.index("The articles") :])
    assert bare(plain(text)) in bare(words)
    covered = {place for start, end in spans for place in range(start, end)}
    assert bare(page.marked) == bare(plain("".join(text[place] for place in sorted(covered))))
    assert sorted(page.ids) == [f"quote-{i}" for i in range(1, len(spans) + 1)]
    assert page.tags.isdisjoint({"script", "img"})


@needs_chromium
def test_page_fits_a_phone() -> None:
    """On a phone the page has its own style and nothing to scroll sideways to, however long the words are."""
    assert CHROMIUM
    html = to_page(quoting("Long" * 300 + " " + TEXT, (0, 1200)), TODAY)
    seen = measure(
        html,
        CHROMIUM,
        360,
        "page.documentElement.scrollWidth + ' ' + page.defaultView.getComputedStyle(page.body).maxWidth + ' '"
        " + page.querySelectorAll('script, img').length",
    )
    assert seen == "360 736px 0"


@pytest.mark.slow
def test_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`dateline ask --html FILE` answers as ever and writes the page; a slip is told in a line."""
    from tests import newsroom

    place = ["--corpus", str(newsroom.write(tmp_path / "corpus")), "--index", str(tmp_path / "index")]
    file = tmp_path / "answer.html"
    assert run(["ask", "When did Brook meet Lind?", "--html", str(file), *place]) == 0
    shown = capsys.readouterr()
    assert "12 May 2024" in shown.out
    assert f"wrote {file}" in shown.err
    assert "12 May 2024" in Read(file.read_text(encoding="utf-8")).words
    assert run(["ask", "When?", "--html", str(tmp_path / "none" / "a.html"), *place]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert run(["ask", "When did Brook meet Lind?", "--html", str(tmp_path), *place]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert run(["ask", "--batch", "-", "--html", str(file), *place]) == 2
