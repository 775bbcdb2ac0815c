"""The benchmark of growth: copies are other articles, vectors are like real ones, figures are complete."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from fakes import HashingEmbedder

from benchmarks.scale.__main__ import gather, measure, write_pictures
from benchmarks.scale.corpus import (
    Original,
    count_articles,
    make_articles,
    read_originals,
    write_corpus,
)
from benchmarks.scale.figures import Embedding, Figures, Side, Size, read_figures, write_figures
from benchmarks.scale.made_vectors import Kept, MadeVectors, Turn, measure_turn
from benchmarks.scale.measuring import Effort
from benchmarks.scale.other_words import Swaps, Vocabulary
from benchmarks.scale.picture import draw
from benchmarks.scale.processes import Memory, measure_memory
from benchmarks.scale.questions import make_questions
from benchmarks.scale.report import report
from index.article import Article
from index.build import build, is_stale
from index.passages import embedded_text
from index.read import list_files, read_file
from index.search import Index
from index.searching.copies import same_text

TOWNS = "Northmoor Eastfell Brae Sorrel Halvik Tarn Ostby Quill Marrow Linsey Corve Dunmere".split()
FIRST = "Ada Jon Mira Tom Lena Sam Ito Vera Nils Edda Olav Runa".split()
LAST = "Brook Lind Oyelaran Verrill Marsh Harker Stone Vale Frost Kell Dray Moss".split()
DEEDS = "opened closed repaired sold painted visited praised mended measured guarded flooded fenced".split()
THINGS = "ferry library harbour market bridge school tower mill orchard museum station garden".split()
HOW = "slowly proudly twice again loudly early late gladly quietly openly finally rarely".split()


def _sentence(one: Callable[[list[str]], str], number: int) -> str:
    return (
        f"{one(FIRST)} {one(LAST)} {one(DEEDS)} the {one(THINGS)} of {one(TOWNS)} {one(HOW)}, and {number} "
        f"visitors from {one(TOWNS)} {one(DEEDS)} a {one(THINGS)} near {one(TOWNS)}."
    )


def invent(count: int, folder: Path) -> Path:
    """Write a dump of invented articles."""
    chance = random.Random(7)
    lines = []
    for number in range(count):
        sentences = [_sentence(chance.choice, chance.randint(30, 900)) for _ in range(14)]
        lines.append(
            json.dumps(
                {
                    "id": f"story-{number}",
                    "outlet": f"{chance.choice(TOWNS)} Gazette",
                    "title": f"{chance.choice(LAST)} {chance.choice(DEEDS)} the {chance.choice(THINGS)} of "
                    f"{chance.choice(TOWNS)} {number}",
                    "published": f"2024-05-{1 + number % 28:02}",
                    "text": "\n\n".join(" ".join(sentences[i : i + 2]) for i in range(0, 14, 2)),
                }
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "stories.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[Original]:
    return read_originals(invent(30, tmp_path_factory.mktemp("real")))


def passages_of(articles: Iterator[tuple[Article, int]]) -> list[str]:
    return [article.text for article, _ in articles]


def test_copy_zero_is_the_text_itself(originals: list[Original]) -> None:
    """Copy 0 of a corpus has the words of the corpus, and its articles come first."""
    made = [article for article, _ in make_articles(originals, len(originals))]
    assert made == [one.article for one in originals]


def test_copies_are_no_copies_to_the_index(originals: list[Original]) -> None:
    """No passage of a copy is what the index takes for the same text printed again."""
    count = len(originals)
    texts = passages_of(make_articles(originals, 4 * count))
    for number in range(count):
        versions = texts[number::count]
        assert len(versions) == 4
        assert not any(same_text(one, other) for i, one in enumerate(versions) for other in versions[:i])


def test_a_copy_changes_names_numbers_and_words(originals: list[Original]) -> None:
    """A copy swaps most names, many content words and the numbers, and keeps years, months and grammar."""
    vocabulary = Vocabulary(one.article.text for one in originals)
    swaps = Swaps(vocabulary, 3)
    swapped = [(word, swaps.apply(word)) for word in vocabulary.names]
    assert sum(one != other for one, other in swapped) > 0.6 * len(swapped)
    assert swaps.apply("the year 2024, in May") == "the year 2024, in May"
    assert swaps.apply("417") != "417"
    assert swaps.apply("BROOK").isupper()
    assert Swaps(vocabulary, 3).apply(originals[0].article.text) == swaps.apply(originals[0].article.text)


def test_a_corpus_of_a_size_is_read_back(originals: list[Original], tmp_path: Path) -> None:
    """The dumps and files of a size hold its articles, whole, each under a title that the manifest has."""
    whole = sum(len(one.passages) for one in originals)
    count = count_articles(originals, 3 * whole)
    assert count == 3 * len(originals)
    write_corpus(originals, count, tmp_path / "corpus", tmp_path / "manifest.jsonl")
    articles = [
        a for file in list_files(tmp_path / "corpus") for a in read_file(file, tmp_path / "corpus")[0]
    ]
    made_from = dict(json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines())
    assert len(articles) == count
    assert {article.title for article in articles} == set(made_from)
    assert {article.text for article in articles} == {a.text for a, _ in make_articles(originals, count)}


def test_vectors_of_copies_are_as_far_as_measured(originals: list[Original], tmp_path: Path) -> None:
    """A copied passage lies as far from its original as was measured, and in the same place each time."""
    real = HashingEmbedder(dimension=64)
    kept = Kept(tmp_path / "kept", real)
    texts = [embedded_text(one.article.title, p.text) for one in originals for p in one.passages]
    vectors = kept.embed(texts)
    write_corpus(originals, 2 * len(originals), tmp_path / "corpus", tmp_path / "manifest.jsonl")
    made = MadeVectors(real, originals, vectors, tmp_path / "manifest.jsonl", Turn((0.6,), 0.3))
    assert np.allclose(made.embed(texts), vectors)
    copies = [a for a, _ in islice(make_articles(originals, 2 * len(originals)), len(originals), None)]
    asked = [embedded_text(article.title, article.text) for article in copies]
    rows = made.embed(asked)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    nearest = (rows @ vectors.T).max(axis=1)
    assert (nearest > 0.59).all()
    assert np.array_equal(made.embed(asked), rows)
    assert made.embedded == 0


def test_what_is_no_copy_is_embedded(originals: list[Original], tmp_path: Path) -> None:
    """A text that no article of the corpus has gets its real vector."""
    real = HashingEmbedder()
    write_corpus(originals, len(originals), tmp_path / "corpus", tmp_path / "manifest.jsonl")
    vectors = real.embed(
        [embedded_text(one.article.title, p.text) for one in originals for p in one.passages]
    )
    made = MadeVectors(real, originals, vectors, tmp_path / "manifest.jsonl", Turn((0.6,), 0.0))
    asked = ["Who closed the mill?\nNobody knows"]
    assert np.array_equal(made.embed(asked), real.embed(asked))
    assert made.embedded == 1


def test_real_embeddings_are_kept(tmp_path: Path) -> None:
    """A text is embedded once, in this run or an earlier one, even where that one was cut off in a row."""
    first = HashingEmbedder()
    rows = Kept(tmp_path, first).embed(["one mill", "two mills", "one mill"])
    assert first.seen == ["one mill", "two mills"]
    (vectors,) = tmp_path.rglob("vectors")
    vectors.write_bytes(vectors.read_bytes()[:-10])
    again = HashingEmbedder()
    assert np.array_equal(Kept(tmp_path, again).embed(["one mill", "two mills", "one mill"]), rows)
    assert again.seen == ["two mills"]


def test_how_far_copies_lie_is_measured(originals: list[Original], tmp_path: Path) -> None:
    """Copies that really are embedded tell how far made vectors are turned from their originals."""
    kept = Kept(tmp_path, HashingEmbedder())
    vectors = kept.embed(
        [embedded_text(one.article.title, p.text) for one in originals for p in one.passages]
    )
    same = measure_turn(originals, vectors, ((one, i) for i, one in enumerate(originals)), kept)
    assert min(same.cosines) > 0.999
    copies = islice(make_articles(originals, 2 * len(originals)), len(originals), None)
    turned = measure_turn(
        originals,
        vectors,
        (
            (Original(article, (originals[i].passages[0].__class__("x", "x", 0, 9, article.text),)), i)
            for article, i in copies
        ),
        kept,
    )
    assert len(turned.cosines) == len(originals)
    assert 0 < np.mean(turned.cosines) < 0.99


def test_questions_are_of_their_articles(originals: list[Original], tmp_path: Path) -> None:
    """Every question says which articles it is made from, and a search finds most of these."""
    articles = [one.article for one in originals]
    questions = make_questions(articles, 40)
    assert len(questions) == 40 and make_questions(articles, 40) == questions
    assert {len(question.articles) for question in questions} == {1, 2}
    write_corpus(originals, len(originals), tmp_path / "corpus", tmp_path / "manifest.jsonl")
    embedder = HashingEmbedder()
    build(tmp_path / "corpus", tmp_path / "index", embedder)
    with Index.open(tmp_path / "index", embedder) as index:
        found = [
            bool(set(question.articles) & {hit.article.id for hit in index.search(question.text)})
            for question in questions
        ]
    assert sum(found) > 0.8 * len(found)


def test_memory_of_this_process_is_told() -> None:
    """A process tells what it holds, what of it are pages of files, and the most that it was."""
    memory = measure_memory()
    if not memory.resident:
        pytest.skip("this system does not tell what a process holds")
    assert 0 < memory.of_files < memory.resident <= memory.peak


def invented_figures() -> Figures:
    def side(factor: float) -> Side:
        memory = Memory(round(4e8 * factor), round(1e8 * factor), round(5e8 * factor))
        return Side(
            build_seconds=60 * factor,
            with_embedding=600 * factor,
            build_peak=10**9,
            disk=round(1e9 * factor),
            memory=memory,
            search_p50=40 * factor,
            search_p95=90 * factor,
            found=0.9,
            add=0.8 * factor,
            add_first=1.5 * factor,
            add_cold=2.0 * factor,
            ask_cold=1.1 * factor,
        )

    sizes = tuple(Size(n // 6, n, side(1 + n / 4e5), side(2 + n / 1e5)) for n in (10_000, 100_000, 300_000))
    return Figures("2 cores", Embedding(30.0, 5000, 31_000, 200, 0.7, 0.6, 0.8), 0.9, sizes)


def test_figures_come_back_from_their_file(tmp_path: Path) -> None:
    """Figures that are written are read as they were."""
    figures = invented_figures()
    write_figures(figures, tmp_path / "figures.json")
    assert read_figures(tmp_path / "figures.json") == figures


def test_sizes_of_several_runs_are_put_together(tmp_path: Path) -> None:
    """Sizes that were measured by runs of their own are in one report and one picture, the smallest first."""
    whole = invented_figures()
    for size in reversed(whole.sizes):
        (tmp_path / str(size.passages)).mkdir()
        write_figures(replace(whole, sizes=(size,)), tmp_path / str(size.passages) / "figures.json")
    assert gather(tmp_path) == whole == read_figures(tmp_path / "figures.json")
    with pytest.raises(SystemExit, match="nothing was measured"):
        gather(tmp_path / "elsewhere")


def test_the_report_says_which_goals_are_reached() -> None:
    """At 300,000 passages the report holds the figures against the goals, and says what is missed."""
    told = report(invented_figures())
    assert "MISSED: search p95 158 ms, goal 150" in told
    assert "reached: one article added in 1.40 s, goal 2" in told
    assert "made vectors" in told


@pytest.mark.parametrize("dark", [True, False])
def test_a_picture_is_drawn(dark: bool) -> None:
    """The figures are drawn as a PNG, of whatever sizes there are."""
    figures = invented_figures()
    picture = draw(figures, dark)
    assert picture.startswith(b"\x89PNG") and len(picture) < 150_000
    one = Figures(figures.machine, figures.embedding, figures.ask_five, figures.sizes[:1])
    assert draw(one, dark).startswith(b"\x89PNG")


@pytest.mark.slow
def test_the_whole_benchmark_runs(tmp_path: Path) -> None:
    """At toy sizes both sides are built, searched, added to and asked, and the corpus stays as it was."""
    articles = invent(12, tmp_path / "real")
    out = tmp_path / "out"
    effort = Effort(warm=3, questions=6, asks=1, adds=1)
    figures = measure(out, articles, (60,), again=False, effort=effort)
    assert figures == read_figures(out / "figures.json")
    (size,) = figures.sizes
    assert (size.articles, size.passages) == (30, 60)
    for side in (size.ours, size.plain):
        assert 0 < side.search_p50 <= side.search_p95
        assert 0.5 < side.found <= 1
        assert 0 < side.add < side.add_cold
        assert side.with_embedding > side.build_seconds > 0
        assert min(side.disk, side.memory.peak, side.build_peak, side.ask_cold, figures.ask_five) > 0
    assert not is_stale(out / "60" / "corpus", out / "60" / "index")
    assert {file.suffix for file in (out / "60" / "corpus").iterdir()} == {".jsonl", ".md"}
    assert not [*(out / "60" / "corpus").glob("added-*"), *(out / "60" / "corpus").glob("new-*")]
    write_pictures(figures, tmp_path / "pictures")
    assert len(list((tmp_path / "pictures").glob("scale-*.png"))) == 2
