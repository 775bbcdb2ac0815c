"""Corpus to index: what changed is read, what is new is embedded, and one commit makes it the index.

The order is what makes a build safe to kill at any instant. Vectors go to Chroma first, where nothing names
them yet; the catalog's commit then changes the index in one step; vectors that nothing names any more go
last. A build that was killed leaves vectors behind, which the next one uses or sweeps away. Only where little
is new does the commit come first, for a large Chroma takes seconds to open and questions do not need it.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.article import Failure
from index.building.filling import embed_little, embed_missing, find_little, mirror
from index.building.intake import Progress, Tally, look, read_changes
from index.catalog import Catalog
from index.embed import Embedder
from index.errors import IndexStateError, SettingError
from index.store.catalog_file import CATALOG, OutdatedIndexError
from index.store.chroma_server import ChromaServer
from index.store.draft import Draft
from index.store.lock import build_lock
from index.vectors import CHROMA, Vectors

_MAKES_ARTICLES = (
    "article.py",
    "read.py",
    "reading/*.py",
    "dates.py",
    "grammar/*.py",
    "passages.py",
    "sentences.py",
)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. added to unchanged count articles; embedded counts passages that were embedded now.

    failed: what is wrong with the corpus as it is now, whether this build found it or an earlier one.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: list[Failure]
    articles: int
    passages: int
    embedded: int
    seconds: float


def build(
    corpus: Path,
    index: Path,
    embedder: Embedder,
    progress: Progress | None = None,
    wait: float = 30.0,
    server: ChromaServer | None = None,
    thorough: bool = False,
) -> BuildReport:
    """Bring the index in the folder `index` up to date with the folder `corpus`.

    progress: called with "reading" or "embedding", how many are done and of how many.
    wait: seconds to wait for another build of the same index.
    server: where the vectors go; None for Chroma in the index folder. thorough: look for every vector, not
    only whether both stores hold as many.
    Raises CorpusError, SettingError, IndexStateError or ModelError; the index is then what it was, or, where
    only Chroma failed, what it should be, and the next build fills Chroma.
    """
    began = time.monotonic()
    tell = progress or _tell_nobody
    files = look(corpus)
    _make_folder(index, corpus)
    with build_lock(index, wait), Draft.open(index / CATALOG) as draft:
        before = _state(draft)

        def commit(embedded: int) -> BuildReport:
            _note_origin(draft, corpus, embedder, server)
            report = _report(draft, tally, embedded, began)
            draft.commit(tally.changes > 0 or _state(draft) != before)
            return report

        tally = read_changes(draft, corpus, files, draft.meta("recipe") != recipe(), tell)
        little = None if server or thorough else find_little(draft, embedder)
        if little is not None:
            report = commit(embed_little(draft, embedder, little, tell))
            with Vectors.open(index / CHROMA, embedder.fingerprint) as vectors:
                mirror(draft, vectors, little)
        else:
            with Vectors.open(index / CHROMA, embedder.fingerprint, server) as vectors:
                embedded, unnamed = embed_missing(draft, vectors, embedder, tell)
                report = commit(embedded)
                vectors.delete(unnamed)
                vectors.drop_other_models()
    return report


def is_stale(
    corpus: Path, index: Path, fingerprint: str | None = None, server: ChromaServer | None = None
) -> bool:
    """Tell whether a build would find something to do, from names, sizes and times of the files alone.

    fingerprint: of the embedding model that will be asked; None where that does not matter. server: where its
    vectors are to be; it is not asked.
    Raises CorpusError for a corpus and IndexStateError for an index that a build cannot put right.
    """
    files = look(corpus)
    try:
        with Catalog.open(index / CATALOG) as catalog:
            if fingerprint is not None:
                catalog.require_model(fingerprint)
                if (catalog.meta("store") or "") != (server.name if server else ""):
                    return True
            known = {path: state.signature for path, state in catalog.files().items()}
            return known != {path: file.signature for path, file in files.items()} or (
                catalog.meta("recipe") != recipe()
            )
    except OutdatedIndexError:
        return True


@cache  # what runs is what was there at the start, even where Dateline is updated meanwhile
def recipe() -> str:
    """Hash the code that reads, dates and cuts articles: where it changed, all are read and cut again."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for name in _MAKES_ARTICLES for path in here.glob(name)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _make_folder(index: Path, corpus: Path) -> None:
    """Make the index folder; it may lie in the corpus, but the corpus not in it."""
    if corpus.resolve().is_relative_to(index.resolve()):
        raise SettingError(
            f"the index folder {index} holds the corpus {corpus}; "
            "choose another with --index or DATELINE_INDEX"
        )
    try:
        index.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IndexStateError(
            f"cannot make the index folder {index} ({error.strerror}); "
            "choose another with --index or DATELINE_INDEX"
        ) from error


def _state(draft: Draft) -> object:
    """What readers depend on besides the articles."""
    return draft.meta("fingerprint"), draft.meta("recipe"), draft.failures()


def _note_origin(draft: Draft, corpus: Path, embedder: Embedder, server: ChromaServer | None) -> None:
    """Note what the index is made of and with."""
    draft.set_meta("fingerprint", embedder.fingerprint)
    draft.set_meta("dimension", str(embedder.dimension))
    draft.set_meta("recipe", recipe())
    draft.set_meta("corpus", str(corpus.absolute()))
    draft.set_meta("store", server.name if server else "")


def _report(draft: Draft, tally: Tally, embedded: int, began: float) -> BuildReport:
    return BuildReport(
        added=tally.added,
        changed=tally.changed,
        removed=tally.removed,
        unchanged=tally.unchanged,
        failed=draft.failed(),
        articles=draft.extent().articles,
        passages=draft.count_passages(),
        embedded=embedded,
        seconds=time.monotonic() - began,
    )


def _tell_nobody(stage: str, done: int, total: int) -> None:
    pass
