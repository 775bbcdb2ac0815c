"""What people asked in Discord, what they were told, and whether it helped: one SQLite file.

It is what the buttons under an answer stand on after a restart, and what `dateline feedback` lists. Of people
it keeps nothing: who asked is not written down, and channels, messages and voters only as hashes under a
random key of the file, which tell whether two are the same and not who they are.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from bot.answer.types import Answer
from bot.asks import Asked, Context, Rated, Tally
from bot.feedback_file import connect, reported
from bot.stored_answer import restore_answer, store_answer

FEEDBACK = "feedback.sqlite3"
"""The file's name in the state folder."""

Clock = Callable[[], float]
"""Seconds since 1970."""

PURGE_EVERY = 3600.0
DAY = 86_400


class Feedback:
    """The store. Threads may share it, and processes that each open it the file; every call blocks."""

    def __init__(self, path: Path, connection: sqlite3.Connection, keep_days: int, clock: Clock) -> None:
        """Use `Feedback.open`."""
        self.path = path
        self._connection = connection
        self._keep_days = keep_days
        self._clock = clock
        self._lock = threading.Lock()
        self._next_purge = 0.0
        self._key = bytes(self._rows("SELECT value FROM meta WHERE key = 'salt'")[0][0])

    @classmethod
    def open(cls, path: Path, keep_days: int = 0, write: bool = True, clock: Clock = time.time) -> Self:
        """Open the file at `path`, made where it is missing.

        keep_days: older asks are forgotten; 0 for never. write: False only reads; the file must be there.
        Raises StateError, which says what is wrong with the file and what to do.
        """
        store = cls(path, connect(path, write, secrets.token_bytes(32)), keep_days, clock)
        if write:
            with store._writing():
                store._purge()
        return store

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- what the bot does ----

    def record(self, answer: Answer, context: Context) -> int:
        """Keep a question with its answer; gives its number, which is never given twice."""
        now = int(self._clock())
        value = json.dumps(store_answer(answer), allow_nan=False)
        channel = None if context.channel_id is None else self._hash("channel", context.channel_id)
        with self._writing() as connection:
            self._purge()
            found = connection.execute(
                "INSERT INTO asks (at, abstained, answer, place, channel, follows)"
                " VALUES (?, ?, ?, ?, ?, (SELECT id FROM asks WHERE id = ?))",
                (now, answer.abstained, value, context.place, channel, context.follows),
            )
            return int(found.lastrowid or 0)

    def attach(self, ask_id: int, message_id: int) -> None:
        """Note that a message shows this answer; nothing where the ask is no longer kept."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO messages (message, ask) SELECT ?, id FROM asks WHERE id = ?",
                (self._hash("message", message_id), ask_id),
            )

    def vote(self, ask_id: int, user_id: int, helpful: bool) -> Tally | None:
        """Count what somebody thinks of an answer; a second vote of the same person replaces the first.

        None where the ask is no longer kept.
        """
        # The ask is part of what is hashed: two votes of one person on two answers look unlike.
        voter = self._hash(f"voter {ask_id}", user_id)
        with self._writing() as connection:
            if not connection.execute("SELECT 1 FROM asks WHERE id = ?", (ask_id,)).fetchone():
                return None
            before = connection.execute(
                "SELECT helpful FROM votes WHERE ask = ? AND voter = ?", (ask_id, voter)
            ).fetchone()
            connection.execute(
                "INSERT OR REPLACE INTO votes (ask, voter, helpful) VALUES (?, ?, ?)",
                (ask_id, voter, helpful),
            )
            helpful_now, not_helpful = connection.execute(
                "SELECT TOTAL(helpful), TOTAL(1 - helpful) FROM votes WHERE ask = ?", (ask_id,)
            ).fetchone()
        return Tally(int(helpful_now), int(not_helpful), None if before is None else bool(before[0]))

    def load(self, ask_id: int) -> Asked | None:
        """Give a question and its answer back; None where it is not, or no longer, kept."""
        return self._one("WHERE id = ?", ask_id)

    def find(self, message_id: int) -> Asked | None:
        """Give what a message shows; None where it shows no answer that is kept."""
        message = self._hash("message", message_id)
        return self._one("WHERE id = (SELECT ask FROM messages WHERE message = ?)", message)

    def latest(self, channel_id: int) -> Asked | None:
        """Give the last question of a channel or thread; None where there is none."""
        return self._one("WHERE channel = ? ORDER BY id DESC LIMIT 1", self._hash("channel", channel_id))

    # ---- what its owner looks at ----

    def rated(self, since: datetime | None = None) -> list[Rated]:
        """List what anybody voted on, the worst first: by votes against less votes for, then the newest."""
        rows = self._rows(
            f"SELECT {_ASK}, TOTAL(v.helpful) AS good, TOTAL(1 - v.helpful) AS bad"
            " FROM asks JOIN votes AS v ON v.ask = id WHERE at >= ? GROUP BY id"
            " ORDER BY bad - good DESC, bad DESC, id DESC",
            _seconds(since),
        )
        return [Rated(self._asked(row), Tally(int(row[5]), int(row[6]))) for row in rows]

    def unanswered(self, since: datetime | None = None) -> list[Asked]:
        """List what was asked and not answered, the newest first."""
        rows = self._rows(
            f"SELECT {_ASK} FROM asks WHERE abstained AND at >= ? ORDER BY id DESC", _seconds(since)
        )
        return [self._asked(row) for row in rows]

    def counts(self, since: datetime | None = None) -> tuple[int, int]:
        """Count the questions, and those of them that were not answered."""
        ((asks, unanswered),) = self._rows(
            "SELECT COUNT(*), TOTAL(abstained) FROM asks WHERE at >= ?", _seconds(since)
        )
        return int(asks), int(unanswered)

    # ---- the file ----

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, reported(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                if self._connection.in_transaction:  # a full disk has already ended it
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _purge(self) -> None:
        """Forget what is too old, now and then; in the transaction that is open."""
        now = self._clock()
        if self._keep_days and now >= self._next_purge:
            self._connection.execute("DELETE FROM asks WHERE at < ?", (int(now) - self._keep_days * DAY,))
            self._next_purge = now + PURGE_EVERY

    def _rows(self, query: str, *values: Any) -> Sequence[Any]:
        with self._lock, reported(self.path):
            return self._connection.execute(query, values).fetchall()

    def _one(self, where: str, value: Any) -> Asked | None:
        rows = self._rows(f"SELECT {_ASK} FROM asks {where}", value)
        return self._asked(rows[0]) if rows else None

    def _asked(self, row: Sequence[Any]) -> Asked:
        with reported(self.path):
            answer, paragraphs = restore_answer(json.loads(row[4]))
        return Asked(row[0], datetime.fromtimestamp(row[1], UTC), row[2], row[3], answer, paragraphs)

    def _hash(self, what: str, number: int) -> bytes:
        return hashlib.blake2b(f"{what} {number}".encode(), key=self._key, digest_size=16).digest()


_ASK = "id, at, place, follows, answer"


def _seconds(since: datetime | None) -> int:
    return int(since.timestamp()) if since else 0
