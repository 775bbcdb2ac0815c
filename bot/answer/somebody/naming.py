"""Values that are names: who did it, who holds an office, and which of its kind; pure.

The forms are looked for in their order: who came before whom, who stands at the office's word, then who acts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.asking.deed import AUXILIARIES
from bot.answer.asking.pronouns import PRONOUNS
from bot.answer.evidence import Evidence
from bot.answer.extracting.attach import attached
from bot.answer.extracting.value import Value, worded
from bot.answer.language.names import same_name
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import sentence_names
from bot.answer.language.titles import bare_name, is_full_name
from bot.answer.language.verbs import root, roots
from bot.answer.question import Question
from bot.answer.somebody import people
from bot.answer.somebody.befallen import asks_befallen, befallen, does_it
from bot.answer.somebody.contest import asks_contest, contestants
from bot.answer.somebody.heading import leaders
from bot.answer.somebody.leading import asked_body, asks_leader, led_at
from bot.answer.somebody.offices import asked_office, doers, holders, is_agent
from bot.answer.somebody.owners import asks_owner, owners
from bot.answer.somebody.people import speaker
from bot.answer.somebody.succession import asks_succession, successions, tells_succession
from bot.answer.types import Kind, Normal
from bot.answer.weighing.antecedents import led_before, pronoun_at, subject_of
from bot.answer.weighing.called import is_called, is_somebody
from index.words import Name, tokenize

SINGLE = 0.8
"""What a single word or a common noun is worth as "who": it answers, and seldom contradicts a name."""
TOLD = 0.6
"""Share of the question's words from which on "Holm's farm" says whose farm is meant."""
_NOUN = re.compile(
    r"(?:ment|tion|sion|ance|ence|ing|ity)s?$", re.I
)  # "his appointment" has nobody who appoints
_ASKS_RECIPIENT = re.compile(
    r"^who\s+(?:was|were|is|are|has\s+been|had\s+been)\s+(?:\w+\s+)?(?:offered|given|awarded|handed|sold|promised|granted|sent)\b",
    re.I,
)
_ASKS_OUTLET = re.compile(
    r"\b(?:report|publish|interview|print|wr[io]t|own|s[oe]l[dl]|b[uo][yu]|t[oa]l[dk]|found|newspaper)", re.I
)
"""What may be asked of the outlet itself; else it only tells."""
_ASKS_OBJECT = re.compile(r"(?:which|what)\s+(?:[\w-]+\s+){1,3}?(?:did|do|does|will|would|has|had)\s", re.I)
_BODIES = roots(
    """company firm team club country city town nation bank airline newspaper outlet agency union party
    organisation organization university school ministry retailer group network platform studio brand
    manufacturer supplier carrier ship state village hospital court band"""
)
"""What is no person."""
_BESIDE = re.compile(r"[\s,(]*(?:(?:an?|the|of|called|named|known|as|its)\s+)*(?:[a-z-]+\s+){0,2}[\s,(\"“]*")
_NEAR = 40
"""Characters that may stand between a pronoun and what is done."""


def _recipients(text: str, deeds: Sequence[tuple[int, int]], found: Sequence[Name]) -> list[Phrase]:
    """Find to whom something was given: "offered his job to Ada Holm", "awarded Ada Holm the prize"."""
    spans = []
    for _, end in deeds:
        for name in found:
            gap = text[end : name.start] if name.start >= end else "."
            if re.match(r"['’]s?\b", text[name.end :]):
                continue
            if re.fullmatch(r"\s+|\s+[^,;:.]{1,50}\s+to\s+(?:the\s+)?", gap):
                spans.append(Phrase(name.start, name.end, 0.95))
                break
    return spans


