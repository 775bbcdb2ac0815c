"""An index -> one file that another machine can take in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from index.build import recipe
from index.catalog import Catalog
from index.errors import IndexStateError
from index.moving.archive import (
    ARTICLES,
    CATALOG_MEMBER,
    FORMAT,
    IDS,
    MANIFEST,
    VECTORS,
    ArchiveError,
    Manifest,
    describe,
    is_safe,
)
from index.store.catalog_file import CATALOG, SCHEMA, reported
from index.store.chroma_server import ChromaServer
from index.store.lock import build_lock
from index.store.vector_table import VectorTable
from index.vectors import CHROMA, Matrix, Vectors


def export_index(
    index: Path,
    file: Path,
    corpus: Path | None = None,
    replace: bool = False,
    wait: float = 30.0,
    server: ChromaServer | None = None,
) -> Manifest:
    """Write the index in a folder into one file; gives what the file says of itself.

    corpus: the folder whose articles go along; None for the index alone. replace: whether the file may take
    another's place. wait: seconds to wait for a build. server: where the vectors are; None for
    Chroma in the index folder. Raises ArchiveError or IndexStateError; there is then
    no file, or the one that was there.
    """
    if file.exists() and not replace:
        raise ArchiveError(f"{file} is there already; name another file, or add --replace")
    if not (index / CATALOG).exists():
        Catalog.open(index / CATALOG).close()  # says that there is none
    try:
        with tempfile.TemporaryDirectory(prefix=".dateline-export-", dir=file.absolute().parent) as folder:
            work = Path(folder)
            with build_lock(index, wait):
                manifest = _gather(index, work, server)
                if corpus is not None:
                    _gather_articles(work, corpus, manifest)
            _pack(work, manifest, corpus)
            (work / "archive").replace(file)
    except OSError as error:
        reason = error.strerror or error
        raise ArchiveError(f"cannot write {file} ({reason}); name another place or make room") from error
    return manifest


def _gather(index: Path, work: Path, server: ChromaServer | None) -> Manifest:
    """Copy the catalog as it is now, and the vectors that it names."""
    copy = work / CATALOG_MEMBER
    with Catalog.open(index / CATALOG) as catalog:
        with reported(index / CATALOG), closing(sqlite3.connect(copy, isolation_level=None)) as target:
            with closing(
                sqlite3.connect((index / CATALOG).absolute().as_uri() + "?mode=ro", uri=True)
            ) as source:
                source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        fingerprint = catalog.meta("fingerprint") or ""
        with closing(sqlite3.connect(copy)) as connection:
            found = connection.execute("SELECT DISTINCT content FROM passages ORDER BY content").fetchall()
        ids = [row[0] for row in found]
        rows = _vectors(ids, catalog, index, fingerprint, server)
        articles, passages = catalog.extent().articles, catalog.count_passages()
        made_by = catalog.meta("recipe") or recipe()
    (work / IDS).write_text("".join(f"{one}\n" for one in ids), encoding="ascii")
    (work / VECTORS).write_bytes(np.ascontiguousarray(rows, "<f4").tobytes())
    return Manifest(
        format=FORMAT,
        dateline=_version(),
        schema=SCHEMA,
        fingerprint=fingerprint,
        dimension=int(rows.shape[1]) if len(ids) else 0,
        recipe=made_by,
        articles=articles,
        passages=passages,
        made=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        members={name: describe(work / name) for name in (CATALOG_MEMBER, IDS, VECTORS)},
    )


def _vectors(
    wanted: list[str], catalog: Catalog, index: Path, fingerprint: str, server: ChromaServer | None
) -> Matrix:
    """Read the vectors of these content ids, from Chroma or else from the catalog."""
    with Vectors.open(index / CHROMA, fingerprint, server) as vectors:
        found, rows = vectors.get(wanted)
    known = dict(zip(found, rows, strict=True))
    if len(known) < len(wanted):
        known = {**dict(zip(*VectorTable(catalog).of(wanted), strict=True)), **known}
    missing = [one for one in wanted if one not in known]
    if missing:
        raise IndexStateError(f"{len(missing):,} vectors are missing in {index}; run: dateline doctor --deep")
    return np.array([known[one] for one in wanted], np.float32).reshape(len(wanted), -1)


def _gather_articles(work: Path, corpus: Path, manifest: Manifest) -> None:
    """Copy the corpus's files that the index knows; those that a path of a foreign system could not be are
    left out with an error, for the other machine would have an index without them."""
    with Catalog.open(work / CATALOG_MEMBER) as catalog:
        known = sorted(catalog.files())
    for number, path in enumerate(known):
        if not is_safe(ARTICLES + path):
            raise ArchiveError(
                f"{path} has a name that not every system can have; rename it, or leave out --articles"
            )
        try:
            shutil.copyfile(corpus / path, work / f"article-{number}")
        except FileNotFoundError:
            raise ArchiveError(f"{path} is in the index and not in {corpus}; run: dateline index") from None
        manifest.members[ARTICLES + path] = describe(work / f"article-{number}")


def _pack(work: Path, manifest: Manifest, corpus: Path | None) -> None:
    """Write the archive: the manifest first, so that it can be read without the rest."""
    with zipfile.ZipFile(work / "archive", "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(MANIFEST, manifest.to_json())
        articles = iter(range(len(manifest.members)))
        for name in manifest.members:
            place = work / (f"article-{next(articles)}" if name.startswith(ARTICLES) else name)
            stored = zipfile.ZIP_STORED if name == VECTORS else zipfile.ZIP_DEFLATED  # floats do not shrink
            archive.write(place, name, stored)
    with (work / "archive").open("rb") as file:
        os.fsync(file.fileno())


def _version() -> str:
    try:
        return version("dateline")
    except PackageNotFoundError:
        return "unknown"
