"""Keeps an index up with its corpus, and the corpus with its feeds, in threads of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from index.adding.adder import Adder
from index.watching.corpus_watch import CorpusWatch
from index.watching.events import Event, Tell
from index.watching.feed_watch import FeedWatch

__all__ = ["Event", "Follower", "Tell"]


class Follower:
    """Follows a corpus from `start` to `stop`.

    build: brings the index up to date; run by one thread, one at a time; whatever it raises is told and ends
    nothing. corpus: the folder that is watched. adder: adds what the feeds bring; None where there are none.
    every: seconds from one look at the feeds to the next. tell: see `Event`. is_stale: whether a build would
    find something to do, which spares builds; None where that is not known.
    """

    def __init__(
        self,
        build: Callable[[], object],
        corpus: Path,
        adder: Adder | None,
        feeds: Sequence[str],
        every: float,
        tell: Tell,
        is_stale: Callable[[], bool] | None = None,
    ) -> None:
        self._stop = threading.Event()
        runs = [CorpusWatch(corpus, build, tell, is_stale).run]
        if adder is not None and feeds:
            runs.append(FeedWatch(adder, feeds, every, tell).run)
        self._threads = [
            threading.Thread(target=run, args=(self._stop,), name=f"dateline-{name}", daemon=True)
            for run, name in zip(runs, ("corpus", "feeds"), strict=False)
        ]

    def start(self) -> None:
        """Begin, and return at once; the first build and the first look at the feeds are made right away."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, after the build or the article that is being worked on; may be called again."""
        self._stop.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
