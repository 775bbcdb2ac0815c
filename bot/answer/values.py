"""The value in a sentence: what it gives as the answer, resolved and ready to compare; pure.

A value is always a span of the sentence, or is computed from one (a weekday from the publication date, days
from a range of dates), so that it cannot say more than the article does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import people, phrases
from bot.answer.attach import attachment
from bot.answer.days import clock_times, dates
from bot.answer.deed import AUXILIARIES
from bot.answer.evidence import Evidence
from bot.answer.measures import durations, extents, quantities
from bot.answer.offices import asked_office, doers, holders
from bot.answer.people import is_full_name
from bot.answer.phrases import Phrase
from bot.answer.pronouns import PRONOUNS
from bot.answer.question import Question
from bot.answer.sentence import sentence_names
from bot.answer.stated import stated
from bot.answer.succession import asks_succession, successions, tells_succession
from bot.answer.types import Kind, Normal
from bot.answer.value import Value, worded
from bot.answer.verbs import root
from index.article import TimeExpression

SINGLE = 0.8
"""What a single word or a common noun is worth as "who": it answers, and seldom contradicts a name."""
_NOUN = re.compile(
    r"(?:ment|tion|sion|ance|ence|ing|ity)s?$", re.I
)  # "his appointment" has nobody who appoints


def find_values(question: Question, evidence: Evidence, times: Sequence[TimeExpression]) -> list[Value]:
    """Find what a sentence answers, the best fit first.

    times: the sentence's time expressions, offsets in the sentence; resolved where the article has a date.
    """
    text = evidence.sentence.text
    if question.kind is Kind.WHEN:
        found = clock_times(question, text) or dates(question, evidence, times)
    elif question.kind is Kind.HOW_LONG:
        found = durations(evidence, times)
        if not found and not question.times:
            found = extents(question, evidence)
    elif question.kind is Kind.HOW_MANY:
        found = quantities(question, evidence)
    elif question.kind is Kind.YES_NO:
        word = "no" if evidence.negated else "yes"
        found = [Value(word.capitalize(), Normal("polarity", text=word), 0, len(text), 1.0)]
    else:
        found = _words(question, evidence)
    found = [v for v in (*found, *stated(question, evidence)) if v.text.lower() not in PRONOUNS]
    return sorted(found, key=lambda v: -v.fit)


def _words(question: Question, evidence: Evidence) -> list[Value]:
    text = evidence.sentence.text
    if question.defines:
        spans = people.descriptions(text, question.defines, sentence_names(text))
        return [worded(text, p, "text") for p in spans]
    if question.kind is Kind.WHY:
        return [worded(text, p, "text") for p in phrases.reasons(text, evidence.anchors)]
    if question.kind is Kind.WHERE:
        return _places(question, evidence)
    if question.kind is Kind.WHO:
        return _somebody(question, evidence)
    values = []
    if question.kind is Kind.WHAT and question.wanted:
        values = _chosen(question, evidence)
    elif question.kind is Kind.HOW:
        values = [worded(text, p, "text") for p in phrases.ways(text, evidence.anchors)]
    whole = 0.3 if text.rstrip("* ").endswith("?") else 0.55 if question.wanted else 0.65
    return [*values, worded(text, Phrase(0, len(text), whole), "text")]


def _places(question: Question, evidence: Evidence) -> list[Value]:
    """Find places by their names, and besides them those that have none."""
    text, found = evidence.sentence.text, sentence_names(evidence.sentence.text)
    itself = re.match(r"where(?:['’]s|\s+(?:is|are|was|were))\b", question.text, re.I)
    named = phrases.places(text, found, [n.text for n in question.names if itself or not n.subject])
    bare = [
        s for s in phrases.spots(text, found) if not any(s.start < p.end and p.start < s.end for p in named)
    ]
    return _attached(text, [*named, *bare], evidence)


def _somebody(question: Question, evidence: Evidence) -> list[Value]:
    """Find who came before or after somebody, who holds an office, or else who did it or was there."""
    text = evidence.sentence.text
    if asks_succession(question):
        came = successions(question, evidence.sentence)
        if came:
            return [worded(text, p, "name", stated=True) for p in came]
        if tells_succession(text):
            return []
    if asked_office(question):
        held = holders(question, evidence.sentence)
        if held:
            return [worded(text, p, "name", stated=p.fit >= 0.8) for p in held]
    values = [_as_subject(question, v, evidence) for v in _people(question, evidence)]
    values = [v if is_full_name(v.text) else replace(v, fit=v.fit * SINGLE) for v in values]
    if asked_office(question):
        return [replace(v, fit=v.fit * 0.1) for v in values]  # nobody stands at the office's word
    if not _asks_who_did(question):
        return values
    called = doers(question, text, evidence.deeds)
    if called:
        # "The founder of Brook Mills invested in the bank" tells nothing of the bank's founder.
        rest = 0.4 if max(p.fit for p in called) > 0.5 else 0.1
        return [*(replace(v, fit=v.fit * rest) for v in values), *(worded(text, p, "name") for p in called)]
    deeds = [(a, b) for a, b in evidence.deeds or evidence.anchors if not _NOUN.search(text[a:b])]
    others = [*people.agents(text, deeds, sentence_names(text)), *people.subjects(text, deeds)]
    return [*values, *(worded(text, p._replace(fit=p.fit * SINGLE), "name") for p in others)]


def _chosen(question: Question, evidence: Evidence) -> list[Value]:
    """Find what "which WANTED" chooses by its name: a country, else what is called by that word."""
    text = evidence.sentence.text
    if question.wanted[0] in ("countri", "nation"):
        asked = [n.text for n in question.names]
        found = _attached(text, people.countries(text, sentence_names(text), asked), evidence)
    else:
        found = _people(question, evidence)
    values = []
    for value in found:
        value = _as_subject(question, value, evidence)
        kind = root(value.text.lower().split()[-1]) in question.wanted[:1]
        values.append(replace(value, fit=value.fit * (1.2 if kind else 0.75)))
    return values


def _people(question: Question, evidence: Evidence) -> list[Value]:
    text = evidence.sentence.text
    asked, stems = [n.text for n in question.names], [t.stem for t in question.terms]
    return _attached(text, people.people(text, sentence_names(text), asked, stems), evidence)


def _as_subject(question: Question, value: Value, evidence: Evidence) -> Value:
    """Take off where "who did it" is asked and the name stands behind the deed, as what it was done to."""
    anchors = evidence.deeds or evidence.anchors
    if _asks_who_did(question) and anchors:
        text = evidence.sentence.text
        nearest = min((a for a, _ in anchors), key=lambda a: abs(a - value.start))
        suffered = re.search(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+)?$", text[:nearest])
        if value.start > nearest or suffered:
            return replace(value, fit=value.fit * 0.05)
    return value


def _asks_who_did(question: Question) -> bool:
    """Tell whether the one who acts is asked for: "who signed it", not "who was hurt"."""
    pattern = (
        rf"(?:who|which\s+\w+|what\s+\w+)\s+(?:(?:is|was|are|were|has|have|had|will|would)\s+(?:be\s+|been\s+)?(?=\w+ing\b)"
        rf"|(?:has|have|had|will|would)\s+(?!be\b|been\b))?(?!(?:else|{AUXILIARIES})\b)[a-z]"
    )
    return re.match(pattern, question.text, re.I) is not None


def _attached(text: str, spans: Sequence[Phrase], evidence: Evidence) -> list[Value]:
    """Make names of spans, each as sure as it belongs to what the sentence answers the question by."""
    values = []
    for span in spans:
        near = attachment(text, span.start, span.end, evidence.anchors, speech=True)
        values.append(worded(text, span._replace(fit=span.fit * near), "name"))
    return values
