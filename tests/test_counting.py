"""Which of a sentence's numbers is the one asked for, and which later number is an update."""

from __future__ import annotations

import pytest
from test_matter import chosen, told

DIED = "How many people died in the Eastfell blaze?"


def test_those_who_do_something_else_are_not_counted() -> None:
    """A number whose people do another deed answers nothing about the one told of others beside it."""
    text = "A sailor has died and 42 people have fallen ill in the Eastfell blaze, doctors said."
    assert told(DIED, [("Gazette", "2024-05-14", text)]) == set()


@pytest.mark.parametrize(
    ("question", "value"),
    [(DIED, "six people"), ("How many people fell ill in the Eastfell blaze?", "46 ill")],
)
def test_each_deed_has_its_number(question: str, value: str) -> None:
    """Of two deeds in one sentence each has the number of its own clause."""
    text = "The Eastfell blaze killed six people and made 46 ill."
    assert told(question, [("Gazette", "2024-05-14", text)]) == {value}


def test_a_later_toll_is_told_in_other_words_too() -> None:
    """A higher number of a later day is told beside the first, though its sentence holds less of it."""
    reports = [
        ("Gazette", "2024-05-14", "Three people died in the Eastfell blaze on Monday."),
        ("Post", "2024-05-20", "Eastfell mourned on Sunday. The blaze there killed five people."),
    ]
    assert [c.value.text for c in chosen(DIED, reports)] == ["Three people", "five people"]


def test_homes_and_households_are_compared() -> None:
    """Units that mean the same are set beside each other, not told one without the other."""
    asked = "How many homes were flooded in Eastfell?"
    reports = [
        ("Gazette", "2024-05-14", "In Eastfell 900 homes were flooded."),
        ("Post", "2024-05-14", "In Eastfell 1,400 households were flooded."),
    ]
    assert len(told(asked, reports)) == 2


@pytest.mark.parametrize("asked", ["How many jobs will be cut?", "How many people will lose their jobs?"])
def test_jobs_and_who_has_them_are_compared(asked: str) -> None:
    """Posts that go and people who lose their work count the same, and can disagree."""
    reports = [
        ("Gazette", "2024-05-14", "Many people fear for the mill. Its head said that 320 posts would go."),
        ("Post", "2024-05-14", "The union reckons that 540 people will lose their work at the mill."),
    ]
    assert told(asked, reports) == {"320 posts", "540 people"}


def test_the_ill_and_people_are_compared() -> None:
    """ "46 ill" counts people, so that the number of a later report is set beside the earlier one."""
    reports = [
        ("Gazette", "2024-05-14", "In Eastfell 12 people have fallen ill."),
        ("Post", "2024-05-20", "The water killed two people in Eastfell and made 46 ill."),
    ]
    assert told("How many people fell ill in Eastfell?", reports) == {"12 people", "46 ill"}


def test_passengers_are_people() -> None:
    """Those whom news calls passengers or fans are people where these are counted."""
    text = "Vale Air flew 5.6 million passengers in 2023."
    reports = [("Post", "2024-05-14", text)]
    assert told("How many people flew with Vale Air?", reports) == {"5.6 million passengers"}


@pytest.mark.parametrize("asked", ["How long did the meeting last?", "How long did the meeting take?"])
def test_lengths_are_compared_however_they_are_told(asked: str) -> None:
    """A length answers without the word "last", before a noun or in the clause behind it."""
    reports = [
        ("Gazette", "2024-05-14", "Voters called for a new bridge in a three-hour meeting."),
        ("Post", "2024-05-14", "Hundreds came to the town hall for a meeting that went on for five hours."),
    ]
    assert told(asked, reports) == {"three hours", "five hours"}


def test_metres_are_no_goals() -> None:
    """A number answers for what is counted in its own clause, not behind the next comma."""
    text = "Ada Brook shot from six metres, and no goal came of it, with the score at 2-1."
    assert told("How many goals did Ada Brook score?", [("Post", "2024-05-14", text)]) == set()


def test_a_distance_is_no_amount() -> None:
    """ "How much oil" is not answered by miles."""
    text = "The oil that leaked into the harbour was seen nine miles away."
    assert told("How much oil leaked into the harbour?", [("Post", "2024-05-14", text)]) == set()
