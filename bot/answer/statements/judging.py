"""Whether a statement of a language model stands: by what it quotes, and nothing else; pure.

Each passage that it cites has to be one that it was given, each quote has to stand there word for word, and
the sentence quoted has to hold the statement up: its dates, its numbers, its names, and what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answer.language.sentence import Sentence
from bot.answer.statements.facts import Ground, find_missing, is_only_planned, put_names
from bot.answer.statements.quotes import LEAST, locate
from bot.answer.statements.support import LEXICAL, Entailment
from index.article import Article, TimeExpression
from index.searching.outlets import find_outlets, name_aliases
from index.sentences import split_sentences

LONGEST_STATEMENT = 600  # characters
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget)\b[^.]{0,40}\b(?:instruction|prompt|rule|above|previous)"
    r"|\bsystem\s*(?:prompt|:)|\b(?:you are|act as|pretend)\b[^.]{0,30}\b(?:assistant|model|ai)\b"
    r"|\bcite\b[^.]{0,20}(?:\[\d|everything|only)|\b(?:respond|reply|answer)\s+(?:only\s+)?with\b"
    r"|</?\w+>|<\||\[/?INST\]|<<<|>>>"
    r"|<!--|\b(?:language models?|assistants?)\b[^.]{0,40}:|\bmodels?\b[^.]{0,40}\banswer|^assistant:"
    "|[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]",
    re.I,
)


class Why(StrEnum):
    """Why a statement is dropped."""

    EMPTY = "says nothing, or too much at once"
    UNQUOTED = "quotes nothing"
    UNKNOWN = "cites a passage that was not given"
    FABRICATED = "fabricated quote: it stands in no passage"
    MISATTRIBUTED = "misattributed quote: it stands in another passage than the one cited"
    UNSUPPORTED = "not held up by its quote"
    INSTRUCTION = "repeats an instruction out of an article"
    ASIDE = "does not answer the question"


@dataclass(frozen=True, slots=True)
class Given:
    """A passage as it was given to a model: article.text[start:end]. times: the whole article's."""

    article: Article
    start: int
    end: int
    times: tuple[TimeExpression, ...]


@dataclass(frozen=True, slots=True)
class Backing:
    """What a model names to hold a statement up: the key of a passage and words out of it."""

    key: str
    quote: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left of a statement: the sentences that hold it up; why nothing does, "" where some do."""

    sentences: tuple[Sentence, ...]
    why: str


Asked = Callable[[Sentence, str], bool]
"""Tells whether a sentence, or the statement that it holds up, is about what was asked."""


def judge(
    statement: str,
    backings: Sequence[Backing],
    given: Mapping[str, Given],
    is_asked: Asked | None = None,
    check: Entailment = LEXICAL,
) -> Verdict:
    """Judge a statement of a model by the quotes that it names.

    given: the passages by their keys. is_asked: None where nothing was asked. Every quote is judged by
    itself; those that do not hold the statement up are struck, and it stands while one does.
    """
    if not statement.strip() or len(statement) > LONGEST_STATEMENT:
        return Verdict((), Why.EMPTY)
    kept: list[Sentence] = []
    reasons: list[str] = []
    for backing in backings:
        if backing.key not in given:
            reasons.append(Why.UNKNOWN)
            continue
        found = list(quoted(backing.quote, given[backing.key]))
        if not found:
            reasons.append(_missed(backing.quote, given))
            continue
        times = given[backing.key].times
        whys = [_why_not(statement, Ground(s, times), given, is_asked, check) for s in found]
        kept += [s for s, why in zip(found, whys, strict=True) if why is None][:1]
        if None not in whys:
            reasons.append(next(why for why in whys if why is not None))
    sentences = tuple({(s.article.id, s.start): s for s in kept}.values())
    return Verdict(sentences, "" if sentences else next(iter(reasons), Why.UNQUOTED))


def quoted(quote: str, given: Given) -> Iterator[Sentence]:
    """Give the sentences of a passage that a quote lies in, the best covered first."""
    place = locate(quote, given.article.text[given.start : given.end])
    if place is None:
        return
    start, end = place[0] + given.start, place[1] + given.start
    spans = split_sentences(given.article.text)
    covered = [
        (min(end, b) - max(start, a), i) for i, (a, b) in enumerate(spans) if max(start, a) < min(end, b)
    ]
    for _, i in sorted(covered, key=lambda item: (-item[0], item[1])):
        before = tuple(given.article.text[a:b] for a, b in spans[max(0, i - 2) : i])
        yield Sentence(given.article, *spans[i], before)


def _missed(quote: str, given: Mapping[str, Given]) -> Why:
    """Say why a quote is in none of the passages cited."""
    if len(quote.strip()) < LEAST:
        return Why.UNQUOTED
    elsewhere = any(locate(quote, one.article.text[one.start : one.end]) for one in given.values())
    return Why.MISATTRIBUTED if elsewhere else Why.FABRICATED


def _why_not(
    statement: str,
    ground: Ground,
    given: Mapping[str, Given],
    is_asked: Asked | None,
    check: Entailment,
) -> str | None:
    """Say why a sentence does not hold a statement up; None where it does."""
    if _INSTRUCTION.search(statement) or _INSTRUCTION.search(_paragraph(ground.sentence)):
        return Why.INSTRUCTION
    bare, stranger = _without_outlets(statement, ground.sentence.article, given)
    if stranger:
        return f"{Why.UNSUPPORTED}: {stranger} does not print it"
    missing = find_missing(bare, ground)
    if missing:
        return f"{Why.UNSUPPORTED}: {missing}"
    if is_only_planned(bare, ground):
        return f"{Why.UNSUPPORTED}: a plan, told as done"
    if check.entails(bare, put_names(bare, ground)) < check.enough:
        return Why.UNSUPPORTED
    if is_asked is not None and not is_asked(ground.sentence, statement):
        return Why.ASIDE
    return None


def _paragraph(sentence: Sentence) -> str:
    """Give the paragraph of a sentence: what stands around an instruction belongs to it."""
    text = sentence.article.text
    start, end = text.rfind("\n\n", 0, sentence.start), text.find("\n\n", sentence.end)
    return text[start + 2 if start >= 0 else 0 : end if end >= 0 else len(text)]


def _without_outlets(statement: str, article: Article, given: Mapping[str, Given]) -> tuple[str, str | None]:
    """Take the outlet that prints a sentence out of a statement; name another that is said to print it."""
    known = {name for one in given.values() for name in (one.article.outlet, one.article.via) if name}
    own = {article.outlet, article.via}
    mentions = find_outlets(statement, name_aliases(known))
    if any(m.told for m in mentions) and not any(m.told and own & set(m.outlets) for m in mentions):
        return statement, next(m.outlets[0] for m in mentions if m.told)
    for mention in reversed([m for m in mentions if m.told]):
        statement = statement[: mention.start] + statement[mention.end :]
    opening = r"^\W*according to(?: the)?\s*(?:(?:,|and)\s*(?:the\s*)?)*"
    statement = re.sub(opening, "", statement, flags=re.I)
    ending = r",?\s*according to(?: the)?\s*(?:and(?: the)?)?\s*\.?$"
    return re.sub(ending, ".", statement, flags=re.I), None
