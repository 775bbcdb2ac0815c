"""Whether the dates, numbers and names of a statement stand in the sentence that it quotes; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.language.names import country, parts, same_name
from bot.answer.language.sentence import Sentence, sentence_names
from bot.answer.language.verbs import root
from index.article import TimeExpression
from index.dates import find_times, format_interval
from index.durations import find_durations
from index.quantities import find_quantities
from index.words import CALENDAR_WORDS, STOPWORDS, names, tokenize

_SOME_DAY = date(2001, 1, 3)
_PRINTED = re.compile(r"\b(?:report\w*|publish\w*|print\w*|wrote|writes|article|dated)\b", re.I)
_PLAN = re.compile(
    r"\b(?:will|would|shall|to be|plans?|planned|is to|are to|was to|set to|due to"
    r"|expect\w*|scheduled|may|might"
    r"|could|hopes?|intends?|wants?|promis\w+|propos\w+|if)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence of an article as the ground for a statement. times: the article's, offsets in its text."""

    sentence: Sentence
    times: tuple[TimeExpression, ...]

    @property
    def own_times(self) -> list[TimeExpression]:
        """The time expressions inside of the sentence."""
        return [t for t in self.times if self.sentence.start <= t.start and t.end <= self.sentence.end]

    @property
    def dated(self) -> str:
        """The sentence with each date written out behind the words that mean it."""
        text = self.sentence.text
        for time in reversed(self.own_times):
            at = time.end - self.sentence.start
            text = f"{text[:at]} ({format_interval(time.first, time.last, time.precision)}){text[at:]}"
        return text


def find_missing(statement: str, ground: Ground) -> str | None:
    """Name the first date, number or name of a statement that its ground does not hold; None where all are.

    Names may stand in the two sentences before, the title, or in who printed it: a pronoun means them. A date
    may be less exact than the ground's, never more.
    """
    checks = (_missing_dates, _missing_numbers, _missing_names)
    return next((missed for check in checks for missed in check(statement, ground)), None)


def is_only_planned(statement: str, ground: Ground) -> bool:
    """Tell whether a statement tells as done what its ground only plans or wishes."""
    if _PLAN.search(statement):
        return False
    shared = {root(t.word) for t in tokenize(statement) if t.word not in STOPWORDS}
    text = ground.sentence.text
    for match in _PLAN.finditer(text):
        behind = [t.word for t in tokenize(text[match.end() :])][:3]
        if any(word not in STOPWORDS and root(word) in shared for word in behind):
            return True
    return False


def _missing_dates(statement: str, ground: Ground) -> Iterator[str]:
    published = ground.sentence.article.published
    held = [(t.first, t.last) for t in ground.own_times]
    if published and _PRINTED.search(statement):
        held.append((published, published))
    text = ground.sentence.text.lower()
    for time in find_times(statement, published):
        if time.text.lower() in text and (time.relative or not held):
            continue
        if not any(time.first <= first and last <= time.last for first, last in held):
            yield time.text
    if published is None:
        for time in find_times(statement, _SOME_DAY):
            if time.relative and time.text.lower() not in text:
                yield time.text


def _missing_numbers(statement: str, ground: Ground) -> Iterator[str]:
    text = ground.sentence.text
    held = [(q.number, q.unit) for q in find_quantities(text)]
    held += [(d.number, d.unit) for d in find_durations(text)]
    held += [(float((t.last - t.first).days + 1), "day") for t in ground.own_times if t.last > t.first]
    said = [(q.number, q.unit, q.text) for q in find_quantities(statement)]
    said += [(d.number, d.unit, d.text) for d in find_durations(statement)]
    for number, unit, words in said:
        if not any(abs(number - n) <= 0.005 * abs(n) and _one_unit(unit, u) for n, u in held):
            yield words
    times = find_times(statement, _SOME_DAY)
    printed = {t.word for t in tokenize(text)}
    numbers = {number for number, _ in held}
    for token in tokenize(statement):
        if not token.word[0].isdigit() or any(t.start <= token.start < t.end for t in times):
            continue
        if token.word not in printed and not any(_is_number(token.word, n) for n in numbers):
            yield statement[token.start : token.end]


