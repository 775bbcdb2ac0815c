"""What is kept of a question that was asked: where it came from, its answer, and whether that helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answer.types import Answer
from bot.stored_answer import Paragraph


@dataclass(frozen=True, slots=True)
class Context:
    """Where a question came from.

    place: "server", "dm", "user app" or "terminal". channel_id: for `latest`; None where nothing follows up.
    follows: the ask that it follows up.
    """

    place: str
    channel_id: int | None = None
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and its answer, as they were. at: when, UTC.

    answer: whole, but its articles have no text. paragraphs: what stands round each quote, by its number.
    """

    id: int
    at: datetime
    place: str
    follows: int | None
    answer: Answer
    paragraphs: dict[int, Paragraph]


@dataclass(frozen=True, slots=True)
class Tally:
    """How an answer was found. before: what the same person had said of it; None for nothing."""

    helpful: int
    not_helpful: int
    before: bool | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """One question with what people thought of the answer, for lists."""

    asked: Asked
    tally: Tally
