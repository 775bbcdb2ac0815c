"""A vector for every passage of a draft, in the catalog and in Chroma."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index.building.intake import Progress
from index.embed import Embedder
from index.passages import embedded_text
from index.store.draft import Draft
from index.store.vector_table import Matrix, VectorTable
from index.vectors import Vectors

KEPT_BESIDE_A_SERVER = 20_000
"""Up to so many vectors are in the catalog too where a server has them; without a server, all are."""

BATCH = 128
"""Texts embedded at once, and so how often progress is told. One batch is little enough to be embedded again,
should a build be killed before its commit."""

BEHIND = "chroma_behind"
"""Set in the catalog while Chroma may not hold the same vectors."""


@dataclass(frozen=True, slots=True)
class Little:
    """What a small change does to the vectors. new, gone: content ids. alike: Chroma held the same before, of
    which there were so many; None where it may not have."""

    new: Sequence[str]
    gone: Sequence[str]
    alike: int | None


def find_little(draft: Draft, embedder: Embedder) -> Little | None:
    """See whether the catalog has all vectors but a few, and remove those that no passage names any more.

    Returns None where it has not, and the draft is as it was.
    """
    table = VectorTable(draft)
    before = table.count()
    if not before or draft.meta("fingerprint") != embedder.fingerprint:
        return None
    new = table.missing()
    if len(new) > BATCH:
        return None
    return Little(new, table.drop_unnamed(draft.removed), None if draft.meta(BEHIND) else before)


def embed_little(draft: Draft, embedder: Embedder, little: Little, tell: Progress) -> int:
    """Put what is new into the catalog alone; `mirror` puts it into Chroma after the commit."""
    if little.new or little.gone:
        draft.set_meta(BEHIND, "yes")
    table = VectorTable(draft)
    for some, rows in _embed(draft, embedder, little.new, tell):
        table.set(some, rows)
    return len(little.new)


def mirror(draft: Draft, vectors: Vectors, little: Little) -> None:
    """Make Chroma hold what the catalog does, which has been committed."""
    table = VectorTable(draft)
    if little.alike is not None and vectors.count() == little.alike:
        new: Collection[str] = little.new
        gone = little.gone
    else:
        wanted, there = draft.contents(), vectors.ids()
        new, gone = wanted - there, sorted(there - wanted)
    for some in _batches(sorted(new)):
        vectors.upsert(*table.of(some))
    vectors.delete(gone)
    vectors.drop_other_models()
    if draft.meta(BEHIND):
        draft.set_meta(BEHIND, "")


def embed_missing(
    draft: Draft, vectors: Vectors, embedder: Embedder, tell: Progress
) -> tuple[int, list[str]]:
    """Put a vector for every passage into Chroma, and into the catalog unless a server has very many.

    Each batch goes to Chroma at once, so that hours of work outlive a build that is killed. Returns how many
    had to be embedded, and the ids in Chroma that no passage names (any more).
    """
    table = VectorTable(draft)
    if draft.meta("fingerprint") != embedder.fingerprint:
        table.drop_all()
    table.drop_unnamed()
    wanted, missing = draft.contents(), table.missing()
    there = vectors.ids(wanted)
    # Of the catalog and Chroma either fills the other again; nothing is embedded twice.
    for some in _batches(sorted(wanted.difference(missing, there))):
        vectors.upsert(*table.of(some))
    keep = not vectors.shared or len(wanted) <= KEPT_BESIDE_A_SERVER
    if keep:
        for some in _batches(sorted(there.intersection(missing))):
            table.set(*vectors.get(some))
    new = [one for one in missing if one not in there]
    for some, rows in _embed(draft, embedder, new, tell):
        vectors.upsert(some, rows)
        if keep:
            table.set(some, rows)
    if not keep:
        table.drop_all()
    draft.set_meta(BEHIND, "")
    return len(new), sorted(there - wanted)


def _embed(
    draft: Draft, embedder: Embedder, new: Sequence[str], tell: Progress
) -> Iterator[tuple[Sequence[str], Matrix]]:
    """Embed passages, a batch at a time."""
    done = 0
    for some in _batches(new):
        tell("embedding", done, len(new))
        yield some, embedder.embed([embedded_text(title, text) for title, text in draft.texts(some)])
        done += len(some)
    if new:
        tell("embedding", done, len(new))


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