def somebody(question: Question, evidence: Evidence) -> list[Value]:
    """Find who came before or after somebody, who holds an office, or else who did it or was there."""
    text = evidence.sentence.text
    if asks_contest(question):
        return [worded(text, p, "name") for p in contestants(question, evidence.sentence)]
    if asks_succession(question):
        came = successions(question, evidence.sentence)
        if came:
            return [replace(_named(evidence, p), stated=True) for p in came]
        if tells_succession(text):
            return []
    if asks_owner(question):
        stated = evidence.terms >= TOLD
        return [worded(text, p, "name", stated=stated) for p in owners(question, text)]
    body = asked_body(question)
    if asked_office(question):
        owned = body is not None and body.owners
        held = leaders(question, text) if owned else holders(question, evidence.sentence)
        if held:
            return [worded(text, p, "name", stated=p.fit >= 0.8) for p in held]
    if _ASKS_RECIPIENT.match(question.text):
        given = _recipients(text, evidence.anchors, sentence_names(text))
        return [worded(text, p, "name") for p in given]
    if asks_befallen(question):
        suffered = [
            _named(evidence, p) if text[p.start : p.end].lower() in PRONOUNS else worded(text, p, "name")
            for p in befallen(question, text, evidence.deeds or evidence.anchors)
        ]
        if any(v.text for v in suffered):
            return [v for v in suffered if v.text]
    if body and (body.owners or not led_at(question, text)):
        return []  # nobody stands as its head
    if not question.terms:
        return []  # "who is out for Brae": no word of the sentence says who
    values = [_as_subject(question, v, evidence) for v in _people(question, evidence)]
    values = [v if is_full_name(v.text) else replace(v, fit=v.fit * SINGLE) for v in values]
    if asked_office(question) and not asks_leader(question):
        return [replace(v, fit=v.fit * 0.1) for v in values]  # nobody stands at the office's word
    if asks_befallen(question):  # who does it to somebody is not whom it befalls
        spots = evidence.deeds or evidence.anchors
        return [replace(v, fit=v.fit * 0.05) if does_it(text, v.start, spots) else v for v in values]
    if not _asks_who_did(question):
        return values
    told_by = speaker(text, sentence_names(text))
    if told_by and len(values) > 1:  # "Ada Holm reports that Jon Lind will replace him"
        values = [replace(v, fit=v.fit * (0.6 if same_name(v.text, told_by) else 1.0)) for v in values]
    called = doers(question, text, evidence.deeds)
    if called:
        # "The founder of Brook Mills invested in the bank" tells nothing of the bank's founder.
        rest = 0.4 if max(p.fit for p in called) > 0.5 else 0.1
        return [*(replace(v, fit=v.fit * rest) for v in values), *(worded(text, p, "name") for p in called)]
    if evidence.deeds and all(is_agent(text, start, end) for start, end in evidence.deeds):
        return []  # "remarks about the referees": nobody refereed
    values += _by_pronoun(evidence)
    deeds = [(a, b) for a, b in evidence.deeds or evidence.anchors if not _NOUN.search(text[a:b])]
    others = [*people.agents(text, deeds, sentence_names(text)), *people.subjects(text, deeds)]
    others = [p for p in others if not _restates(question, text[p.start : p.end])]
    return [*values, *(worded(text, p._replace(fit=p.fit * SINGLE), "name") for p in others)]


def chosen(question: Question, evidence: Evidence) -> list[Value]:
    """Find what "which WANTED" chooses by its name: a country, else what is called by that word."""
    text = evidence.sentence.text
    if question.wanted[0] in ("countri", "nation"):
        asked = [n.text for n in question.names]
        found = attached(text, people.countries(text, sentence_names(text), asked), evidence.anchors)
    else:
        found = _people(question, evidence)
    if _ASKS_OBJECT.match(question.text) and not asks_contest(question):
        behind = [p for p in befallen(question, text, evidence.deeds) if p.fit == 1.0]
        met = [v for v in found if any(v.start < p.end and p.start < v.end for p in behind)]
        if met:  # "left Vale to coach Brell": it is Brell that he coaches
            return [replace(v, fit=_of_kind(question, v, evidence)) for v in met]
    values = []
    for value in found:
        kind = _of_kind(question, value, evidence)
        if kind <= 1.0:  # "Which school got a library": the Harbour School, though others opened it
            value = _as_subject(question, value, evidence)
        values.append(replace(value, fit=value.fit * kind))
    return values


