"""ask(), whole: real articles files, real index, real embedder; an invented newsroom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import newsroom
import pytest

from bot.answer.types import Answer
from bot.ask import Desk
from index.build import build
from index.embed import load_embedder
from index.search import Index


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the newsroom, its index built once."""
    with newsroom.open_desk(tmp_path_factory.mktemp("newsroom")) as opened:
        yield opened


@dataclass(frozen=True)
class Case:
    """A question, what its answer must hold, which article it must cite, and the kind of disagreement."""

    question: str
    holds: str
    cites: str
    disagreement: str | None = None


CASES = [
    Case("When did Ada Brook meet Jon Lind?", "Sunday, 12 May 2024", "gazette-talks"),
    Case("when did brook meet lind?", "Brook met Lind on Sunday, 12 May 2024", "post-talks"),
    Case("Where did Brook meet Lind?", "Eastfell", "gazette-talks"),
    Case("How long was Brook's visit to Eastfell?", "two days", "post-talks", "plan_vs_event"),
    Case("According to the Eastfell Post, how long was the visit?", "Two days", "post-talks"),
    Case("What did Brook and Lind sign?", "a charter", "gazette-talks"),
    Case("When was Ada Brook elected mayor?", "in November 2021", "gazette-talks"),
    Case(
        "How many passengers were injured when the Halcyon ran aground?", "17", "courier-accident", "conflict"
    ),
    Case("When did the Halcyon run aground?", "April 2024", "gazette-talks"),
    Case("Why was Tom Verrill jailed?", "sailed while drunk", "courier-accident"),
    Case("How long is Tom Verrill's prison sentence?", "Six years", "courier-accident"),
    Case("Who is Mira Oyelaran?", "council clerk", "herald-plan"),
    Case("Who is Tom Verrill?", "captain of the ferry", "courier-accident"),
    Case("Who opened the library?", "Jon Lind", "gazette-school"),
    Case("When was the library opened?", "Saturday, 1 June 2024", "herald-school"),
    Case("How many books does the library hold?", "8,000 books", "herald-school"),
    Case("How much will the repairs cost?", "$4.2 million", "gazette-talks"),
    Case("When did Brook visit Copenhagen?", "29 May – 2 June 2024", "gazette-school"),
    Case("Who is the governor?", "Jon Lind", "gazette-talks"),
    Case("Who sentenced the captain?", "court in Eastfell", "gazette-talks"),
    Case("Did the council agree to pay for the repair?", "No", "herald-plan"),
    Case("What did Lind call the charter?", "foolish quarrel", "post-talks"),
    Case("How many people did the ship carry?", "212 people", "courier-accident"),
    Case("Which school got a library?", "Harbour School", "gazette-school"),
    Case("How long did Lind read to the children?", "Half an hour", "herald-school"),
]

SILENT = [
    "When did Brook meet Lind in Copenhagen?",
    "When did Lind visit Denmark?",
    "When did Brook meet Olaf Stern?",
    "How many people died when the Halcyon ran aground?",
    "Why did Jon Lind resign?",
    "When did Lena Marsh become prosecutor?",
    "How old is Ada Brook?",
    "Where was Jon Lind born?",
    "What is the capital of Mongolia?",
]


def cited(answer: Answer) -> set[str]:
    """The ids of the articles that an answer cites."""
    return {citation.article.id for citation in answer.citations}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question)
def test_answers(desk: Desk, case: Case) -> None:
    """The value is given, by an article that tells it, and only a real difference is called one."""
    answer = desk.ask(case.question)
    assert not answer.abstained
    assert case.holds in answer.text
    assert case.cites in cited(answer)
    assert (answer.disagreement.kind if answer.disagreement else None) == case.disagreement


@pytest.mark.parametrize("question", SILENT)
def test_silence(desk: Desk, question: str) -> None:
    """What no article tells is not answered: nothing is cited, and what was searched is said."""
    answer = desk.ask(question)
    assert answer.abstained
    assert answer.citations == answer.claims == ()
    assert "7 articles" in answer.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question)
