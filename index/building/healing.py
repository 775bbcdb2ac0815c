"""The deep look: every passage beside its article, every vector in both stores, each found by itself.

What is wrong is put right from what is whole: the files of the corpus before the catalog, the catalog's text
before its full-text index, the texts before the vectors.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from index.build import build
from index.building.filling import BATCH, KEPT_BESIDE_A_SERVER
from index.building.intake import Progress, look
from index.catalog import Catalog
from index.embed import Embedder
from index.errors import IndexStateError
from index.passages import embedded_text
from index.store.catalog_file import CATALOG, check_version, reported
from index.store.checking import check_file, check_full_text, check_passages, open_writable
from index.store.chroma_server import ChromaServer
from index.store.draft import Draft
from index.store.lock import build_lock
from index.store.vector_table import VectorTable
from index.vectors import CHROMA, Matrix, Vectors

NEAR = 0.999  # cosine of a vector with itself, after its rounding to 16 bits
SAMPLE = 64  # passages that are embedded again to see whether their vectors are theirs
_SAME = 0.98  # cosine of two embeddings of one text, on whatever machine


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. healed: what was done about the problem; None where there is none.

    what: "catalog", "passages", "full text", "vectors" or "search". told: what was found.
    """

    what: str
    told: str
    healed: str | None = None

    @property
    def well(self) -> bool:
        """Whether nothing was wrong."""
        return self.healed is None


def heal(
    corpus: Path,
    index: Path,
    embedder: Embedder,
    tell: Progress | None = None,
    wait: float = 30.0,
    server: ChromaServer | None = None,
) -> list[Finding]:
    """Look at all of an index and put right what is wrong.

    tell: called with "searching", how many vectors were looked for and of how many. wait: seconds to wait for
    a build. server: where the vectors are; None for Chroma in the index folder.
    Raises IndexStateError or CorpusError where it cannot be put right, with what to do.
    """
    rebuild = partial(build, corpus, index, embedder, wait=wait, server=server, thorough=True)
    findings = _heal_catalog(corpus, index, rebuild, wait)
    return [*findings, *_heal_vectors(index, embedder, rebuild, tell, wait, server)]


def _heal_catalog(corpus: Path, index: Path, rebuild: Callable[[], object], wait: float) -> list[Finding]:
    path = index / CATALOG
    with build_lock(index, wait), closing(open_writable(path)) as connection:
        damage = _check_version(path, connection) or check_file(connection)
        words = [] if damage else check_full_text(connection)
        if words:
            with reported(path):
                connection.execute("INSERT INTO full_text (full_text) VALUES ('rebuild')")
            damage = check_full_text(connection)
        passages = [] if damage else check_passages(connection)
    if damage or passages:
        # All in a catalog comes from the articles; the vectors are in Chroma, nothing is embedded again.
        look(corpus)
        _remove_catalog(path)
        rebuild()
        with Draft.open(path) as draft:  # readers that are open must not take it for one they know
            draft.set_meta("generation", str(int(time.time())))
            draft.commit()
    healed = "the catalog made again from the articles"
    catalog = Finding("catalog", damage[0], healed) if damage else Finding("catalog", "whole")
    if passages:
        more = f", and {len(passages) - 1:,} more" if len(passages) > 1 else ""
        found = Finding("passages", f"{passages[0]}{more}", healed)
    else:
        found = Finding("passages", f"{_count_passages(path):,} passages are their articles' words")
    again = "written again from the passages"
    text = Finding("full text", words[0], again) if words else Finding("full text", "holds every passage")
    return [catalog, found, text]


def _check_version(path: Path, connection: sqlite3.Connection) -> list[str]:
    """Raise IndexStateError for what is not ours to heal: a newer catalog, another program's database."""
    try:
        check_version(path, connection)
    except sqlite3.DatabaseError as error:
        return [f"the database is damaged ({error})"]
    return []


