"""An office that several bodies have: both holders are told, and nobody is said to disagree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answer.claims import choose
from bot.answer.extractive import compose
from bot.answer.finding import find_candidates, sentences_in
from bot.answer.question import read_question
from bot.answer.types import Answer
from index.article import Article, Passage
from index.dates import find_times
from index.store.among import Extent

NORWAY = ("Gazette", "Norway's health minister, Ada Brook, opened the ward on Monday.")
DENMARK = ("Post", "The Danish health minister, Jon Lind, sent two nurses on Monday.")


def _answer(asked: str, told: Sequence[tuple[str, str]]) -> Answer:
    day = date(2024, 5, 14)
    read = {
        str(n): Article(str(n), f"{n}.md", outlet, None, "News", (), day, None, text)
        for n, (outlet, text) in enumerate(told)
    }
    passages = [Passage(a.id, a.id, 0, len(a.text), a.text) for a in read.values()]
    times = {a.id: find_times(a.text, a.published) for a in read.values()}
    question = read_question(asked)
    found = find_candidates(question, sentences_in(passages, read), times)
    return compose(question, choose(found), Extent(len(read), len(read), day, day), found)


def test_two_ministers_are_both_told() -> None:
    """Two countries' ministers are two answers, each with whose it is, and no disagreement."""
    answer = _answer("Who is the health minister?", [NORWAY, DENMARK])
    assert answer.disagreement is None
    assert answer.text == (
        "There are several: Ada Brook (Norway), according to Gazette; Jon Lind (Denmark), according to Post."
    )
    assert {claim.value for claim in answer.claims} == {"Ada Brook", "Jon Lind"}


def test_one_whose_country_is_not_said_stands_first() -> None:
    """A minister of whom no sentence says whose stands beside the one of another country."""
    own = ("Herald", "Health Minister Mira Lund visited the town on Monday.")
    answer = _answer("Who is the health minister?", [own, DENMARK])
    assert answer.text.startswith("There are several: Mira Lund, according to Herald; Jon Lind (Denmark)")


def test_one_post_has_one_holder() -> None:
    """Two names for one country's post are a disagreement, and a question that says whose has one answer."""
    other = ("Post", "Norway's health minister, Jon Lind, sent two nurses on Monday.")
    assert _answer("Who is the health minister?", [NORWAY, other]).disagreement is not None
    assert _answer("Who is Denmark's health minister?", [NORWAY, DENMARK]).text.startswith("Jon Lind")


def test_letters_of_an_office_are_of_whom_they_stand_behind() -> None:
    """Of two heads in one sentence the one is told who is printed as that of the firm asked about."""
    text = "The court will hear CEO Jon Lind, Corvo CEO Tom Ito, and Brae Mills CEO Ada Brook."
    assert _answer("Who is the CEO of Brae Mills?", [("Gazette", text)]).text.startswith("Ada Brook,")
