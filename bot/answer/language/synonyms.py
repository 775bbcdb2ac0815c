"""Words that news uses for one another; pure, from lists of general English beside this file."""

from __future__ import annotations

from functools import cache

from bot.answer.language.lists import read_list
from bot.answer.language.verbs import root


@cache
def _groups(name: str) -> dict[str, frozenset[int]]:
    """Map each stem to the numbers of the groups it stands in, of a list with a group a line."""
    table: dict[str, set[int]] = {}
    for number, line in enumerate(read_list(name)):
        for word in line.split():
            table.setdefault(root(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def share_group(one: str, other: str, name: str) -> bool:
    """Tell whether two stems stand in one group of a list beside this file."""
    table = _groups(name)
    groups = table.get(one)
    return groups is not None and not groups.isdisjoint(table.get(other, ()))


def likeness(one: str, other: str) -> float:
    """Tell how near two stems are: 1 the same, .95 one derived from the other, .9 synonyms, 0 neither.

    >>> likeness("sign", "sign"), likeness("visit", "trip"), likeness("visit", "price")
    (1.0, 0.9, 0.0)
    """
    if one == other:
        return 1.0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    # "appoint" and "appointe", "coordin" and "coordinat": suffixes that the stemmer leaves apart.
    if len(short) >= 5 and long.startswith(short) and len(long) - len(short) <= 4:
        return 0.95
    return 0.9 if share_group(one, other, "synonyms.txt") else 0.0
