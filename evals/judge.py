"""Gold questions, and what is wrong with an answer to one."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from evals.data import DataError, Record, read_records
from evals.dates import read_value


class Failure(StrEnum):
    """The ways in which an answer fails."""

    ERROR = "error"
    ABSTAINED = "abstained, though an article answers"
    ANSWERED = "answered, though no article does"
    WRONG = "wrong answer"
    DATE = "date not met"
    UNCITED = "right article not cited"
    QUOTE = "quote not in its file"
    MISSED = "disagreement not told"
    INVENTED = "disagreement told, there is none"
    SIDE = "side of a disagreement not told"


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure of one answer, with what was found instead."""

    failure: Failure
    found: str


@dataclass(frozen=True, slots=True)
class Gold:
    """One question with what a right answer has; evals/README.md tells the fields."""

    id: str
    question: str
    abstain: bool
    disagree: bool
    expect_any: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    cite_any: tuple[str, ...] = ()
    sides: tuple[tuple[str, str], ...] = ()


def read_gold(path: Path) -> tuple[list[Gold], str]:
    """Read a file of gold questions, and a hash of it.

    Raises DataError, which names the line, where one is no gold question, and where there is none at all.
    """
    records, key = read_records([path])
    if not records:
        raise DataError(f"{path} holds no question; evals/README.md has the format")
    return [_read_one(record) for record in records], key


def _read_one(record: Record) -> Gold:
    fields = record.fields
    question = fields.get("question")
    if not isinstance(question, str) or not question.strip():
        raise record.wrong('"question" must be a text')
    # Required: a file of another measure has questions too, and everything would pass on it.
    for name in ("abstain", "disagree"):
        if not isinstance(fields.get(name), bool):
            raise record.wrong(f'"{name}" must be true or false')
    expect, days, cite = (_texts(record, name) for name in ("expect_any", "dates", "cite_any"))
    sides = fields.get("sides") or []
    if not isinstance(sides, list) or not all(_is_side(side) for side in sides):
        raise record.wrong('"sides" must be a list of pairs: an article and an expression')
    for pattern in (*expect, *(side[1] for side in sides)):
        try:
            re.compile(pattern)
        except re.error as error:
            raise record.wrong(f"{pattern!r} is no regular expression ({error})") from error
    for day in days:
        _interval(record, day)
    return Gold(
        id=str(fields.get("id") or f"line {record.number}"),
        question=question,
        abstain=fields["abstain"],
        disagree=fields["disagree"],
        expect_any=expect,
        dates=days,
        cite_any=cite,
        sides=tuple((side[0], side[1]) for side in sides),
    )


def _texts(record: Record, name: str) -> tuple[str, ...]:
    values = record.fields.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise record.wrong(f'"{name}" must be a list of texts')
    return tuple(values)


def _is_side(side: object) -> bool:
    return isinstance(side, list) and len(side) == 2 and all(isinstance(part, str) for part in side)


def _interval(record: Record, day: str) -> None:
    try:
        if read_value(day) is not None:
            return
    except ValueError:
        pass
    raise record.wrong(f"{day!r} is no day, month or year; write 2024-05-14, 2024-05 or 2024")


class Sources:
    """The files that citations point into, as text without white space; each is read once."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._read: dict[str, str] = {}

    def holds(self, path: str, quote: str) -> bool:
        """Tell whether a file of the corpus has these words, white space aside."""
        if path not in self._read:
            self._read[path] = squeeze(read_source(self._corpus / path))
        return squeeze(quote) in self._read[path]


def read_source(path: Path) -> str:
    """Give the words of a file, whatever it escapes them with: a page's markup, a dump's JSON."""
    name = path.name.casefold()
    data = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    text = data.decode("utf-8", "replace")
    if name.endswith((".jsonl", ".jsonl.gz")):
        return "\n".join(_strings(text))
    if name.endswith((".html", ".htm")):
        return html.unescape(re.sub(r"<[^>]*>", "", text))
    return text


def _strings(dump: str) -> Iterator[str]:
    for line in dump.split("\n"):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        for field in value.values() if isinstance(value, dict) else ():
            if isinstance(field, str):
                yield field


def judge(gold: Gold, answer: dict[str, Any], sources: Sources) -> list[Fault]:
    """Say what is wrong with an answer; nothing where all is right.

    answer: as `dateline ask --json` gives it. An answer that abstains, or does not, against what is told is
    judged no further than its quotes and its disagreement: there is nothing to compare.
    """
    return list(_faults(gold, answer, sources))


def _faults(gold: Gold, answer: dict[str, Any], sources: Sources) -> Iterator[Fault]:
    citations = answer["citations"]
    for citation in citations:
        if not sources.holds(citation["path"], citation["quote"]):
            yield Fault(Failure.QUOTE, f"[{citation['n']}] in {citation['path']}: {citation['quote']}")
    found = answer["disagreement"]
    if gold.disagree and found is None:
        yield Fault(Failure.MISSED, answer["answer"])
    elif found is not None and not gold.disagree:
        yield Fault(Failure.INVENTED, found["note"])
    if gold.abstain != answer["abstained"]:
        yield Fault(Failure.ANSWERED if gold.abstain else Failure.ABSTAINED, answer["answer"])
        return
    if gold.expect_any and not any(re.search(want, answer["answer"], re.I) for want in gold.expect_any):
        yield Fault(Failure.WRONG, answer["answer"])
    spans = [claim["normal"] for claim in answer["claims"] if "start" in claim["normal"]]
    for day in gold.dates:
        if not any(_meets(day, span) for span in spans):
            shown = ", ".join(f"{span['start']} to {span['end']}" for span in spans) or "no date"
            yield Fault(Failure.DATE, f"{day} wanted, {shown} found")
    cited = {citation["article"] for citation in citations}
    if gold.cite_any and not cited & set(gold.cite_any):
        yield Fault(Failure.UNCITED, ", ".join(sorted(cited)) or "no citation")
    for article, pattern in gold.sides if found else ():
        numbers = {citation["n"] for citation in citations if citation["article"] == article}
        values = [side["value"] for side in found["positions"] if numbers & set(side["citations"])]
        if not any(re.search(pattern, value, re.I) for value in values):
            yield Fault(Failure.SIDE, f"{article}: {', '.join(values) or 'not among them'}")


def _meets(day: str, span: dict[str, str]) -> bool:
    wanted = read_value(day)
    assert wanted is not None  # read_gold looked
    return span["start"] <= wanted.last.isoformat() and wanted.first.isoformat() <= span["end"]


def squeeze(text: str) -> str:
    """Leave white space out of a comparison."""
    return "".join(text.split())
