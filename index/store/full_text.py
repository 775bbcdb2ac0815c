"""The full text of the passages: which hold some words, the best by bm25 first.

Expressions are FTS5's; `index.words.quoted` makes one of words that nobody has checked.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.article import Passage
from index.catalog import PASSAGE, PASSAGES, Catalog
from index.errors import IndexStateError
from index.words import quoted

Numbers = NDArray[np.int32]


class Owner(NamedTuple):
    """The id of a passage's article, and its outlet."""

    article: str
    outlet: str | None


class FullText:
    """The full text in an open catalog. Passages go by their numbers in it."""

    def __init__(self, catalog: Catalog) -> None:
        self._rows, self._rows_of = catalog.rows, catalog.rows_of

    def find(self, match: str, limit: int, title: float = 1.0, text: float = 1.0) -> list[Passage]:
        """Find passages by words, best first. title, text: what a word of each counts in bm25.

        ValueError where `match` is no expression.
        """
        return self.read(list(self.weigh(match, limit, title=title, text=text)))

    def weigh(
        self,
        match: str,
        limit: int,
        among: Collection[int] | None = None,
        title: float = 1.0,
        text: float = 1.0,
    ) -> dict[int, float]:
        """Give the passages that `find` would find and what bm25 says of each, the best first.

        among: only these; None for all. ValueError where `match` is no expression.
        """
        # The plus has SQLite run the match once and not once for each of them.
        chosen = "" if among is None else "AND +rowid IN (SELECT value FROM json_each(?))"
        # One row has all that is found: each row more would wait for Python, where other threads have it.
        sql = f"""
            SELECT json_group_array(json_array(number, score)) FROM (
                SELECT rowid AS number, bm25(full_text, ?, ?) AS score FROM full_text
                WHERE full_text MATCH ? {chosen} ORDER BY score, rowid LIMIT ?)"""
        given = () if among is None else (json.dumps(list(among)),)
        try:
            ((rows,),) = self._rows(sql, (title, text, match, *given, limit))
        except IndexStateError as error:
            if "fts5" in str(error.__cause__) or "unterminated" in str(error.__cause__):
                raise ValueError(f"not a full-text expression: {error.__cause__}") from error
            raise
        ordered = sorted((score, number) for number, score in json.loads(rows))
        return {number: -score for score, number in ordered}

    def holding(self, word: str, most: int) -> Numbers:
        """List the passages that hold a word, in order, not further than `most` of them.

        The bound keeps a word that stands everywhere as cheap as a rare one.
        """
        sql = "SELECT group_concat(rowid) FROM (SELECT rowid FROM full_text WHERE full_text MATCH ? LIMIT ?)"
        ((numbers,),) = self._rows(sql, (quoted(word), most))
        return np.fromstring(numbers, np.int32, sep=",") if numbers else np.empty(0, np.int32)

    def holds(self, phrase: str) -> bool:
        """Tell whether any passage or title holds these words side by side, in any form."""
        sql = "SELECT 1 FROM full_text WHERE full_text MATCH ? LIMIT 1"
        return bool(self._rows(sql, (quoted(phrase),)))

    def owners(self, numbers: Sequence[int]) -> list[Owner]:
        """Tell whose passages these are, in their order."""
        sql = (
            "SELECT p.number, a.id, a.outlet FROM passages AS p JOIN articles AS a ON a.number = p.article "
            "WHERE p.number IN ({marks})"
        )
        found = {number: Owner(*row) for number, *row in self._rows_of(sql, numbers)}
        return [found[number] for number in numbers]

    def read(self, numbers: Sequence[int]) -> list[Passage]:
        """Read passages, in the order of their numbers given."""
        sql = f"SELECT p.number, {PASSAGE} FROM {PASSAGES} WHERE p.number IN ({{marks}})"
        found = {number: Passage(*row) for number, *row in self._rows_of(sql, numbers)}
        return [found[number] for number in numbers]
