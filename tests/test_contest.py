"""Who won: a winner stands as one, over whom and of what the question names."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.evidence import weigh
from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from bot.answer.second_opinion.spans import said
from bot.answer.somebody.contest import asks_contest
from bot.answer.values import find_values
from index.article import Article


def _told(asked: str, text: str, title: str = "") -> list[str]:
    article = Article("a", "a.md", "Gazette", None, title, (), date(2024, 5, 14), None, text)
    question = read_question(asked)
    evidence = weigh(question, Sentence(article, 0, len(text), ()))
    return [value.text for value in find_values(question, evidence, ())]


@pytest.mark.parametrize(
    ("question", "sentence", "winner"),
    [
        (
            "Who won between the Rovers and the Wanderers?",
            "Jon Lind made 12 passes in the Rovers 31-17 victory over the Wanderers.",
            "Rovers",
        ),
        ("Who won the match between Norvia and Lissia?", "Norvia beat Lissia on Sunday.", "Norvia"),
        ("Who beat Norvia?", "Norvia lost 2-1 to Lissia on Monday.", "Lissia"),
        ("Who won the fight between Brook and Lind?", "After a win over Tom Lind, Brook spoke.", "Brook"),
        ("Who won the Vale Cup?", "The final of the Vale Cup was won by Brell.", "Brell"),
        ("Which team won the final?", "Port Anse beat Rovers 3-2 in the final.", "Port Anse"),
        ("Who won Brook v. Lind?", "The jury handed a victory to Brook, and Lind left.", "Brook"),
        (
            "Who did Norvia beat in the semi-final?",
            "Norvia beat South Lissia in the semi-final.",
            "South Lissia",
        ),
    ],
)
def test_winner(question: str, sentence: str, winner: str) -> None:
    """Who stands as the winner of what is asked about is told, a country as well as a club or somebody."""
    assert _told(question, sentence) == [winner]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who won the match between Norvia and Lissia?", "The Gazette followed Norvia against Lissia live."),
        ("Who won the match between Norvia and Lissia?", "Norvia beat Brell, and Lissia drew."),
        ("Who won the match between Norvia and Lissia?", "Norvia beat Lissia 11 years ago."),
        ("Who won the match between Norvia and Lissia?", "Norvia hope to beat Lissia."),
        ("Who won the Vale Cup?", "In the Vale Cup they were defeated by Norvia."),
        ("Who won the Vale Cup?", "Norvia won the Vale Cup in 1998."),
        ("Who won the final?", "Rovers beat Wanderers 3-2 in the semi-final."),
        ("Who beat Norvia?", "Lissia beat Brell, and Norvia drew."),
    ],
)
def test_no_winner(question: str, sentence: str) -> None:
    """Who only stands in the report, who won another match, another year's or only hopes to, is no winner."""
    assert _told(question, sentence) == []


def test_only_contests() -> None:
    """An election is no contest of this kind; of a contest the reader does not name the winner."""
    assert not asks_contest(read_question("Who won the election in Brell?"))
    text = "Fresh snow fell as Norvia beat Lissia."
    assert said(read_question("Who won the match between Norvia and Lissia?"), text, 0, 5) is None
