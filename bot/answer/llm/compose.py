"""From checked statements to an answer: citations, values and who differs, all made by code. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.answer.agreement import compatible
from bot.answer.comparing.differences import find_disagreement
from bot.answer.comparing.voices import voice_of
from bot.answer.extracting.days import show_interval
from bot.answer.extractive import outlet_of
from bot.answer.language.sentence import Sentence, sentence_names
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.somebody.people import speaker
from bot.answer.statements.facts import Ground, find_missing, is_only_planned
from bot.answer.types import Answer, Citation, Claim, Disagreement, Kind, Normal, Position
from index.dates import find_times
from index.durations import find_durations
from index.quantities import find_quantities
from index.words import STOPWORDS, tokenize

_NUMBER = re.compile(r"\[(\d+)\]")
HELD = 0.8  # share of a value's words that its sentence has to have


@dataclass
class Citing:
    """Numbers the sentences that are cited, in the order in which they are first needed."""

    citations: list[Citation] = field(default_factory=list)

    def number(self, sentence: Sentence) -> int:
        """Give the number of a sentence's citation, a new one where it has none yet."""
        for known in self.citations:
            if (known.article.id, known.start, known.end) == (
                sentence.article.id,
                sentence.start,
                sentence.end,
            ):
                return known.number
        number = len(self.citations) + 1
        self.citations.append(Citation(number, sentence.article, sentence.start, sentence.end, sentence.text))
        return number

    def mark(self, text: str, sentences: Sequence[Sentence]) -> str:
        """Write a statement with the numbers of what holds it up, and its full stop behind them."""
        numbers = "".join(f"[{number}]" for number in sorted({self.number(s) for s in sentences}))
        return f"{text.rstrip('.!? ')} {numbers}."


def read_value(question: Question, value: str, ground: Ground) -> Claim | None:
    """Make the claim of one passage's answer, in a form that can be compared; no citation yet.

    None where the passage's sentence does not hold the value, or only plans what the value tells as done.
    """
    if find_missing(value, ground) or not _holds(ground.dated, value, question.kind):
        return None
    normal, shown = _normal(question.kind, value, ground)
    sentence = ground.sentence
    published = sentence.article.published
    planned = bool(published and normal.end and normal.end > published)
    if not planned and normal.type == "quantity":
        planned = is_only_planned(f"{question.text} {value}", ground)
    said_by = speaker(sentence.text, sentence_names(sentence.text))
    return Claim(shown, shown, normal, (outlet_of(sentence.article),), (), said_by, planned)


def _holds(text: str, value: str, kind: Kind) -> bool:
    """Tell whether the words of a value stand in a sentence."""
    wanted = [root(t.word) for t in tokenize(value) if t.word not in STOPWORDS]
    if kind is Kind.YES_NO and value.strip(" .").lower() in ("yes", "no"):
        return True
    there = {root(t.word) for t in tokenize(text)}
    if find_times(value, None) or find_quantities(value) or find_durations(value):
        return True  # its numbers and dates were compared as such
    return bool(wanted) and sum(word in there for word in wanted) >= HELD * len(wanted)


def _normal(kind: Kind, value: str, ground: Ground) -> tuple[Normal, str]:
    shown = value[:1].upper() + value[1:]
    published = ground.sentence.article.published
    if kind is Kind.WHEN:
        times = find_times(value, published)
        if times:
            best = min(times, key=lambda t: t.last - t.first)
            normal = Normal("date", best.first, best.last, best.precision)
            return normal, show_interval(best.first, best.last, best.precision)
        if any(word in ground.sentence.text for word in value.split()):
            return Normal("date", text=value.lower()), value
    if kind is Kind.HOW_LONG:
        if lengths := find_durations(value):
            vague = "about" if lengths[0].approximate else None
            return Normal("quantity", number=lengths[0].number, unit=lengths[0].unit, precision=vague), value
        spans = [t for t in find_times(value, published) if t.last > t.first]
        if spans:
            days = float((spans[0].last - spans[0].first).days + 1)
            return Normal("quantity", spans[0].first, spans[0].last, "range", days, "day"), shown
    if kind is Kind.HOW_MANY and (counts := find_quantities(value)):
        vague = "about" if counts[0].approximate or counts[0].bound else None
        return Normal("quantity", number=counts[0].number, unit=counts[0].unit, precision=vague), value
    if kind is Kind.YES_NO and value.strip(" .").lower() in ("yes", "no"):
        word = value.strip(" .").lower()
        return Normal("polarity", text=word), word.capitalize()
    if kind in (Kind.WHO, Kind.WHERE):
        return Normal("name", text=" ".join(value.lower().split())), value
    return Normal("text", text=" ".join(value.lower().split())), value


