"""The vectors, in a real Chroma."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexStateError
from index.vectors import Matrix, Vectors


def _random(count: int, dimension: int = 32) -> tuple[list[str], Matrix]:
    rows = np.random.default_rng(count).standard_normal((count, dimension)).astype(np.float32)
    return [f"{number:032x}" for number in range(count)], rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    with Vectors.open(tmp_path / "chroma", "model") as opened:
        yield opened


def test_the_nearest_come_first_with_their_cosine(vectors: Vectors) -> None:
    """A query gives ids with their cosine similarity, the highest first."""
    ids, rows = _random(200)
    vectors.upsert(ids, rows)
    found = vectors.query(rows[7], 5)
    exact = sorted(zip(ids, (rows @ rows[7]).tolist(), strict=True), key=lambda pair: -pair[1])[:5]
    assert [id_ for id_, _ in found] == [id_ for id_, _ in exact]
    assert [score for _, score in found] == pytest.approx([score for _, score in exact], abs=1e-5)


def test_fewer_are_given_where_fewer_are(vectors: Vectors) -> None:
    """Asking an empty store gives nothing, and asking for more than there are gives all."""
    ids, rows = _random(3)
    assert vectors.query(rows[0], 5) == []
    vectors.upsert(ids, rows)
    assert len(vectors.query(rows[0], 5)) == 3


def test_an_upsert_replaces(vectors: Vectors) -> None:
    """A vector stored under an id that is there takes its place."""
    ids, rows = _random(2)
    vectors.upsert(ids, rows)
    vectors.upsert(ids[:1], rows[1:])
    found, back = vectors.get(ids[:1])
    assert found == ids[:1] and vectors.count() == 2
    np.testing.assert_allclose(back, rows[1:])


def test_ids_that_are_not_there_are_no_mistake(vectors: Vectors) -> None:
    """Reading or deleting unknown ids, or none, does nothing."""
    ids, rows = _random(3)
    vectors.upsert(ids, rows)
    vectors.delete(["unknown", ids[0]])
    vectors.delete([])
    assert vectors.ids() == set(ids[1:])
    assert vectors.get(["unknown"])[0] == [] and vectors.get([])[0] == []


@pytest.mark.slow
def test_every_vector_finds_itself_after_many_changes(tmp_path: Path) -> None:
    """After rounds of deleting and upserting, in one opening and across several, no vector is unreachable."""
    ids, rows = _random(3000)
    for opening in range(3):
        with Vectors.open(tmp_path / "chroma", "model") as vectors:
            for turn in range(4):
                some = slice(500 * (turn + opening) % 2500, 500 * (turn + opening) % 2500 + 500)
                vectors.upsert(ids, rows)
                vectors.delete(ids[some])
                vectors.upsert(ids[some], rows[some])
            assert [vectors.query(row, 1)[0][0] for row in rows] == ids


def test_models_do_not_mix(tmp_path: Path) -> None:
    """Each model has vectors of its own, of its own dimension; a build removes those of other models."""
    folder = tmp_path / "chroma"
    with Vectors.open(folder, "one") as one, Vectors.open(folder, "two") as two:
        one.upsert(*_random(3, 8))
        two.upsert(*_random(2, 16))
        assert (one.count(), two.count()) == (3, 2)
        two.drop_other_models()
    with Vectors.open(folder, "one") as one, Vectors.open(folder, "two") as two:
        assert (one.count(), two.count()) == (0, 2)


def test_a_wrong_dimension_is_refused(vectors: Vectors) -> None:
    """Vectors of another length than those stored are refused with the store's name."""
    vectors.upsert(*_random(2, 8))
    with pytest.raises(IndexStateError, match=str(vectors.place)):
        vectors.upsert(*_random(2, 16))


def test_what_another_process_stored_is_seen_after_a_refresh(tmp_path: Path) -> None:
    """A store that stays open finds what another process put there once it is refreshed."""
    folder = tmp_path / "chroma"
    ids, rows = _random(50)
    script = (
        "import sys; from pathlib import Path; import numpy as np; from index.vectors import Vectors\n"
        "rows = np.load(sys.argv[2])\n"
        "Vectors.open(Path(sys.argv[1]), 'model').upsert([f'{n:032x}' for n in range(len(rows))], rows)"
    )
    np.save(tmp_path / "rows.npy", rows)
    with Vectors.open(folder, "model") as vectors:
        vectors.upsert(ids[:1], rows[:1])
        assert vectors.query(rows[9], 1)[0][0] == ids[0]
        subprocess.run([sys.executable, "-c", script, folder, tmp_path / "rows.npy"], check=True)
        vectors.refresh()
        assert vectors.query(rows[9], 1)[0][0] == ids[9]


@pytest.mark.parametrize("damage", ["garbage", "cut short", "a file"])
def test_a_damaged_store_is_named_with_the_remedy(tmp_path: Path, damage: str) -> None:
    """A store that cannot be opened is told of in one line; its remedy works in the same process."""
    folder = tmp_path / "chroma"
    with Vectors.open(folder, "model") as vectors:
        vectors.upsert(*_random(20))
    database = folder / "chroma.sqlite3"
    if damage == "garbage":
        database.write_bytes(b"garbage" * 9999)
    elif damage == "cut short":
        os.truncate(database, database.stat().st_size // 2)
    else:
        folder = tmp_path / "file"
        folder.write_text("no folder")
    with pytest.raises(IndexStateError) as caught, Vectors.open(folder, "model") as vectors:
        vectors.query(_random(1)[1][0], 1)
        vectors.ids()
    line = str(caught.value)
    assert str(folder) in line and line.endswith("and run: dateline index") and "\n" not in line
    shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
    with Vectors.open(folder, "model") as vectors:
        assert vectors.count() == 0


def test_chroma_is_imported_only_when_a_store_is_opened() -> None:
    """Importing the module imports neither Chroma nor its web client."""
    script = (
        "import sys, index.vectors; print([name for name in ('chromadb', 'httpx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
