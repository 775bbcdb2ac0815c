"""Opening the models: what it leaves behind on a user's machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

OPEN = """
from bot.answer.reader import Reader
from index.embed import load_embedder

load_embedder(None).embed(["The harbour bridge will close."])
Reader.load()
"""


def test_models_tell_nobody_that_they_are_run(tmp_path: Path) -> None:
    """A process that embeds and reads leaves no number for a device, nor a list of what to report."""
    unset = ("CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")  # each would hide what is looked for
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", OPEN], env=env, check=True)
    assert list(tmp_path.rglob("*")) == []
