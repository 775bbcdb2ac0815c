"""Reads feeds on a schedule, and adds what is new to the corpus. Runs in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing

from index.adding.adder import Adder
from index.adding.report import AddReport, Item, Outcome
from index.errors import DatelineError
from index.watching.events import Event, Tell


class FeedWatch:
    """Adds what is new in some feeds, every so many seconds.

    tell: told of what each feed brought and of what failed, of a failure that stays the same once.
    """

    def __init__(self, adder: Adder, feeds: Sequence[str], every: float, tell: Tell) -> None:
        self._adder = adder
        self._feeds = feeds
        self._every = every
        self._tell = tell
        self._told: dict[str, dict[str, str]] = {}

    def run(self, stop: threading.Event) -> None:
        """Read the feeds at once and then on schedule, until the event is set."""
        while not stop.is_set():
            for feed in self._feeds:
                if stop.is_set():
                    return
                try:
                    self._read(feed, stop)
                except DatelineError as error:
                    self._fail(feed, str(error))
                except Exception as error:  # one strange feed must not keep the others from being read
                    self._fail(feed, f"{feed} could not be read ({type(error).__name__}: {error})")
            stop.wait(self._every)

    def _read(self, feed: str, stop: threading.Event) -> None:
        """Add what is new in one feed; told to stop, it stops after the article that it is at."""
        items: list[Item] = []
        with closing(self._adder.each_of_url(feed)) as every:
            for item in every:
                items.append(item)
                if stop.is_set():
                    break
        new = AddReport(tuple(item for item in items if item.outcome is not Outcome.THERE))
        whole = [item for item in new.failed if item.source == feed]
        if whole:
            self._fail(feed, f"{feed} {whole[0].reason}")
            return
        before = self._told.get(feed, {})
        self._told[feed] = {item.source: str(item.reason) for item in new.failed}
        failed = tuple(item for item in new.failed if before.get(item.source) != item.reason)
        done = AddReport((*new.added, *new.updated, *failed))
        if done.items:
            self._tell(Event("added", added_text(feed, done), done))

    def _fail(self, feed: str, text: str) -> None:
        if self._told.get(feed) != {feed: text}:
            self._told[feed] = {feed: text}
            self._tell(Event("failed", text))


def added_text(feed: str, report: AddReport) -> str:
    """Say in one line what a feed brought."""
    numbers = (
        (len(report.added), "added"),
        (len(report.updated), "updated"),
        (len(report.failed), "not added"),
    )
    done = ", ".join(f"{number:,} {what}" for number, what in numbers if number)
    why = f" ({report.failed[0].source} {report.failed[0].reason})" if report.failed else ""
    return f"{feed}: {done}{why}"
