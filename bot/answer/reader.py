"""The reader: a small cross-encoder that finds the answer in a window of an article, or says it isn't there.

    reader = Reader.load()
    reader.read("When did the ferry sink?", [Window("The ferry sank on Monday.", title="Storm")])

How: each window is read together with the question, "[CLS] question [SEP] title. date. window [SEP]"; the
model gives every token a score for starting and ending the answer, [CLS] standing for "no answer", and one
score for whether the window answers at all. The last two, weighed as in reader.json (fitted on questions
kept from training), are the probability in `Reading.answerable`. A span is always inside the window's own
text, so it can be quoted.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import count_cores
from index.embedding.model_files import check_file, read_sums
from index.embedding.onnx import open_model

MODEL = Path(str(files("index") / "models" / "reader"))
"""Where the reader that comes with Dateline lies."""

SPAN_TOKENS = 30
ALTERNATIVES = 3
_QUESTION_CHARS = 400
_QUESTION_TOKENS = 80
_TITLE_CHARS = 160
_CHARS_A_TOKEN = 16  # more than any text needs: what lies further is cut off before tokenising
_FILES = ("model.int8.onnx", "tokenizer.json", "reader.json")
TRAINED = "trained.txt"


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of an article, and what its reader knows of the article.

    focus: character offsets in `text`; where given, only spans that begin inside are considered.
    """

    text: str
    title: str = ""
    published: date | None = None
    focus: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """`window.text[start:end] == text`. score: 0..1, its share among all of the window's spans."""

    start: int
    end: int
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The best span of a window, and how likely the window answers the question (0..1, calibrated).

    An empty window reads as an empty span with answerable 0.
    others: further spans, apart from the first, best first.
    raw: the two scores behind `answerable` (a logit, and the span's lead over "no answer"), to calibrate.
    """

    start: int
    end: int
    span_score: float
    answerable: float
    text: str
    others: tuple[Span, ...] = ()
    raw: tuple[float, float] = (0.0, 0.0)


def heading(title: str, published: date | None) -> str:
    """What the reader sees before a window's text: "Title. 4 March 2021. ", or less where less is known."""
    parts = [" ".join(title.split()).rstrip(".")] if title.strip() else []
    if published is not None:
        parts.append(f"{published.day} {published:%B} {published.year}")
    return "".join(f"{part}. " for part in parts)


class Reader:
    """Reads windows with an ONNX model; `Reader.load` takes one from its folder."""

    def __init__(
        self, session: Any, tokenizer: Any, weights: tuple[float, float, float], tokens: int
    ) -> None:
        self._session = session
        tokenizer.no_padding()
        tokenizer.enable_truncation(tokens, strategy="only_second")
        self._tokenizer = tokenizer
        self._weights = weights
        self.tokens = tokens

    @classmethod
    def load(cls, folder: Path = MODEL) -> Reader:
        """The reader in a folder as training/export_reader.py writes it; takes about a tenth of a second.

        Raises ModelError where a file is missing or damaged.
        """
        sums = read_sums(folder, _FILES)
        model, words, facts = (check_file(folder, name, sums) for name in _FILES)
        from tokenizers import Tokenizer

        session = open_model(model)
        told = json.loads(facts.read_text(encoding="utf-8"))
        w0, w1, w2 = (float(weight) for weight in told["weights"])
        return cls(session, Tokenizer.from_file(str(words)), (w0, w1, w2), int(told["tokens"]))

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One Reading a window, in their order. Long windows are read as far as the model sees (`tokens`)."""
        asked = self._clip(_plain(question))
        rows = []
        for number, window in enumerate(windows):
            if window.text.strip() and asked:
                head = heading(_plain(window.title)[:_TITLE_CHARS], window.published)
                text = _plain(window.text[: self.tokens * _CHARS_A_TOKEN])
                rows.append((number, self._tokenizer.encode(asked, head + text), len(head)))
        readings = [Reading(0, 0, 0.0, 0.0, "")] * len(windows)

        def run(row: tuple[int, Any, int]) -> None:
            number, encoded, head = row
            readings[number] = self._run(windows[number], encoded, head)

        if len(rows) < 2:
            for row in rows:
                run(row)
            return readings
        from concurrent.futures import ThreadPoolExecutor

        # The longest first, so that no core is left alone with one at the end.
        with ThreadPoolExecutor(count_cores()) as pool:
            list(pool.map(run, sorted(rows, key=lambda row: -len(row[1].ids))))
        return readings

    def _clip(self, question: str) -> str:
        """The question, cut where it would leave no room for the window."""
        question = question[:_QUESTION_CHARS].strip()
        # As the second text, which may be cut off: a first one that is too long is an error.
        offsets = self._tokenizer.encode("", question, add_special_tokens=False).offsets
        return question[: offsets[_QUESTION_TOKENS][0]] if len(offsets) > _QUESTION_TOKENS else question

    def _run(self, window: Window, encoded: Any, head: int) -> Reading:
        ids, kinds = (np.array([numbers], np.int64) for numbers in (encoded.ids, encoded.type_ids))
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": kinds}
        span, answerable = self._session.run(["span", "answerable"], feed)
        return self._reading(window, encoded, head, span[0], float(answerable[0]))

    def _reading(self, window: Window, enc: Any, head: int, span: np.ndarray, answerable: float) -> Reading:
        places = [n for n, (kind, (start, end)) in enumerate(zip(enc.sequence_ids, enc.offsets, strict=True))
                  if kind == 1 and start >= head and end > start]  # fmt: skip
        if not places:
            return Reading(0, 0, 0.0, 0.0, "")
        offsets = [(enc.offsets[n][0] - head, enc.offsets[n][1] - head) for n in places]
        starts, ends = span[places, 0].astype(np.float64), span[places, 1].astype(np.float64)
        total = starts[:, None] + ends[None, :]
        gap = np.arange(len(places))[None, :] - np.arange(len(places))[:, None]
        total = np.where((gap >= 0) & (gap < SPAN_TOKENS), total, -np.inf)
        if window.focus is not None:
            inside = [window.focus[0] <= start < window.focus[1] for start, _ in offsets]
            if any(inside):
                total = np.where(np.array(inside)[:, None], total, -np.inf)
        best = float(total.max())
        share = np.exp(total - best)
        share /= share.sum()
        found: list[Span] = []
        for flat in np.argsort(total, axis=None)[::-1][:200]:
            first, last = divmod(int(flat), len(places))
            if share[first, last] <= 0 or len(found) == ALTERNATIVES:
                break
            start, end = _whole_words(window.text, offsets[first][0], offsets[last][1])
            if all(end <= other.start or other.end <= start for other in found):
                found.append(Span(start, end, float(share[first, last]), window.text[start:end]))
        w0, w1, w2 = self._weights
        lead = best - float(span[0, 0] + span[0, 1])
        likely = float(1 / (1 + np.exp(-(w0 + w1 * answerable + w2 * lead))))
        top = found[0]
        return Reading(top.start, top.end, top.score, likely, top.text, tuple(found[1:]), (answerable, lead))


class ShippedReader:
    """The reader that comes with Dateline, loaded by the first question that needs it; threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader: Reader | None = None

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Read as `Reader.read` does. Raises ModelError where the model is missing or damaged."""
        with self._lock:
            if self._reader is None:
                self._reader = Reader.load()
        return self._reader.read(question, windows)


def read_trained(folder: Path = MODEL) -> frozenset[str]:
    """The QAMR documents that a reader learned from, which are no measure of it.

    Raises ModelError where the list is missing.
    """
    path = check_file(folder, TRAINED, read_sums(folder, (TRAINED,)))
    return frozenset(path.read_text(encoding="utf-8").split())


def _plain(text: str) -> str:
    """The text with what no tokenizer takes (lone surrogates) replaced one for one, so that offsets hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
