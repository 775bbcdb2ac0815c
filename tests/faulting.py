"""Lets builds fail in every way but death, and looks at what they leave; test_build_faults runs it.

    python faulting.py FOLDER SHARE

SHARE: the part of all faults that is tried, 0 to 1. Prints a JSON list with one object a fault: what it was,
which index was left ("old" or "new"), how many questions it answers as neither did, whether the next build
puts all right. Builds and looks are forks, as in killing.py.
"""

from __future__ import annotations

import errno
import json
import resource
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from fakes import HashingEmbedder
from killing import fork, look, run_build, write_corpus

import index.build
from index.build import build
from index.embed import count_tokens
from index.search import Index
from index.store.catalog_file import CATALOG
from index.store.draft import Draft
from index.store.vector_table import VectorTable
from index.vectors import Vectors

QUESTIONS = (
    "Who opened bridge 3 on Sunday?",
    "Which bridge did Mayor Orr close?",
    "When was ferry 1 opened?",
    "town 6",
)
STEPS: tuple[tuple[object, str], ...] = (
    *(
        (index.build, name)
        for name in ("look", "_make_folder", "read_changes", "find_little", "embed_little")
    ),
    *((index.build, name) for name in ("embed_missing", "_note_origin", "mirror")),
    *((Draft, name) for name in ("add", "remove", "settle_ids", "set_meta", "commit")),
    *((VectorTable, name) for name in ("set", "drop_unnamed")),
    *((Vectors, name) for name in ("ids", "upsert", "delete", "drop_other_models", "close")),
)
"""The steps of a build, in about their order."""

LIMITS = tuple(1 << power for power in range(9, 19))  # bytes of a file, beyond which nothing can be written
ERRORS: tuple[Callable[[], BaseException], ...] = (
    lambda: OSError(errno.ENOSPC, "No space left on device"),
    lambda: sqlite3.OperationalError("disk I/O error"),
    MemoryError,
    KeyboardInterrupt,
)

Fault = tuple[str, Callable[[Path], None]]
"""What it is called, and what brings it about in this process; given the index folder."""


def faults() -> Iterator[Fault]:
    """List every fault: an error before and after each step, full disks, a catalog that is held."""
    for number, (owner, name) in enumerate(STEPS):
        for after in (False, True):
            error = ERRORS[(2 * number + after) % len(ERRORS)]
            label = f"{type(error()).__name__} {'after' if after else 'before'} {name}"
            yield label, lambda _, place=(owner, name, after, error): fail_at(*place)
    for limit in LIMITS:
        yield f"no file over {limit:,} bytes", lambda _, limit=limit: limit_files(limit)
    yield "a catalog that another holds", hold_catalog


def fail_at(owner: object, name: str, after: bool, error: Callable[[], BaseException]) -> None:
    """Let a step fail, before it does anything or after it has done it."""
    real = getattr(owner, name)

    def failing(*arguments: object, **named: object) -> object:
        if after:
            real(*arguments, **named)
        raise error()

    setattr(owner, name, failing)


def limit_files(limit: int) -> None:
    """Let no file grow beyond a size: what a full disk does, where nobody can fill a disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def hold_catalog(folder: Path) -> None:
    """Hold the catalog as another writer does, and have nobody wait for it."""
    real = sqlite3.connect
    held = real(folder / CATALOG, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    sqlite3.connect = lambda *rest, **named: (held, real(*rest, **{**named, "timeout": 0}))[1]  # type: ignore[assignment]


def run_faulty(corpus: Path, folder: Path, bring_about: Callable[[Path], None]) -> str:
    """Build under a fault; returns what came of it."""
    bring_about(folder)
    try:
        build(corpus, folder, HashingEmbedder())
    except BaseException as error:
        return type(error).__name__
    return "nothing"


def answers(folder: Path) -> list[object]:
    """Ask an index the questions: for each the passages that it finds."""
    with Index.open(folder, HashingEmbedder()) as opened:
        return [
            [[hit.article.id, hit.passage.text] for hit in opened.search(question)] for question in QUESTIONS
        ]


def main(folder: Path, share: float) -> None:
    """Try the faults and print what they left."""
    corpus, old, work = folder / "corpus", folder / "old", folder / "work"
    count_tokens("read the tokenizer before the forks")
    write_corpus(corpus, new=False)
    fork(lambda: run_build(corpus, old))
    write_corpus(corpus, new=True)
    states = {}
    shutil.copytree(old, work)
    for name in ("old", "new"):
        _, state = fork(lambda: look(work))
        _, found = fork(lambda: answers(work))
        states[name] = (state["articles"], found)
        fork(lambda: run_build(corpus, work))
    results = []
    every = list(faults())
    chosen = every[:: max(1, round(1 / share))]
    for label, bring_about in chosen:
        shutil.rmtree(work)
        shutil.copytree(old, work)
        ended, came = fork(lambda how=bring_about: run_faulty(corpus, work, how))
        _, left = fork(lambda: look(work))
        _, found = fork(lambda: answers(work))
        name = next((name for name in states if states[name][0] == left["articles"]), "neither")
        right = states[name][1] if name in states else [None] * len(QUESTIONS)
        fork(lambda: run_build(corpus, work))
        _, mended = fork(lambda: look(work))
        _, again = fork(lambda: answers(work))
        results.append(
            {
                "fault": label,
                "came": came if ended == 0 else f"signal {ended}",
                "left": name,
                "whole": left["whole"],
                "lost": sum(one != other for one, other in zip(found, right, strict=True)),
                "mended": (mended["articles"], again, mended["orphans"]) == (*states["new"], 0),
            }
        )
    print(json.dumps(results))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
