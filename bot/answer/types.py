"""What flows from a question to an answer: frozen values, no behaviour beyond what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.article import Article
from index.store.among import Extent


class Kind(StrEnum):
    """What a question asks for."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    WHAT = "what"
    HOW_MANY = "how many"
    HOW_LONG = "how long"
    HOW = "how"
    WHY = "why"
    YES_NO = "yes/no"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim slice of an article: `article.text[start:end] == quote`. `number` is what [1] shows."""

    number: int
    article: Article
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Normal:
    """A value in a form that can be compared.

    type: "date", "quantity", "name", "polarity" or "text".
    start, end, precision: for dates, the inclusive interval and "day", "week", "month", "year" or "range".
    number, unit: for quantities; the unit in singular, "" for a bare count; precision then is "about",
        "at least", "at most", "vague" ("dozens") or None.
    text: for names, polarity and text: the words that are compared, lower case.
    """

    type: str
    start: date | None = None
    end: date | None = None
    precision: str | None = None
    number: float | None = None
    unit: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer that one or more outlets give.

    text: a sentence that a person would sign, e.g. "Sunday, 16 April 2023".
    value: the answer alone, as short as it can be shown.
    outlets: who gives it, as shown to people; an unknown outlet appears as its article's title or id.
    citations: numbers of the citations that hold it up.
    said_by: the person or office whose words they are, as printed; None for the outlet itself.
    planned: the article was printed before what it tells of happened.
    """

    text: str
    value: str
    normal: Normal
    outlets: tuple[str, ...]
    citations: tuple[int, ...]
    said_by: str | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a disagreement."""

    value: str
    outlets: tuple[str, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What outlets tell differently. kind: "conflict", "plan_vs_event" or "opinion"."""

    kind: str
    note: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What outlets tell differently without contradicting each other; it is told as a note.

    kind: "one_outlet" (several cover the event, one tells what is asked) or "translation" (one quote in two
    wordings). citations: numbers of those that it is about.
    """

    kind: str
    note: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A statement of a language model that was not shown. why: what was wrong with it, in a few words."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What asking a language model took. Tokens are None where the provider does not tell.

    cached: the answer was kept from before; seconds and tokens are then those of now, which are none.
    """

    prompt_tokens: int | None
    answer_tokens: int | None
    seconds: float
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    text: the direct sentence, or what abstaining says; never empty.
    notes: further lines for people (what could not be dated, who was not understood); may be empty.
    answerer: "extractive" or "llm:<model>".
    searched: how much was looked through.
    dropped: statements of a language model that did not pass; usage: None where none was asked.
    differences: what outlets tell differently though all of it can be true.
    """

    question: str
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    disagreement: Disagreement | None
    abstained: bool
    answerer: str
    searched: Extent
    notes: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    usage: Usage | None = None
    differences: tuple[Difference, ...] = ()
