"""What a sentence must hold to answer a question."""

from __future__ import annotations

import pytest

from index.searching.wanted import read_wanted
from index.words import terms


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the ferry sink?", "It sank on Tuesday."),
        ("when was the bridge built?", "They built it in 1931."),
        ("What year did it open?", "It opened two years ago."),
        ("How many people were hurt?", "It hurt 14 people."),
        ("How long was the visit?", "The three-day visit ended."),
    ],
)
def test_wanted(question: str, sentence: str) -> None:
    """A sentence with a day answers "when", one with a number "how many"; one with neither answers none."""
    wanted = read_wanted(question)
    assert wanted is not None
    assert any(map(wanted, terms(sentence)))
    assert not any(map(wanted, terms("The mayor may march to the bridge.")))


@pytest.mark.parametrize("question", ["Who sank it?", "What did she say when it sank?", "", "Whenever?"])
def test_nothing_wanted(question: str) -> None:
    """Other questions want no such thing, nor does a "when" inside one."""
    assert read_wanted(question) is None
