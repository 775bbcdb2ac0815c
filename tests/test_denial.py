"""What a sentence tells that is not what is asked: doubted, only demanded, charged, or another one's."""

from __future__ import annotations

import pytest

from bot.answer.evidence import weigh
from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from index.article import Article


def _weigh(question: str, text: str) -> float:
    article = Article("a", "a.md", "Gazette", None, "A title", (), None, None, text)
    return weigh(read_question(question), Sentence(article, 0, len(text), ())).score


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        (
            "Did Jon Lind report the leak?",
            "Jon Lind reported the leak.",
            "Police are asking whether the owner, Jon Lind, reported the leak.",
        ),
        (
            "Did Jon Lind rob the bank?",
            "Jon Lind robbed the bank, he said.",
            "Jon Lind is accused of having robbed the bank.",
        ),
        (
            "When did Ada Brook resign?",
            "The resignation of Ada Brook came on Monday.",
            "Councillors called for the resignation of Ada Brook on Monday.",
        ),
        (
            "Did Ada Brook apologise to Jon Lind?",
            "Ada Brook offered an apology to Jon Lind on Friday.",
            "Councillors repeated Jon Lind's call Monday for an apology of Ada Brook.",
        ),
        (
            "When did Jon Lind die?",
            "The death of Jon Lind came on Friday.",
            "The cause of Jon Lind's death was given on Friday.",
        ),
        (
            "Was the deal closed by the end of May?",
            "The deal was closed by the end of May.",
            "Lind wants the deal to be closed by the end of May.",
        ),
        (
            "Was the sale closed in May?",
            "The sale was closed in May.",
            "The sale should be closed in May.",
        ),
        (
            "Will Ada Holm stop the sale?",
            "Ada Holm will stop the sale.",
            "The sale is before Ada Holm, who can stop it.",
        ),
        (
            "Did Ada Holm stop the sale?",
            "Ada Holm stopped the sale.",
            "Ada Holm is prepared to stop the sale, she said.",
        ),
        (
            "When does the mayor have to decide?",
            "The mayor has to decide by Friday.",
            "Voters are to decide by Friday.",
        ),
        (
            "When did the second witness speak?",
            "The second witness spoke on Sunday.",
            "The fourth witness spoke on Sunday.",
        ),
    ],
)
def test_what_is_not_told_weighs_half(question: str, told: str, not_told: str) -> None:
    """What is doubted, charged, demanded, or told of another number of its kind is no evidence of it."""
    assert _weigh(question, not_told) <= 0.55 * _weigh(question, told)


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("When was the final?", "The final was on Sunday.", "The quarter-final was on Sunday."),
        (
            "What did the mayor say about the bridge?",
            "The mayor said that the bridge was safe.",
            "The bridge was paid for by a loan that the mayor took.",
        ),
    ],
)
def test_what_is_another_thing_weighs_less(question: str, told: str, not_told: str) -> None:
    """A match of another rank, and a sentence in which nobody speaks, are worse evidence."""
    assert _weigh(question, not_told) <= 0.8 * _weigh(question, told)


def test_an_approval_that_is_needed_is_no_denial() -> None:
    """That a sale still needs an approval does not say that it was not vetoed."""
    text = "The sale needs the approval of Ada Holm, the minister."
    article = Article("a", "a.md", "Gazette", None, "A title", (), None, None, text)
    found = weigh(read_question("Did Ada Holm veto the sale?"), Sentence(article, 0, len(text), ()))
    assert not found.negated and found.score < 0.6


def test_who_asks_about_a_charge_is_answered_by_one() -> None:
    """ "Was he accused" takes an accusation for what it is."""
    text = "Jon Lind is accused of having robbed the bank."
    assert _weigh("Was Jon Lind accused of having robbed the bank?", text) > 0.9


def test_what_is_called_off_does_not_take_place() -> None:
    """A race that was called off is a "no" to whether it takes place, and one held later a "yes"."""
    question = read_question("Will the race take place?")
    for text, negated in (
        ("The race has been called off.", True),
        ("The race, called off in May, will be held in June.", False),
    ):
        article = Article("a", "a.md", "Gazette", None, "A title", (), None, None, text)
        assert weigh(question, Sentence(article, 0, len(text), ())).negated is negated
