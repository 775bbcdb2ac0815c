"""`dateline doctor --deep`: what is damaged is found and put right, from what is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from fakes import HashingEmbedder
from newsroom import ARTICLES, write

from bot.cli import cli
from index import vectors as vectors_module
from index.build import build
from index.building.healing import Finding, heal
from index.catalog import Catalog
from index.errors import IndexStateError
from index.search import Index
from index.store.catalog_file import CATALOG
from index.store.vector_table import VectorTable
from index.vectors import CHROMA, Vectors

EMBEDDER = HashingEmbedder()
QUESTION = "Who met Governor Lind in Eastfell?"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A corpus and its index."""
    build(write(tmp_path / "corpus"), tmp_path / "index", EMBEDDER)
    return tmp_path


def look(home: Path) -> dict[str, Finding]:
    """Heal the index; gives what was found."""
    return {one.what: one for one in heal(home / "corpus", home / "index", HashingEmbedder())}


def state(home: Path) -> object:
    """What the index answers and holds."""
    with Catalog.open(home / "index" / CATALOG) as catalog, Index.open(home / "index", EMBEDDER) as index:
        passages = [catalog.passages(article.id) for article in catalog.articles()]
        hits = [(hit.passage, round(hit.score, 3)) for hit in index.search(QUESTION)]
        ids, kept = VectorTable(catalog).all()
    with Vectors.open(home / "index" / CHROMA, EMBEDDER.fingerprint) as store:
        found, stored = store.get(sorted(store.ids()))
    shown = [
        sorted(zip(some, (_coarse(row) for row in lines), strict=True))
        for some, lines in ((ids, kept), (found, stored))
    ]
    return passages, hits, shown


def _coarse(row: object) -> list[int]:
    """Round a vector so that what 16 bits change is not seen."""
    return [int(value) for value in np.floor(np.asarray(row, np.float32) * 50 + 0.21)]


def change(home: Path, statement: str) -> None:
    """Change the catalog by hand."""
    with closing(sqlite3.connect(home / "index" / CATALOG, isolation_level=None)) as connection:
        connection.execute(statement)


def in_store(home: Path, work: Callable[[Vectors, list[str]], None]) -> None:
    """Change the vectors in Chroma by hand."""
    with Vectors.open(home / "index" / CHROMA, EMBEDDER.fingerprint) as store:
        work(store, sorted(store.ids()))


def test_nothing_wrong(home: Path) -> None:
    """Of a whole index everything is found well, and nothing is changed."""
    before, generation = state(home), _generation(home)
    findings = look(home)
    assert list(findings) == ["catalog", "passages", "full text", "vectors", "search"]
    assert all(finding.well for finding in findings.values())
    assert (state(home), _generation(home)) == (before, generation)


def _generation(home: Path) -> int:
    with Catalog.open(home / "index" / CATALOG) as catalog:
        return catalog.generation()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE texts SET text = replace(text, 'Sunday', 'Monday')", "passages"),
        ("UPDATE passages SET start = start + 3 WHERE number = 2", "passages"),
        ('UPDATE passages SET "end" = 999999 WHERE number = 1', "passages"),
        ("UPDATE passages SET content = 'x' WHERE number = 3", "passages"),
        ("DELETE FROM passages WHERE number = 1", "passages"),
        ("DELETE FROM texts WHERE article = 1", "passages"),
        ("DELETE FROM articles WHERE number = 2", "passages"),
        ("UPDATE articles SET title = 'Another title'", "passages"),
        ("INSERT INTO full_text (full_text) VALUES ('delete-all')", "full text"),
        ("DELETE FROM full_text_data WHERE id > 10", "full text"),
        ("DROP TABLE full_text", "catalog"),
        ("DROP TABLE passages", "catalog"),
        ("CREATE TABLE another (x)", "catalog"),
        ("DELETE FROM vectors", "vectors"),
        ("UPDATE vectors SET vector = zeroblob(length(vector))", "vectors"),
    ],
)
def test_damaged_catalog(statement: str, what: str, home: Path) -> None:
    """Whatever is damaged in the catalog is found, and afterwards the index is what it was."""
    before = state(home)
    change(home, statement)
    findings = look(home)
    assert findings[what].healed
    assert state(home) == before
    assert all(finding.well for finding in look(home).values())


