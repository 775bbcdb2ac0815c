"""What is said in the same words wherever an answer is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.answer.types import Answer, Usage
from bot.render.answer_pages import answer_pages
from bot.render.console import to_text
from bot.render.page import to_page
from bot.render.words import origin, searched_text
from bot.terminal import Look
from index.store.among import Extent
from tests.ferry import abstention, how_long_answer, when_answer

TODAY = date(2024, 2, 10)


def test_searched_one_day() -> None:
    """One day of publication is shown as a day."""
    day = date(2024, 2, 8)
    assert searched_text(Extent(1, 1, day, day)) == "1 article of 1 outlet, 8 February 2024"


@pytest.mark.parametrize(
    ("answer", "usage", "told"),
    [
        (
            how_long_answer(),
            Usage(812, 95, 3.21),
            "small-model from these quotes (812 tokens read, 95 written, 3.2 s).",
        ),
        (how_long_answer(), Usage(None, None, 3.21), "small-model from these quotes (3.2 s)."),
        (how_long_answer(), Usage(0, 0, 0.0, cached=True), "these quotes (kept from before, nothing spent)."),
        (
            when_answer(),
            Usage(812, 95, 3.21),
            "not by the language model (812 tokens read, 95 written, 3.2 s).",
        ),
        (when_answer(), None, "written by rules, no language model took part."),
        (
            abstention(),
            Usage(812, 5, 3.0),
            "The language model was asked as well (812 tokens read, 5 written, 3.0 s).",
        ),
        (
            replace(abstention(), answerer="llm:small"),
            Usage(1, 5, 3.0),
            "The language model small was asked as well",
        ),
    ],
)
def test_what_a_model_took(answer: Answer, usage: Usage | None, told: str) -> None:
    """The terminal, the web page and Discord say in one line whether a model was asked, and what it took."""
    answer = replace(answer, usage=usage)
    assert told in origin(answer)
    assert told in " ".join(to_text(answer, Look(width=60)).split())
    assert told in to_page(answer, TODAY)
    page = answer_pages(answer, TODAY)[-1]
    assert told in page.content + "".join(embed.footer for embed in page.embeds)


def test_silence_without_a_model() -> None:
    """An abstention for which no model was asked ends with its own words: they say what was searched."""
    assert origin(abstention()) == ""
    assert to_text(abstention(), Look()).count("\n") == 1
