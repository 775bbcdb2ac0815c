"""What kind of trouble SQLite reports, for the stores that tell people what to do about it."""

from __future__ import annotations

import sqlite3
from enum import StrEnum


class Problem(StrEnum):
    """In use by another process, no room on the disk, not to be opened or written, or no whole database."""

    BUSY = "busy"
    FULL = "full"
    UNUSABLE = "unusable"
    DAMAGED = "damaged"


_KINDS = {
    sqlite3.SQLITE_BUSY: Problem.BUSY,
    sqlite3.SQLITE_LOCKED: Problem.BUSY,
    sqlite3.SQLITE_FULL: Problem.FULL,
    sqlite3.SQLITE_CANTOPEN: Problem.UNUSABLE,
    sqlite3.SQLITE_READONLY: Problem.UNUSABLE,
    sqlite3.SQLITE_PERM: Problem.UNUSABLE,
    sqlite3.SQLITE_IOERR: Problem.UNUSABLE,
}


def problem_of(error: sqlite3.Error) -> Problem:
    """Tell the kind of an error of SQLite's; what is none of the others is damage."""
    # Older errors carry extended codes; the low byte is the plain one.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return _KINDS.get(code, Problem.DAMAGED)
