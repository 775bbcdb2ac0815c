"""Whether a catalog is whole: its file, its tables, its full text, and every passage beside its article."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from index.article import content_id
from index.store.catalog_file import create_tables

_SHADOWS = {f"full_text_{name}" for name in ("config", "content", "data", "docsize", "idx")}


def check_file(connection: sqlite3.Connection) -> list[str]:
    """Check the file and its tables: what is wrong, one line each. The catalog is only read."""
    try:
        rows = connection.execute("PRAGMA integrity_check(3)").fetchall()
        problems = [f"the database is damaged ({row[0]})" for row in rows if row[0] != "ok"]
        if _tables(connection) != _own_tables():
            problems.append("its tables are not those of a catalog")
    except sqlite3.DatabaseError as error:
        return [f"the database is damaged ({error})"]
    return problems


def check_full_text(connection: sqlite3.Connection) -> list[str]:
    """Check that the full-text index holds just the words of the passages; it needs a writable connection."""
    try:
        connection.execute("INSERT INTO full_text (full_text, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        return [f"the full-text index does not match the passages ({error})"]
    return []


def check_passages(connection: sqlite3.Connection) -> list[str]:
    """Check each passage beside its article: it lies in the text, and its id is that of its words."""
    problems = []
    try:
        articles = connection.execute(
            "SELECT a.number, a.path, a.title, t.text FROM articles AS a "
            "LEFT JOIN texts AS t ON t.article = a.number ORDER BY a.path"
        )
        for number, path, title, text in articles:
            passages = connection.execute(
                'SELECT start, "end", content FROM passages WHERE article = ?', (number,)
            ).fetchall()
            if text is None or not passages:
                problems.append(f"{path} has no {'text' if text is None else 'passages'}")
                continue
            wrong = sum(
                not (0 <= start < end <= len(text)) or content_id(title, text[start:end]) != content
                for start, end, content in passages
            )
            if wrong:
                problems.append(f"{path} has {wrong:,} of {len(passages):,} passages that are not its words")
        (lost,) = connection.execute(
            "SELECT COUNT(*) FROM passages WHERE article NOT IN (SELECT number FROM articles)"
        ).fetchone()
    except sqlite3.DatabaseError as error:
        return [f"the passages cannot be read ({error})"]
    if lost:
        problems.append(f"{lost:,} passages belong to no article")
    return problems


def open_writable(path: Path) -> sqlite3.Connection:
    """Open a catalog's file for checking, without trusting what its schema might run."""
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = 0")
    return connection


def _tables(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """List a database's tables, views, indexes and triggers with how each is made.

    What the full-text table keeps for itself is made by SQLite, in the way of its version.
    """
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {
        (kind, name, "" if name in _SHADOWS and kind == "table" else " ".join((sql or "").split()))
        for kind, name, sql in rows
    }


def _own_tables() -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        create_tables(connection)
        return _tables(connection)
