"""The reader: spans and their offsets, odd windows, and what a missing or damaged model says.

The network is a stand-in with random scores; what the shipped one finds is for `dateline eval reader`.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

import index
from bot.answer.reader import SPAN_TOKENS, Reader, Reading, Window, heading
from index.errors import ModelError

TOKENIZER = Path(index.__file__).parent / "models" / "all-minilm-l6-v2" / "tokenizer.json"
TOKENS = 288
SAID = (
    "Mayor Orla Finch opened the Harrow Bridge on Tuesday. It cost 40 million crowns, the Vale Courier wrote."
)
ASKED = ("Who opened the Harrow Bridge?", "When was it opened?", "What did it cost?", "Which paper wrote it?")


class Network:
    """Stands in for the ONNX session: each token has random scores of its own. A span from a word of
    `first` to one of `last` (else of `first`) scores high.

    A window is as answerable as the share of the question's tokens that it repeats.
    """

    def __init__(self, tokenizer: Tokenizer, first: str = "", last: str = "") -> None:
        self.scores = np.random.default_rng(7).normal(size=(tokenizer.get_vocab_size(), 2))
        for side, words in enumerate((first, last or first)):
            self.scores[tokenizer.encode(words, add_special_tokens=False).ids, side] = 40.0
        self.widest = 0

    def run(self, outputs: list[str], feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        assert outputs == ["span", "answerable"]
        ids, kinds = feed["input_ids"], feed["token_type_ids"]
        assert ((ids != 0) == (feed["attention_mask"] == 1)).all()
        self.widest = max(self.widest, ids.shape[1])
        rows = zip(ids, kinds, strict=True)
        shares = [float(np.isin(row[(kind == 0) & (row != 0)], row[kind == 1]).mean()) for row, kind in rows]
        return [self.scores[ids].astype(np.float32), np.array(shares, dtype=np.float32)]


def make_reader(first: str = "", last: str = "") -> Reader:
    """A reader with the stand-in network, set up as `Reader.load` does it."""
    tokenizer: Any = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS, strategy="only_second")
    return Reader(Network(tokenizer, first, last), tokenizer, (0.0, 1.0, 0.0), TOKENS)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """One for all tests that don't care which spans score high."""
    return make_reader()


def holds(window: Window, reading: Reading) -> bool:
    """Whether every span of a reading is its own slice of the window's text."""
    spans = (reading, *reading.others)
    return all(one.start >= 0 and window.text[one.start : one.end] == one.text for one in spans)


def test_heading_has_only_what_is_known() -> None:
    """The heading names title and date, and leaves out what is unknown."""
    assert heading("A storm. ", date(2021, 3, 4)) == "A storm. 4 March 2021. "
    assert heading("", date(2021, 3, 4)) == "4 March 2021. "
    assert heading("A storm", None) == "A storm. "
    assert heading("  ", None) == ""


def test_the_loudest_span_is_the_answer() -> None:
    """What the network scores highest is the span, in whole words, at its own place in the text."""
    window = Window(SAID, "The Harrow Bridge", date(2021, 3, 2))
    reading = make_reader("Courier").read("Which paper wrote it?", [window])[0]
    assert (reading.text, reading.start) == ("Courier", SAID.index("Courier"))
    assert reading.span_score > 0.9


def test_each_window_keeps_its_own_score(reader: Reader) -> None:
    """The window that scores highest does so in whatever order the windows come."""
    windows = [
        Window("The orchestra of Lund played for two hours, and nobody left early."),
        Window(SAID),
        Window("Prices of wool fell again in the northern valleys."),
    ]
    for order in (windows, windows[::-1]):
        readings = reader.read("Who opened the Harrow Bridge?", order)
        best = max(range(3), key=lambda n: readings[n].answerable)
        assert order[best].text == SAID


def test_spans_are_slices_of_the_text_alone() -> None:
    """Spans are apart, and slices of the window's own text even where title or date score higher."""
    reader = make_reader("title 2021")
    window = Window(SAID, "Title title title", date(2021, 3, 2))
    for question in ASKED:
        reading = reader.read(question, [window])[0]
        assert holds(window, reading)
        spans = sorted((one.start, one.end) for one in (reading, *reading.others))
        assert len(spans) > 1
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert 0 <= reading.answerable <= 1 and 0 < reading.span_score <= 1


def test_a_span_is_short() -> None:
    """No span is longer than the limit, even where its two ends score high only far apart."""
    window = Window("Start " + "and the band marched on " * 40 + "finish.")
    reading = make_reader("start", "finish").read("What did the band do?", [window])[0]
    assert len(reading.text.split()) <= SPAN_TOKENS


