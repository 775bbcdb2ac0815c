"""Runs the scripts that break builds, killing.py and faulting.py, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent


def break_builds(script: str, folder: Path, argument: str) -> list[dict[str, Any]]:
    """Run a script in a folder; gives an object for each build that was broken. See the script for both."""
    done = subprocess.run(
        [sys.executable, TESTS / script, folder, argument],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results
