"""Builds in a process of their own, so that answers and the connection to Discord never wait for one.

Reading and dating articles keeps Python busy; in a thread it would make every answer slow. The index changes
in one commit, and an open `Index` picks that up whichever process made it. To start a process and load what a
build needs takes seconds; it therefore stays for a while, and an article more is in the index a moment later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from bot.discord.building_process import BEGUN, carry_out
from index.errors import DatelineError, IndexStateError

if TYPE_CHECKING:
    from index.build import BuildReport

Tell = Callable[[str, int, int], None]
"""What is being done ("reading", "embedding"), how many are done and of how many."""

IDLE = 600.0
"""Seconds for which the building process waits for another build; then it ends, and gives its memory back."""

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

    def __init__(self, plan: Plan, idle: float = IDLE) -> None:
        """Start nothing yet. idle: seconds for which the process waits for another build."""
        self._plan = plan
        self._idle = idle
        self._one = Lock()
        self._process: _Process | None = None
        self._stopped = Event()

    @property
    def pid(self) -> int | None:
        """The process that builds or waits for another build; None where there is none."""
        process = self._process
        return process.pid if process is not None else None

    def build(self, tell: Tell) -> BuildReport:
        """Bring the index up to date with the articles; blocks until that is done.

        tell is called from this thread. Waits for a build that runs already. Raises what `index.build.build`
        raises, and IndexStateError where the building process died.
        """
        with self._one:
            process = self._process
            if process is None or not process.begin(self._plan):
                process = self._start()
                process.begin(self._plan)  # where it dies in that, listening to it says so
            try:
                return process.listen(tell)
            except BaseException:
                self._let_go()
                raise

    def stop(self) -> None:
        """Kill a build that runs, the process that waits for one, and any build that begins later.

        The index is then what it was.
        """
        self._stopped.set()
        process = self._process
        if process is not None:
            process.kill()

    def _start(self) -> _Process:
        """Put a new process in the place of one that ended."""
        self._let_go()
        process = self._process = _Process(self._idle)
        Thread(target=self._see_end, args=(process,), name="dateline-building", daemon=True).start()
        if self._stopped.is_set():
            process.kill()
        return process

    def _see_end(self, process: _Process) -> None:
        """Let go of a process when it ends while nobody listens: it has waited long enough, or was killed."""
        process.wait()
        with self._one:
            if self._process is process:
                self._let_go()

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


class _Process:
    """A building process and the pipe to it."""

    def __init__(self, idle: float) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=carry_out, args=(theirs, idle), daemon=True)
        self._process.start()
        theirs.close()  # or its end would never be seen

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def begin(self, plan: Plan) -> bool:
        """Have it build; tell whether it does, or has ended instead, before it touched the index."""
        try:
            self._pipe.send(plan)
            return bool(self._pipe.recv() == BEGUN)
        except (EOFError, OSError):
            return False

    def listen(self, tell: Tell) -> BuildReport:
        """Pass progress on until the report comes, or raise the error that comes in its place."""
        while True:
            try:
                message = self._pipe.recv()
            except (EOFError, OSError):
                raise IndexStateError(
                    "the process that built the index ended before it had finished; "
                    "the index is as it was before"
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

    def wait(self) -> None:
        """Wait for its end."""
        wait([self._process.sentinel])

    def kill(self) -> None:
        """End it at once, whatever it does."""
        with suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """Kill it where it still is, and leave nothing of it."""
        self.kill()
        self._pipe.close()
        self._process.join()
