"""Restating: a question becomes the opening of its answer, or nothing."""

from __future__ import annotations

import pytest

from bot.answer.asking.restate import restate
from bot.answer.question import read_question


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("When did Ada Brook meet Jon Lind?", "Ada Brook met Jon Lind"),
        ("when did Ada Brook and Jon Lind meet?", "Ada Brook and Jon Lind met"),
        ("When was Ada Brook appointed harbour minister?", "Ada Brook was appointed harbour minister"),
        ("Where did Brook study law?", "Brook studied law"),
        ("When will Brook visit Norway?", "Brook will visit Norway"),
        ("When does the Vale Cup final take place?", "The Vale Cup final takes place"),
        ("What year did Brook retire?", "Brook retired"),
    ],
)
def test_plain_questions_become_statements(question: str, opening: str) -> None:
    """The auxiliary goes, the verb takes its past, the rest stays as asked."""
    assert restate(read_question(question)) == opening


@pytest.mark.parametrize(
    "question",
    [
        "When did the harbour reopen after the storm?",
        "How long did Ada Brook stay?",
        "According to the Post, when did it happen?",
        "Ada Brook when?",
        "When did Ada Brook meet Jon Lind? @everyone look",
    ],
)
def test_others_are_left_alone(question: str) -> None:
    """A question without a plain subject is not turned, so that no answer is ungrammatical."""
    assert restate(read_question(question)) is None


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        (
            "When was the Brae summit of Holm and Lind?",
            "The Brae summit of Holm and Lind was",
        ),
        ("When did the Brae council meet?", "The Brae council met"),
        ("When will the Brae bridge open to traffic?", "The Brae bridge will open to traffic"),
        ("Where is the Brae museum?", "The Brae museum is"),
        ("When was Ada Holm ill?", None),
        ("Where was Ada Holm when the ferry sank?", None),
    ],
)
def test_a_name_that_goes_on_is_one_thing(question: str, opening: str | None) -> None:
    """What follows a name belongs to it until a verb comes; where none does, all of it is one thing."""
    assert restate(read_question(question)) == opening
