"""Whether what differs is told of one thing: only then is it held against what the others say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.answer.claims import Candidate, choose
from bot.answer.comparing.differences import find_disagreement
from bot.answer.finding import find_candidates, sentences_in
from bot.answer.question import read_question
from bot.answer.types import Claim
from index.article import Article, Passage
from index.dates import find_times

Told = Sequence[tuple[str, str, str]]
"""The outlet, the day and the text of each article."""


def told(question: str, articles: Told) -> set[str]:
    """Give the values that are held beside each other."""
    return {candidate.value.text for candidate in chosen(question, articles)}


def chosen(question: str, articles: Told) -> list[Candidate]:
    """Choose the candidates of an answer, by the rules alone."""
    read = {
        str(n): Article(str(n), f"{n}.md", outlet, None, "News", (), date.fromisoformat(day), None, text)
        for n, (outlet, day, text) in enumerate(articles)
    }
    passages = [Passage(a.id, a.id, 0, len(a.text), a.text) for a in read.values()]
    times = {a.id: find_times(a.text, a.published) for a in read.values()}
    found = find_candidates(read_question(question), sentences_in(passages, read), times)
    return choose(found)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "Who won the Harbour Cup?",
            "Ada Brook won the Harbour Cup in 2019.",
            "Jon Lind won the Harbour Cup on Sunday.",
        ),
        (
            "How much did the film Saltmarsh earn?",
            "The film Saltmarsh earned $92 million.",
            "The film Saltmarsh earned $30 million on its opening weekend.",
        ),
        (
            "How many passengers does the Eastfell ferry carry?",
            "The Eastfell ferry carries 900 passengers a day.",
            "The Eastfell ferry carries 6,000 passengers a week.",
        ),
        (
            "How many readers does the Eastfell library have?",
            "The Eastfell library has 9,000 daily readers.",
            "The Eastfell library has 40,000 monthly readers.",
        ),
        (
            "How much do miners in Vale earn?",
            "Miners in Vale earn $90,000 on average.",
            "Miners in Vale earn $140,000.",
        ),
        (
            "How many people were hurt in the fire in Eastfell?",
            "The fire in Eastfell hurt 12 people.",
            "The fire in Eastfell hurt many, among them four people of one family.",
        ),
        (
            "How much will the bridge in Vale cost?",
            "The bridge in Vale cost $40 million.",
            "The bridge in Vale was expected to cost $31 million.",
        ),
        (
            "How much did Norland pay for the Vale mill?",
            "Norland paid $1.7 billion for the Vale mill.",
            "Norland paid $199 for a chair of the Vale mill.",
        ),
        (
            "How many workers did the Vale mill dismiss?",
            "The Vale mill dismissed 120 workers.",
            "The Vale mill dismissed another 40 workers.",
        ),
    ],
    ids=["year", "debut", "per week", "monthly", "average", "part", "forecast", "far", "another"],
)
def test_told_of_something_else(question: str, one: str, other: str) -> None:
    """Another year, a debut, another period, an average, a part, a forecast contradict nothing."""
    articles = [("Eastfell Post", "2024-05-13", one), ("Island Herald", "2024-05-13", other)]
    assert len(told(question, articles)) == 1


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "Who won the Harbour Cup?",
            "Ada Brook won the Harbour Cup on Sunday.",
            "Jon Lind won the Harbour Cup on Sunday.",
        ),
        (
            "How many people were hurt in the fire in Eastfell?",
            "The fire in Eastfell on Saturday hurt 12 people.",
            "The fire in Eastfell on Sunday hurt 20 people.",
        ),
        (
            "How much did Norland pay for the Vale mill?",
            "Norland paid $40 million for the Vale mill of 1919.",
            "Norland paid $31 million for the Vale mill.",
        ),
    ],
)
def test_told_of_one_thing(question: str, one: str, other: str) -> None:
    """Two winners of one day, two numbers of one fire and two prices of one mill stay side by side."""
    articles = [("Eastfell Post", "2024-05-13", one), ("Island Herald", "2024-05-13", other)]
    assert len(told(question, articles)) == 2


def test_no_voice_is_held_against_itself() -> None:
    """What an outlet prints besides what others do counts only where another says it too."""
    asked = "How many people were hurt in the fire in Eastfell?"
    same = "The fire in Eastfell hurt 12 people."
    other = "The fire in Eastfell hurt 20 people."
    post, herald = ("Eastfell Post", "2024-05-13"), ("Island Herald", "2024-05-13")
    assert told(asked, [(*post, same), (*herald, same), (*post, other)]) == {"12 people"}
    gazette = ("Northmoor Gazette", "2024-05-13", other)
    assert len(told(asked, [(*post, same), (*herald, same), (*post, other), gazette])) == 2


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "When was the primary in Vale?",
            "The primary in Vale was on 4 May 2024.",
            "Turnout in Vale was lower than in its 2016 primary.",
        ),
        (
            "When did Ada Holm leave the harbour board?",
            "Ada Holm left the harbour board in December 2021.",
            "Ada Holm left the harbour board two years ago.",
        ),
        (
            "When was Ada Holm killed?",
            "Ada Holm was killed on 4 May.",
            "Crowds marched on 11 May over the killing of Ada Holm.",
        ),
        (
            "When did the harbour festival in Vale begin?",
            "The harbour festival in Vale began on 9 May.",
            "The harbour festival in Vale began this month.",
        ),
    ],
    ids=["which primary", "two years ago", "a march about it", "this month"],
)
def test_days_of_something_else(question: str, one: str, other: str) -> None:
    """Another year's, what is about two years ago, a march about it, and this month contradict no day."""
    articles = [("Eastfell Post", "2024-05-13", one), ("Island Herald", "2024-05-13", other)]
    assert find_disagreement([_claim(n, c) for n, c in enumerate(chosen(question, articles), 1)]) is None


def _claim(number: int, candidate: Candidate) -> Claim:
    value = candidate.value
    outlet = (candidate.article.outlet or "",)
    return Claim(value.text, value.text, value.normal, outlet, (number,), planned=value.planned)
