"""A build may fail at any step, and find any disk full."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from breaking import break_builds


@pytest.mark.skipif(not hasattr(os, "fork"), reason="lets forks of one process fail, which Windows has not")
@pytest.mark.parametrize("share", [0.02, pytest.param(1.0, marks=pytest.mark.slow)])
def test_a_build_that_fails_loses_no_answer(tmp_path: Path, share: float) -> None:
    """Whatever step fails, and whatever cannot be written, the old or the new index answers as it did, and
    the next build puts everything right."""
    results = break_builds("faulting.py", tmp_path, str(share))
    assert len(results) >= 45 * share
    assert [one for one in results if one["left"] == "neither" or not one["whole"] or one["lost"]] == []
    assert [one for one in results if not one["mended"]] == []
    assert sum(one["came"] != "nothing" for one in results) >= len(results) * 0.7