def _of_kind(question: Question, value: Value, evidence: Evidence) -> float:
    """Tell how surely a name is of the kind that "which NOUN" asks for; no person is a company."""
    noun = question.wanted[-1]
    if root(value.text.lower().split()[-1]) in question.wanted or is_called(
        value.text, noun, evidence.sentence
    ):
        return 1.2
    others = {t.stem for t in question.terms if t.stem not in question.wanted}
    if any(root(word) in others for word in value.text.lower().split()):
        return 0.1  # "Vale Water" is not what was found in the water
    if noun in _BODIES and is_somebody(value.text, evidence.sentence):
        return 0.05
    text = evidence.sentence.text
    called = [t for t in tokenize(text) if root(t.word) == noun and text[t.start].islower()]
    if called and not any(_stands_at(text, (t.start, t.end), value) for t in called):
        return 0.3  # "Norvia's military academy": the ministry that is named beside it is none
    return 0.75


def _stands_at(text: str, noun: tuple[int, int], value: Value) -> bool:
    """Tell whether a name stands at a noun that says what it is: "the island of Skarn", "Brae, an island"."""
    start, end = sorted((noun, (value.start, value.end)))
    return _BESIDE.fullmatch(text[start[1] : end[0]]) is not None


def _named(evidence: Evidence, span: Phrase) -> Value:
    """Make a value of a name, or of a pronoun or "the chairman" the name that is meant."""
    value = worded(evidence.sentence.text, span, "name")
    if value.text.lower() in PRONOUNS:
        name = bare_name(subject_of(evidence.sentence) or "")
    elif value.text[0].islower():
        name = bare_name(led_before(evidence.sentence) or "")
    else:
        return value
    return replace(value, text=name, normal=Normal("name", text=name.lower()))


def _restates(question: Question, phrase: str) -> bool:
    """Tell whether a noun only says again what was done: "the winners", of who won."""
    last = root(phrase.split()[-1].lower())
    return any(t.key and re.fullmatch(rf"{re.escape(t.stem)}\w{{0,2}}[eo]r", last) for t in question.terms)


def _by_pronoun(evidence: Evidence) -> list[Value]:
    """Find who does it by the pronoun that opens the sentence, where it stands before the deed."""
    sentence, at = evidence.sentence, pronoun_at(evidence.sentence)
    if at is None or not any(at[1] <= start <= at[1] + _NEAR for start, _ in evidence.deeds):
        return []
    return [_named(evidence, Phrase(*at, 0.75))] if is_full_name(subject_of(sentence) or "") else []


def _people(question: Question, evidence: Evidence) -> list[Value]:
    text = evidence.sentence.text
    asked, stems = [n.text for n in question.names], [t.stem for t in question.terms]
    spans = people.people(text, sentence_names(text), asked, stems)
    outlet = evidence.sentence.article.outlet
    told = outlet is not None and not _ASKS_OUTLET.search(question.text)
    spans = [p for p in spans if not (told and same_name(text[p.start : p.end], str(outlet)))]
    if question.kind is Kind.WHO:  # "Brook, a Liberal, sued": one of many, and only of what kind
        spans = [p for p in spans if not re.search(r"\ban?\s+$", text[: p.start], re.I)]
    return attached(text, spans, evidence.anchors)


def _as_subject(question: Question, value: Value, evidence: Evidence) -> Value:
    """Take off where "who did it" is asked and the name stands behind the deed, as what it was done to."""
    anchors = evidence.deeds or evidence.anchors
    if _asks_who_did(question) and anchors:
        text = evidence.sentence.text
        nearest, end = min(anchors, key=lambda at: abs(at[0] - value.start))
        suffered = not text[nearest:end].lower().endswith("ing") and re.search(
            r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+)?$", text[:nearest]
        )
        if value.start > nearest or suffered:
            return replace(value, fit=value.fit * 0.05)
    return value


def _asks_who_did(question: Question) -> bool:
    """Tell whether the one who acts is asked for: "who signed it", not "who was hurt"."""
    pattern = (
        rf"(?:who|which\s+\w+|what\s+\w+)\s+(?:(?:is|was|are|were|has|have|had|will|would)\s+(?:be\s+|been\s+)?(?=\w+ing\b)"
        rf"|(?:has|have|had|will|would)\s+(?!be\b|been\b))?(?!(?:else|{AUXILIARIES}|the|an?)\b)(?-i:[a-z])"
    )
    return re.match(pattern, question.text, re.I) is not None
