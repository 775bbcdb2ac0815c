"""Which texts are one text printed again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.copies import same_text

STORY = (
    "The night ferry ran aground off Cape Sorrel on Tuesday, and rescuers brought 14 passengers to the "
    "hospital in Eastfell. The captain said that fog had come up without warning."
)


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        "EASTFELL (NPA) — " + STORY,
        STORY.replace("rescuers brought", "rescue workers took"),
        STORY.split(". ")[0],
        STORY.upper(),
        STORY.replace("'", "’") + " (Photo: NPA)",
    ],
)
def test_copies(copy: str) -> None:
    """A text with a dateline before it, small edits, a credit or a part of it alone is a copy."""
    assert same_text(STORY, copy)
    assert same_text(copy, STORY)


@pytest.mark.parametrize(
    "other",
    [
        "The captain of the night ferry said on Tuesday that fog had come up off Cape Sorrel.",
        STORY.replace("14", "17"),
        "",
        "?!",
    ],
)
def test_no_copies(other: str) -> None:
    """The same event in other words is no copy, nor is the same text with another number, nor nothing."""
    assert not same_text(STORY, other)


def test_nothing_is_no_copy_of_nothing() -> None:
    """Texts without words are copies of nothing."""
    assert not same_text("", "")


@given(st.text(), st.text())
def test_order_does_not_matter(one: str, other: str) -> None:
    """Whichever text comes first, the answer is the same."""
    assert same_text(one, other) == same_text(other, one)