def test_focus_keeps_the_span_inside() -> None:
    """Where a focus is given, the best span begins inside it, even where another scores higher."""
    start = SAID.index("It cost")
    reader = make_reader("Finch")
    assert reader.read(ASKED[0], [Window(SAID)])[0].text == "Finch"
    assert reader.read(ASKED[0], [Window(SAID, focus=(start, len(SAID)))])[0].start >= start


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x01\x02", "\u200b\ufeff"])
def test_an_empty_window_is_an_empty_reading(reader: Reader, text: str) -> None:
    """A window with nothing to read gives an empty span that answers nothing, and leaves the others alone."""
    readings = reader.read("Who opened the Harrow Bridge?", [Window(text), Window(SAID)])
    assert readings[0] == Reading(0, 0, 0.0, 0.0, "")
    assert readings[1].text and holds(Window(SAID), readings[1])


def test_no_windows_and_no_question(reader: Reader) -> None:
    """No window gives no reading; a question without words is answered by nothing."""
    assert reader.read("Who?", []) == []
    assert reader.read("  ", [Window(SAID)])[0].answerable == 0


def test_a_window_of_ten_thousand_tokens() -> None:
    """A window far longer than the model sees is read from its start, with offsets that hold."""
    reader = make_reader()
    window = Window(SAID + " The valley was quiet after the snow." * 1300)
    reading = reader.read("Who opened the Harrow Bridge?", [window])[0]
    assert holds(window, reading)
    assert reading.end < 4000
    assert reader._session.widest == TOKENS


def test_a_question_of_ten_thousand_characters() -> None:
    """A question longer than the model sees is cut, and the window is still read."""
    reader = make_reader()
    window = Window(SAID, "t" * 5000)
    for question in ("Who opened the Harrow Bridge? " * 400, "谁为大桥揭幕" * 2000, "한" * 9999):
        reading = reader.read(question, [window])[0]
        assert reading.text and holds(window, reading)
        assert reader._session.widest <= TOKENS


@pytest.mark.parametrize(
    "text",
    [
        "Mayor\x00 Orla\x07 Finch\u202e opened\x1b[31m the bridge\x7f on Tuesday.",
        "Die Bürgermeisterin Orla Finch eröffnete die Brücke am Dienstag.",
        "Мэр Орла Финч открыла мост во вторник.",
        "市长于星期二为大桥揭幕。",
        "رئيسة البلدية افتتحت الجسر يوم الثلاثاء.",
        "Orla \ud800 Finch opened \udfff the bridge.",
        "🌉👩🏽‍⚖️ Finch opened it 🎉 on Tuesday e\u0301te\u0301",
    ],
)
def test_odd_text_keeps_its_offsets(reader: Reader, text: str) -> None:
    """Control characters, other scripts, lone surrogates and emoji are read, and offsets hold."""
    window = Window(text, text, date(2021, 3, 2))
    for question in ("Who opened the bridge?", "¿Quién abrió el puente?", "谁为大桥揭幕？", "\ud800?"):
        reading = reader.read(question, [window])[0]
        assert reading.text and holds(window, reading)


def test_many_windows_keep_their_order(reader: Reader) -> None:
    """Windows of all lengths come back in their order, each read as it is read alone."""
    windows = [
        Window(f"Captain Reed number {n} sailed on Monday. " + "It rained. " * (n % 7)) for n in range(40)
    ]
    together = reader.read("Who sailed on Monday?", windows)
    for number in (0, 13, 39):
        assert together[number] == reader.read("Who sailed on Monday?", [windows[number]])[0]


FILES = ("model.int8.onnx", "tokenizer.json", "reader.json")


def write_folder(folder: Path) -> Path:
    """A folder that is whole but for its network, which is no ONNX model at all."""
    (folder / FILES[0]).write_bytes(b"\xff" * 500)
    (folder / FILES[1]).write_bytes(TOKENIZER.read_bytes())
    (folder / FILES[2]).write_text(json.dumps({"weights": [0, 1, 0], "tokens": TOKENS}))
    sums = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES)
    (folder / "SHA256SUMS").write_text("".join(sums))
    return folder


@pytest.mark.parametrize("name", [*FILES, "SHA256SUMS"])
def test_a_missing_file_says_how_to_get_it(tmp_path: Path, name: str) -> None:
    """Without one of its files the reader names it and says in one line how to get it."""
    (write_folder(tmp_path) / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} is missing.*git checkout -- index") as caught:
        Reader.load(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [*FILES, "SHA256SUMS"])
def test_a_damaged_file_says_how_to_get_it(tmp_path: Path, name: str) -> None:
    """A file that was cut off or overwritten is one line that says how to get it."""
    path = write_folder(tmp_path) / name
    path.write_bytes(path.read_bytes()[:9] + b"\xff")
    with pytest.raises(ModelError, match=rf"{name} is damaged.*git checkout -- index") as caught:
        Reader.load(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    """What has its right checksum and is no ONNX model gives one line too."""
    with pytest.raises(ModelError, match="onnxruntime cannot load") as caught:
        Reader.load(write_folder(tmp_path))
    assert "\n" not in str(caught.value)