def test_quotes_are_slices(desk: Desk, case: Case) -> None:
    """Every quote is a slice of its article, and every claim cites one."""
    answer = desk.ask(case.question)
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
    assert {n for claim in answer.claims for n in claim.citations} == {c.number for c in answer.citations}


def test_named_outlet_alone_is_quoted(desk: Desk) -> None:
    """A question about what one outlet says is answered from that outlet alone."""
    answer = desk.ask("According to the Island Herald, when will Brook visit Eastfell?")
    assert {c.article.outlet for c in answer.citations} == {"Island Herald"}


def test_outlet_filter(desk: Desk) -> None:
    """The outlet filter lets nothing else in, and the searched articles are counted within it."""
    answer = desk.ask("When did Brook meet Lind?", outlets=("Eastfell Post",))
    assert cited(answer) == {"post-talks"}
    assert answer.searched.articles == 1


def test_two_copies_of_an_agency_are_one_voice(desk: Desk) -> None:
    """What one agency's copy says in two papers is one claim, which names both."""
    answer = desk.ask("How long was Tom Verrill jailed for?")
    voices = [claim.outlets for claim in answer.claims]
    assert len(voices) == len(set(voices))


def test_undated_article_is_given_as_printed(desk: Desk) -> None:
    """A relative date of an article whose own date is unknown stays as printed, and that is said."""
    answer = desk.ask("When did Ada Brook meet Jon Lind?")
    undated = [claim for claim in answer.claims if claim.normal.start is None]
    assert [claim.value for claim in undated] == ["Sunday"]
    assert any("no publication date" in note for note in answer.notes)


def test_unknown_name_is_named(desk: Desk) -> None:
    """Silence over somebody whom no article mentions says so by name."""
    assert "Olaf Stern" in desk.ask("When did Brook meet Olaf Stern?").text


def test_same_question_same_answer(desk: Desk) -> None:
    """An answer depends on nothing but the question and the index."""
    assert desk.ask(CASES[0].question) == desk.ask(CASES[0].question)


def test_an_article_added_is_answered_from(tmp_path: Path) -> None:
    """A desk that is open follows a build: the article added since is cited."""
    corpus = newsroom.write(tmp_path / "corpus")
    embedder = load_embedder(None)
    build(corpus, tmp_path / "index", embedder)
    with Index.open(tmp_path / "index", embedder) as index:
        desk = Desk.open(index)
        assert desk.ask("Who bought the lighthouse?").abstained
        (corpus / "late.md").write_text(
            "---\noutlet: Coast Courier\ntitle: Lighthouse sold\npublished: 2024-06-05\n---\n"
            "Painter Ines Falk bought the lighthouse on Cape Sorrel on Tuesday.\n",
            encoding="utf-8",
        )
        build(corpus, tmp_path / "index", embedder)
        answer = desk.ask("Who bought the lighthouse?")
    assert "Ines Falk" in answer.text


def test_another_language_is_declined_politely(desk: Desk) -> None:
    """A question that is not in English is not answered, and says that English is read."""
    answer = desk.ask("¿Cuándo volvió a navegar el transbordador?")
    assert answer.abstained
    assert "Dateline reads English only; please ask in English." in answer.notes
    assert "English" not in " ".join(desk.ask("When did the zeppelin land in Ruritania?").notes)


def test_a_yes_of_one_who_is_quoted_is_his(tmp_path: Path) -> None:
    """A yes that rests on somebody's words is told as his, in the outlet that prints them."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(
        "---\noutlet: Brae Post\ntitle: A farm\npublished: 2024-05-14\n---\n"
        "His lawyer, Mira Oye, said that Jon Lind had warned the agency.\n",
        encoding="utf-8",
    )
    embedder = load_embedder(None)
    build(corpus, tmp_path / "index", embedder)
    with Index.open(tmp_path / "index", embedder) as index:
        answer = Desk.open(index).ask("Did Jon Lind warn the agency?")
    assert answer.text == "Yes, according to Mira Oye, in Brae Post."
