"""The reader's order of passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.reader import Reading, Window
from bot.answer.second_opinion.reranking import READ, rerank
from index.article import Article, Passage
from index.search import Hit


def _hit(number: int, score: float) -> Hit:
    text = f"Passage {number}."
    article = Article(
        id=f"a{number}", path=f"a{number}.md", outlet=None, via=None, title="", authors=(), published=None,
        url=None, text="",
    )  # fmt: skip
    return Hit(Passage(f"p{number}", article.id, 0, len(text), text), article, score)


def test_the_reader_turns_the_order() -> None:
    """A passage that the reader takes for the answer passes one that shares words, and says how likely."""

    def read(question: str, windows: Sequence[Window]) -> list[Reading]:
        return [Reading(0, 1, 1.0, 0.9 if "2" in window.text else 0.1, "P") for window in windows]

    turned = rerank("Which one?", [_hit(1, 0.6), _hit(2, 0.4)], read)
    assert [hit.article.id for hit in turned] == ["a2", "a1"]
    assert [hit.reader for hit in turned] == [0.9, 0.1]


def test_the_reader_is_given_a_sentence_and_its_neighbours() -> None:
    """Of a passage the reader sees the sentence that it was found for, and the ones beside it."""
    seen: list[str] = []

    def read(question: str, windows: Sequence[Window]) -> list[Reading]:
        seen.extend(window.text for window in windows)
        return [Reading(0, 0, 0.0, 0.0, "")] * len(windows)

    text = "One left. Two came back. Three waited. Four slept. Five sang."
    start = 100 + text.index("Three")
    hit = replace(_hit(1, 0.5), passage=Passage("p", "a1", 100, 100 + len(text), text))
    rerank("Who waited?", [replace(hit, sentence=(start, start + len("Three waited.")))], read)
    assert seen == ["Two came back. Three waited. Four slept."]


def test_only_the_first_are_read() -> None:
    """What stands far down is not read, keeps its place below an answer, and has no probability."""
    counted: list[int] = []

    def read(question: str, windows: Sequence[Window]) -> list[Reading]:
        counted.append(len(windows))
        return [Reading(0, 0, 0.0, 0.0, "")] * len(windows)

    hits = [_hit(number, 0.9 - number / 100) for number in range(READ + 3)]
    turned = rerank("Which one?", hits, read)
    assert counted == [READ]
    assert [hit.article.id for hit in turned] == [hit.article.id for hit in hits]
    assert [hit.reader is None for hit in turned] == [False] * READ + [True] * 3


def test_nothing_found_is_nothing_read() -> None:
    """No hits give no hits."""
    assert rerank("Which one?", [], lambda question, windows: []) == []
