"""The catalog as a file: opening it, and saying in one line what is wrong with it and what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexStateError
from index.store.sqlite_problem import Problem, problem_of

CATALOG = "catalog.sqlite3"
"""The catalog's file name in the index folder."""

SCHEMA = 2
"""Raised whenever schema.sql changes; an index of an older one is built again, a newer one is refused."""

CACHE = 32_768
"""KiB of the catalog that a reader keeps in memory: the full text of common words, and passages asked for."""

APPLICATION = 0x444C4E45
"""SQLite's application_id of a catalog ("DLNE"), so that another program's database is not taken for one."""


class OutdatedIndexError(IndexStateError):
    """An index that a build puts right: missing, not finished, of an older Dateline or another model."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file when it was read. changed_ns: the later of mtime and ctime; hash: of its bytes."""

    size: int
    changed_ns: int
    hash: str

    @property
    def signature(self) -> tuple[int, int]:
        """What can be known of the file without reading it."""
        return self.size, self.changed_ns


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file `path` into IndexStateError: what is wrong and what to do."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake of ours, not a state of the file
    except sqlite3.Error as error:
        kind = problem_of(error)
        if kind is Problem.BUSY:
            problem = f"{path} is in use by another process; try again when it has finished"
        elif kind is Problem.FULL:
            problem = f"the disk is full, {path} was left as it was; make room and run: dateline index"
        elif kind is Problem.UNUSABLE:
            problem = (
                f"cannot open {path} ({error}); check the folder's permissions or choose another index folder"
            )
        else:
            problem = f"{path} is damaged ({error}); delete that file and run: dateline index"
        raise IndexStateError(problem) from error


def check_version(path: Path, connection: sqlite3.Connection) -> int:
    """Return an open catalog's schema version, 0 where it is empty; IndexStateError if it is not ours."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and tables:
        raise IndexStateError(f"{path} is another program's database; choose another index folder")
    if version > SCHEMA:
        raise IndexStateError(
            f"{path} was written by a newer Dateline; update Dateline, or choose another index folder"
        )
    return int(version) if application == APPLICATION else 0


def connect(path: Path) -> sqlite3.Connection:
    """Open the catalog at `path` for reading; IndexStateError says why it cannot be."""
    try:
        there = path.is_file()
    except OSError as error:
        raise IndexStateError(
            f"cannot open {path} ({error.strerror}); check the folder's permissions"
        ) from error
    if not there:
        raise OutdatedIndexError(f"there is no index in {path.parent}; run: dateline index")
    # On a read-only disk SQLite cannot make the files that WAL needs, and nobody writes.
    frozen = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    uri = path.absolute().as_uri() + ("?immutable=1" if frozen else "?mode=rw")
    with reported(path):
        connection = sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA query_only = 1")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            version = check_version(path, connection)
        except BaseException:
            connection.close()
            raise
    if version < SCHEMA:
        connection.close()
        state = "was written by an older Dateline" if version else "is not finished"
        raise OutdatedIndexError(f"the index in {path.parent} {state}; run: dateline index")
    return connection


def identify(path: Path) -> tuple[int, int] | None:
    """Tell one file from another that took its name; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables, in the transaction that is open; what an older schema left is dropped."""
    rows = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')"
    ).fetchall()
    # The full-text table first: it owns tables of its own, which go with it.
    rows.sort(key=lambda row: row[1] != "full_text")
    for kind, name in rows:
        if name == "full_text" or not name.startswith(("full_text", "sqlite_")):
            connection.execute(f'DROP {kind.upper()} IF EXISTS "{name}"')
    for statement in _statements(Path(__file__).with_name("schema.sql").read_text("utf-8")):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements; executescript() would commit what is open."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
