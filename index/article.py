"""What an article is, and the pieces of it that are searched and quoted.

Everything here is a frozen value. Offsets count characters (code points) of `Article.text`, start inclusive
and end exclusive, so that `article.text[start:end]` is always the words themselves.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it was read.

    id: the file's stem; in a dump the line's own id, else "stem:line". Unique in a corpus.
    path: the file it came from, relative to the corpus folder, with forward slashes.
    outlet: who published the page; None where nothing says so.
    via: the news agency whose copy it is, when that is not the outlet itself ("AP" in The Hill).
    published: the outlet's local date; None where unknown, never guessed.
    text: cleaned text; paragraphs are separated by one blank line.
    """

    id: str
    path: str
    outlet: str | None
    via: str | None
    title: str
    authors: tuple[str, ...]
    published: date | None
    url: str | None
    text: str

    @property
    def voice(self) -> str:
        """Who speaks: the agency if it is an agency's copy, else the outlet, else the article itself."""
        return self.via or self.outlet or self.id


@dataclass(frozen=True, slots=True)
class Passage:
    """Some neighbouring sentences of an article, small enough for the embedder (256 tokens at most).

    id: a hash of what is embedded (title and text), so that the same words are embedded once, ever.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression of an article as a calendar interval, both ends inclusive.

    start, end: character offsets in the text it was found in.
    precision: "day", "week", "month", "year" or "range".
    relative: whether the words need the publication date to mean this ("Sunday", "last month").
    """

    start: int
    end: int
    first: date
    last: date
    precision: str
    text: str
    relative: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """Something about a file that its owner should know.

    path: the file, relative to the corpus folder; in a dump "path:line".
    error: one line: what is wrong and what to do.
    indexed: whether the article is there all the same, with something missing.
    """

    path: str
    error: str
    indexed: bool = False


def content_id(*parts: str) -> str:
    """Hash texts to a short id (32 hex digits); the same parts always give the same id."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:32]
