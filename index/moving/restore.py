"""One file that another machine wrote -> the index here, whole or not at all.

The order is that of a build: files of articles first, which are only added; then vectors into Chroma, where
nothing names them yet; then the catalog, in one transaction; then what nothing names any more is removed.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import numpy as np

from index.building.intake import look
from index.catalog import Catalog
from index.embed import Embedder
from index.errors import CorpusError
from index.moving.archive import (
    CATALOG_MEMBER,
    IDS,
    VECTORS,
    ArchiveError,
    Manifest,
    article_members,
    copy_member,
    read_manifest,
)
from index.store.catalog_file import CATALOG, SCHEMA, OutdatedIndexError, check_version, reported
from index.store.checking import check_file, check_full_text, check_passages, open_writable
from index.store.chroma_server import ChromaServer
from index.store.draft import Draft
from index.store.lock import build_lock
from index.vectors import CHROMA, Matrix, Vectors


@dataclass(frozen=True, slots=True)
class Restored:
    """What was taken in. written: files of articles that are new here; kept: those that are here and differ,
    which stay as they are."""

    manifest: Manifest
    written: int
    kept: tuple[str, ...]


def import_index(
    file: Path,
    index: Path,
    corpus: Path,
    embedder: Embedder,
    replace: bool = False,
    wait: float = 30.0,
    server: ChromaServer | None = None,
) -> Restored:
    """Take an exported index in.

    index: the folder it is to lie in. corpus: the folder of its articles. embedder: what will ask it, which
    must be what it was made with. replace: whether it may take another's place. wait: seconds to wait for a
    build. server: where its vectors are to go; None for Chroma in the index folder.
    Raises ArchiveError, CorpusError or IndexStateError; the index is then what it was.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = read_manifest(archive, str(file))
            _check_fit(manifest, embedder, file)
            _check_free(index, replace)
            index.mkdir(parents=True, exist_ok=True)
            for left in index.glob(".import-*"):  # of one that was killed
                rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=".import-", dir=index) as folder:
                work = Path(folder)
                for name in (CATALOG_MEMBER, IDS, VECTORS):
                    with (work / name).open("xb") as copy:
                        copy_member(archive, name, manifest.members[name], copy, str(file))
                ids, rows = _read_vectors(work, manifest, file)
                _check_catalog(work / CATALOG_MEMBER, ids, manifest, file)
                with build_lock(index, wait):
                    _check_free(index, replace)
                    written, kept = _restore_articles(archive, manifest, corpus, file)
                    _commit(work / CATALOG_MEMBER, index, corpus, embedder.fingerprint, ids, rows, server)
    except FileNotFoundError as error:
        raise ArchiveError(f"{file} is not there; name a file that `dateline export` wrote") from error
    except zipfile.BadZipFile as error:
        raise ArchiveError(
            f"{file} is no exported index; name a file that `dateline export` wrote"
        ) from error
    except OSError as error:
        raise ArchiveError(f"{file} cannot be taken in ({error.strerror or error}); check {index}") from error
    return Restored(manifest, written, kept)


def _check_fit(manifest: Manifest, embedder: Embedder, file: Path) -> None:
    if manifest.schema != SCHEMA:
        older = "an older" if manifest.schema < SCHEMA else "a newer"
        raise ArchiveError(f"{file} was written by {older} Dateline; export it with this version")
    if manifest.fingerprint != embedder.fingerprint:
        raise ArchiveError(
            f"{file} was made with the embedding model {manifest.fingerprint[:80]!r} and this is "
            f"{embedder.fingerprint!r}; set DATELINE_EMBEDDER to that model"
        )


def _check_free(index: Path, replace: bool) -> None:
    try:
        with Catalog.open(index / CATALOG) as catalog:
            articles = catalog.extent().articles
    except OutdatedIndexError:
        return
    if articles and not replace:
        raise ArchiveError(
            f"there is an index of {articles:,} articles in {index} already; "
            "add --replace, or choose another --index"
        )


