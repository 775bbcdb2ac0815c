"""Where: the places that a sentence gives, by their names and without; pure."""

from __future__ import annotations

import re

from bot.answer.evidence import Evidence
from bot.answer.extracting.attach import attached
from bot.answer.extracting.bound import may_be_place, objects
from bot.answer.extracting.value import Value
from bot.answer.language import phrases
from bot.answer.language.sentence import sentence_names
from bot.answer.question import Question
from bot.answer.weighing.called import is_somebody


def whereabouts(question: Question, evidence: Evidence) -> list[Value]:
    """Find places by their names, and besides them those that have none."""
    text, found = evidence.sentence.text, sentence_names(evidence.sentence.text)
    itself = re.match(r"where(?:['’]s|\s+(?:is|are|was|were))\b", question.text, re.I)
    named = phrases.places(text, found, [n.text for n in question.names if itself or not n.subject])
    bare = [
        s for s in phrases.spots(text, found) if not any(s.start < p.end and p.start < s.end for p in named)
    ]
    named = [p for p in named if not is_somebody(text[p.start : p.end], evidence.sentence)]
    named = [*objects(question, text), *named]
    spans = [p for p in (*named, *bare) if may_be_place(question, text, p.start, p.end)]
    return attached(text, spans, evidence.anchors)
