"""The value in a sentence: what it gives as the answer, resolved and ready to compare; pure.

A value is always a span of the sentence, or is computed from one (a weekday from the publication date, days
from a range of dates), so that it cannot say more than the article does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import people, phrases
from bot.answer.antecedents import is_called, is_somebody, pronoun_at, subject_of
from bot.answer.asked import AUXILIARIES
from bot.answer.attach import attachment
from bot.answer.days import clock_times, dates
from bot.answer.events import asks_charge, asks_fate, charges, fates
from bot.answer.evidence import Evidence
from bot.answer.measures import durations, extents, quantities
from bot.answer.offices import asked_office, asks_leader, doers, holders
from bot.answer.people import bare_name, is_full_name
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


_ASKS_RECIPIENT = re.compile(
    r"^who\s+(?:was|were|is|are|has\s+been|had\s+been)\s+(?:\w+\s+)?(?:offered|given|awarded|handed|sold|promised|granted|sent)\b",
    re.I,
)
_BODIES = frozenset(
    map(
        root,
        """company firm team club country city town nation bank airline newspaper outlet agency union party
        organisation organization university school ministry retailer group network platform studio brand
        manufacturer supplier carrier ship state village hospital court band""".split(),
    )
)
"""What is no person."""
_NEAR = 40
"""Characters that may stand between a pronoun and what is done."""


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
    text, found = evidence.sentence.text, sentence_names(evidence.sentence.text)
    asked = [n.text for n in question.names]
    stems = [t.stem for t in question.terms]
    if question.defines:
        return [worded(text, p, "text") for p in people.descriptions(text, question.defines, found)]
    if question.kind is Kind.WHY:
        return [worded(text, p, "text") for p in phrases.reasons(text, evidence.anchors)]
    if question.kind is Kind.WHERE:
        itself = re.match(r"where(?:['’]s|\s+(?:is|are|was|were))\b", question.text, re.I)
        spans = phrases.places(text, found, [n.text for n in question.names if itself or not n.subject])
        capital = _attached(text, spans, evidence, "name")
        bare = [
            s
            for s in phrases.spots(text, found)
            if not any(s.start < p.end and p.start < s.end for p in spans)
        ]
        return [*capital, *_attached(text, bare, evidence, "name")]
    if question.kind is Kind.WHO:
        if asks_succession(question):
            came = successions(question, evidence.sentence)
            if came:
                return [replace(_named(evidence, p), stated=True) for p in came]
            if tells_succession(text):
                return []
        if asked_office(question):
            held = holders(question, evidence.sentence)
            values = [replace(worded(text, p, "name"), stated=p.fit >= 0.8) for p in held]
            if values:
                return values
        if _ASKS_RECIPIENT.match(question.text):
            return [worded(text, p, "name") for p in people.recipients(text, evidence.anchors, found)]
        spans = people.people(text, found, asked, stems)
        values = [_as_subject(question, v, evidence) for v in _attached(text, spans, evidence, "name")]
        values = [v if is_full_name(v.text) else replace(v, fit=v.fit * SINGLE) for v in values]
        if asked_office(question) and not asks_leader(question):
            return [replace(v, fit=v.fit * 0.1) for v in values]  # nobody stands at the office's word
        if not _asks_who_did(question):
            return values
        called = doers(question, text, evidence.deeds)
        if called:
            # "The founder of Brook Mills invested in the bank" tells nothing of the bank's founder.
            rest = 0.4 if max(p.fit for p in called) > 0.5 else 0.1
            return [
                *(replace(v, fit=v.fit * rest) for v in values),
                *(worded(text, p, "name") for p in called),
            ]
        values += _by_pronoun(evidence)
        deeds = [(a, b) for a, b in evidence.deeds or evidence.anchors if not _NOUN.search(text[a:b])]
        others = [*people.agents(text, deeds, found), *people.subjects(text, deeds)]
        return [*values, *(worded(text, p._replace(fit=p.fit * SINGLE), "name") for p in others)]
    values = []
    if asks_fate(question):
        return [worded(text, p, "text") for p in fates(question, evidence.sentence)]
    if asks_charge(question):
        values = [worded(text, p, "text") for p in charges(evidence.sentence)]
    elif question.wanted and question.kind is Kind.WHAT:
        spans = people.people(text, found, asked, stems)
        if question.wanted[0] in ("countri", "nation"):
            spans = people.countries(text, found, asked)
        for value in _attached(text, spans, evidence, "name"):
            value = _as_subject(question, value, evidence)
            values.append(replace(value, fit=value.fit * _of_kind(question, value, evidence)))
    if question.kind is Kind.HOW:
        values = [worded(text, p, "text") for p in phrases.ways(text, evidence.anchors)]
    vague = question.kind is Kind.WHAT and question.names and not any(t.weight >= 0.6 for t in question.terms)
    whole = 0.3 if vague or text.rstrip("* ").endswith("?") or asks_charge(question) else 0.55 if question.wanted else 0.65
    return [*values, worded(text, Phrase(0, len(text), whole), "text")]


def _named(evidence: Evidence, span: Phrase) -> Value:
    """Make a value of a name, or of a pronoun the name that it means."""
    value = worded(evidence.sentence.text, span, "name")
    if value.text.lower() not in PRONOUNS:
        return value
    name = bare_name(subject_of(evidence.sentence) or "")
    return replace(value, text=name, normal=Normal("name", text=name.lower()))


def _by_pronoun(evidence: Evidence) -> list[Value]:
    """Find who does it by the pronoun that opens the sentence, where it stands before the deed."""
    sentence, at = evidence.sentence, pronoun_at(evidence.sentence)
    if at is None or not any(at[1] <= start <= at[1] + _NEAR for start, _ in evidence.deeds):
        return []
    return [_named(evidence, Phrase(*at, 0.75))] if is_full_name(subject_of(sentence) or "") else []


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


def _of_kind(question: Question, value: Value, evidence: Evidence) -> float:
    """Tell how surely a name is of the kind that "which NOUN" asks for; no person is a company."""
    noun = question.wanted[-1]
    if root(value.text.lower().split()[-1]) in question.wanted or is_called(value.text, noun, evidence.sentence):
        return 1.2
    if noun in _BODIES and is_somebody(value.text, evidence.sentence):
        return 0.05
    return 0.75


def _asks_who_did(question: Question) -> bool:
    """Tell whether the one who acts is asked for: "who signed it", not "who was hurt"."""
    pattern = (
        rf"(?:who|which\s+\w+|what\s+\w+)\s+(?:(?:is|was|are|were|has|have|had|will|would)\s+(?:be\s+|been\s+)?(?=\w+ing\b)"
        rf"|(?:has|have|had|will|would)\s+(?!be\b|been\b))?(?!(?:else|{AUXILIARIES})\b)[a-z]"
    )
    return re.match(pattern, question.text, re.I) is not None


def _attached(text: str, spans: Sequence[Phrase], evidence: Evidence, kind: str) -> list[Value]:
    values = []
    for span in spans:
        near = attachment(text, span.start, span.end, evidence.anchors, speech=True)
        values.append(worded(text, span._replace(fit=span.fit * near), kind))
    return values
