"""The articles as the bot has them: an open index, the desk over it, and builds that go on beside both."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from bot.discord.building import Builder, Plan, Tell
from index.errors import IndexStateError
from index.store.chroma_server import VectorServerError, read_chroma_server

if TYPE_CHECKING:
    from bot.ask import Desk
    from index.article import Article
    from index.build import BuildReport
    from index.embed import Embedder
    from index.search import Index
    from index.store.among import Extent


log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Contents:
    """What the index holds.

    articles: without their texts; extent: how many. passages: how many each has, by its id. failures: what
    is wrong with which file. indexed: when the index was last written.
    """

    articles: tuple[Article, ...]
    extent: Extent
    passages: dict[str, int]
    failures: tuple[tuple[str, str], ...]
    indexed: datetime | None


class Archive:
    """The index of one plan and the desk over it. All of it blocks, and may be called from any thread."""

    def __init__(self, plan: Plan, embedder: Embedder, open_desk: Callable[[Index], Desk]) -> None:
        """Open nothing yet; `open` does."""
        self._plan = plan
        self._embedder = embedder
        self._open_desk = open_desk
        self._server = read_chroma_server(plan.env)
        self._builder = Builder(plan)
        self._opening = Lock()
        self._index: Index | None = None
        self._desk: Desk | None = None
        self._settled = Event()
        self.progress: tuple[str, int, int] | None = None
        """How far the build that is running is: what it does, how many are done, of how many."""

    def open(self) -> None:
        """Open the index as it is; where a build can make or mend it, that is left to the build.

        Raises CorpusError for a corpus, and IndexStateError for an index, that a build cannot put right.
        """
        due = self.is_stale()
        try:
            self._open()
        except IndexStateError:
            if not due:
                raise

    def is_stale(self) -> bool:
        """Tell whether a build would find something to do. Raises as `open` does."""
        from index.build import is_stale

        return is_stale(self._plan.corpus, self._plan.index, self._embedder.fingerprint, self._server)

    def build(self, tell: Tell | None = None) -> BuildReport:
        """Bring the index up to date in a process of its own, and open it where it was not.

        tell: called with what is being done, how many are done and of how many. Raises DatelineError;
        questions go on being answered from the index that was there before.
        """

        def note(stage: str, done: int, total: int) -> None:
            self.progress = (stage, done, total)
            if tell is not None:
                tell(stage, done, total)

        try:
            report = self._builder.build(note)
            self._open()
            self._set_behind(False)
            return report
        except VectorServerError:
            self._set_behind(True)
            raise
        finally:
            self.progress = None
            self._settled.set()

    @property
    def is_open(self) -> bool:
        """Tell whether there is an index to answer from."""
        return self._desk is not None

    def desk(self, patience: float) -> Desk:
        """Give the desk; while the first index is being built, wait for it for `patience` seconds.

        Raises IndexStateError where there is none by then.
        """
        self._settled.wait(patience)
        return self._desk or self._open()

    def outlets(self) -> list[str]:
        """List the outlets and agencies that there are, in order; none while there is no index."""
        if self._index is None:
            return []
        return list(self._index.sources())

    def contents(self) -> Contents:
        """Read what the index holds. Raises IndexStateError where there is none."""
        from index.catalog import Catalog
        from index.store.catalog_file import CATALOG

        path = self._plan.index / CATALOG
        with Catalog.open(path) as catalog, catalog.snapshot():
            articles, passages, failures = catalog.articles(), catalog.passage_counts(), catalog.failures()
            extent = catalog.extent()
        return Contents(tuple(articles), extent, passages, tuple(failures), _changed(path))

    def stop(self) -> None:
        """Kill a build that runs; the index is then what it was."""
        self._builder.stop()

    def close(self) -> None:
        """Kill a build that runs, and let go of the index's files."""
        self.stop()
        if self._index is not None:
            self._index.close()

    def _set_behind(self, behind: bool) -> None:
        if self._index is not None:
            self._index.behind = behind

    def _open(self) -> Desk:
        from index.search import Index

        with self._opening:
            if self._desk is None:
                self._index = Index.open(
                    self._plan.index, self._embedder, server=self._server, tell=log.warning
                )
                self._desk = self._open_desk(self._index)
                self._settled.set()
            return self._desk


def _changed(path: Path) -> datetime | None:
    """Say when the catalog was last written, by its file and the log beside it."""
    times = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        with suppress(OSError):
            status = file.stat()
            if status.st_size:  # a reader makes an empty log, which tells nothing
                times.append(status.st_mtime)
    return datetime.fromtimestamp(max(times), UTC) if times else None
