"""A change to the catalog that nobody sees until it is committed: one transaction for a whole build."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any, Self

from index.article import Article, Failure, Passage, TimeExpression, content_id
from index.catalog import Catalog
from index.store.catalog_file import SCHEMA, FileState, check_version, create_tables, reported

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Stored:
    """An article that the catalog already holds. number: its key; hash: of all that was read of it."""

    number: int
    base: str
    hash: str


class Draft(Catalog):
    """The catalog open for one change; reads see the change, other readers the state before it.

    removed: the content ids of passages of articles that were removed.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Use `Draft.open`."""
        super().__init__(path, connection)
        self.removed: set[str] = set()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or create the catalog at `path` and begin; raises IndexStateError.

        Of a catalog of an older schema nothing is kept: its articles are read again.
        """
        with reported(path):
            connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            try:
                version = check_version(path, connection)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("BEGIN IMMEDIATE")
                if version != SCHEMA:
                    create_tables(connection)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def commit(self, changed: bool = True) -> None:
        """Make the change the index: the one moment at which it changes.

        changed: whether readers would find anything different; else only what is known of files is kept.
        """
        if changed:
            # A catalog that is built anew must not count as far as the one that it replaces.
            self.set_meta("generation", str((self.generation() or time.time_ns()) + 1))
        with reported(self.path):
            self._connection.execute("COMMIT")

    def set_meta(self, key: str, value: str) -> None:
        """Set one fact about the whole index."""
        self.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def set_file(self, path: str, state: FileState) -> None:
        """Note what a file looked like."""
        self.rows("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (path, *astuple(state)))

    def drop_file(self, path: str) -> None:
        """Forget a file and its failures; its articles are removed one by one."""
        self.rows("DELETE FROM files WHERE path = ?", (path,))
        self.set_failures(path, ())

    def set_failures(self, file: str, failures: Iterable[Failure]) -> None:
        """Replace what is known to be wrong with a file."""
        self.rows("DELETE FROM failures WHERE file = ?", (file,))
        for failure in failures:
            row = (file, storable_text(failure.path), storable_text(failure.error), failure.indexed)
            self.rows("INSERT INTO failures VALUES (?, ?, ?, ?)", row)

    def failed(self) -> list[Failure]:
        """List what is wrong with files as the reader told it."""
        rows = self.rows("SELECT path, error, indexed FROM failures ORDER BY file, rowid")
        return [Failure(path, error, bool(indexed)) for path, error, indexed in rows]

    def stored(self, path: str) -> list[Stored]:
        """List the articles that came from a file, in its order."""
        sql = "SELECT number, base, hash FROM articles WHERE path = ? ORDER BY position"
        return [Stored(*row) for row in self.rows(sql, (path,))]

    def articles_by_file(self) -> dict[str, int]:
        """Count the articles that came from each file."""
        return dict(self.rows("SELECT path, COUNT(*) FROM articles GROUP BY path"))

    def add(
        self,
        article: Article,
        position: int,
        passages: Sequence[Passage],
        times: Sequence[TimeExpression],
    ) -> None:
        """Store an article (see `storable`), the `position`-th of its file, with what was found in it.

        Its id is settled in `settle_ids`.
        """
        published = article.published.isoformat() if article.published else None
        with self._lock, reported(self.path):
            run = self._connection.execute
            number = run(
                "INSERT INTO articles VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(article.id, article.id, article.path, position, article_hash(article)),
                    *(article.outlet, article.via, article.title, json.dumps(article.authors)),
                    *(published, article.url),
                ),
            ).lastrowid
            run("INSERT INTO texts VALUES (?, ?)", (number, article.text))
            for passage in passages:
                run(
                    "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?)",
                    (number, passage.id, passage.start, passage.end),
                )
            run(
                "INSERT INTO full_text (rowid, title, text) SELECT number, title, text FROM passage_text "
                "WHERE number IN (SELECT number FROM passages WHERE article = ?)",
                (number,),
            )
            for time in times:
                first, last = time.first.isoformat(), time.last.isoformat()
                run(
                    "INSERT INTO times VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (number, time.start, time.end, first, last, time.precision, time.text, time.relative),
                )

    def move(self, number: int, position: int) -> None:
        """Note that an article is now the `position`-th of its file."""
        self.rows(
            "UPDATE articles SET position = ? WHERE number = ? AND position <> ?",
            (position, number, position),
        )

    def remove(self, number: int) -> None:
        """Remove an article and all that was found in it."""
        contents = self.rows("SELECT content FROM passages WHERE article = ?", (number,))
        self.removed.update(row[0] for row in contents)
        # FTS5 takes words out only if it is told them again, so the passages and the article go after it.
        self.rows(
            "INSERT INTO full_text (full_text, rowid, title, text) SELECT 'delete', number, title, text "
            "FROM passage_text WHERE number IN (SELECT number FROM passages WHERE article = ?)",
            (number,),
        )
        for table in ("times", "passages", "texts"):
            self.rows(f"DELETE FROM {table} WHERE article = ?", (number,))
        self.rows("DELETE FROM articles WHERE number = ?", (number,))

    def settle_ids(self) -> None:
        """Give every article an id of its own, the same however the corpus came together.

        The first by path keeps the reader's id; a later one is named by its path without and then with the
        ending, and where a file has several also by its place in it.
        """
        taken: set[str] = set()
        rows = self.rows("SELECT number, id, base, path, position FROM articles ORDER BY path, position")
        for number, id_, base, path, position in rows:
            settled = next(name for name in _names(base, path, position) if name not in taken)
            taken.add(settled)
            if settled != id_:
                self.rows("UPDATE articles SET id = ? WHERE number = ?", (settled, number))

    def contents(self) -> set[str]:
        """List the content ids of all passages."""
        return {row[0] for row in self.rows("SELECT DISTINCT content FROM passages")}

    def texts(self, contents: Sequence[str]) -> list[tuple[str, str]]:
        """Find (title, text) for each of these content ids, in their order."""
        marks = ", ".join("?" * len(contents))
        rows = self.rows(
            "SELECT p.content, t.title, t.text FROM passages AS p JOIN passage_text AS t "
            "ON t.number = p.number "
            "WHERE p.number IN "
            f"(SELECT MIN(number) FROM passages WHERE content IN ({marks}) GROUP BY content)",
            tuple(contents),
        )
        found = {content: (title, text) for content, title, text in rows}
        return [found[content] for content in contents]


def storable_text(text: str) -> str:
    """Replace what SQLite cannot store (NUL, lone surrogates), character for character."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable(article: Article) -> Article:
    """Make every text of an article storable; offsets stay what they were."""
    fields: dict[str, Any] = {
        name: storable_text(value)
        for name in ("id", "path", "outlet", "via", "title", "url", "text")
        if isinstance(value := getattr(article, name), str) and _UNSTORABLE.search(value)
    }
    authors = tuple(storable_text(author) for author in article.authors)
    if not fields and authors == article.authors:
        return article
    return replace(article, authors=authors, **fields)


def article_hash(article: Article) -> str:
    """Hash everything that was read of an article."""
    return content_id(*(repr(value) for value in astuple(article)))


def _names(base: str, path: str, position: int) -> Iterator[str]:
    yield base  # nearly always free
    yield PurePosixPath(path).with_suffix("").as_posix()
    yield path
    for number in count(position + 1):
        yield f"{path}:{number}"
