"""An answer as a JSON value that gives the whole answer back; pure.

Not the contract of `--json`: this one is for Dateline alone, has every field, and keeps of each article only
what is shown of it and the paragraphs round its quotes.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.answer.types import Answer, Citation

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The paragraphs that a quote stands in: `text[start:end]` is the quote."""

    text: str
    start: int
    end: int


def store_answer(answer: Answer) -> Json:
    """Give an answer as a JSON value."""
    bare = tuple(replace(c, article=replace(c.article, text="")) for c in answer.citations)
    value: Json = _plain(asdict(replace(answer, citations=bare)))
    value["paragraphs"] = {str(c.number): asdict(find_paragraph(c)) for c in answer.citations}
    return value


def restore_answer(value: Mapping[str, Any]) -> tuple[Answer, dict[int, Paragraph]]:
    """Give the answer and the paragraphs of its citations back; the articles have no text.

    A field that an older Dateline did not write takes its default, one that a newer one wrote is left out.
    Raises ValueError where the value is no answer.
    """
    try:
        paragraphs = {int(n): _build(Paragraph, found) for n, found in value["paragraphs"].items()}
        return _build(Answer, value), paragraphs
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"no answer: {error}") from error


def find_paragraph(citation: Citation) -> Paragraph:
    """Cut the paragraphs that a quote stands in out of its article; the quote alone without its text."""
    text, start, end = citation.article.text, citation.start, citation.end
    if text[start:end] != citation.quote:
        return Paragraph(citation.quote, 0, len(citation.quote))
    before = text.rfind("\n\n", 0, start)
    first = 0 if before < 0 else before + 2
    after = text.find("\n\n", end)
    return Paragraph(text[first : len(text) if after < 0 else after], start - first, end - first)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _build(kind: Any, value: Any) -> Any:
    """Build a value of a type out of plain JSON: dataclasses, tuples, dates and what may be None."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, Union):
        return None if value is None else _build(next(k for k in inner if k is not types.NoneType), value)
    if origin is tuple:
        kinds = inner[:1] * len(value) if inner[-1] is ... else inner
        return tuple(_build(each, given) for each, given in zip(kinds, value, strict=True))
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and is_dataclass(kind):
        known = {name: _build(each, value[name]) for name, each in _fields(kind) if name in value}
        return kind(**known)
    return value


@cache
def _fields(kind: type[Any]) -> list[tuple[str, Any]]:
    """List a dataclass's fields with their types; working those out of their text takes milliseconds."""
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]
