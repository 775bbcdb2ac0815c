"""The file that an index travels in: a zip archive of the catalog, the vectors, and if asked the articles.

manifest.json     what it is, and of every other member its bytes and SHA-256
catalog.sqlite3   the catalog
ids.txt           the content ids of the vectors, a line each
vectors.f32       the vectors in that order, little-endian float32, one row after the other
articles/…        the files of the corpus, under their paths in it
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from index.errors import DatelineError

FORMAT = 1
MANIFEST, CATALOG_MEMBER, IDS, VECTORS = "manifest.json", "catalog.sqlite3", "ids.txt", "vectors.f32"
ARTICLES = "articles/"
LARGEST_MANIFEST = 100_000_000  # bytes
_CHUNK = 1 << 20
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?:\..*)?", re.IGNORECASE
)


class ArchiveError(DatelineError):
    """An exported index that cannot be written, read or trusted."""


@dataclass(frozen=True, slots=True)
class Member:
    """What an archive says of one of its members."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself. dateline: the version that wrote it; made: when, UTC."""

    format: int
    dateline: str
    schema: int
    fingerprint: str
    dimension: int
    recipe: str
    articles: int
    passages: int
    made: str
    members: dict[str, Member] = field(default_factory=dict)

    def to_json(self) -> str:
        """Write it as the archive holds it."""
        return json.dumps(asdict(self), indent=1)


def read_manifest(archive: zipfile.ZipFile, shown: str) -> Manifest:
    """Read what an archive says of itself, and check that its members are those and have safe names.

    ArchiveError where it is no archive of this kind, or of a newer Dateline.
    """
    names = [info.filename for info in archive.infolist()]
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise ValueError("its manifest is too large")
        found: Any = json.loads(archive.read(MANIFEST))
        if found["format"] > FORMAT:
            raise ArchiveError(f"{shown} was written by a newer Dateline; update this one first")
        members = {
            str(name): Member(int(m["bytes"]), str(m["sha256"])) for name, m in found["members"].items()
        }
        manifest = Manifest(**{**found, "members": members})
        if not all(isinstance(getattr(manifest, name), int) for name in ("schema", "dimension")):
            raise ValueError("its manifest is damaged")
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError, zipfile.BadZipFile) as error:
        raise ArchiveError(
            f"{shown} is no exported index; name a file that `dateline export` wrote"
        ) from error
    expected = {MANIFEST, *members}
    if (
        len(names) != len(set(names))
        or set(names) != expected
        or not {CATALOG_MEMBER, IDS, VECTORS} <= expected
    ):
        raise ArchiveError(f"{shown} does not hold what it says it holds; export it again")
    for name in members.keys() - {CATALOG_MEMBER, IDS, VECTORS}:
        if not is_safe(name):
            raise ArchiveError(
                f"{shown} holds a file that would leave the corpus ({name[:80]!r}); do not trust it"
            )
    return manifest


def is_safe(name: str) -> bool:
    """Tell whether a member is an article's file whose path stays in the corpus, on any system."""
    if not name.startswith(ARTICLES) or re.search(r'[\x00-\x1f\\:*?"<>|]', name) or len(name.encode()) > 1000:
        return False
    parts = name.removeprefix(ARTICLES).split("/")
    return all(
        part and not part.startswith(".") and part == part.rstrip(" .") and not _DEVICE.fullmatch(part)
        for part in parts
    )


def copy_member(archive: zipfile.ZipFile, name: str, member: Member, to: IO[bytes], shown: str) -> None:
    """Copy a member's bytes, no more than it says it has; ArchiveError unless they are what it says."""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > member.bytes:
                    break
                digest.update(chunk)
                to.write(chunk)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ArchiveError(f"{shown} is damaged ({error}); copy or export it again") from error
    if size != member.bytes or digest.hexdigest() != member.sha256:
        raise ArchiveError(f"{shown} is damaged ({name} is not what it was); copy or export it again")


def describe(path: Path) -> Member:
    """Measure a file as a member."""
    with path.open("rb") as file:
        return Member(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def article_members(manifest: Manifest) -> Iterator[tuple[str, PurePosixPath, Member]]:
    """List the articles' files: member name, path in the corpus, what is said of it."""
    for name, member in sorted(manifest.members.items()):
        if name.startswith(ARTICLES):
            yield name, PurePosixPath(name.removeprefix(ARTICLES)), member
