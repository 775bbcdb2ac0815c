"""The reader that comes with Dateline: what it finds in invented news, and what it does with odd input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from bot.answer.reader import MODEL, Reader, Window, read_trained

STORY = (
    "Mayor Ada Brook opened the Quarry Bridge in Eastfell on 4 May 2021. The bridge cost 40 million crowns. "
    "Her deputy, Tom Moss, stayed away because of a cold."
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    yield Reader.load()


def test_the_files_are_those_that_were_shipped() -> None:
    """Every file has the checksum that SHA256SUMS tells."""
    lines = (MODEL / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line.split()[1] for line in lines} == {path.name for path in MODEL.iterdir()} - {"SHA256SUMS"}
    for line in lines:
        told, name = line.split()
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == told, name


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When did Ada Brook open the Quarry Bridge?", "4 May 2021"),
        ("How much did the bridge cost?", "40 million"),
        ("Who opened the Quarry Bridge?", "Ada Brook"),
    ],
)
def test_it_finds_the_words_that_answer(reader: Reader, question: str, answer: str) -> None:
    """The span holds the answer, and the window is more likely to answer than not."""
    (reading,) = reader.read(question, [Window(STORY)])
    assert answer in reading.text
    assert STORY[reading.start : reading.end] == reading.text
    assert reading.answerable > 0.5


@pytest.mark.parametrize(
    ("asked", "missed"),
    [
        ("When did Ada Brook open the Quarry Bridge?", "When did Tom Moss open the Quarry Bridge?"),
        ("When did Ada Brook open the Quarry Bridge?", "When did Ada Brook open the Harbour Tunnel?"),
        ("How much did the bridge cost?", "Who designed the bridge?"),
    ],
)
def test_a_near_miss_is_less_likely(reader: Reader, asked: str, missed: str) -> None:
    """A question that differs in a person, a thing or what is asked for is less likely to be answered."""
    (told,), (not_told,) = reader.read(asked, [Window(STORY)]), reader.read(missed, [Window(STORY)])
    assert not_told.answerable < told.answerable


def test_odd_input_is_read(reader: Reader) -> None:
    """Nothing, far too much, control characters and another language give readings whose spans are slices."""
    odd = ["", " \n\t", "word " * 10_000, "Ada\x00\x1b[31m Brook\u202e resigned\u200b.", "\ud800 text"]
    for question in ("When did Ada Brook resign?", "¿Cuándo dimitió Ada Brook?", "", "?" * 6_000):
        for text, reading in zip(odd, reader.read(question, [Window(text) for text in odd]), strict=True):
            assert text[reading.start : reading.end] == reading.text
            assert 0.0 <= reading.answerable <= 1.0


def test_what_it_learned_from_is_listed() -> None:
    """The documents that it learned from are named, so that measuring can leave them out."""
    assert len(read_trained()) > 100
