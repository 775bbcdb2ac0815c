"""Titles and offices that stand before a name and are none of it; pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.language.names import is_adjective
from bot.answer.language.verbs import root
from index.words import TITLES, tokenize

_ROLES = frozenset("prosecutor transport interior defence defense finance foreign attorney".split())
_PARTICLES = frozenset("de la von van der den di da du bin ibn al el jr jr. sr sr.".split())


def is_full_name(words: str) -> bool:
    """Tell whether words look like somebody's whole name: two to four of them, all with a capital."""
    parts = [word for word in words.split() if word.lower() not in _PARTICLES]
    return 2 <= len(parts) <= 4 and all(word[0].isupper() for word in parts)


def bare_name(name: str) -> str:
    """Cut the titles off a name: "Prosecutor Ada Holm" is Ada Holm."""
    kept = [w for w in tokenize(name) if w.word not in TITLES and w.word not in _ROLES]
    return name[kept[0].start :] if kept else name


def leads_name(word: str, stems: Sequence[str]) -> bool:
    """Tell whether a word stands before a name and is none of it; "Justice" ends a department's."""
    return word in TITLES or is_adjective(word) or root(word) in stems
