"""Whom a deed befell: behind an active verb, before a passive one, never who did it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.claims import ENOUGH, support
from bot.answer.evidence import weigh
from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from bot.answer.somebody.befallen import asks_befallen
from bot.answer.values import find_values
from index.article import Article


def _told(asked: str, text: str) -> str | None:
    article = Article("a", "a.md", "Gazette", None, "A title", (), date(2024, 5, 14), None, text)
    question = read_question(asked)
    evidence = weigh(question, Sentence(article, 0, len(text), ()))
    values = find_values(question, evidence, ())
    best = max(values, key=lambda v: support(question, evidence, v), default=None)
    return best.text if best and support(question, evidence, best) >= ENOUGH else None


@pytest.mark.parametrize(
    ("question", "sentence", "whom"),
    [
        ("Who was arrested?", "Police arrested a teacher on Monday.", "a teacher"),
        ("Who was arrested?", "Police arrested Jon Lind on Monday.", "Jon Lind"),
        ("Who was arrested?", "A teacher was arrested on Monday, police said.", "A teacher"),
        ("Who was arrested?", "Jon Lind, 52, a baker, has been arrested in Vale.", "Jon Lind"),
        ("Who was arrested?", "The arrest of Jon Lind surprised Vale.", "Jon Lind"),
        ("Who was killed in the crash?", "Two sisters from Vale were killed in the crash.", "Two sisters"),
        ("Who was rescued?", "Sailors rescued three fishermen off Vale.", "three fishermen"),
        ("Who was fired?", "Brook Foods fired its chief executive, Ada Holm, on Monday.", "Ada Holm"),
        ("Who was invited?", "Norvia invited Lissia and Brell to the talks.", "Lissia and Brell"),
        ("Who did the council appoint?", "The council appointed Ada Holm as director.", "Ada Holm"),
        ("Who was appointed?", "It is the first trip for Holm since she was appointed in May.", "Holm"),
        ("Which club will Lind coach?", "Jon Lind will leave Vale in summer to coach Brell.", "Brell"),
    ],
)
def test_whom_it_befell(question: str, sentence: str, whom: str) -> None:
    """Whom it befell stands behind an active deed or before a passive one, by name or not."""
    assert _told(question, sentence) == whom


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who was fired?", "Brook Foods fired without warning on Monday."),
        ("Who was blamed for the fire?", "Police blamed no one for the fire."),
    ],
)
def test_who_does_it_is_not_whom_it_befell(question: str, sentence: str) -> None:
    """Where nobody stands as whom it befell, who did it is no answer."""
    assert _told(question, sentence) is None


def test_only_what_befalls_somebody() -> None:
    """Who was there, who was born and by whom something was done ask for something else."""
    for text in ("Who was at the talks?", "Who was born in Vale?", "Who was the bridge built by?"):
        assert not asks_befallen(read_question(text))
