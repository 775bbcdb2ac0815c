"""Paragraphs that a page prints twice: as they are, cut short, or with a credit added. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NEAR = 6  # paragraphs; a caption's second printing stands no further off
_LEAST = 5  # words; shorter lines may repeat for good reasons ("First half")
_CREDIT_WORDS = 25
_CREDIT = re.compile(r"[(\[|/©]|\b(?:photo|image|credit|picture|getty|courtesy)\b", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(line: str) -> str:
    """Fold a line to its words in lower case, for comparing what was printed twice.

    >>> fold("FILE – The mayor’s “plan”...") == fold("File - The mayor's plan")
    True
    """
    return _BETWEEN_WORDS.sub(" ", line.casefold()).strip()


def drop_repeats(paragraphs: Sequence[str]) -> list[str]:
    """Drop what was printed before: exact repeats anywhere, and near by the shorter of two where one is cut
    short with an ellipsis, and the longer of two where it only adds a credit without figures."""
    folded = [fold(paragraph) for paragraph in paragraphs]
    kept: list[int] = []
    seen: set[str] = set()
    for index, key in enumerate(folded):
        long_enough = key.count(" ") + 1 >= _LEAST
        if long_enough and key in seen:
            continue
        if long_enough:
            seen.add(key)
            rival = next((k for k in kept[-_NEAR:] if _same(paragraphs, folded, k, index)), None)
            if rival is not None:
                if _better(paragraphs, folded, rival, index) == index:
                    kept[kept.index(rival, max(0, len(kept) - _NEAR))] = index
                continue
        kept.append(index)
    return [paragraphs[index] for index in kept]


def _is_cut(paragraph: str) -> bool:
    return re.search(r"(?:…|\.\.\.)[\"'”’)\]]*$", paragraph[-10:]) is not None


def _same(paragraphs: Sequence[str], folded: Sequence[str], left: int, right: int) -> bool:
    short, long = sorted((left, right), key=lambda index: len(folded[index]))
    if folded[short].count(" ") + 1 < _LEAST or not folded[long].startswith(folded[short]):
        return False
    if _is_cut(paragraphs[short]):
        return True
    rest = paragraphs[long][-(len(folded[long]) - len(folded[short]) + 40) :]
    added = folded[long][len(folded[short]) :]
    if (added and not added.startswith(" ")) or added.count(" ") > _CREDIT_WORDS:
        return False
    return _CREDIT.search(rest) is not None


def _better(paragraphs: Sequence[str], folded: Sequence[str], left: int, right: int) -> int:
    """Choose which of two printings to keep."""
    short, long = sorted((left, right), key=lambda index: len(folded[index]))
    if _is_cut(paragraphs[short]):
        return long
    added = folded[long][len(folded[short]) :]
    return long if any(c.isdigit() for c in added) else short
