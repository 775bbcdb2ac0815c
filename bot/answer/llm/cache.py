"""Answers of a language model, kept: what was asked before, word for word, is not paid for twice.

What is kept is the model's own text with the keys of the passages it was given; it is read and checked anew
each time. It is found by all that the model was shown: itself, the prompts, the question and the passages
with all that stands beside them. So a changed index is asked about anew as soon as it shows the model
anything else, and costs nothing where it does not.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ANSWERS = "answers.sqlite3"
"""The file's name in the index folder; it may be deleted at any time."""

MOST = 2_000
"""Answers kept; those not asked for longest go first."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, text TEXT NOT NULL, keys TEXT NOT NULL, "
    "prompt_tokens INTEGER, answer_tokens INTEGER, used REAL NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A model's answer as it was kept. keys: of the passages, in their order."""

    text: str
    keys: tuple[str, ...]
    prompt_tokens: int | None
    answer_tokens: int | None


def question_id(*parts: str) -> str:
    """Hash all that a model is shown."""
    return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Cache:
    """Kept answers in a file of SQLite. A file that cannot be used costs the cache and nothing else."""

    def __init__(self, path: Path) -> None:
        """Keep answers in the file at `path`, made at the first answer."""
        self._path = path

    def load(self, question: str) -> Kept | None:
        """Give the answer kept under an id; None where there is none."""
        if not self._path.exists():
            return None
        with suppress(sqlite3.DatabaseError), self._open() as connection:
            row = connection.execute(
                "UPDATE answers SET used = ? WHERE question = ? "
                "RETURNING text, keys, prompt_tokens, answer_tokens",
                (time.time(), question),
            ).fetchone()
            connection.commit()
            return Kept(row[0], tuple(json.loads(row[1])), row[2], row[3]) if row else None
        return None

    def save(
        self, question: str, text: str, keys: Sequence[str], tokens: tuple[int | None, int | None]
    ) -> None:
        """Keep an answer under an id."""
        with suppress(sqlite3.DatabaseError), self._open() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
                (question, text, json.dumps(list(keys)), *tokens, time.time()),
            )
            connection.execute(
                "DELETE FROM answers WHERE question IN "
                "(SELECT question FROM answers ORDER BY used DESC LIMIT -1 OFFSET ?)",
                (MOST,),
            )
            connection.commit()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=2)) as connection:
            connection.execute(_TABLE)
            yield connection
