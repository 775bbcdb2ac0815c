"""`dateline compare`: the sides of an answer beside each other, and what is said of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import newsroom
import pytest
from click.testing import CliRunner

from bot.answer.comparing.sides import find_sides
from bot.answer.types import Answer, Citation, Claim, Difference, Disagreement, Normal, Position
from bot.cli import cli
from bot.render.side_words import NOT_JUDGED, heading, opening
from bot.render.sides import sides_json, sides_text
from bot.terminal import Look
from index.article import Article
from index.store.among import Extent

HURT = "How many passengers were injured when the Halcyon ran aground?"


def _citation(number: int, outlet: str, published: date | None, via: str | None = None) -> Citation:
    text = f"{outlet} counts {number}."
    article = Article(outlet, f"{outlet}.md", outlet, via, "Title", (), published, None, text)
    return Citation(number, article, 0, len(text), text)


def _claim(value: str, outlet: str, *numbers: int, said_by: str | None = None) -> Claim:
    normal = Normal("quantity", number=float(value), unit="person")
    return Claim(value, value, normal, (outlet,), numbers, said_by)


CLAIMS = (_claim("14", "Post", 1), _claim("14", "Gazette", 2), _claim("17", "Courier", 3, said_by="Mira Oye"))
CITATIONS = (
    _citation(1, "Post", date(2024, 5, 13)),
    _citation(2, "Gazette", None),
    _citation(3, "Courier", date(2024, 5, 14), "NPA"),
)
POSITIONS = (Position("14", ("Post", "Gazette"), (1, 2)), Position("17", ("Courier",), (3,)))


def _answer(claims: Sequence[Claim] = CLAIMS, differ: bool = True) -> Answer:
    found = Disagreement("conflict", "Outlets disagree: x.", POSITIONS) if differ else None
    searched = Extent(3, 3, date(2024, 5, 13), date(2024, 5, 14))
    return Answer("How many?", "14.", tuple(claims), CITATIONS, found, False, "extractive", searched)


def test_sides_of_a_disagreement() -> None:
    """Each position is a side, with its outlets, voices, agencies, speakers and days."""
    first, second = find_sides(_answer())
    assert (first.value, first.outlets, first.voices, first.undated) == ("14", ("Post", "Gazette"), 2, 1)
    assert (second.agencies, second.said_by, second.first) == (("NPA",), ("Mira Oye",), date(2024, 5, 14))
    assert (first.newest, second.newest) == (False, True)
    assert (first.best_supported, second.best_supported) == (True, False)


def test_marks_need_a_difference() -> None:
    """Where two sides are alike in it, or a day is not known, none is the newest or the best supported."""
    alone = replace(CITATIONS[2], article=replace(CITATIONS[2].article, published=None))
    answer = replace(_answer((CLAIMS[0], CLAIMS[2])), citations=(CITATIONS[0], CITATIONS[1], alone))
    assert not any(side.newest or side.best_supported for side in find_sides(answer))


def test_agreement_is_one_side() -> None:
    """Where all agree there is one side, and nothing is marked."""
    (side,) = find_sides(_answer(CLAIMS[:2], differ=False))
    assert (side.voices, side.newest, side.best_supported) == (2, False, False)
    assert sides_text(_answer(CLAIMS[:2], differ=False), [side], Look()).startswith("They agree:")


def test_columns_and_stacks() -> None:
    """Sides stand beside each other on a wide terminal and under each other on a narrow one, none cut."""
    sides = find_sides(_answer())
    wide = sides_text(_answer(), sides, Look(width=90)).splitlines()
    assert wide[0] == "Outlets disagree:"
    assert wide[2].split() == ["14", "17"]
    assert wide[3].split() == ["Post,", "Gazette", "Courier"]
    assert NOT_JUDGED in wide
    assert max(map(len, wide)) <= 90
    narrow = sides_text(_answer(), sides, Look(width=40))
    assert max(map(len, narrow.splitlines())) <= 40
    assert narrow.index("14") < narrow.index("Gazette") < narrow.index("17") < narrow.index("Courier")


@pytest.mark.parametrize(
    ("kind", "note", "shown"),
    [
        ("conflict", "Outlets disagree: x.", "Outlets disagree"),
        ("conflict", "Earlier and later reports differ: x.", "Earlier and later reports differ"),
        ("plan_vs_event", "What was planned and what was reported differ: x.", "Planned and reported differ"),
        ("opinion", "Those who are quoted differ in opinion: x.", "Opinions differ"),
    ],
)
def test_each_kind_has_its_words(kind: str, note: str, shown: str) -> None:
    """Each kind of difference is named in its own words, over the sides as over the answer."""
    answer = replace(_answer(), disagreement=Disagreement(kind, note, POSITIONS))
    assert heading(Disagreement(kind, note, POSITIONS)) == f"⚠️ {shown}"
    assert opening(answer, find_sides(answer)) == shown


def test_one_voice_is_no_agreement() -> None:
    """What several outlets print in one voice is not called an agreement, nor what one outlet reports."""
    together = replace(CLAIMS[0], outlets=("Post", "Gazette"), citations=(1, 2))
    answer = _answer([together], differ=False)
    assert opening(answer, find_sides(answer)) == "Several print it, in one voice"
    answer = _answer(CLAIMS[:1], differ=False)
    assert opening(answer, find_sides(answer)) == "One outlet reports this"
    alone = replace(answer, differences=(Difference("one_outlet", "Only Post reports this [1].", (1,)),))
    assert opening(alone, find_sides(alone)) == "Only one of the outlets that cover it reports this"
    assert "Only Post reports this [1]." in sides_text(alone, find_sides(alone), Look())


def test_words_are_shown_once() -> None:
    """Where a side is the sentence that it quotes, the sentence stands there once, under who prints it."""
    quote = CITATIONS[0].quote
    worded = Claim(quote, quote, Normal("text", text=quote.lower()), ("Post",), (1,))
    answer = _answer([worded], differ=False)
    assert sides_text(answer, find_sides(answer), Look()).count(quote) == 1


def test_each_outlet_has_its_own_words() -> None:
    """Where one of those that agree is less exact, its quote says what it gives: "about 14" beside "14"."""
    rounded = replace(CLAIMS[1], value="about 14")
    answer = _answer((CLAIMS[0], rounded), differ=False)
    text = sides_text(answer, find_sides(answer), Look())
    assert "— Gazette [2], about 14" in text
    assert "— Post [1]\n" in text


def test_json() -> None:
    """Scripts get the answer as `ask` gives it, and the sides with their citations by number."""
    value = sides_json(_answer(), find_sides(_answer()))
    assert value["question"] == "How many?"
    assert [side["citations"] for side in value["sides"]] == [[1, 2], [3]]
    assert value["sides"][1]["from"] == "2024-05-14"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The newsroom's corpus and index, as options."""
    folder: Path = tmp_path_factory.mktemp("compare")
    corpus = newsroom.write(folder / "corpus")
    yield ["--corpus", str(corpus), "--index", str(folder / "index")]


def test_command(room: list[str]) -> None:
    """The command shows the sides of a real disagreement, with their quotes."""
    done = CliRunner().invoke(cli, ["compare", HURT, *room], obj={}, standalone_mode=False)
    assert "Outlets disagree:" in done.stdout
    assert "17 passengers" in done.stdout
    done = CliRunner().invoke(cli, ["compare", HURT, "--json", *room], obj={}, standalone_mode=False)
    assert {side["value"][:2] for side in json.loads(done.stdout)["sides"]} >= {"17"}


def test_command_abstains(room: list[str]) -> None:
    """Where no article answers, the command says what was searched, and ends well."""
    asked = ["compare", "When was the lighthouse of Brae painted?", *room]
    done = CliRunner().invoke(cli, asked, obj={}, standalone_mode=False)
    assert "does not answer" in done.stdout
    assert done.exit_code == 0
