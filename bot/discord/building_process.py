"""The building process, from inside: it waits for a plan, builds, tells how far it is, and waits again.

Each build is what it would be in a fresh process: it opens the articles, the index and Chroma by their paths,
and closes them. What stays is what was imported, and the shipped model. Where that cannot be relied on, for a
build failed or the model's files were replaced, the process ends, and who wants a build starts another.
"""

from __future__ import annotations

import os
import signal
import traceback
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import TYPE_CHECKING

from index.errors import DatelineError
from index.store.chroma_server import read_chroma_server

if TYPE_CHECKING:
    from bot.discord.building import Plan
    from index.build import BuildReport
    from index.embed import Embedder

BEGUN = "begun"
"""What is sent before a build, so that one that never began is told from one that died."""

MOST = 100
"""Builds of one process. Of the memory in which Chroma was opened and closed, each leaves a little behind."""


def carry_out(pipe: Connection, idle: float) -> None:
    """Build whenever a plan comes; end when none comes for `idle` seconds, and when who sends them is gone.

    Sends BEGUN, then what is being done as tuples (see `Progress` of index/building/intake.py), then a
    BuildReport, a DatelineError, or as text whatever else was raised. After an error it ends.
    """
    # Control-C goes to the whole group of processes; what becomes of the build is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    shop = _Workshop()
    with suppress(EOFError, OSError):  # the parent has gone
        for _ in range(MOST):
            if not pipe.poll(idle):
                return
            plan: Plan = pipe.recv()
            if not shop.is_current():
                return
            pipe.send(BEGUN)
            outcome = shop.build(plan, pipe)
            pipe.send(outcome)
            if isinstance(outcome, DatelineError | str):
                return


class _Workshop:
    """What builds need and what is worth keeping between them."""

    def __init__(self) -> None:
        from index.build import build
        from index.embed import load_embedder

        self._build, self._load_embedder = build, load_embedder
        self._shipped: Embedder | None = None
        self._files = _look_at_model()

    def is_current(self) -> bool:
        """Tell whether a fresh process would load the same model."""
        return _look_at_model() == self._files

    def build(self, plan: Plan, pipe: Connection) -> BuildReport | DatelineError | str:
        """Carry out a plan; what goes wrong is given back, a bug as text: not every exception can be sent."""
        try:
            return self._build(
                plan.corpus,
                plan.index,
                self._embedder(plan),
                lambda *progress: pipe.send(progress),
                server=read_chroma_server(plan.env),
            )
        except DatelineError as error:
            return error
        except Exception:
            return traceback.format_exc()

    def _embedder(self, plan: Plan) -> Embedder:
        """Give the plan's embedder. Of a provider's model nothing is kept: what it gives may change."""
        if plan.embedder:
            return self._load_embedder(plan.embedder, plan.env)
        if self._shipped is None:
            self._shipped = self._load_embedder(None)
        return self._shipped


def _look_at_model() -> list[tuple[str, int, int]]:
    """See the shipped model's files as they look from outside: name, bytes, and when they were changed."""
    from index.embed import SHIPPED

    with suppress(OSError):
        return [
            (path.name, status.st_size, max(status.st_mtime_ns, status.st_ctime_ns))
            for path in sorted(SHIPPED.iterdir())
            for status in [path.stat()]
        ]
    return []


def _end_with_parent() -> None:
    """End even in the middle of a build where nobody is left to be told; the index is then what it was."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