def _is_number(word: str, number: float) -> bool:
    """Tell whether a word in digits is a number: "4.2" may be the one in "$4.2 million"."""
    try:
        value = float(word)
    except ValueError:
        return False
    return any(abs(value * scale - number) <= 0.005 * abs(number) for scale in (1.0, 1e3, 1e6, 1e9))


def _one_unit(one: str, other: str) -> bool:
    if one == other or not one or not other:
        return True
    return bool({root(word) for word in one.split()} & {root(word) for word in other.split()})


def _missing_names(statement: str, ground: Ground) -> Iterator[str]:
    sentence, article = ground.sentence, ground.sentence.article
    around = [sentence.text, *sentence.before, article.title]
    held = [n.text for text in around for n in sentence_names(text)]
    held += [name for name in (article.outlet, article.via, *article.authors) if name]
    words = {root(t.word) for text in (*around, *held) for t in tokenize(text)}
    for name in names(statement):
        bare = [t.word for t in tokenize(name.text) if t.word not in CALENDAR_WORDS]
        if not bare or all(root(word) in words for word in bare):
            continue
        fuller = name.text in article.text  # the article gives the whole name elsewhere
        if not any(_is_held(name.text, o) or (fuller and same_name(name.text, o)) for o in held):
            yield name.text


def _is_held(name: str, other: str) -> bool:
    """Tell whether a name says no more than another: "Brook" for "Ada Brook", not the other way."""
    if all(country(t.word) for t in tokenize(name)):
        return bool({country(t.word) for t in tokenize(name)} & {country(t.word) for t in tokenize(other)})
    return same_name(name, other) and len(parts(name)) <= len(parts(other))


def put_names(statement: str, ground: Ground) -> str:
    """Write the sentence with the statement's names in the place of the pronouns that mean them.

    Only names that the sentences before or the title hold; others stay missing.
    """
    text, sentence = ground.dated, ground.sentence
    published = sentence.article.published
    if published and _PRINTED.search(statement):
        text = f"{text.rstrip('. ')} (published {format_interval(published, published, 'day')})."
    for name in names(statement):  # "Brook" here, "Ada Brook" elsewhere in the article
        short = next(
            (n.text for n in names(text) if n.text in name.text and same_name(n.text, name.text)), None
        )
        if short and short != name.text and name.text in sentence.article.text and name.text not in text:
            text = text.replace(short, name.text, 1)
    inside = [n.text for n in sentence_names(sentence.text)]
    around = [n.text for t in _around(sentence) for n in sentence_names(t)]
    lacking = [
        n.text
        for n in names(statement)
        if not any(same_name(n.text, other) for other in inside)
        and any(same_name(n.text, other) for other in around)
    ]
    things = [
        name for name in lacking if any(f"the {name}" in f"{t[:1].lower()}{t[1:]}" for t in _around(sentence))
    ]
    return _put(text, lacking, things)


def _around(sentence: Sentence) -> tuple[str, ...]:
    return (*sentence.before, sentence.article.title)


def _put(text: str, lacking: Sequence[str], things: Sequence[str]) -> str:
    if not lacking:
        return text
    if len(lacking) > 1:
        both = re.sub(
            r"\b(?:the two|both(?: men| women)?|they)\b", " and ".join(lacking[:2]), text, count=1, flags=re.I
        )
        if both != text:
            return both
    name = lacking[0]
    meant = "it|its" if name in things else "he|she|they|him|them|his|her|their"
    pronoun = re.search(rf"\b(?:{meant})\b", text, re.I)
    if pronoun is None:
        office = re.search(r"\b[Tt]he (?:[a-z]+ ){0,2}[a-z]+\b", text)
        return (
            f"{text[: office.end()]} {name}{text[office.end() :]}" if office and office.start() == 0 else text
        )
    owns = pronoun.group().lower() in ("his", "their", "its") or (
        pronoun.group().lower() == "her" and re.match(r"\s+[a-z]", text[pronoun.end() :])
    )
    return text[: pronoun.start()] + name + ("'s" if owns else "") + text[pronoun.end() :]
