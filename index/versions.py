"""What an article said before: the copies that adding kept, and what changed from each to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from index.article import Article
from index.read import read_file, show_path
from index.sentences import split_sentences

EARLIER = ".earlier"
"""The hidden folder in the corpus that keeps what an article said before. It is not read into the index."""

AROUND = 4  # words shown before and after what changed
_STAMP = re.compile(r"(?P<stem>.+)\.(?P<day>\d{8}T\d{6}Z)(?:-(?P<number>\d+))?")


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said until something else took its place. path: of the copy, in the corpus."""

    path: str
    until: datetime
    article: Article


@dataclass(frozen=True, slots=True)
class Change:
    """Words that took the place of others; either may be empty. lead, tail: the words around, the same in
    both."""

    before: str
    after: str
    lead: str = ""
    tail: str = ""


def earlier_versions(corpus: Path, path: str, most: int | None = None) -> list[Version]:
    """List what the article of a file in the corpus said before, the oldest first.

    most: only so many, the latest. Copies that cannot be read are passed over.
    """
    place = PurePosixPath(path)
    folder = corpus / EARLIER / place.parent
    try:
        names = [one.name for one in folder.iterdir() if one.suffix == place.suffix]
    except OSError:
        return []
    copies = []
    for name in names:
        match = _STAMP.fullmatch(PurePosixPath(name).stem)
        if match is not None and match["stem"] == place.stem and (until := _read_stamp(match["day"])):
            copies.append((until, int(match["number"] or 1), folder / name))
    found = []
    for until, _, copy in sorted(copies)[-most if most else 0 :]:
        articles, _ = read_file(copy, corpus)
        if len(articles) == 1:
            found.append(Version(show_path(copy, corpus), until, articles[0]))
    return found


def changes(before: Article, after: Article) -> list[Change]:
    """List what differs between two versions, in the order of the text: the title first, then words."""
    found = [] if before.title == after.title else [Change(before.title, after.title)]
    old, new = sentences_of(before.text), sentences_of(after.text)
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _word_changes(" ".join(old[i:j]).split(), " ".join(new[k:m]).split())
    return found


def sentences_of(text: str) -> list[str]:
    """Cut a text into its sentences, each on one line."""
    return [" ".join(text[start:end].split()) for start, end in split_sentences(text)]


def said_before(quote: str, versions: Sequence[Version]) -> tuple[Version, str | None] | None:
    """Find the latest version that did not have a quote: with the sentence that stood in its place, or None
    where none did. None where all versions have it."""
    wanted = " ".join(quote.split())
    for version in reversed(versions):
        sentences = sentences_of(version.article.text)
        if wanted in " ".join(sentences):
            continue
        likeness = [(_likeness(wanted, one), -number, one) for number, one in enumerate(sentences)]
        best = max(likeness, default=(0.0, 0, ""))
        return version, best[2] if best[0] >= ALIKE else None
    return None


ALIKE = 0.5
"""Share of words in common, from which on one sentence stands in the place of another."""


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _word_changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            lead, tail = " ".join(new[max(k - AROUND, 0) : k]), " ".join(new[m : m + AROUND])
            yield Change(" ".join(old[i:j]), " ".join(new[k:m]), lead, tail)


def _read_stamp(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
