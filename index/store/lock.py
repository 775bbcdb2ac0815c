"""One build at a time, in whatever process: a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import IndexStateError
from index.store.catalog_file import reported
from index.store.sqlite_problem import Problem, problem_of

LOCK = "build.lock"
"""The lock's file name in the index folder: an SQLite database of one row, which says who holds the lock."""


@contextmanager
def build_lock(folder: Path, wait: float) -> Iterator[None]:
    """Hold the right to build the index in `folder`.

    wait: seconds to wait for another build; then IndexStateError says which process it is.
    """
    path = folder / LOCK
    with reported(path), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        deadline = time.monotonic() + wait
        while not _take(connection):
            if time.monotonic() >= deadline:
                holder = _holder(connection)
                raise IndexStateError(
                    f"{holder} is building the index in {folder}; try again when it has finished"
                )
            time.sleep(0.05)
        yield  # closing the connection, or the process, lets go


def _take(connection: sqlite3.Connection) -> bool:
    """Write down who takes the lock, then hold the database's write lock without writing."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT)")
        connection.execute("DELETE FROM holder")
        connection.execute("INSERT INTO holder VALUES (?, ?)", (os.getpid(), socket.gethostname()))
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if problem_of(error) is Problem.BUSY:
            return False
        raise
    return True


def _holder(connection: sqlite3.Connection) -> str:
    try:
        pid, host = connection.execute("SELECT pid, host FROM holder").fetchone()
    except (sqlite3.Error, TypeError):
        return "another process"
    return f"process {pid} on {host}"
