"""News agencies and how their names are compared."""

from __future__ import annotations

import pytest

from index.reading.agencies import agency_name, same_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("AP", "AP"),
        ("The Associated Press", "AP"),
        ("ASSOCIATED PRESS", "AP"),
        ("Agence France-Presse", "AFP"),
        ("dpa", "dpa"),
        ("Kyodo News", "Kyodo"),
        (" Reuters. ", "Reuters"),
        ("Harbor Gazette", None),
        ("pa", None),
        ("", None),
    ],
)
def test_short_names(name: str, short: str | None) -> None:
    """An agency has one short name whatever it is called; short ones count in capitals only."""
    assert agency_name(name) == short


def test_same_names() -> None:
    """Names are the same but for case, edge punctuation, a leading "the" and an agency's several names."""
    assert same_name("The Harbor Gazette", "harbor gazette.")
    assert same_name("AP", "The Associated Press")
    assert not same_name("AP", "AFP")
    assert not same_name(None, None)
