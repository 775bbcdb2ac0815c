"""Who is one voice: the copies of an agency, the sections of an outlet."""

from __future__ import annotations

import pytest

from bot.answer.comparing.voices import voice_of
from index.article import Article


def _voice(outlet: str | None, via: str | None = None) -> str:
    return voice_of(Article("a", "a.md", outlet, via, "", (), None, None, ""))


@pytest.mark.parametrize("section", ["Eastfell Post - Sport", "Eastfell Post | News", "Eastfell Post (Web)"])
def test_sections_are_one_voice(section: str) -> None:
    """What an outlet prints in a section of its own is its word all the same."""
    assert _voice(section) == _voice("Eastfell Post")


def test_copies_are_one_voice() -> None:
    """Two papers with one agency's text are one voice; a hyphen in a name parts nothing off."""
    assert _voice("Eastfell Post", "NPA") == _voice("Island Herald", "NPA")
    assert _voice("Eastfell-Post") != _voice("Eastfell")
