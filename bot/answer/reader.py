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
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError

MODEL = Path(str(files("index") / "models" / "reader"))
"""Where the reader that comes with Dateline lies."""

SPAN_TOKENS = 30
ALTERNATIVES = 3
BATCH_TOKENS = 2048
_QUESTION_CHARS = 400
_QUESTION_TOKENS = 80
_TITLE_CHARS = 160
_CHARS_A_TOKEN = 16  # more than any text needs: what lies further is cut off before tokenising
_FILES = ("model.onnx", "tokenizer.json", "reader.json")


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
        self._tokenizer = tokenizer
        self._weights = weights
        self.tokens = tokens

    @classmethod
    def load(cls, folder: Path = MODEL) -> Reader:
        """The reader in a folder as training/export_reader.py writes it (model.onnx, tokenizer.json, …).

        Raises ModelError where a file is missing or damaged.
        """
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelError(f"The reader's file is missing: {folder / name}. {_REMEDY}")
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            facts = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            w0, w1, w2 = (float(weight) for weight in facts["weights"])
            tokens = int(facts["tokens"])
            size = (folder / "model.onnx").stat().st_size
            if size != int(facts["bytes"]):
                raise ModelError(
                    f"The reader's model is damaged: {folder / 'model.onnx'} has {size} bytes, "
                    f"not {facts['bytes']}. {_REMEDY}"
                )
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except ModelError:
            raise
        except Exception as error:  # onnxruntime and tokenizers raise their own kinds, and bare Exception
            raise ModelError(
                f"The reader in {folder} cannot be loaded ({_first_line(error)}). {_REMEDY}"
            ) from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(tokens, strategy="only_second")
        return cls(session, tokenizer, (w0, w1, w2), tokens)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One Reading a window, in their order. Long windows are read as far as the model sees (`tokens`)."""
        asked = self._clip(_plain(question))
        rows: list[tuple[int, Any, int]] = []
        for number, window in enumerate(windows):
            if window.text.strip() and asked:
                head = heading(_plain(window.title)[:_TITLE_CHARS], window.published)
                text = _plain(window.text[: self.tokens * _CHARS_A_TOKEN])
                rows.append((number, self._tokenizer.encode(asked, head + text), len(head)))
        rows.sort(
            key=lambda row: len(row[1].ids)
        )  # windows of like length share a batch, or padding eats the time
        readings = [Reading(0, 0, 0.0, 0.0, "")] * len(windows)
        batch: list[tuple[int, Any, int]] = []
        for row in rows:
            if batch and (len(batch) + 1) * len(row[1].ids) > BATCH_TOKENS:
                self._run(batch, windows, readings)
                batch = []
            batch.append(row)
        if batch:
            self._run(batch, windows, readings)
        return readings

    def _clip(self, question: str) -> str:
        """The question, cut where it would leave no room for the window."""
        question = question[:_QUESTION_CHARS].strip()
        # As the second text, which may be cut off: a first one that is too long is an error.
        offsets = self._tokenizer.encode("", question, add_special_tokens=False).offsets
        return question[: offsets[_QUESTION_TOKENS][0]] if len(offsets) > _QUESTION_TOKENS else question

    def _run(
        self, batch: list[tuple[int, Any, int]], windows: Sequence[Window], readings: list[Reading]
    ) -> None:
        width = max(len(enc.ids) for _, enc, _ in batch)
        ids, mask, kinds = (np.zeros((len(batch), width), dtype=np.int64) for _ in range(3))
        for row, (_, enc, _) in enumerate(batch):
            ids[row, : len(enc.ids)] = enc.ids
            mask[row, : len(enc.ids)] = 1
            kinds[row, : len(enc.ids)] = enc.type_ids
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
        span, answerable = self._session.run(["span", "answerable"], feed)
        for row, (number, enc, head) in enumerate(batch):
            readings[number] = self._reading(windows[number], enc, head, span[row], float(answerable[row]))

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


_REMEDY = "Install Dateline again, or in a clone run `git checkout -- index/models`."


def read_trained(folder: Path = MODEL) -> frozenset[str]:
    """The QAMR documents that a reader learned from, which are no measure of it.

    Raises ModelError where the list is missing.
    """
    path = folder / "trained.txt"
    try:
        return frozenset(path.read_text(encoding="utf-8").split())
    except OSError as error:
        raise ModelError(f"The reader's file is missing: {path}. {_REMEDY}") from error


def _plain(text: str) -> str:
    """The text with what no tokenizer takes (lone surrogates) replaced one for one, so that offsets hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