def write_answer(
    asked: str,
    answerer: str,
    statements: Sequence[tuple[str, Sequence[Sentence]]],
    values: Sequence[tuple[Claim, Sentence]],
    by_rules: Answer,
) -> Answer:
    """Write the answer from what was checked.

    statements: with the sentences that hold each up; at least one. values: what each passage answers.
    by_rules: the answer without a model: a disagreement that it found and the model passed over is kept.
    """
    citing = Citing()
    text = " ".join(citing.mark(told, sentences) for told, sentences in statements)
    claims = _one_a_voice([(replace(c, citations=(citing.number(s),)), s) for c, s in values])
    shown = {number for claim in claims for number in claim.citations}
    disagreement = find_disagreement(claims, [s.text for _, some in statements for s in some])
    for told, sentences in statements:
        numbers = tuple(sorted({citing.number(s) for s in sentences}))
        if not set(numbers) <= shown:
            outlets = tuple(dict.fromkeys(outlet_of(s.article) for s in sentences))
            claims.append(Claim(told, told, Normal("text", text=told.lower()), outlets, numbers))
    if disagreement is None and by_rules.disagreement is not None:
        claims, disagreement = _with_rules(claims, citing, by_rules)
    return Answer(
        asked,
        text,
        tuple(claims),
        tuple(citing.citations),
        disagreement,
        False,
        answerer,
        by_rules.searched,
        _notes(by_rules, citing),
    )


def _notes(by_rules: Answer, citing: Citing) -> tuple[str, ...]:
    """Keep what the answer by rules says of articles without a date, where these are cited here too."""
    cited = {c.article.id for c in citing.citations}
    undated = {c.article.id for c in by_rules.citations if c.article.published is None}
    return by_rules.notes if undated <= cited else ()


def _one_a_voice(values: Sequence[tuple[Claim, Sentence]]) -> list[Claim]:
    """Join what one voice tells twice: an agency's copy in two papers, two passages of one outlet."""
    joined: list[tuple[str, Claim]] = []
    for claim, sentence in values:
        voice = voice_of(sentence.article)
        for i, (other, earlier) in enumerate(joined):
            same = other == voice or set(earlier.outlets) & set(claim.outlets)
            if same and earlier.normal.type == claim.normal.type and compatible(earlier.normal, claim.normal):
                outlets = tuple(dict.fromkeys((*earlier.outlets, *claim.outlets)))
                numbers = tuple(sorted({*earlier.citations, *claim.citations}))
                joined[i] = voice, replace(earlier, outlets=outlets, citations=numbers)
                break
        else:
            joined.append((voice, claim))
    return [claim for _, claim in joined]


def _with_rules(
    claims: Sequence[Claim], citing: Citing, by_rules: Answer
) -> tuple[list[Claim], Disagreement | None]:
    """Add the claims of the answer by rules, with the disagreement that it found, under new numbers."""
    numbers = {}
    for citation in by_rules.citations:
        numbers[citation.number] = citing.number(Sentence(citation.article, citation.start, citation.end, ()))
    added = [replace(c, citations=tuple(numbers[n] for n in c.citations)) for c in by_rules.claims]
    found = by_rules.disagreement
    assert found is not None
    note = _NUMBER.sub(lambda mark: f"[{numbers[int(mark[1])]}]", found.note)
    positions = tuple(
        Position(p.value, p.outlets, tuple(numbers[n] for n in p.citations)) for p in found.positions
    )
    kept = [c for c in claims if not any(set(c.citations) & set(a.citations) for a in added)]
    return [*kept, *added], Disagreement(found.kind, note, positions)
