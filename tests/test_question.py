"""Questions: what kind of answer they want, and what evidence has to hold."""

from __future__ import annotations

import pytest

from bot.answer.question import read_question
from bot.answer.types import Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("When did Ada Brook resign?", Kind.WHEN),
        ("On what day did the bridge open?", Kind.WHEN),
        ("According to the Gazette, how long was the visit?", Kind.HOW_LONG),
        ("How many days did the strike last?", Kind.HOW_LONG),
        ("How many ships sank?", Kind.HOW_MANY),
        ("How old is Ada Brook?", Kind.HOW_MANY),
        ("What was the number of ships?", Kind.HOW_MANY),
        ("Where did they meet?", Kind.WHERE),
        ("Which city did Brook visit?", Kind.WHERE),
        ("Who is Ada Brook?", Kind.WHO),
        ("What was the reason for the delay?", Kind.WHY),
        ("Why did Brook resign?", Kind.WHY),
        ("How did the ship sink?", Kind.HOW),
        ("What did Brook sign?", Kind.WHAT),
        ("Did Brook meet Lind?", Kind.YES_NO),
        ("Tell me when Brook resigned", Kind.WHEN),
    ],
)
def test_kind(text: str, kind: Kind) -> None:
    """The question word tells the kind of answer, wherever it opens the question."""
    assert read_question(text).kind is kind


def test_names_and_their_parts() -> None:
    """A name behind a word of place says where; the one behind the auxiliary acts."""
    names = read_question("When did Ada Brook meet Jon Lind in Eastfell?").names
    assert [(n.text, n.subject, n.locative) for n in names] == [
        ("Ada Brook", True, False),
        ("Jon Lind", False, False),
        ("Eastfell", False, True),
    ]


def test_a_name_that_tells_which_is_no_place() -> None:
    """ "In the Eastfell election" asks about an election, not about what happened in Eastfell."""
    assert [n.locative for n in read_question("Who won in the Eastfell election?").names] == [False]


def test_the_deed_is_the_key() -> None:
    """What was done weighs most, and what only says which one is meant weighs least."""
    terms = {t.word: t for t in read_question("Why did Ada Brook resign when the bridge fell?").terms}
    assert terms["resign"].key
    assert terms["bridge"].weight < terms["resign"].weight / 2


def test_what_is_counted() -> None:
    """ "How many ships" wants ships; the verb behind them is not counted."""
    assert read_question("How many people voted?").wanted == ("peopl",)


def test_outlets_are_not_evidence() -> None:
    """The outlet that a question names is asked for, not about."""
    question = read_question("According to the Gazette, when did Brook resign?", ("Gazette",), ("Gazette",))
    assert [n.text for n in question.names] == ["Brook"]
    assert question.outlets == ("Gazette",)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Who is Ada Brook?", "Ada Brook"),
        ("What is the capital of Norway?", None),
        ("Who is the mayor?", None),
    ],
)
def test_definitions(text: str, thing: str | None) -> None:
    """ "Who is NAME" asks what somebody is; "who is the mayor" asks for a name."""
    assert read_question(text).defines == thing


def test_days_without_a_year() -> None:
    """A month or weekday without a year is kept for the article's own year to settle."""
    question = read_question("Did Lind meet Brook on a Sunday in June?")
    assert (question.months, question.weekdays) == ((6,), (6,))


@pytest.mark.parametrize("text", ["", "?", "???", "a" * 5000, "when", "who is", "🙂 when?", "AND OR NOT"])
def test_anything_is_read(text: str) -> None:
    """No text breaks the reading of a question."""
    assert read_question(text).text == text


def test_the_letters_of_an_office_are_no_part_of_a_name() -> None:
    """ "CEO of Brae Mills" names Brae Mills."""
    assert [n.text for n in read_question("Who is the CEO of Brae Mills?").names] == ["Brae Mills"]


def test_a_noun_behind_a_small_word_is_no_deed() -> None:
    """What closes a question as the object of a preposition was not done."""
    asked = read_question("How much money did the heirs get out of the deal?")
    assert not any(term.key for term in asked.terms if term.word == "deal")


def test_a_plurals_apostrophe_parts_no_name() -> None:
    """ "The Sailors' Union" is one name, "Brook's Harbour Mill" two."""
    asked = read_question("When did the Sailors' Union buy Brook's Harbour Mill?")
    assert [name.text for name in asked.names] == ["Sailors' Union", "Brook", "Harbour Mill"]
