"""Watches a corpus folder, and has the index built when its files have changed, in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from index.build import BuildReport
from index.errors import DatelineError
from index.watching.events import Event, Tell

QUIET = 300  # milliseconds without a further change, after which changes are one burst
LONGEST_BURST = 5000  # milliseconds
LOOK = 1000  # milliseconds; how soon it is noticed that watching is to stop, or that the folder was replaced
SAFETY = 60.0  # seconds; on some network disks nobody tells of a change
RETRY = 5.0  # seconds after a build that failed


class CorpusWatch:
    """Has `build` run whenever the files of a corpus have changed, one build at a time.

    build: brings the index up to date; whatever it raises is told, and tried again. is_stale: whether a build
    would find something to do; None: one is made after every change. tell: told of each build that did
    something, and of what failed.
    """

    def __init__(
        self,
        corpus: Path,
        build: Callable[[], object],
        tell: Tell,
        is_stale: Callable[[], bool] | None = None,
    ) -> None:
        self._corpus = corpus
        self._build = build
        self._tell = tell
        self._is_stale = is_stale
        self._failure: str | None = None
        self._due = 0.0  # when to look whether a build is needed, although nothing was told

    def run(self, stop: threading.Event) -> None:
        """Watch until the event is set. The first build is made at once."""
        self._bring_up_to_date()
        while not stop.is_set():
            identity = self._identity()
            if identity is None:
                self._fail(f"the corpus folder {self._corpus} is not there; watching for it to come back")
                stop.wait(LOOK / 1000)
                continue
            try:
                self._watch(identity, stop)
            except (OSError, RuntimeError) as error:  # what watchfiles raises, RuntimeError for its own part
                self._fail(f"cannot watch {self._corpus} ({error}); looking at it every {SAFETY:.0f} seconds")
                stop.wait(SAFETY)
                self._bring_up_to_date()

    def _watch(self, identity: tuple[int, int], stop: threading.Event) -> None:
        """Watch the folder for as long as it is the same one."""
        from watchfiles import watch

        # What changed between the last build and the first moment of watching is found by looking.
        self._due = 0.0
        for changes in watch(
            self._corpus,
            watch_filter=None,  # what a filter takes away is not told as quiet either
            step=QUIET,
            debounce=LONGEST_BURST,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            if stop.is_set() or self._identity() != identity:
                return
            told = any(not self._is_hidden(path) for _, path in changes)
            if told or time.monotonic() >= self._due:
                self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Build if there is a reason to; nothing that goes wrong ends the watching."""
        self._due = time.monotonic() + SAFETY
        try:
            if self._is_stale is not None and not self._is_stale():
                self._failure = None
                return
            report = self._build()
        except DatelineError as error:
            self._fail(str(error))
        except Exception as error:  # the next change may be none that it falls over
            self._fail(f"the index could not be brought up to date ({type(error).__name__}: {error})")
        else:
            self._failure = None
            if isinstance(report, BuildReport):
                self._tell(Event("built", built_text(report), report))

    def _fail(self, text: str) -> None:
        """Tell what went wrong, once until something else happens, and look again soon."""
        self._due = time.monotonic() + RETRY
        if text != self._failure:
            self._failure = text
            self._tell(Event("failed", text))

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self._corpus.stat()
        except OSError:
            return None
        return (status.st_dev, status.st_ino) if self._corpus.is_dir() else None

    def _is_hidden(self, path: str) -> bool:
        """Tell whether a file is one that no corpus reads: its path in the corpus has a hidden part."""
        for base in (self._corpus.absolute(), self._corpus.resolve()):
            if Path(path).is_relative_to(base):
                return any(part.startswith(".") for part in Path(path).relative_to(base).parts)
        return Path(path).name.startswith(".")


def built_text(report: BuildReport) -> str:
    """Say in one line what a build did."""
    numbers = ((report.added, "added"), (report.changed, "changed"), (report.removed, "removed"))
    done = ", ".join(f"{number:,} {what}" for number, what in numbers if number) or "no article changed"
    failed = f"; {len(report.failed):,} to mend, see `dateline articles`" if report.failed else ""
    return f"{done}; {report.articles:,} articles, {report.seconds:.1f} s{failed}"
