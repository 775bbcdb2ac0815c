"""An index as one file: what arrives is what left, and nothing that was tampered with is taken in."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fakes import HashingEmbedder
from newsroom import ARTICLES, write

from bot.cli import cli
from index.build import build, is_stale
from index.catalog import Catalog
from index.errors import IndexStateError
from index.moving import restore
from index.moving.archive import ArchiveError, is_safe
from index.moving.export import export_index
from index.moving.restore import Restored, import_index
from index.search import Index
from index.store.catalog_file import CATALOG
from index.store.lock import build_lock
from index.vectors import CHROMA, Vectors

QUESTION = "Who met Governor Lind in Eastfell?"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """The machine on which the index was made: its corpus and its index."""
    home = tmp_path / "there"
    build(write(home / "corpus"), home / "index", HashingEmbedder())
    return home


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The machine to which it is taken: nothing yet."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.fixture
def archive(there: Path, tmp_path: Path) -> Path:
    """The exported index, with its articles."""
    file = tmp_path / "news.dateline"
    export_index(there / "index", file, there / "corpus")
    return file


def take_in(file: Path, home: Path, **options: Any) -> Restored:
    """Import into a machine."""
    return import_index(file, home / "index", home / "corpus", HashingEmbedder(), **options)


def state(home: Path) -> object:
    """What an index answers and holds, apart from when it changed."""
    embedder = HashingEmbedder()
    with Catalog.open(home / "index" / CATALOG) as catalog, Index.open(home / "index", embedder) as index:
        articles = [catalog.article(article.id) for article in catalog.articles()]
        passages = [catalog.passages(article.id) for article in catalog.articles()]
        times = [catalog.times(article.id) for article in catalog.articles()]
        hits = [(hit.passage, hit.score) for hit in index.search(QUESTION)]
    with Vectors.open(home / "index" / CHROMA, embedder.fingerprint) as vectors:
        return articles, passages, times, hits, vectors.ids()


def test_what_arrives(there: Path, here: Path, archive: Path) -> None:
    """The index arrives whole, with its articles; nothing is embedded or read again."""
    done = take_in(archive, here)
    assert (done.written, done.kept) == (len(ARTICLES), ())
    assert state(here) == state(there)
    assert not is_stale(here / "corpus", here / "index", HashingEmbedder().fingerprint)
    report = build(here / "corpus", here / "index", HashingEmbedder())
    assert (report.embedded, report.unchanged) == (0, len(ARTICLES))
    assert [path.name for path in (here / "index").glob(".import*")] == []


def test_without_articles(there: Path, here: Path, tmp_path: Path) -> None:
    """An index alone fits a corpus that was copied another way, whatever the times of its files."""
    file = tmp_path / "alone"
    assert export_index(there / "index", file).members.keys() == {"catalog.sqlite3", "ids.txt", "vectors.f32"}
    for path in write(here / "corpus").iterdir():
        os.utime(path, (1, 1))
    done = take_in(file, here)
    assert (done.written, done.kept) == (0, ())
    assert state(here) == state(there)
    assert not is_stale(here / "corpus", here / "index")


def test_own_files_stay(here: Path, archive: Path) -> None:
    """A file that is here and differs is left as it is, and told of; the next build reads it."""
    write(here / "corpus")
    (here / "corpus" / "undated.md").write_text("My own notes on the ferry.")
    done = take_in(archive, here)
    assert (done.written, done.kept) == (0, ("undated.md",))
    assert (here / "corpus" / "undated.md").read_text() == "My own notes on the ferry."
    assert is_stale(here / "corpus", here / "index")
    assert build(here / "corpus", here / "index", HashingEmbedder()).changed == 1


def test_replacing(here: Path, archive: Path) -> None:
    """An index that is there is replaced only if asked, and then wholly; a reader that is open sees it."""
    (here / "old").mkdir()
    (here / "old" / "a.md").write_text("Mayor Orr opened a bridge on Sunday.")
    build(here / "old", here / "index", HashingEmbedder())
    with Index.open(here / "index", HashingEmbedder()) as reader:
        assert len(reader.articles()) == 1
        with pytest.raises(ArchiveError, match="add --replace"):
            take_in(archive, here)
        assert len(reader.articles()) == 1
        take_in(archive, here, replace=True)
        assert len(reader.articles()) == len(ARTICLES)
        assert reader.search(QUESTION)
    with Vectors.open(here / "index" / CHROMA, HashingEmbedder().fingerprint) as vectors:
        assert vectors.ids() == state(here)[4]  # type: ignore[index]


def repack(
    archive: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None], honest: bool = True
) -> Path:
    """Write the archive anew with its members changed; honest: with the checksums that then are right."""
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    if honest:
        manifest["members"] = {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in members.items()
        }
    made = archive.with_name("changed.dateline")
    with zipfile.ZipFile(made, "w") as new:
        new.writestr("manifest.json", json.dumps(manifest))
        for name, data in members.items():
            new.writestr(name, data)
    return made


def sql(statement: str) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    """Change the catalog of an archive by a statement."""

    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.deserialize(members["catalog.sqlite3"])
            connection.execute(statement)
            members["catalog.sqlite3"] = connection.serialize()

    return change


def put(name: str, data: bytes) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    """Put a member into an archive."""
    return lambda members, manifest: members.update({name: data})


def drop(name: str) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    """Take a member out of an archive."""
    return lambda members, manifest: members.pop(name) and None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("articles/../../evil.md", b"x"), "leave the corpus"),
        (put("/etc/cron.d/evil", b"x"), "leave the corpus"),
        (put("articles/C:\\evil.md", b"x"), "leave the corpus"),
        (put("articles/.hidden.md", b"x"), "leave the corpus"),
        (put("articles/con.md", b"x"), "leave the corpus"),
        (put("build.lock", b"x"), "leave the corpus"),
        (put("catalog.sqlite3", b"x" * 5000), "cannot be trusted"),
        (put("ids.txt", b"0" * 32), "do not fit"),
        (put("vectors.f32", b"\0" * 7), "do not fit"),
        (drop("vectors.f32"), "does not hold what it says"),
        (sql("CREATE TRIGGER evil AFTER INSERT ON files BEGIN SELECT 1; END"), "not those of a catalog"),
        (sql("CREATE VIEW evil AS SELECT load_extension('x')"), "not those of a catalog"),
        (sql("DELETE FROM articles"), "cannot be trusted"),
        (sql("UPDATE texts SET text = 'Mayor Orr resigned. ' || text"), "cannot be trusted"),
        (sql("UPDATE passages SET \"end\" = 99999"), "cannot be trusted"),
        (sql("DELETE FROM passages WHERE number = 1"), "cannot be trusted"),
        (sql("UPDATE meta SET value = 'x' WHERE key = 'fingerprint'"), "not of one index"),
        (sql("PRAGMA user_version = 99"), "newer Dateline"),
        (lambda members, manifest: manifest.update(format=99), "newer Dateline"),
        (lambda members, manifest: manifest.update(schema=0), "an older Dateline"),
        (lambda members, manifest: manifest.update(fingerprint="other"), "DATELINE_EMBEDDER"),
        (lambda members, manifest: manifest.update(dimension=63), "do not fit"),
        (lambda members, manifest: manifest.pop("made"), "no exported index"),
    ],
)  # fmt: skip
def test_tampered(change: Callable[..., None], told: str, archive: Path, here: Path) -> None:
    """An archive that was tampered with, made by another version or for another model leaves no trace."""
    changed = repack(archive, change)
    with pytest.raises((ArchiveError, IndexStateError), match=told):
        take_in(changed, here)
    assert not (here / "corpus").exists()
    assert not (here / "index" / CATALOG).exists()
    assert not [path for path in here.rglob("*") if path.name.startswith("evil")]


@pytest.mark.parametrize("name", ["catalog.sqlite3", "ids.txt", "vectors.f32", "articles/undated.md"])
def test_damaged(name: str, archive: Path, here: Path) -> None:
    """A member that is not what the checksum says is refused, and the index is not half there."""

    def flip(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        data = bytearray(members[name])
        data[len(data) // 2] ^= 1
        members[name] = bytes(data)

    with pytest.raises(ArchiveError, match="is not what it was"):
        take_in(repack(archive, flip, honest=False), here)
    assert not (here / "index" / CATALOG).exists()


def test_bomb(archive: Path, here: Path) -> None:
    """A member that unpacks to more than it says is not unpacked further."""

    def swell(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        members["ids.txt"] = bytes(50_000_000)

    with pytest.raises(ArchiveError, match="is not what it was"):
        take_in(repack(archive, swell, honest=False), here)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_cut_off(part: float, archive: Path, here: Path) -> None:
    """A file that was copied in part is refused."""
    data = archive.read_bytes()
    archive.write_bytes(data[: int(part * len(data))])
    with pytest.raises(ArchiveError):
        take_in(archive, here)
    assert not (here / "index" / CATALOG).exists()


@pytest.mark.parametrize("step", ["_restore_articles", "_adapt", "Vectors", "_target"])
def test_broken_off(step: str, archive: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever an import breaks off the old index answers as before, and the next import is whole."""
    (here / "old").mkdir()
    (here / "old" / "a.md").write_text("Mayor Orr opened a bridge on Sunday.")
    build(here / "old", here / "index", HashingEmbedder())
    before = state(here)

    def fail(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(restore, step, fail)
        with pytest.raises((ZeroDivisionError, AttributeError)):
            take_in(archive, here, replace=True)
    assert state(here)[:4] == before[:4]  # type: ignore[index]
    take_in(archive, here, replace=True)
    assert len(state(here)[0]) == len(ARTICLES)  # type: ignore[index]


def test_link_out_of_the_corpus(there: Path, here: Path, tmp_path: Path) -> None:
    """A link in the corpus that leads elsewhere is not followed by what an archive brings."""
    (there / "corpus" / "deep").mkdir()
    (there / "corpus" / "deep" / "a.md").write_text("Mayor Orr opened a bridge on Sunday.")
    build(there / "corpus", there / "index", HashingEmbedder())
    export_index(there / "index", tmp_path / "file", there / "corpus")
    (tmp_path / "outside").mkdir()
    (here / "corpus").mkdir()
    (here / "corpus" / "deep").symlink_to(tmp_path / "outside")
    with pytest.raises(ArchiveError, match="leads out of the corpus"):
        take_in(tmp_path / "file", here)
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        *("a.md", "articles/", "articles//a", "articles/a/../b.md", "articles/a.md.", "articles/a:b"),
        *("articles/NUL.txt", "articles/a\nb", "articles/" + "x" * 2000, "articles/lpt1"),
    ],
)
def test_unsafe_names(name: str) -> None:
    """A path that leaves the corpus, or that some system cannot have, is not safe."""
    assert not is_safe(name)


