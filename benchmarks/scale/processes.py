"""Running what is measured in processes of its own, and what they cost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import child_environment

ROOT = Path(__file__).parents[2]


class RunError(Exception):
    """A measured process that failed; the message has its command and what it said."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process holds, in bytes: all of it, what of it are pages of files, and the most it ever was.

    Pages of files are dropped by the system when others need the room; the rest is not. Zero where the system
    does not tell (it is Linux that does).
    """

    resident: int
    of_files: int
    peak: int


def measure_memory() -> Memory:
    """Look at this process."""
    try:
        rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return Memory(0, 0, 0)
    resident, anonymous = _kilobytes(rollup, "Rss"), _kilobytes(rollup, "Anonymous")
    return Memory(resident * 1024, (resident - anonymous) * 1024, _kilobytes(status, "VmHWM") * 1024)


def _kilobytes(text: str, name: str) -> int:
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{name}:")), 0)


def run(command: Sequence[str], folder: Path) -> str:
    """Run a command in a folder and give what it prints; raises RunError."""
    # One thread for numpy's products, as the command line has it (bot/cli.py).
    environment = {"OPENBLAS_NUM_THREADS": "1", **child_environment(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RunError(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


def run_module(module: str, order: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Have a module of this package carry out an order, in a process of its own; gives what it found.

    The order and the answer are JSON objects; the answer is the last line that the module prints.
    """
    printed = run([sys.executable, "-m", f"benchmarks.scale.{module}", json.dumps(order)], folder)
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def carry_out(orders: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]) -> None:
    """Carry out the order that `run_module` gave this process, named by its "do", and print what it finds."""
    order = json.loads(sys.argv[1])
    print(json.dumps(orders[order["do"]](order)))


def time_run(command: Sequence[str], folder: Path) -> float:
    """Run a command and give the seconds that it took, from start to exit."""
    began = time.perf_counter()
    run(command, folder)
    return time.perf_counter() - began


def size_of(folder: Path) -> int:
    """Give the bytes that a folder takes on disk."""
    blocks = (path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
    return sum(blocks)


def dateline() -> str:
    """Find the command that is installed beside this Python; raises RunError."""
    found = shutil.which("dateline", path=os.fspath(Path(sys.executable).parent))
    if found is None:
        raise RunError("no dateline beside this Python; run: pip install -e .")
    return found
