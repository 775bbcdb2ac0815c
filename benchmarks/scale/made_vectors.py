"""Vectors for a corpus whose copies are too many to embed: 300,000 passages take two cores two hours or more.

The real articles are embedded by the shipped embedder, once, and kept in a folder. A passage of a copy gets a
vector made from its original's: turned away from it by an angle drawn from those by which real embeddings
turn, which are measured on some copies that really are embedded. It is turned into a direction in which real
passages differ from each other, and partly one that the whole copied article shares, as was measured too.
Everything else - questions, articles that are added - is really embedded.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.scale.corpus import Original
from benchmarks.scale.other_words import WORD
from index.embed import Embedder
from index.passages import embedded_text

Matrix = NDArray[np.float32]

BLOCK = 256
"""Texts embedded before they are kept."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How far copies lie from what they are copies of, as measured.

    cosines: of a copied passage with its original, a sample, sorted. together: the mean cosine of the
    directions in which two passages of one copied article have moved.
    """

    cosines: tuple[float, ...]
    together: float


class Kept:
    """Real embeddings in a folder, so that no text is embedded twice. Interrupted, it goes on later."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder / hashlib.sha256(embedder.fingerprint.encode()).hexdigest()[:16]
        self._folder.mkdir(parents=True, exist_ok=True)
        self._embedder = embedder
        self._rows: dict[str, int] = {}
        self._count = 0
        ids, data = self._folder / "texts", self._folder / "vectors"
        if ids.exists() and data.exists():
            width = embedder.dimension * 4
            keys = ids.read_text().split()[: data.stat().st_size // width]
            # What a killed run left of a row or a name is cut off.
            ids.write_text("".join(f"{key}\n" for key in keys))
            with data.open("r+b") as file:
                file.truncate(len(keys) * width)
            self._rows = {key: row for row, key in enumerate(keys)}
            self._count = len(keys)

    def embed(self, texts: Sequence[str], tell: bool = False) -> Matrix:
        """Give the vectors of texts, embedding those that are new. tell: print how far it is."""
        keys = [_key(text) for text in texts]
        new = [
            (key, text) for key, text in dict(zip(keys, texts, strict=True)).items() if key not in self._rows
        ]
        began, told = time.monotonic(), time.monotonic()
        with (self._folder / "texts").open("a") as ids, (self._folder / "vectors").open("ab") as data:
            for start in range(0, len(new), BLOCK):
                block = new[start : start + BLOCK]
                rows = self._embedder.embed([text for _, text in block]).astype(np.float32)
                data.write(rows.tobytes())
                data.flush()
                ids.write("".join(f"{key}\n" for key, _ in block))
                ids.flush()
                for key, _ in block:
                    self._rows[key] = self._count
                    self._count += 1
                if tell and time.monotonic() - told > 60:
                    told = time.monotonic()
                    done = start + len(block)
                    print(f"embedded {done:,} of {len(new):,}, {done / (told - began):.0f} /s", flush=True)
        matrix = np.fromfile(self._folder / "vectors", np.float32).reshape(-1, self._embedder.dimension)
        return matrix[[self._rows[key] for key in keys]]


class MadeVectors:
    """An embedder that embeds no copies; see the module.

    vectors: those of the originals' passages, in order. manifest: of `corpus.write_corpus`. seconds: what all
    embedding took; embedded: how many texts were neither an original's nor a copy's.
    """

    def __init__(
        self, real: Embedder, originals: Sequence[Original], vectors: Matrix, manifest: Path, turn: Turn
    ) -> None:
        self.seconds = 0.0
        self.embedded = 0
        self._real = real
        self._vectors = vectors
        self._cosines = np.array(turn.cosines, np.float32)
        self._together = max(0.0, min(1.0, turn.together))
        self._rows: list[range] = []
        self._words: list[frozenset[str]] = []
        self._exact: dict[str, int] = {}
        for one in originals:
            first = len(self._words)
            for passage in one.passages:
                self._exact[embedded_text(one.article.title, passage.text)] = len(self._words)
                self._words.append(_words(passage.text))
            self._rows.append(range(first, len(self._words)))
        self._made_from: dict[str, list[int]] = {}
        with manifest.open(encoding="utf-8") as file:
            for line in file:
                title, original = json.loads(line)
                self._made_from.setdefault(embedded_text(title, ""), []).append(original)

    @property
    def fingerprint(self) -> str:
        """The real embedder's: questions are embedded by it alone."""
        return self._real.fingerprint

    @property
    def dimension(self) -> int:
        return self._real.dimension

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Give texts their vectors, one row each."""
        began = time.monotonic()
        rows = np.empty((len(texts), self.dimension), np.float32)
        real = []
        for i, text in enumerate(texts):
            exact = self._exact.get(text)
            if exact is not None:
                rows[i] = self._vectors[exact]
                continue
            title, _, passage = text.partition("\n")
            from_article = self._made_from.get(f"{title}\n")
            if not from_article:
                real.append(i)
                continue
            rows[i] = self._turned(text, self._nearest(from_article, passage))
        if real:
            self.embedded += len(real)
            rows[real] = self._real.embed([texts[i] for i in real])
        self.seconds += time.monotonic() - began
        return rows

    def _nearest(self, articles: Sequence[int], passage: str) -> int:
        """Find which passage of the originals shares most words with a copy: the words that stayed."""
        words = _words(passage)
        rows = [row for article in articles for row in self._rows[article]]
        return max(rows, key=lambda row: len(words & self._words[row]))

    def _turned(self, text: str, row: int) -> Matrix:
        chance = np.random.default_rng(_number(text))
        title, _, _ = text.partition("\n")
        shared = self._direction(np.random.default_rng(_number(title)))
        own = self._direction(chance)
        vector = self._vectors[row]
        away = self._together**0.5 * shared + (1 - self._together) ** 0.5 * own
        away = _unit(away - (away @ vector) * vector)
        cosine = float(self._cosines[chance.integers(len(self._cosines))])
        return _unit(cosine * vector + max(0.0, 1 - cosine * cosine) ** 0.5 * away)

    def _direction(self, chance: np.random.Generator) -> Matrix:
        one, other = chance.integers(len(self._vectors), size=2)
        away = self._vectors[one] - self._vectors[other]
        if not away.any():
            away = chance.standard_normal(self.dimension).astype(np.float32)
        return _unit(away)


def measure_turn(
    originals: Sequence[Original], vectors: Matrix, copies: Iterator[tuple[Original, int]], kept: Kept
) -> Turn:
    """Embed some copied articles really, each with the number of its original, and see how far they lie."""
    starts = np.cumsum([0, *(len(one.passages) for one in originals)])
    cosines: list[float] = []
    alike: list[float] = []
    for copy, number in copies:
        texts = [embedded_text(copy.article.title, passage.text) for passage in copy.passages]
        rows = kept.embed(texts)
        words = [_words(passage.text) for passage in originals[number].passages]
        moved = []
        for passage, row in zip(copy.passages, rows, strict=True):
            here = _words(passage.text)
            best = max(range(len(words)), key=lambda i: len(here & words[i]))
            before = vectors[starts[number] + best]
            cosine = float(row @ before)
            cosines.append(round(cosine, 4))
            moved.append(_unit(row - cosine * before))
        alike += [float(a @ b) for i, a in enumerate(moved) for b in moved[:i]]
    return Turn(tuple(sorted(cosines)), round(float(np.mean(alike)), 4) if alike else 0.0)


def write_turn(turn: Turn, file: Path) -> None:
    """Keep what was measured."""
    file.write_text(json.dumps(asdict(turn)))


def read_turn(file: Path) -> Turn:
    """Read what was measured before."""
    values = json.loads(file.read_text())
    return Turn(tuple(values["cosines"]), values["together"])


def _unit(vector: Matrix) -> Matrix:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), np.float32)


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