def _read_vectors(work: Path, manifest: Manifest, file: Path) -> tuple[list[str], Matrix]:
    ids = (work / IDS).read_bytes().decode("ascii", "replace").split()
    rows = np.fromfile(work / VECTORS, "<f4")
    if len(rows) != len(ids) * manifest.dimension or len(set(ids)) != len(ids) or not np.isfinite(rows).all():
        raise ArchiveError(f"{file} is damaged (its vectors do not fit its passages); export it again")
    return ids, rows.astype(np.float32).reshape(len(ids), -1)


def _check_catalog(path: Path, ids: list[str], manifest: Manifest, file: Path) -> None:
    """Check a catalog that came from elsewhere before anything is asked of it."""
    with closing(open_writable(path)) as connection:
        problems = check_file(connection)
        if not problems:
            with reported(path):
                check_version(path, connection)
            problems = check_full_text(connection) or check_passages(connection)
        if not problems:
            named = {row[0] for row in connection.execute("SELECT DISTINCT content FROM passages")}
            ((fingerprint,),) = connection.execute(
                "SELECT value FROM meta WHERE key = 'fingerprint'"
            ).fetchall()
            if named != set(ids) or fingerprint != manifest.fingerprint:
                problems = ["its passages and vectors are not of one index"]
    if problems:
        raise ArchiveError(f"{file} cannot be trusted: {problems[0]}; export it again")


def _restore_articles(
    archive: zipfile.ZipFile, manifest: Manifest, corpus: Path, file: Path
) -> tuple[int, tuple[str, ...]]:
    """Write the articles' files that are not here yet; one that is here stays as it is."""
    written, kept = 0, []
    for name, path, member in article_members(manifest):
        place = corpus / path
        if not place.parent.resolve().is_relative_to(corpus.resolve()):
            raise ArchiveError(f"{place.parent} leads out of the corpus {corpus}; move that link away first")
        if place.exists() or place.is_symlink():
            if _digest(place) != member.sha256:
                kept.append(str(path))
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f".{place.name[:60]}.{os.getpid()}.tmp")
        try:
            with aside.open("xb") as copy:
                copy_member(archive, name, member, copy, str(file))
            aside.replace(place)
        finally:
            aside.unlink(missing_ok=True)
        written += 1
    return written, tuple(kept)


def _commit(
    copy: Path,
    index: Path,
    corpus: Path,
    fingerprint: str,
    ids: list[str],
    rows: Matrix,
    server: ChromaServer | None,
) -> None:
    """Make the copy the index."""
    with Vectors.open(index / CHROMA, fingerprint, server) as vectors:
        vectors.upsert(ids, rows)
        _adapt(copy, index, corpus, server)
        with (
            reported(index / CATALOG),
            _target(index / CATALOG) as target,
            closing(sqlite3.connect(copy)) as source,
        ):
            source.backup(target)  # one transaction in the target
        vectors.delete(sorted(vectors.ids(ids) - set(ids)))
        vectors.drop_other_models()


@contextmanager
def _target(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        yield connection


def _adapt(copy: Path, index: Path, corpus: Path, server: ChromaServer | None) -> None:
    """Let the copied catalog know this machine: a generation that readers here have not seen, and the files
    as they lie here, so that those that are the same need not be read again."""
    try:
        with Catalog.open(index / CATALOG) as here:
            generation = here.generation()
    except OutdatedIndexError:
        generation = 0
    with Draft.open(copy) as draft:
        draft.set_meta("generation", str(max(generation, draft.generation())))
        draft.set_meta("corpus", str(corpus.absolute()))
        draft.set_meta("store", server.name if server else "")
        known = draft.files()
        try:
            seen = look(corpus)
        except CorpusError:
            seen = {}
        for path, state in known.items():
            file = seen.get(path)
            if file is not None and file.size == state.size and _digest(file.place) == state.hash:
                draft.set_file(path, type(state)(file.size, file.changed_ns, state.hash))
        draft.commit()
    with reported(copy), closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
