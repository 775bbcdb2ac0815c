"""Who stands in a sentence as the head of a body: by the office that its kind has, or by a verb; pure."""

from __future__ import annotations

import re

from bot.answer.language.names import parts
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import sentence_names, sentence_tokens
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.somebody.bodies import is_office_of
from bot.answer.somebody.leading import asked_body, heads, led_at
from bot.answer.somebody.offices import adjacent, bare, is_deputy
from index.words import Name


def leaders(question: Question, text: str) -> list[Phrase]:
    """Find the names that stand in a sentence as the head of the body asked about, by an office or a verb."""
    body = asked_body(question)
    if body is None:
        return []
    words = body.offices or heads("lead")
    deals = {spelt for m in body.modifiers for spelt in (m, m.replace("ens", "enc"), m.replace("enc", "ens"))}
    spans, found = [], [_without_of(name) for name in sentence_names(text)]
    found = [n for n in found if not any(set(parts(n.text)) <= set(parts(owner)) for owner in body.owners)]
    for token in sentence_tokens(text):
        if root(token.word) not in words or is_deputy(text[: token.start], question.text):
            continue
        for name in found:
            near = adjacent(text, token.start, token.end, name)
            if near and is_office_of(body, text, token.start, token.end, name.end):
                spans.append(Phrase(bare(name, {root(token.word), *deals}), name.end, near))
    for start, end in led_at(question, text):
        for name in found:
            acts = name.end <= start and re.fullmatch(
                r",?\s+(?:(?:who|which)\s+)?(?:(?:now|also|still|has|had|currently)\s+)*",
                text[name.end : start],
            )
            if acts or re.fullmatch(r"\s+by\s+(?:the\s+)?", text[end : name.start]):
                spans.append(Phrase(bare(name, set()), name.end, 1.0))
    return [_to_hyphen(text, span) for span in spans if span.end > span.start]


def may_lead(question: Question, text: str, start: int, end: int) -> bool:
    """Tell whether the words at text[start:end] stand as the head of the body asked about, where one is."""
    body = asked_body(question)
    if body is None or not (body.owners or body.offices):
        return True
    return any(start < span.end and span.start < end for span in leaders(question, text))


def _without_of(name: Name) -> Name:
    """Cut off whose somebody is: "President Ada Holm of Norway"."""
    cut = name.text.find(" of ")
    return name._replace(text=name.text[:cut], end=name.start + cut) if cut > 0 else name


def _to_hyphen(text: str, span: Phrase) -> Phrase:
    """Take in what a hyphen joins to a name: "Mei Lan-fen" is one."""
    joined = re.match(r"-[a-z]+", text[span.end :])
    return span._replace(end=span.end + joined.end()) if joined else span
