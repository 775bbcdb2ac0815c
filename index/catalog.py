"""The catalog: SQLite, every article and passage, their full text, times and the files they came from.

Its commit is the moment the index changes. `Catalog` reads; `index/store/draft.py` writes. A reader sees one
committed state at a time, and `generation()` tells it that another was committed.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Self

from index.article import Article, Passage, TimeExpression
from index.store.among import Among, Extent
from index.store.catalog_file import FileState, OutdatedIndexError, connect, identify, reported

MATCHES_AT_ONCE = 500  # older SQLites allow 999 parameters in a statement

ARTICLE = "a.id, a.path, a.outlet, a.via, a.title, a.authors, a.published, a.url"
PASSAGE = 'p.content, a.id, p.start, p."end", substr(t.text, p.start + 1, p."end" - p.start)'
PASSAGES = "passages AS p JOIN articles AS a ON a.number = p.article JOIN texts AS t ON t.article = p.article"


class Catalog:
    """A reader of the catalog. Safe to share between threads; one call runs at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Use `Catalog.open`."""
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()
        self._file = identify(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the catalog at `path` for reading; IndexStateError says why it cannot be read."""
        return cls(path, connect(path))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Hold one state for several reads, whatever is committed meanwhile; other threads wait."""
        with self._lock, reported(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    def generation(self) -> int:
        """Number the last commit, 0 where there is none: a number that changes when the index has changed.

        A catalog file that was deleted and built again is opened anew.
        """
        with self._lock:
            identity = identify(self.path)
            if identity is not None and identity != self._file and not self._connection.in_transaction:
                # One that is still being built says nothing yet; what was open goes on being read.
                with suppress(OutdatedIndexError):
                    fresh = connect(self.path)
                    self._connection.close()
                    self._connection, self._file = fresh, identity
            return int(self.meta("generation") or 0)

    def meta(self, key: str) -> str | None:
        """Read one of the facts about the whole index: generation, fingerprint, dimension, corpus, recipe."""
        rows = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def require_model(self, fingerprint: str) -> None:
        """Raise OutdatedIndexError unless the index was embedded by the model of this fingerprint."""
        if self.meta("fingerprint") != fingerprint:
            raise OutdatedIndexError(
                f"the index in {self.path.parent} was made with another embedding model; run: dateline index"
            )

    def passages_by_content(self, ids: Sequence[str]) -> dict[str, list[Passage]]:
        """Find the passages with these content ids; one text may stand in several articles."""
        found: dict[str, list[Passage]] = {}
        sql = (
            f"SELECT {PASSAGE} FROM {PASSAGES} "
            "WHERE p.content IN ({marks}) ORDER BY a.path, a.position, p.start"
        )
        for row in self.rows_of(sql, ids):
            found.setdefault(row[0], []).append(Passage(*row))
        return found

    def passages(self, article_id: str) -> list[Passage]:
        """List an article's passages in order."""
        sql = f"SELECT {PASSAGE} FROM {PASSAGES} WHERE a.id = ? ORDER BY p.start"
        return [Passage(*row) for row in self.rows(sql, (article_id,))]

    def articles(self, among: Among | None = None) -> list[Article]:
        """List articles by path, without their text (`text` is empty). among: which; None for all."""
        where, values = (among or Among()).condition()
        sql = f"SELECT {ARTICLE}, '' FROM articles AS a WHERE {where} ORDER BY a.path, a.position"
        return [_article(row) for row in self.rows(sql, values)]

    def articles_by_id(self, ids: Sequence[str]) -> dict[str, Article]:
        """Find the articles of these ids, without their text."""
        sql = f"SELECT {ARTICLE}, '' FROM articles AS a WHERE a.id IN ({{marks}})"
        return {row[0]: _article(row) for row in self.rows_of(sql, ids)}

    def ids(self, among: Among) -> set[str]:
        """List the ids of the articles that are among these."""
        where, values = among.condition()
        return {row[0] for row in self.rows(f"SELECT a.id FROM articles AS a WHERE {where}", values)}

    def sources(self) -> set[str]:
        """List the outlets and agencies that articles come from."""
        sql = "SELECT outlet FROM articles UNION SELECT via FROM articles"
        return {row[0] for row in self.rows(sql) if row[0]}

    def article(self, article_id: str) -> Article | None:
        """Read one article whole; None where no article has this id (any more)."""
        rows = self.rows(
            f"SELECT {ARTICLE}, t.text FROM articles AS a JOIN texts AS t ON t.article = a.number "
            "WHERE a.id = ?",
            (article_id,),
        )
        return _article(rows[0]) if rows else None

    def times(self, article_id: str) -> list[TimeExpression]:
        """List an article's time expressions in the order of its text."""
        sql = (
            'SELECT t.start, t."end", t.first, t.last, t.precision, t.text, t.relative FROM times AS t '
            "JOIN articles AS a ON a.number = t.article WHERE a.id = ? ORDER BY t.start"
        )
        return [
            TimeExpression(
                start, end, date.fromisoformat(first), date.fromisoformat(last), precision, text, bool(rel)
            )
            for start, end, first, last, precision, text, rel in self.rows(sql, (article_id,))
        ]

    def passage_counts(self) -> dict[str, int]:
        """Count the passages of each article, by article id."""
        sql = "SELECT a.id, (SELECT COUNT(*) FROM passages WHERE article = a.number) FROM articles AS a"
        return dict(self.rows(sql))

    def files(self) -> dict[str, FileState]:
        """List the files that were looked at, readable or not, by path."""
        return {path: FileState(*state) for path, *state in self.rows("SELECT * FROM files")}

    def failures(self) -> list[tuple[str, str]]:
        """List what is wrong with files, as (path, error)."""
        return self.rows("SELECT path, error FROM failures ORDER BY file, rowid")

    def extent(self, among: Among | None = None) -> Extent:
        """Count articles. among: which; None for all."""
        where, values = (among or Among()).condition()
        ((articles, outlets, first, last),) = self.rows(
            "SELECT COUNT(*), COUNT(DISTINCT outlet), MIN(published), MAX(published) "
            f"FROM articles AS a WHERE {where}",
            values,
        )
        return Extent(articles, outlets, _date(first), _date(last))

    def count_passages(self) -> int:
        """Count the passages."""
        return int(self.rows("SELECT COUNT(*) FROM passages")[0][0])

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Run one statement; for index/, which knows the tables."""
        with self._lock, reported(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def rows_of(self, sql: str, values: Sequence[object]) -> list[Any]:
        """Run a statement with "IN ({marks})" over any number of values, some at a time; for index/."""
        found = []
        for start in range(0, len(values), MATCHES_AT_ONCE):
            some = tuple(values[start : start + MATCHES_AT_ONCE])
            found += self.rows(sql.replace("{marks}", ", ".join("?" * len(some))), some)
        return found


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _article(row: Sequence[Any]) -> Article:
    id_, path, outlet, via, title, authors, published, url, text = row
    return Article(id_, path, outlet, via, title, tuple(json.loads(authors)), _date(published), url, text)
