"""The vectors in the catalog and the signs by which many are looked through."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.article import Article, Passage, content_id
from index.catalog import Catalog
from index.store.draft import Draft
from index.store.signs import BLOCK, Signs, signs
from index.store.vector_table import Matrix, VectorTable

DIMENSION = 96


def directions(count: int, seed: int = 1) -> Matrix:
    """Make vectors of length one."""
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def name(draft: Draft, contents: list[str]) -> None:
    """Have passages name these content ids."""
    article = Article("a", "a.md", None, None, "A", (), None, None, "x" * len(contents))
    passages = [Passage(content, "a", i, i + 1, "x") for i, content in enumerate(contents)]
    draft.add(article, 0, passages, ())


def test_vectors_are_kept_as_they_were(tmp_path: Path) -> None:
    """All vectors come back under their ids, to 16 bits, and each is the nearest to itself by its signs."""
    contents, rows = [content_id(str(i)) for i in range(BLOCK * 2 + 7)], directions(BLOCK * 2 + 7)
    with Draft.open(tmp_path / "catalog") as draft:
        table = VectorTable(draft)
        table.set(contents[:300], rows[:300])
        table.set(contents[300:], rows[300:])
        draft.commit()
    with Catalog.open(tmp_path / "catalog") as catalog:
        table = VectorTable(catalog)
        assert table.count() == len(contents)
        kept = dict(zip(*table.all(), strict=True))
        some, read = table.of([contents[5], "unknown", contents[400]])
        assert sorted(some) == sorted([contents[5], contents[400]]) and read.shape == (2, DIMENSION)
        found = table.signs(DIMENSION)
        for content, row in zip(contents, rows, strict=True):
            np.testing.assert_allclose(kept[content], row, atol=1e-3)
            (slot,) = found.closest(row, 1)
            assert table.at([slot])[0] == [content]


def test_slots_of_what_went_are_used_again(tmp_path: Path) -> None:
    """A corpus whose articles come and go does not grow; new vectors take the place of old ones."""
    with Draft.open(tmp_path / "catalog") as draft:
        table = VectorTable(draft)
        name(draft, ["a0", "a2"])
        table.set(["a0", "a1", "a2", "a3"], directions(4))
        assert table.drop_unnamed() == ["a1", "a3"]
        assert table.at(range(4))[0] == ["a0", "a2"]
        table.set(["b0", "b1", "b2"], directions(3, seed=2))
        assert sorted(table.at(range(5))[0]) == ["a0", "a2", "b0", "b1", "b2"]
        assert table.at([5])[0] == [] and table.missing() == []
        found = table.signs(DIMENSION)
        for content, row in zip(("b0", "b1", "b2"), directions(3, seed=2), strict=True):
            assert table.at(found.closest(row, 1))[0] == [content]
        table.set(["a0"], directions(1, seed=3))
        assert table.count() == 5
        np.testing.assert_allclose(table.of(["a0"])[1], directions(1, seed=3), atol=1e-3)


def test_what_has_no_vector_is_told(tmp_path: Path) -> None:
    """Passages without a vector are listed, and after all were dropped these are all."""
    with Draft.open(tmp_path / "catalog") as draft:
        name(draft, ["c", "b", "a"])
        table = VectorTable(draft)
        table.set(["b"], directions(1))
        assert table.missing() == ["a", "c"]
        table.drop_all()
        assert table.missing() == ["a", "b", "c"] and table.count() == 0
        assert table.all()[0] == [] and table.signs(DIMENSION).closest(directions(1)[0], 3) == []


@pytest.mark.parametrize("dimension", [8, 64, 100, 384])
def test_signs_find_what_points_the_same_way(dimension: int) -> None:
    """Of many directions, of any number of dimensions, the one that a vector was made from is among the few
    whose signs are closest to its own."""
    draw = np.random.default_rng(dimension)
    rows = draw.normal(size=(BLOCK, dimension)).astype(np.float32)
    packed = signs(rows)
    assert packed.shape[1] % 8 == 0
    found = Signs([(0, packed.tobytes())], dimension)
    near = rows + 0.2 * draw.normal(size=rows.shape).astype(np.float32)
    hits = [i in found.closest(row, 20) for i, row in enumerate(near)]
    assert sum(hits) >= len(hits) * (0.9 if dimension == 8 else 1)
