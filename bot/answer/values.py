"""The value in a sentence: what it gives as the answer, resolved and ready to compare; pure.

A value is always a span of the sentence, or is computed from one (a weekday from the publication date, days
from a range of dates), so that it cannot say more than the article does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.asking.pronouns import PRONOUNS
from bot.answer.evidence import Evidence
from bot.answer.extracting.days import clock_times, dates, day_before
from bot.answer.extracting.events import asks_charge, asks_fate, charges, fates
from bot.answer.extracting.frequency import asks_frequency, frequencies
from bot.answer.extracting.measures import durations, extents, quantities
from bot.answer.extracting.reasons import reasons
from bot.answer.extracting.stated import stated
from bot.answer.extracting.value import Value, worded
from bot.answer.extracting.whereabouts import whereabouts
from bot.answer.language import phrases
from bot.answer.language.names import parts, same_name
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import sentence_names
from bot.answer.question import Question
from bot.answer.somebody import people
from bot.answer.somebody.contest import asks_contest
from bot.answer.somebody.naming import chosen, somebody
from bot.answer.types import Kind, Normal
from index.article import TimeExpression

_ASKS_NAME = re.compile(r"what(?:['’]s|\s+(?:is|was|are|were))\s+(?:the\s+)?names?\s+of\b", re.I)
_DOING = re.compile(
    r"what\s+(?:is|are)\s+[\w\s.'’-]+?\s+doing(?:\s+(?:now|today|these\s+days|at\s+present))?\s*\??$", re.I
)
_NOW = re.compile(r"\b(?:now|since|currently|these\s+days|at\s+present|nowadays|is|are)\b", re.I)
"""What somebody is doing is told by a sentence of the present, or of what he has done since."""


def find_values(question: Question, evidence: Evidence, times: Sequence[TimeExpression]) -> list[Value]:
    """Find what a sentence answers, the best fit first.

    times: the sentence's time expressions, offsets in the sentence; resolved where the article has a date.
    """
    text = evidence.sentence.text
    if question.kind is Kind.WHEN:
        found = clock_times(question, text) or dates(question, evidence, times) or day_before(evidence)
    elif question.kind is Kind.HOW_LONG:
        found = durations(question, evidence, times)
        if not found and not question.times:
            found = extents(question, evidence)
    elif asks_frequency(question):
        found = frequencies(evidence)
    elif question.kind is Kind.HOW_MANY:
        found = quantities(question, evidence)
    elif question.kind is Kind.YES_NO:
        word = "no" if evidence.negated else "yes"
        found = [Value(word.capitalize(), Normal("polarity", text=word), 0, len(text), 1.0)]
    else:
        found = _words(question, evidence)
    found = [v for v in (*found, *stated(question, evidence)) if v.text.lower() not in PRONOUNS]
    return sorted(found, key=lambda v: -v.fit)


def _is_printed(name: str, evidence: Evidence) -> bool:
    """Tell whether an article, or its title, gives a name with more than its last word."""
    article = evidence.sentence.article
    first, last = parts(name)[:1], parts(name)[-1:]
    near = (n.text for text in (evidence.sentence.text, article.title) for n in sentence_names(text))
    if name.casefold() in article.text.casefold() or first == last:
        return True
    if any(same_name(name, other) and set(first) & set(parts(other)) for other in near):
        return True
    found = re.findall(
        rf"\b([A-Z][\w.'’-]*)\s+(?:[A-Z][\w.'’-]*\s+)?{re.escape(name.split()[-1])}\b", article.text
    )
    return any(set(parts(word)) & set(first) for word in found)


def _words(question: Question, evidence: Evidence) -> list[Value]:
    text = evidence.sentence.text
    if question.defines:
        if " " in question.defines and not _is_printed(question.defines, evidence):
            return []  # "Lind" may be another of that name
        spans = people.descriptions(text, question.defines, sentence_names(text))
        return [worded(text, p, "text") for p in spans]
    if question.kind is Kind.WHY:
        return [worded(text, p, "text") for p in reasons(question, evidence)]
    if question.kind is Kind.WHERE:
        return whereabouts(question, evidence)
    if question.kind is Kind.WHO or asks_contest(question):
        return somebody(question, evidence)
    if asks_fate(question):
        return [worded(text, p, "text") for p in fates(question, evidence.sentence)]
    values = []
    if asks_charge(question):
        values = [worded(text, p, "text") for p in charges(question, evidence.sentence)]
    elif question.kind is Kind.WHAT and question.wanted:
        values = chosen(question, evidence)
    elif question.kind is Kind.HOW:
        values = [worded(text, p, "text") for p in phrases.ways(text, evidence.anchors)]
    if _ASKS_NAME.match(question.text):
        return values  # a sentence that has no name of it says nothing
    vague = question.kind is Kind.WHAT and question.names and not any(t.weight >= 0.6 for t in question.terms)
    vague = vague and not (_DOING.match(question.text) and _NOW.search(text))
    doubtful = vague or text.rstrip("* ").endswith("?")
    whole = 0.0 if asks_charge(question) else 0.3 if doubtful else 0.4 if question.wanted else 0.65
    return [*values, worded(text, Phrase(0, len(text), whole), "text")]
