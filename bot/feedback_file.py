"""The feedback file: its tables, opening it, and saying in one line what is wrong with it and what to do."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StateError
from index.store.sqlite_problem import Problem, problem_of

APPLICATION = 0x444C4642
"""SQLite's application_id of a feedback file ("DLFB"): another program's database is not taken for one."""

SCHEMA = 1
BUSY_S = 15.0

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE asks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    abstained INTEGER NOT NULL,
    answer TEXT NOT NULL,
    place TEXT NOT NULL,
    channel BLOB,
    follows INTEGER REFERENCES asks (id) ON DELETE SET NULL
);
CREATE INDEX asks_at ON asks (at);
CREATE INDEX asks_channel ON asks (channel, id);
CREATE INDEX asks_follows ON asks (follows);
CREATE TABLE messages (
    message BLOB PRIMARY KEY,
    ask INTEGER NOT NULL REFERENCES asks (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX messages_ask ON messages (ask);
CREATE TABLE votes (
    ask INTEGER NOT NULL REFERENCES asks (id) ON DELETE CASCADE,
    voter BLOB NOT NULL,
    helpful INTEGER NOT NULL,
    PRIMARY KEY (ask, voter)
) WITHOUT ROWID;
"""


def connect(path: Path, write: bool, salt: bytes) -> sqlite3.Connection:
    """Open the file at `path`, and its tables if it is to be written and has none.

    salt: the key of a new file's hashes. Raises StateError.
    """
    if not write and not path.is_file():
        raise StateError(f"there is no {path}; the bot makes it at its first answer")
    try:
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(f"cannot make the folder {path.parent} ({error.strerror}); {_ELSEWHERE}") from error
    frozen = not write and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    mode = "rwc" if write else "ro&immutable=1" if frozen else "ro"
    with reported(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_S,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves no trace in the file
            if write:
                _prepare(path, connection, salt)
            _check(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(path: Path, connection: sqlite3.Connection, salt: bytes) -> None:
    """Make the tables where there are none; of several processes at once, one does."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        if not tables:
            for statement in TABLES.split(";")[:-1]:
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('salt', ?)", (salt,))
            # Buttons under old messages name an ask by its number. A file that was deleted and made anew must
            # not give those numbers to other questions, so they go on from the seconds of its making.
            connection.execute("INSERT INTO sqlite_sequence VALUES ('asks', ?)", (int(time.time()),))
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _check(path: Path, connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise StateError(f"{path} is another program's database; {_ELSEWHERE}")
    if version > SCHEMA:
        raise StateError(f"{path} was written by a newer Dateline; update Dateline, or {_ELSEWHERE}")


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the file `path` into StateError: what it is and what to do."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake of ours, not a state of the file
    except sqlite3.Error as error:
        kind = problem_of(error)
        if kind is Problem.BUSY:
            problem = f"{path} is in use by another process for more than {BUSY_S:.0f} s; try again"
        elif kind is Problem.FULL:
            problem = f"the disk is full, {path} was left as it was; make room"
        elif kind is Problem.UNUSABLE:
            problem = f"cannot use {path} ({error}); check its permissions, or {_ELSEWHERE}"
        else:
            problem = f"{path} is damaged ({error}); {_MOVE}"
        raise StateError(problem) from error
    except ValueError as error:
        raise StateError(f"{path} is damaged ({error}); {_MOVE}") from error


_ELSEWHERE = "choose another folder with DATELINE_STATE"
_MOVE = "move it away, and the bot begins a new one (buttons under older answers then no longer work)"
