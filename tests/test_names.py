"""Names: which printed names may mean the same."""

from __future__ import annotations

import pytest

from bot.answer.language.names import parts, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brook", "President Ada Brook"),
        ("Ada Brook", "Gen. Brook"),
        ("Sergey Volkov", "Sergei Volkov"),
        ("Zelenko", "Zelenko"),
        ("U.S.", "American"),
        ("United States", "US"),
        ("EU", "European Union"),
        ("Norway", "Norwegian Coast Guard"),
        ("Mohamed Aziz", "Mohammed Aziz"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    """A part of a name, an acronym, a country's adjective and a transliteration mean the whole."""
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Brook", "Ada Lind"),
        ("Brook", "Lind"),
        ("North Moor", "South Moor"),
        ("Iran", "Iraq"),
        ("Johnson", "Johnston"),
        ("Guinea", "Guyana"),
        ("Ada Brook", "Brook Harbour"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    """Names that share a part, or nearly all letters, stay two names."""
    assert not same_name(one, other)


def test_titles_are_not_parts() -> None:
    """A title alone never makes two names one."""
    assert parts("President Ada Brook") == parts("Ada Brook")
    assert not same_name("President Brook", "President Lind")