@pytest.mark.parametrize("part", ["start", "middle", "all"])
def test_overwritten_catalog(part: str, home: Path) -> None:
    """A catalog whose bytes were overwritten is made again from the articles."""
    before = state(home)
    path = home / "index" / CATALOG
    data = bytearray(path.read_bytes())
    places = {"start": (0, 50), "middle": (4096 * 3, 4096 * 20), "all": (0, len(data))}[part]
    data[slice(*places)] = b"\x7f" * (places[1] - places[0])
    path.write_bytes(data)
    assert "made again" in str(look(home)["catalog"].healed)
    assert state(home) == before


def _wrong_vector(store: Vectors, ids: list[str]) -> None:
    _, rows = store.get(ids[:2])
    store.upsert(ids[:2], rows[::-1].copy())


def _stranger(store: Vectors, ids: list[str]) -> None:
    store.upsert(["f" * 32], np.full((1, 64), 0.125, np.float32))


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (lambda store, ids: store.delete(ids[:3]), "3 are missing in Chroma"),
        (lambda store, ids: store.delete(ids), "are missing in Chroma"),
        (_wrong_vector, "2 are not those of their passages"),
        (
            lambda store, ids: store.upsert(ids[:1], np.ones((1, 64), np.float32)),
            "1 are not those of their passages",
        ),
        (_stranger, "1 belong to no passage"),
    ],
)
def test_damaged_vectors(work: Callable[[Vectors, list[str]], None], told: str, home: Path) -> None:
    """Vectors that are lost, exchanged, damaged or strange are found, and put right."""
    before = state(home)
    in_store(home, work)
    finding = look(home)["vectors"]
    assert told in finding.told
    assert finding.healed
    assert state(home) == before
    assert all(one.well for one in look(home).values())


def test_wrong_in_both_stores(home: Path) -> None:
    """A vector that is wrong in both stores is known by embedding its passage again."""
    before = state(home)
    in_store(home, _wrong_vector)
    change(home, "DELETE FROM vectors")
    build(home / "corpus", home / "index", HashingEmbedder())
    assert "2 are not those of their passages" in look(home)["vectors"].told
    assert state(home) == before


def test_not_found(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages that Chroma holds and does not find are stored anew; what it still does not find is told."""
    before = state(home)
    real = Vectors.query
    blind = [True]

    def query(self: Vectors, vector: vectors_module.Matrix, k: int) -> list[tuple[str, float]]:
        return real(self, vector, k)[:0] if blind[0] else real(self, vector, k)

    def renew(self: Vectors, ids: Sequence[str]) -> None:
        blind[0] = False
        real_renew(self, ids)

    real_renew = Vectors.renew
    monkeypatch.setattr(Vectors, "query", query)
    with monkeypatch.context() as healing:
        healing.setattr(Vectors, "renew", renew)
        assert look(home)["search"].healed == "all stored anew"
    assert state(home) == before
    blind[0] = True
    with pytest.raises(IndexStateError, match="does not find"):
        look(home)


def test_newer_catalog(home: Path) -> None:
    """A catalog of a newer Dateline is not healed away."""
    change(home, "PRAGMA user_version = 99")
    with pytest.raises(IndexStateError, match="newer Dateline"):
        look(home)
    assert (home / "index" / CATALOG).stat().st_size > 10_000


def test_another_model(home: Path) -> None:
    """An index of another model is embedded again."""
    findings = heal(home / "corpus", home / "index", HashingEmbedder("hashing:2"))
    assert findings[-1].healed == "all passages embedded again"


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`dateline doctor --deep` says what it healed, and is well then; without an index it says so."""
    write(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert "there is no index yet" in run(cli, ["doctor", "--deep"], obj={}, standalone_mode=False).stdout
    run(cli, ["index"], standalone_mode=False)
    (tmp_path / ".dateline" / CATALOG).write_bytes(b"no database at all")
    done = run(cli, ["doctor", "--deep"], standalone_mode=False)
    assert done.return_value == 0
    assert "made again from the articles" in " ".join(done.stdout.split())
    assert f"{len(ARTICLES)} articles of" in done.stdout
