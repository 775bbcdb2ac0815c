"""A build may be killed at any instant."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from breaking import break_builds


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of one process, which Windows has not")
@pytest.mark.parametrize("moments", [2, pytest.param(80, marks=pytest.mark.slow)])
def test_a_killed_build_leaves_the_old_index_or_the_new_one(tmp_path: Path, moments: int) -> None:
    """Wherever a build is killed, a whole index is left, old or new, and the next build leaves no orphans."""
    results = break_builds("killing.py", tmp_path, str(moments))
    assert len(results) == moments
    assert sum(result["killed"] for result in results) >= moments / 2
    assert {result["left"] for result in results} <= {"none", "old", "new"}
    assert all(result["whole"] and result["mended"] for result in results)
    assert any(result["orphans"] for result in results)
