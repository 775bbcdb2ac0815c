"""`dateline gaps`: who reports an event, who does not, and who was first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import newsroom
import pytest
from click.testing import CliRunner

from bot.answer.language.sentence import Sentence
from bot.answer.outlets.coverage import Coverage, find_coverage
from bot.answer.question import read_question
from bot.cli import cli
from bot.render.coverage import coverage_text
from bot.terminal import Look
from index.article import Article
from index.dates import find_times

OPENED = "Governor Jon Lind opened the library of the Harbour School."


def _article(name: str, outlet: str | None, day: int | None, text: str, via: str | None = None) -> Article:
    published = date(2024, 6, day) if day else None
    return Article(name, f"{name}.md", outlet, via, f"Title of {name}", (), published, None, text)


def _find(*articles: Article) -> Coverage:
    sentences = [Sentence(a, 0, len(a.text), ()) for a in articles]
    return find_coverage(read_question("When did Jon Lind open the library?"), sentences, articles)


POST = _article("a", "Post", 3, OPENED)
GAZETTE = _article("b", "Gazette", 2, "Jon Lind opened the new library.")
HERALD = _article("c", "Herald", 4, "The harbour has new cranes.")
STRAY = _article("d", None, None, "On Saturday Jon Lind opened the library.")


def test_first_and_missing() -> None:
    """The earliest day is first; who has nothing is listed with what it printed in those days."""
    found = _find(POST, GAZETTE, HERALD)
    assert [r.article.id for r in found.reports] == ["b", "a"]
    assert [r.article.id for r in found.first] == ["b"]
    assert [(g.outlet, g.articles, g.meanwhile) for g in found.gaps] == [("Herald", 1, 1)]
    text = coverage_text(found, Look(width=90))
    assert text.startswith("First: Gazette, 2 June 2024.")
    assert "Nothing of it: Herald, 1 article, 1 of them from 2–10 June 2024." in text


def test_unknown_dates_may_be_earlier() -> None:
    """A report without a date is never first, and the text says that it may have been."""
    text = coverage_text(_find(POST, STRAY), Look(width=90))
    assert text.startswith("First: Post, 3 June 2024. “Title of d” may have been earlier")
    assert coverage_text(_find(STRAY), Look(width=90)).startswith("Who was first cannot be told.")


def test_an_announcement_is_called_a_plan() -> None:
    """A report that only announces what the question takes to have happened is marked as a plan."""
    found = _find(_article("e", "Post", 1, "Jon Lind will open the library next week."))
    assert found.reports[0].planned
    assert "1 June 2024, as a plan" in coverage_text(found, Look(width=90))


def test_an_agency_covers_for_itself() -> None:
    """An outlet that is the agency of somebody's copy has reported it too."""
    copy = _article("f", "Courier", 3, OPENED, via="NPA")
    agency = _article("g", "NPA", 3, "The harbour has new cranes.")
    assert _find(copy, agency).gaps == ()


def test_a_headline_reports_too() -> None:
    """An article whose title tells the event reports it; its first sentence is quoted."""
    titled = replace(HERALD, title="Jon Lind opens the library of the harbour")
    assert [r.citation.quote for r in _find(titled).reports] == [HERALD.text]


def test_a_demand_and_a_part_of_a_name_are_no_report() -> None:
    """Who only calls for it reports no event, nor does an article of another cup."""
    asked = read_question("Who won the Harbour World Cup?")
    one = _article("a", "Post", 3, "Ada Brook won the Harbour World Cup.")
    other = _article("b", "Gazette", 3, "Jon Lind has won the World Cup of chess.")
    found = find_coverage(asked, [Sentence(a, 0, len(a.text), ()) for a in (one, other)], (one, other))
    assert [r.article.id for r in found.reports] == ["a"]
    assert _find(_article("c", "Post", 3, "Jon Lind could open the library.")).reports == ()


def test_an_article_that_was_changed_later_is_not_first() -> None:
    """What is dated before the event and tells it all the same was changed since, and was not first."""
    early = _article("a", "Post", 1, "Jon Lind opened the library, and it was full.")
    later = _article("b", "Gazette", 11, "Jon Lind opened the library on June 10.")
    sentences = [Sentence(a, 0, len(a.text), ()) for a in (early, later, replace(later, id="c"))]
    times = {id_: find_times(later.text, later.published) for id_ in "bc"}
    asked = read_question("When did Jon Lind open the library?")
    found = find_coverage(asked, sentences, (early, later), times)
    assert [r.changed for r in found.reports] == [True, False, False]
    assert {r.article.id for r in found.first} == {"b", "c"}
    assert "1 June 2024 (dated before it happened, changed since)" in coverage_text(found, Look(width=90))


def test_the_like_of_it_in_another_year_is_no_report() -> None:
    """A sentence that dates what it tells to quite other days reports another event."""
    before = _article("a", "Post", 9, "Jon Lind opened the library in 2019.")
    later = _article("b", "Gazette", 11, "Jon Lind opened the library on June 10.")
    sentences = [Sentence(a, 0, len(a.text), ()) for a in (before, later, replace(later, id="c"))]
    times = {a.id: find_times(a.text, a.published) for a in (before, later, replace(later, id="c"))}
    asked = read_question("When did Jon Lind open the library?")
    found = find_coverage(asked, sentences, (before, later), times)
    assert [r.article.id for r in found.reports] == ["b", "c"]
    assert [gap.outlet for gap in found.gaps] == ["Post"]


def test_many_outlets_without_a_report_are_one_sentence() -> None:
    """Of more than a handful that report nothing, one sentence names those that printed something then."""
    others = [
        _article(f"o{n}", f"Outlet {n}", 3 if n else 29, "The harbour has new cranes.") for n in range(9)
    ]
    text = coverage_text(_find(POST, *others), Look(width=200))
    assert "9 outlets, in brackets their articles from 3–10 June 2024: Outlet 1 (1)" in text
    assert "1 printed none in those days." in " ".join(text.split())


def test_nothing() -> None:
    """Where nobody reports it, that is said, and no outlet is blamed."""
    found = _find(HERALD)
    assert found.gaps == ()
    assert coverage_text(found, Look()) == "No article in the corpus reports this.\n"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The newsroom's corpus and index, as options."""
    folder: Path = tmp_path_factory.mktemp("gaps")
    corpus = newsroom.write(folder / "corpus")
    yield ["--corpus", str(corpus), "--index", str(folder / "index")]


def test_command(room: list[str]) -> None:
    """The command names the reports and the outlets without one, in words and as JSON."""
    asked = ["gaps", "When did Jon Lind open the library of Harbour School?", *room]
    done = CliRunner().invoke(cli, asked, obj={}, standalone_mode=False)
    assert done.stdout.startswith("First: Island Herald, 2 June 2024.")
    assert "Nothing of it: Coast Courier" in done.stdout
    done = CliRunner().invoke(cli, [*asked, "--json"], obj={}, standalone_mode=False)
    value = json.loads(done.stdout)
    assert [report["article"] for report in value["reports"]] == ["herald-school", "gazette-school"]
    assert [report["first"] for report in value["reports"]] == [True, False]
    assert "Coast Courier" in {gap["outlet"] for gap in value["without"]}
