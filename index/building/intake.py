"""What changed in the corpus, read into a draft of the catalog. Files that did not change are not read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.article import Article, Failure
from index.read import list_files, read_file, show_path
from index.store.catalog_file import FileState
from index.store.draft import Draft, Stored, article_hash, storable

Progress = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and how much there is."""


@dataclass(slots=True)
class Tally:
    """How many articles came, changed, went and stayed."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def changes(self) -> int:
        """How many articles are not as they were."""
        return self.added + self.changed + self.removed


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of the corpus as it looks from outside: bytes, and nanoseconds of the later of mtime and ctime.

    ctime, so that a file is looked at again when its permissions changed, or a copy kept an old mtime.
    """

    place: Path
    size: int
    changed_ns: int

    @property
    def signature(self) -> tuple[int, int]:
        """What can be known of the file without reading it."""
        return self.size, self.changed_ns


def look(corpus: Path) -> dict[str, Seen]:
    """List the corpus's files by their path in it, in order; CorpusError where there is no corpus."""
    seen = {}
    for place in list_files(corpus):
        try:
            status = place.stat()
        except OSError:  # gone, or unreadable: reading it will say so
            size = changed = -1
        else:
            size, changed = status.st_size, max(status.st_mtime_ns, status.st_ctime_ns)
        seen[show_path(place, corpus)] = Seen(place, size, changed)
    return dict(sorted(seen.items()))


def read_changes(
    draft: Draft, corpus: Path, files: dict[str, Seen], everything: bool, tell: Progress
) -> Tally:
    """Bring the draft's articles up to date with the files; `everything` reads unchanged files too."""
    tally = Tally()
    known, counts = draft.files(), draft.articles_by_file()
    for done, (path, seen) in enumerate(files.items()):
        tell("reading", done, len(files))
        before = known.get(path)
        if before and before.signature == seen.signature and not everything:
            tally.unchanged += counts.get(path, 0)
            continue
        state = FileState(seen.size, seen.changed_ns, _hash(seen.place))
        draft.set_file(path, state)
        if before and before.hash == state.hash and not everything:
            tally.unchanged += counts.get(path, 0)
            continue
        articles, failures = read_file(seen.place, corpus)
        _replace(draft, path, [storable(article) for article in articles], failures, everything, tally)
    tell("reading", len(files), len(files))
    for path in known.keys() - files.keys():
        for old in draft.stored(path):
            draft.remove(old.number)
            tally.removed += 1
        draft.drop_file(path)
    draft.settle_ids()
    return tally


def _replace(
    draft: Draft,
    path: str,
    articles: Sequence[Article],
    failures: Sequence[Failure],
    everything: bool,
    tally: Tally,
) -> None:
    """Put what was now read of a file in the place of what was read before."""
    # Imported here: asking looks at the files too, and need not load what only reading needs.
    from index.dates import find_times
    from index.embed import count_tokens
    from index.passages import split_passages

    stored = draft.stored(path)
    kept = bool(failures and stored and not articles)
    if kept:
        failures = [
            replace(one, error=f"{one.error} (the index keeps its earlier version)") for one in failures
        ]
    draft.set_failures(path, failures)
    if kept:
        tally.unchanged += len(stored)
        return
    old: dict[str, list[Stored]] = {}
    for one in stored:
        old.setdefault(one.base, []).append(one)
    for position, article in enumerate(articles):
        same_id = old.get(article.id, [])
        digest = article_hash(article)
        same = next((one for one in same_id if one.hash == digest), None)
        former = same or (same_id[0] if same_id else None)
        if former is not None:
            same_id.remove(former)
        if same is not None and not everything:
            draft.move(same.number, position)
        else:
            if former is not None:
                draft.remove(former.number)
            times = find_times(article.text, article.published)
            draft.add(article, position, split_passages(article, count_tokens), times)
        tally.unchanged += same is not None
        tally.changed += former is not None and same is None
        tally.added += former is None
    for gone in (one for some in old.values() for one in some):
        draft.remove(gone.number)
        tally.removed += 1


def _hash(place: Path) -> str:
    """Hash a file's bytes; empty where it cannot be read."""
    try:
        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
