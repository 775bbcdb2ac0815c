"""A model's answer as text -> what it states; whatever is not of the form is passed over. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.answer.statements.judging import Backing

MOST_STATEMENTS = 12
MOST_BACKINGS = 8
MOST_POSITIONS = 24
_DECODER = json.JSONDecoder()
_MARKS = re.compile(r"\s*[\[(【](?:\d{1,3}|[A-Z]\w{5,8})(?:\s*,\s*(?:\d{1,3}|[A-Z]\w{5,8}))*[\])】]")


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as a model made it, with what it names to hold it up."""

    text: str
    backings: tuple[Backing, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The answer that a passage gives, as a model reads it."""

    value: str
    backing: Backing


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model answers. answered: False where it found no answer in the passages."""

    answered: bool
    statements: tuple[Stated, ...]
    positions: tuple[Placed, ...]


def read_draft(text: str) -> Draft | None:
    """Read an answer, prose or a code fence around it aside; None where it holds no object of the form."""
    for value in _objects(text):
        if isinstance(value, dict) and ("statements" in value or "answered" in value):
            statements = tuple(s for item in _some(value.get("statements")) if (s := read_stated(item)))
            positions = tuple(p for item in _some(value.get("positions")) if (p := _read_placed(item)))
            answered = bool(statements) and value.get("answered") is not False
            return Draft(answered, statements[:MOST_STATEMENTS], positions[:MOST_POSITIONS])
    return None


def read_question(text: str) -> str | None:
    """Read the question that a follow-up was made; None where there is none."""
    for value in _objects(text):
        if isinstance(value, dict) and isinstance(value.get("question"), str):
            return " ".join(value["question"].split()) or None
    return None


class Scanner:
    """Finds the statements of an answer that is still coming in, each as soon as it is whole."""

    def __init__(self) -> None:
        self._text = ""
        self._at: int | None = None
        self.found: list[Stated] = []

    def feed(self, piece: str) -> list[Stated]:
        """Take the next piece of the answer; give the statements that it completes."""
        self._text += piece
        if self._at is None:
            opening = re.search(r'"statements"\s*:\s*\[', self._text)
            if opening is None:
                return []
            self._at = opening.end()
        new = []
        while len(self.found) < MOST_STATEMENTS:
            start = re.compile(r"[\s,]*(?=\{)").match(self._text, self._at)
            if start is None:
                break
            try:
                value, end = _DECODER.raw_decode(self._text, start.end())
            except (ValueError, RecursionError):
                break
            self._at = end
            stated = read_stated(value)
            if stated:
                new.append(stated)
                self.found.append(stated)
        return new


def _objects(text: str) -> Iterator[Any]:
    """Give the JSON objects in a text, the outermost ones, in order."""
    at, tries = text.find("{"), 0
    while at >= 0 and tries < 50:
        tries += 1
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            continue
        yield value
        at = text.find("{", end)


def read_stated(item: Any) -> Stated | None:
    """Read one statement; marks such as "[9]" in its text are taken out, for code makes the citations."""
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return None
    text = " ".join(_MARKS.sub("", item["text"]).split())
    backings = [b for one in _some(item.get("evidence")) if (b := _read_backing(one))]
    return Stated(text, tuple(backings[:MOST_BACKINGS])) if text else None


def _read_placed(item: Any) -> Placed | None:
    backing = _read_backing(item)
    if backing is None or not isinstance(item.get("value"), str) or not item["value"].strip():
        return None
    return Placed(" ".join(_MARKS.sub("", item["value"]).split()), backing)


def _read_backing(item: Any) -> Backing | None:
    if not isinstance(item, dict) or not isinstance(item.get("quote"), str):
        return None
    return Backing(str(item.get("key", "")).strip(" []<>"), item["quote"])


def _some(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
