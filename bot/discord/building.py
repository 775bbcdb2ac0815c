"""A build in a process of its own, so that answers and the connection to Discord never wait for it.

Reading and dating articles keeps Python busy; in a thread it would make every answer slow. The index changes
in one commit, and an open `Index` picks that up whichever process made it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from index.chroma_server import read_chroma_server
from index.errors import DatelineError, IndexStateError

if TYPE_CHECKING:
    from index.build import BuildReport

Tell = Callable[[str, int, int], None]
"""What is being done ("reading", "embedding"), how many are done and of how many."""


_DONE = {"reading": "files read", "embedding": "passages indexed"}


def progress_text(stage: str, done: int, total: int) -> str:
    """Say how far a build is: "3 of 7 files read"."""
    return f"{done:,} of {total:,} {_DONE.get(stage, stage)}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build from what: the corpus, its index, the embedder and where its key is looked up."""

    corpus: Path
    index: Path
    embedder: str | None
    env: Mapping[str, str]


class Builder:
    """Builds the index of one plan, one build at a time; its methods may be called from any thread."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._one = Lock()
        self._context = get_context("spawn")
        self._process: BaseProcess | None = None
        self._stopped = Event()

    def build(self, tell: Tell) -> BuildReport:
        """Bring the index up to date with the articles; blocks until that is done.

        tell is called from this thread. Waits for a build that runs already. Raises what `index.build.build`
        raises, and IndexStateError where the building process died.
        """
        with self._one:
            ours, theirs = self._context.Pipe(duplex=False)
            process = self._context.Process(target=_build, args=(self._plan, theirs), daemon=True)
            process.start()
            theirs.close()
            self._process = process
            try:
                if self._stopped.is_set():
                    process.kill()
                return _listen(ours, tell)
            finally:
                self._process = None
                ours.close()
                process.join()

    def stop(self) -> None:
        """Kill a build that runs, and any that begins later; the index is then what it was."""
        self._stopped.set()
        process = self._process
        if process is not None:
            process.kill()


def _listen(source: Connection, tell: Tell) -> BuildReport:
    """Pass progress on until the report comes, or raise the error that comes in its place."""
    while True:
        try:
            message = source.recv()
        except EOFError:
            raise IndexStateError(
                "the process that built the index ended before it had finished; the index is as it was before"
            ) from None
        if isinstance(message, tuple):
            tell(*message)
        elif isinstance(message, DatelineError):
            raise message
        elif isinstance(message, str):
            raise RuntimeError(f"in the building process:\n{message}")
        else:
            report: BuildReport = message
            return report


def _build(plan: Plan, target: Connection) -> None:
    """Run in the child: build, and send progress, then the report or the error."""
    import traceback

    from index.build import build
    from index.embed import load_embedder

    # Control-C goes to the whole group of processes; what becomes of the build is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        embedder = load_embedder(plan.embedder, plan.env)
        outcome: object = build(
            plan.corpus,
            plan.index,
            embedder,
            lambda *progress: target.send(progress),
            server=read_chroma_server(plan.env),
        )
    except DatelineError as error:
        outcome = error
    except Exception:  # a bug: it is told as text, for not every exception can be sent
        outcome = traceback.format_exc()
    with suppress(OSError):  # the parent has gone
        target.send(outcome)
