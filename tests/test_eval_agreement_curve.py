"""The curve that `dateline eval agreement` prints."""

from __future__ import annotations

from evals.agreement_curve import LEAST, curve_lines, draw_curve


def test_the_curve_counts_what_is_told_at_each_step() -> None:
    """Precision and recall at a step are of what is told there."""
    always = [True] * len(LEAST)
    early = [True] + [False] * (len(LEAST) - 1)
    rows = draw_curve([always, early, early], [True, True, False])
    assert (rows[0]["precision"], rows[0]["recall"]) == (2 / 3, 1.0)
    assert (rows[-1]["precision"], rows[-1]["recall"]) == (1.0, 0.5)


def test_the_curve_is_shown_in_three_lines() -> None:
    """One line each for how sure, precision and recall; none where nothing was measured."""
    lines = curve_lines(draw_curve([[True] * len(LEAST)], [True]))
    assert [line.split("  ")[0] for line in lines] == ["the reader is sure from", "precision", "recall"]
    assert curve_lines(()) == []
