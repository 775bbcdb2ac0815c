"""What is said in the same words wherever an answer is shown."""

from __future__ import annotations

from datetime import date

from bot.answer.types import Searched
from bot.render.words import searched_text


def test_searched_one_day() -> None:
    """One day of publication is shown as a day."""
    day = date(2024, 2, 8)
    assert searched_text(Searched(1, 1, day, day)) == "1 article of 1 outlet, 8 February 2024"
