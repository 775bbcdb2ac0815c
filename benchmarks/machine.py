"""What a benchmark ran on, in one line; and how its child processes are started."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("llama-index-core", "chromadb", "onnxruntime")


def describe() -> str:
    """Give cores, processor, Python and the versions of what is measured, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    return f"{cores} cores ({_processor()}), Python {platform.python_version()}, {versions}"


def child_environment(folder: Path) -> dict[str, str]:
    """Give the variables for a timed process: none of Dateline's own, and bytecode cached below `folder`.

    Whoever runs a program twice has its bytecode cached; some containers switch that off, and then a
    benchmark would time the compiler.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
