"""Words that news uses for one another; pure, from a list of general English beside this file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bot.answer.verbs import root


@cache
def _groups() -> dict[str, frozenset[int]]:
    """Map each stem to the numbers of the groups it stands in."""
    table: dict[str, set[int]] = {}
    lines = (files("bot.answer") / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            for word in line.split():
                for piece in (word, *word.split("-")):
                    table.setdefault(root(piece), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def likeness(one: str, other: str) -> float:
    """Tell how near two stems are: 1 the same, .95 one derived from the other, .9 synonyms, 0 neither.

    >>> likeness("sign", "sign"), likeness("visit", "trip"), likeness("visit", "price")
    (1.0, 0.9, 0.0)
    """
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    # "appoint" and "appointe", "coordin" and "coordinat": suffixes that the stemmer leaves apart.
    if len(short) >= 5 and long.startswith(short) and len(long) - len(short) <= 4:
        return 0.95
    table = _groups()
    return 0.9 if table.get(one, frozenset()) & table.get(other, frozenset()) else 0.0
