"""Reasons: the clause that tells why belongs to the deed that is asked about, and reads as an answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.evidence import weigh
from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from bot.answer.types import Kind
from bot.answer.values import find_values
from index.article import Article


def _why(question: str, text: str) -> list[str]:
    article = Article("a", "a.md", "Gazette", None, "A title", (), date(2024, 5, 14), None, text)
    asked = read_question(question)
    return [v.text for v in find_values(asked, weigh(asked, Sentence(article, 0, len(text), ())), [])]


@pytest.mark.parametrize(
    ("question", "text", "reason"),
    [
        ("Why did Brook go to Brae?", "Brook went to Brae last week to meet her rival.", "to meet her rival"),
        ("Why did Brook go to Brae?", "Brook will go to Brae for talks with Lind.", "for talks with Lind"),
        ("Why was Lind fined?", "Lind was fined on Monday for the delay.", "for the delay"),
        ("Why did Brook resign?", "Brook resigned on Monday over the lost ferry.", "over the lost ferry"),
        (
            "Why did Lind steal the money?",
            "Lind, who paid for holidays, is charged with stealing it to feed a habit.",
            "to feed a habit",
        ),
        (
            "Why was Lind jailed?",
            "On Monday a court in Brae jailed Lind, because he had sunk a ferry.",
            "because he had sunk a ferry",
        ),
        (
            "What made the talks collapse?",
            "The talks collapsed on Monday, when the bank left, two guests said.",
            "when the bank left",
        ),
        (
            "What led to the ferry strike?",
            "The ferry strike was called at the request of Jon Lind.",
            "at the request of Jon Lind",
        ),
    ],
)
def test_a_reason_of_the_deed(question: str, text: str, reason: str) -> None:
    """What stands behind the deed, with no clause between, and tells to what end or after what, is why."""
    assert _why(question, text)[:1] == [reason]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did Brook go to Brae?", "It is the first trip to Brae for Brook since she was elected in May."),
        ("What caused the fall of Brae?", "Since the fall of Brae Norland has come to depend on Lund."),
        ("Why did Brook visit Brae?", "Brook will visit Brae, said Tom Verrill, a speaker for the council."),
        ("How come Brook won't sell the mill?", "Brook will not sell the mill to Lind for his sawdust."),
        (
            "Why did Brook meet Lind?",
            "At her meeting with Lind, Brook said Brae was chosen to show strength.",
        ),
        ("Why did Brook meet Lind?", "When the meeting of Brook and Lind was over, they signed a paper."),
        ("Why did Brook appoint Lind?", "Brook appointed Lind as deputy mayor."),
        ("Why was Brook appointed?", "Brook was appointed to lead the council in May."),
        ("Why did Brook refuse?", "Brook refused to give Lind more time to pay."),
        ("Why was Brook promoted?", "Brook has been promoted: since April she has been the clerk."),
        ("Why did Brook become captain?", "Brook became the first woman to sail the Halcyon."),
        ("Why did the strike end?", "The strike has ended after three days with the same rosters."),
        ("Why did the scanner jam?", "Lind blamed the jammed scanner for his defeat."),
        ("What caused the cracks?", "The cracks forced the line to ground eleven boats."),
        ("Why did Lind leave Brae?", "Brook resigned from the Brae council in protest at the price."),
        ("Why was Thorn taken to hospital?", "Thorn was taken to hospital by boat."),
    ],
)
def test_no_reason(question: str, text: str) -> None:
    """A beneficiary, a time, an office, a complement, and what another deed or person has, is no reason."""
    assert _why(question, text) == []


def test_what_settles_a_quarrel() -> None:
    """A sentence that tells what ended a strike is quoted whole: it tells what the strike was about."""
    text = "Crews came back, days after they had walked out, when the line dropped a plan for longer shifts."
    assert _why("Why did the crews walk out?", text) == [text]
    assert _why("Why did the crews eat out?", text.replace("walked out", "eaten out")) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What made Brook resign?", Kind.WHY),
        ("What drove the mill to sell its boats?", Kind.WHY),
        ("What made the noise?", Kind.WHAT),
        ("What led the parade?", Kind.WHAT),
    ],
)
def test_what_made_somebody_do_something(text: str, kind: Kind) -> None:
    """ "What made her resign" asks for a reason, "what made the noise" for a thing."""
    assert read_question(text).kind is kind
