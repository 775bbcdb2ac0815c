"""How texts are cut into words, stems and names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import names, stem, terms, tokenize


def cut(text: str) -> list[str]:
    """List the words alone."""
    return [token.word for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brook’s boat, the mayor's", ["brook", "boat", "the", "mayor"]),
        ("a U.S. ship told us of the US", ["a", "u.s.", "ship", "told", "us", "of", "the", "u.s."]),
        ("U.N. and UN", ["un", "and", "un"]),
        ("on 16th May, 1,200 of 3.5", ["on", "16", "may", "1200", "of", "3.5"]),
        ("Kara-Moss in São Tomé", ["kara", "moss", "in", "sao", "tome"]),
        ("don’t", ["don't"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Possessives, accents, ordinal endings and commas in numbers are gone; the U.S. is not the pronoun."""
    assert cut(text) == expected


def test_offsets() -> None:
    """A word's offsets are those of what the text prints, possessive 's outside."""
    text = "Ada Brook’s boat"
    assert [text[t.start : t.end] for t in tokenize(text)] == ["Ada", "Brook", "boat"]


def test_stems() -> None:
    """Forms of a word share a stem, numbers stay as they are."""
    assert stem("visited") == stem("visits") == stem("visit")
    assert stem("2021") == "2021"


@given(st.text())
def test_any_text(text: str) -> None:
    """Any text is cut into slices in order, `terms` gives their stems, and names are slices too."""
    tokens = tokenize(text)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert all(t.start < t.end for t in tokens)
    assert terms(text) == [stem(t.word) for t in tokens]
    assert all(text[n.start : n.end] == n.text for n in names(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When did Ada Brook's team meet Moss?", ["Ada Brook", "Moss"]),
        ("Officials spoke. Meanwhile the Bank of Northmoor closed.", ["Bank of Northmoor"]),
        ("the officials met. Officials said so.", []),
        ("Certainly as governor of Vale he left. Typically Moss stayed.", ["Vale", "Moss"]),
        ("It was Ludwig van Dorn, Mayor Moss and NPA's head.", ["Ludwig van Dorn", "Mayor Moss", "NPA"]),
        (
            "Gen. Tom Moss and J. K. Brook-Lind left St. Ives.",
            ["Gen. Tom Moss", "J. K. Brook-Lind", "St. Ives"],
        ),
        ("Piet ten Moss met al-Sadi; then ter Brook spoke.", ["Piet ten Moss", "al-Sadi", "ter Brook"]),
        ("Harbour Master Olaf A. Moss left.", ["Harbour Master Olaf A. Moss"]),
        ("It was van der Dorn who bought the van Lind drove.", ["van der Dorn", "Lind"]),
        ("MAYOR OPENS NEW BRIDGE IN NORTHMOOR\n\nIt rained.", []),
        ("On Tuesday in May I saw Apollo 11 and Rovers 3-2 up.", ["Apollo 11", "Rovers"]),
        ("What Did Tom Moss and Will Brook sign?", ["Tom Moss", "Will Brook"]),
        ("when did brook meet moss?", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    """Names are runs of capitals, small words inside; openers of sentences, days and shouting are not."""
    assert [name.text for name in names(text)] == expected


def test_names_in_lower_case() -> None:
    """With a vocabulary a question in lower case has names too, the longest first."""
    found = names("when did ada brook meet moss?", {"ada brook", "brook", "moss", "when"})
    assert [name.text for name in found] == ["ada brook", "moss"]
