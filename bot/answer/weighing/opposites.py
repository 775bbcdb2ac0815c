"""Deeds that deny each other: who was acquitted was not convicted; pure."""

from __future__ import annotations

from bot.answer.language.verbs import roots

_OPPOSITES = tuple(
    (roots(one), roots(other))
    for one, other in (
        ("convict guilty", "acquit clear exonerate acquittal"),
        ("accept agree approve", "reject decline refuse veto"),
        ("resign quit", "stay remain"),
        ("die kill", "survive survivor"),
        ("win", "lose defeat"),
        ("confirm admit", "deny denial"),
        ("arrest detain jail imprison", "release free"),
        ("happen hold open start begin", "cancel postpone scrap abandon"),
    )
)
_APART = tuple(
    (roots(one), roots(other))
    for one, other in (
        ("begin start open launch commence", "end finish conclude close shut stop cease"),
        ("arrive", "leave depart"),
        ("marry wed", "divorce separate"),
        ("buy acquire", "sell"),
    )
)
"""Deeds of two days, often of one thing: that the one happened does not say that the other did not."""


def is_opposite(key: str, word: str, dated: bool = False) -> bool:
    """Tell whether a word denies a question's deed: "acquitted" for "convicted". Both are roots.

    dated: when or where it happened is asked, so that what began at a time did not end then.
    """
    pairs = _OPPOSITES + _APART if dated else _OPPOSITES
    return any((key in a and word in b) or (key in b and word in a) for a, b in pairs)