def _heal_vectors(
    index: Path,
    embedder: Embedder,
    rebuild: Callable[[], object],
    tell: Progress | None,
    wait: float,
    server: ChromaServer | None,
) -> list[Finding]:
    """Look whether every passage has its vector and is found by it; the wrong ones are made again."""
    with Catalog.open(index / CATALOG) as catalog:
        if catalog.meta("fingerprint") != embedder.fingerprint:
            rebuild()
            return [Finding("vectors", "were made by another model", "all passages embedded again")]
        wanted = _contents(catalog)
        kept = dict(zip(*VectorTable(catalog).all(), strict=True))
        sample = _texts(catalog, sorted(wanted)[:: max(1, len(wanted) // SAMPLE)][:SAMPLE])
    with build_lock(index, wait), Vectors.open(index / CHROMA, embedder.fingerprint, server) as vectors:
        there = vectors.ids(wanted)
        missing = wanted - there
        found, rows = vectors.get(sorted(wanted & there))
        wrong = _wrong(found, rows, kept, sample, embedder)
        _embed_again(index / CATALOG, sorted(wrong), vectors, embedder)
        lost = [one for one in _unfound(vectors, found, rows, tell) if one not in wrong]
        if lost:
            vectors.renew(found)
            still = list(_unfound(vectors, lost, rows[[found.index(one) for one in lost]], None))
            if still:
                remedy = f"its collection {vectors.name}" if server else "that folder"
                raise IndexStateError(
                    f"Chroma in {vectors.place} does not find {len(still):,} passages by their own vectors; "
                    f"delete {remedy} and run: dateline index"
                )
    if wrong:
        with Draft.open(index / CATALOG) as draft:  # so that the build takes them from Chroma
            VectorTable(draft).drop(wrong)
            draft.commit()
    unkept = wanted - kept.keys() if server is None or len(wanted) <= KEPT_BESIDE_A_SERVER else set()
    healed = None
    if missing or wrong or unkept or there - wanted:
        rebuild()
        healed = "put right by a build"
    problems = [
        f"{len(some):,} {what}"
        for some, what in (
            (missing, "are missing in Chroma"),
            (unkept, "are missing in the catalog"),
            (wrong, "are not those of their passages"),
            (there - wanted, "belong to no passage"),
        )
        if some
    ]
    return [
        Finding(
            "vectors", ", ".join(problems) or f"{len(wanted):,} are there, as many as are needed", healed
        ),
        Finding("search", f"{len(lost):,} passages were not found by their own vectors", "all stored anew")
        if lost
        else Finding("search", f"{len(found):,} passages are found by their own vectors"),
    ]


def _wrong(
    ids: Sequence[str],
    rows: Matrix,
    kept: dict[str, Matrix],
    sample: dict[str, tuple[str, str]],
    embedder: Embedder,
) -> set[str]:
    """List the vectors that are damaged, differ between the two stores, or are not what a text embeds to."""
    place = {one: number for number, one in enumerate(ids)}
    lengths = np.linalg.norm(rows, axis=1) if len(ids) else np.empty(0)
    wrong = {one for one, length in zip(ids, lengths, strict=True) if not 0.99 < length < 1.01}
    wrong |= {one for one, row in kept.items() if one in place and not float(row @ rows[place[one]]) > NEAR}
    again = [one for one in sample if one in place]
    if again:
        made = embedder.embed([embedded_text(*sample[one]) for one in again])
        wrong |= {
            one for one, row in zip(again, made, strict=True) if not float(row @ rows[place[one]]) > _SAME
        }
    return wrong


def _embed_again(path: Path, ids: Sequence[str], vectors: Vectors, embedder: Embedder) -> None:
    """Put the right vectors over wrong ones; they are not removed first, for other hosts may search them."""
    with Catalog.open(path) as catalog:
        texts = _texts(catalog, ids)
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        vectors.upsert(some, embedder.embed([embedded_text(*texts[one]) for one in some]))


def _unfound(vectors: Vectors, ids: Sequence[str], rows: Matrix, tell: Progress | None) -> Iterator[str]:
    """Yield the ids that a search with their own vectors does not bring; another text with just the same
    vector may stand before it."""
    for number, one in enumerate(ids):
        if tell and number % 100 == 0:
            tell("searching", number, len(ids))
        nearest = vectors.query(rows[number], 5)
        if one not in {id_ for id_, _ in nearest} and not (nearest and nearest[-1][1] > NEAR):
            yield one
    if tell:
        tell("searching", len(ids), len(ids))


def _texts(catalog: Catalog, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give passages, by content id, with the title and the text that are embedded."""
    titles = {article.id: article.title for article in catalog.articles()}
    found = catalog.passages_by_content(ids)
    return {one: (titles[same[0].article_id], same[0].text) for one, same in found.items()}


def _contents(catalog: Catalog) -> set[str]:
    return {passage.id for article in catalog.articles() for passage in catalog.passages(article.id)}


def _count_passages(path: Path) -> int:
    with Catalog.open(path) as catalog:
        return catalog.count_passages()


def _remove_catalog(path: Path) -> None:
    """Remove a catalog that cannot be read, and the log beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        try:
            path.with_name(name).unlink(missing_ok=True)
        except OSError as error:
            raise IndexStateError(
                f"cannot remove the damaged {path} ({error.strerror}); delete it"
            ) from error
