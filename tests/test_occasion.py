"""Whose day it is: the deed's that is asked about, or that of what was done about it."""

from __future__ import annotations

import pytest

from bot.answer.extracting.occasion import ABOUT, is_of

KILLED = "When was Ada Holm killed?"
IMPEACHED = "When was Ada Holm impeached?"
VISIT = "When was Ada Brook's visit?"


def fit(text: str, day: str, deed: str, asked: str) -> float:
    """Give how surely a day of a sentence is that of a deed in it."""
    at, done = text.index(day), text.index(deed)
    return is_of(text, at, at + len(day), [(done, done + len(deed))], asked)


@pytest.mark.parametrize(
    ("text", "day", "deed", "asked"),
    [
        ("Crowds marched on Saturday over the killing of Ada Holm.", "Saturday", "killing", KILLED),
        (
            "Smoke hung over Vale in a march against the killing of Ada Holm, 30 May.",
            "30 May",
            "killing",
            KILLED,
        ),
        ("Riots over the weekend were sparked by Ada Holm's killing.", "the weekend", "killing", KILLED),
        (
            "The court barred Holm, the envoy, from speaking on Tuesday.",
            "Tuesday",
            "speaking",
            "When did Holm speak?",
        ),
        ("Jon Lind tried to impeach Holm in July.", "July", "impeach", IMPEACHED),
        ("The impeachment inquiry began in May.", "May", "impeachment", IMPEACHED),
        ("On Sunday, after a visit to Vale, Brook spoke.", "Sunday", "visit", VISIT),
    ],
)
def test_the_day_of_something_else(text: str, day: str, deed: str, asked: str) -> None:
    """A day of a march against it, of an attempt at it, of an inquiry into it is not the day of the deed."""
    assert fit(text, day, deed, asked) == ABOUT


@pytest.mark.parametrize(
    ("text", "day", "deed", "asked"),
    [
        ("Ada Holm's killing on Saturday led to riots.", "Saturday", "killing", KILLED),
        ("Anger followed the killing of Ada Holm last month.", "last month", "killing", KILLED),
        ("After the killing of Ada Holm on Saturday, crowds marched.", "Saturday", "killing", KILLED),
        ("Ada Holm was killed on Sunday after a quarrel.", "Sunday", "killed", KILLED),
        ("Her impeachment in May was a surprise.", "May", "impeachment", IMPEACHED),
        ("Brook's 4 May visit was short.", "4 May", "visit", VISIT),
        ("Pictures of Sunday's visit were shown.", "Sunday", "visit", VISIT),
        ("The three-day visit of Ada Brook to Vale began on Sunday.", "Sunday", "visit", VISIT),
        ("The day of the visit, Sunday, was warm.", "Sunday", "visit", VISIT),
        ("Lind tried to speak in July.", "July", "speak", "When did Lind try to speak?"),
    ],
)
def test_the_day_of_the_deed(text: str, day: str, deed: str, asked: str) -> None:
    """A day beside the deed's own word, or of the verb itself, is the deed's."""
    assert fit(text, day, deed, asked) == 1.0
