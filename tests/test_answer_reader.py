"""bot/answer/reader.py: spans and their offsets, odd windows, and what a missing model says."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import index
from bot.answer.reader import SPAN_TOKENS, Reader, Reading, Window, heading
from index.errors import ModelError

SHIPPED = Path(index.__file__).parent / "models" / "reader"
SAID = (
    "Mayor Orla Finch opened the Harrow Bridge on Tuesday. It cost 40 million crowns, the Vale Courier wrote."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    if not (SHIPPED / "model.onnx").is_file():
        pytest.skip("no reader is shipped yet: training/README.md tells how to make one")
    return Reader.load()


def holds(window: Window, reading: Reading) -> bool:
    """Whether every span of a reading is its own slice of the window's text."""
    return all(window.text[one.start : one.end] == one.text for one in (reading, *reading.others))


def test_heading_has_only_what_is_known() -> None:
    """The heading names title and date, and leaves out what is unknown."""
    assert heading("A storm. ", date(2021, 3, 4)) == "A storm. 4 March 2021. "
    assert heading("", date(2021, 3, 4)) == "4 March 2021. "
    assert heading("A storm", None) == "A storm. "
    assert heading("  ", None) == ""


def test_finds_who_and_when(reader: Reader) -> None:
    """A plain sentence answers who did it and when."""
    window = Window(SAID, "Bridge opens", date(2021, 3, 4))
    who, when = (
        reader.read(f"{word} the Harrow Bridge?", [window])[0]
        for word in ("Who opened", "When did Mayor Orla Finch open")
    )
    assert "Finch" in who.text
    assert "Tuesday" in when.text


def test_a_window_that_answers_scores_above_one_that_does_not(reader: Reader) -> None:
    """Of several windows, the one with the answer is the most answerable, in whatever order they come."""
    windows = [
        Window("The orchestra of Lund played for two hours, and nobody left early."),
        Window(SAID),
        Window("Prices of wool fell again in the northern valleys."),
    ]
    for order in (windows, windows[::-1]):
        readings = reader.read("Who opened the Harrow Bridge?", order)
        best = max(range(3), key=lambda n: readings[n].answerable)
        assert order[best].text == SAID


def test_another_name_is_less_answerable(reader: Reader) -> None:
    """A question that names somebody else than the window does is less answerable than the true one."""
    asked = [
        "When did Orla Finch open the Harrow Bridge?",
        "When did Tobias Ketteridge open the Harrow Bridge?",
    ]
    true, false = (reader.read(question, [Window(SAID)])[0].answerable for question in asked)
    assert true > false


def test_spans_are_slices_of_the_text_alone(reader: Reader) -> None:
    """Spans are slices of the window's own text, never of its title or date, and do not overlap."""
    window = Window(SAID, "Harrow Bridge opened by Orla Finch on Tuesday", date(2021, 3, 2))
    for question in (
        "Who opened the bridge?",
        "When was it opened?",
        "What did it cost?",
        "Which paper wrote it?",
    ):
        reading = reader.read(question, [window])[0]
        assert holds(window, reading)
        spans = sorted((one.start, one.end) for one in (reading, *reading.others))
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert 0 <= reading.answerable <= 1 and 0 < reading.span_score <= 1


def test_a_span_is_short(reader: Reader) -> None:
    """No span is longer than the limit, even where a window has no stop at all."""
    window = Window("and the band marched on " * 40)
    assert len(reader.read("What did the band do?", [window])[0].text.split()) <= SPAN_TOKENS


def test_focus_keeps_the_span_inside(reader: Reader) -> None:
    """Where a focus is given, the best span begins inside it."""
    start = SAID.index("It cost")
    window = Window(SAID, focus=(start, len(SAID)))
    assert reader.read("Who opened the Harrow Bridge?", [window])[0].start >= start


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x01\x02", "\u200b\ufeff"])
def test_an_empty_window_is_an_empty_reading(reader: Reader, text: str) -> None:
    """A window with nothing to read gives an empty span that answers nothing, and leaves the others alone."""
    readings = reader.read("Who opened the Harrow Bridge?", [Window(text), Window(SAID)])
    assert readings[0] == Reading(0, 0, 0.0, 0.0, "")
    assert "Finch" in readings[1].text


def test_no_windows_and_no_question(reader: Reader) -> None:
    """No window gives no reading; a question without words is answered by nothing."""
    assert reader.read("Who?", []) == []
    assert reader.read("  ", [Window(SAID)])[0].answerable == 0


def test_a_window_of_ten_thousand_tokens(reader: Reader) -> None:
    """A window far longer than the model sees is read from its start, with offsets that hold."""
    window = Window(SAID + " The valley was quiet after the snow." * 1300)
    reading = reader.read("Who opened the Harrow Bridge?", [window])[0]
    assert holds(window, reading)
    assert reading.end < 4000


def test_a_question_of_ten_thousand_characters(reader: Reader) -> None:
    """A question longer than the model sees is cut, and the window is still read."""
    window = Window(SAID, "t" * 5000)
    reading = reader.read("Who opened the Harrow Bridge? " * 400, [window])[0]
    assert reading.text and holds(window, reading)


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
        assert holds(window, reader.read(question, [window])[0])


def test_many_windows_keep_their_order(reader: Reader) -> None:
    """Windows of all lengths come back in their order, each read as it is read alone."""
    windows = [
        Window(f"Captain Reed number {n} sailed on Monday. " + "It rained. " * (n % 7)) for n in range(40)
    ]
    together = reader.read("Who sailed on Monday?", windows)
    for number in (0, 13, 39):
        alone = reader.read("Who sailed on Monday?", [windows[number]])[0]
        assert together[number].text == alone.text
        assert together[number].answerable == pytest.approx(alone.answerable, abs=0.1)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "reader.json"])
@pytest.mark.usefixtures("reader")
def test_a_missing_file_says_how_to_get_it_back(tmp_path: Path, name: str) -> None:
    """Without one of its files the reader names it and says how to get it back."""
    shutil.copytree(SHIPPED, tmp_path / "reader")
    (tmp_path / "reader" / name).unlink()
    with pytest.raises(ModelError, match=rf"missing.*{name}.*git checkout") as caught:
        Reader.load(tmp_path / "reader")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "reader.json"])
@pytest.mark.parametrize("same_size", [False, True])
@pytest.mark.usefixtures("reader")
def test_a_damaged_file_says_how_to_get_it_back(tmp_path: Path, name: str, same_size: bool) -> None:
    """A file that was cut off or overwritten is one line that says how to get it back."""
    shutil.copytree(SHIPPED, tmp_path / "reader")
    file = tmp_path / "reader" / name
    file.write_bytes(b"\xff" * (file.stat().st_size if same_size else 100))
    with pytest.raises(ModelError, match=r"git checkout") as caught:
        Reader.load(tmp_path / "reader")
    assert "\n" not in str(caught.value)


def test_without_any_model_it_says_how_to_get_it_back(tmp_path: Path) -> None:
    """A folder with no model at all is one line that names the file and says how to get it back."""
    with pytest.raises(ModelError, match=r"missing.*model\.onnx.*git checkout"):
        Reader.load(tmp_path)
