"""A build may be killed at any instant."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killing.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of one process, which Windows has not")
@pytest.mark.parametrize("moments", [2, pytest.param(80, marks=pytest.mark.slow)])
def test_a_killed_build_leaves_the_old_index_or_the_new_one(tmp_path: Path, moments: int) -> None:
    """Wherever a build is killed, a whole index is left, old or new, and the next build leaves no orphans."""
    root = SCRIPT.parent.parent
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path, str(moments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(SCRIPT.parent)])},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    results = json.loads(done.stdout)
    assert len(results) == moments
    assert sum(result["killed"] for result in results) >= moments / 2
    assert {result["left"] for result in results} <= {"none", "old", "new"}
    assert all(result["whole"] and result["mended"] for result in results)
    assert any(result["orphans"] for result in results)