def test_safe_name() -> None:
    """A path of folders and a name with letters of any script is safe."""
    assert is_safe("articles/2024/fähre nach Brae, 第一.md")


def test_export_overwrites_nothing(there: Path, archive: Path) -> None:
    """A file that is there is overwritten only if asked."""
    before = archive.read_bytes()
    with pytest.raises(ArchiveError, match="add --replace"):
        export_index(there / "index", archive)
    assert archive.read_bytes() == before
    export_index(there / "index", archive, replace=True)
    assert archive.read_bytes() != before


def test_export_that_cannot_be(there: Path, here: Path, tmp_path: Path) -> None:
    """Without an index, while another process builds, or where nothing can be written, it says so."""
    with pytest.raises(IndexStateError, match="there is no index"):
        export_index(here / "index", tmp_path / "a")
    with build_lock(there / "index", 0), pytest.raises(IndexStateError, match="is building"):
        export_index(there / "index", tmp_path / "a", wait=0)
    with pytest.raises(ArchiveError, match="cannot write"):
        export_index(there / "index", tmp_path / "nowhere" / "a")
    assert not (tmp_path / "a").exists()


def test_export_without_chroma(there: Path, here: Path, tmp_path: Path) -> None:
    """Where Chroma was lost the vectors that the catalog holds are exported."""
    import shutil

    shutil.rmtree(there / "index" / CHROMA)
    export_index(there / "index", tmp_path / "file", there / "corpus")
    take_in(tmp_path / "file", here)
    assert len(state(here)[3]) > 3  # type: ignore[index]


def test_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`dateline export` and `dateline import` take an index to an empty folder, with the shipped model."""
    write(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    done = run(cli, ["export", "news", "--articles"], standalone_mode=False)
    assert done.exception is None
    assert f"{len(ARTICLES)} articles, " in done.stdout
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    done = run(cli, ["import", "../news", "--json"], standalone_mode=False)
    assert done.exception is None
    told = json.loads(done.stdout)
    assert (told["articles"], told["written"], told["kept"], told["fits"]) == (
        len(ARTICLES),
        len(ARTICLES),
        [],
        True,
    )
    assert "add --replace" in str(run(cli, ["import", "../news"], standalone_mode=False).exception)
    answer = run(cli, ["search", "--json", QUESTION], standalone_mode=False)
    assert json.loads(answer.stdout)
