"""How many faults a build survives, and how many answers are lost by them: none, it is hoped.

    python -m benchmarks.faults [--moments 100]

Kills builds (SIGKILL) at so many moments, half of them over an old index and half over none; lets builds fail
before and after each of their steps, with files that cannot grow further and with a catalog that another
process holds. After each it looks at what is left: the old index or the new one, every article, passage and
vector of it; after a failure it also asks questions and compares the answers; and it looks whether the next
build puts all right. Takes some minutes.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.machine import describe
from tests.breaking import break_builds


def run(script: str, argument: str) -> list[dict[str, Any]]:
    """Run a script of the tests in a folder of its own, and give what it found."""
    with tempfile.TemporaryDirectory(prefix="dateline-faults-") as folder:
        return break_builds(script, Path(folder), argument)


def main() -> None:
    """Try the faults and print what came of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--moments", type=int, default=100, help="how many builds to kill")
    moments: int = parser.parse_args().moments
    killed = run("killing.py", str(moments))
    failed = run("faulting.py", "1")
    print(describe())
    print(f"{'':34}{'tried':>8}{'old':>6}{'new':>6}{'none':>6}{'lost':>6}{'mended':>8}")
    for name, rows in (("killed at a moment", killed), ("a step, the disk or a lock failed", failed)):
        left = [row["left"] for row in rows]
        lost = sum(not row["whole"] or row["left"] == "neither" or bool(row.get("lost")) for row in rows)
        mended = sum(row["mended"] for row in rows)
        counts = "".join(f"{left.count(state):>6}" for state in ("old", "new", "none"))
        print(f"{name:34}{len(rows):>8}{counts}{lost:>6}{mended:>8}")
    print("old, new, none: which index was left (none only where there was none before).")
    print("lost: faults after which anything was gone or another; mended: put right by the next build.")


if __name__ == "__main__":
    main()
