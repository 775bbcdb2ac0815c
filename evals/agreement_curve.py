"""How the telling of several answers follows from how sure the reader has to be; pure."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""How sure the reader has to be, 0 to 1, of what it was asked about; at 0 all that is found is told."""

Row = dict[str, float]


def draw_curve(told: Sequence[Sequence[bool]], several: Sequence[bool]) -> list[Row]:
    """Give precision and recall (0..1) for each of LEAST.

    told: for each question, at each of LEAST, whether several answers are told. several: whether there are.
    """
    rows = []
    for n, least in enumerate(LEAST):
        given = sum(one[n] for one in told)
        right = sum(one[n] and real for one, real in zip(told, several, strict=True))
        rows.append(
            {"least": least, "precision": right / max(given, 1), "recall": right / max(sum(several), 1)}
        )
    return rows


def curve_lines(curve: Sequence[Row]) -> list[str]:
    """Show a curve: how sure the reader has to be, and what that does; nothing of none."""
    if not curve:
        return []
    return [
        f"{name:27}" + "".join(f"{row[key]:7.{digits}f}" for row in curve)
        for name, key, digits in (
            ("the reader is sure from", "least", 2),
            ("precision", "precision", 3),
            ("recall", "recall", 3),
        )
    ]
