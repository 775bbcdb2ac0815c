"""What the reader says of articles that differ, and of those in which the rules find no answer.

The rules know an answer by its form. An article that answers in another form would count as silent, and a
value that only has the form would be held against the others. So where articles differ the reader is shown
the sentences that they differ in, and the best sentences of each article that tells nothing, those before and
behind them too where a day or a thing is asked for. What it finds is an article's answer only where the
sentence holds the question's names and the words are of the kind that is asked for. Where every article
answers and all alike, and where none does, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from bot.answer.agreement import compatible
from bot.answer.asking.attribute import asked_attribute
from bot.answer.claims import ENOUGH, HEARD, UNHEARD, Candidate, is_plan
from bot.answer.extracting.value import is_unnamed
from bot.answer.language.sentence import Sentence
from bot.answer.question import Question
from bot.answer.reader import Window
from bot.answer.second_opinion.hearing import is_clause, said_in, sureness
from bot.answer.second_opinion.opinion import DOUBTED, NAMED, Read, Weighed, is_unfit, window_of
from bot.answer.second_opinion.spans import said
from bot.answer.types import Kind

READ = 16
"""Sentences read for one question, at most."""

AN_ARTICLE = 3
"""Sentences read of an article that tells nothing, at most: those that hold most of the question."""

HELD = 0.5
"""Share of the question's words that a sentence has to hold for a reading to be believed like a rule."""

SURE = 0.8
"""How sure the reader has to be of a sentence that holds fewer."""

LIKELY = 0.7
"""Probability from which the reader is believed of what stands in a sentence or beside it: one near miss in
twenty passes it (index/models/README.md)."""

_READ_KINDS = (Kind.WHEN, Kind.WHERE, Kind.WHO, Kind.WHAT, Kind.HOW_MANY)
_WORDED = (Kind.WHERE, Kind.WHO, Kind.WHAT)
"""Kinds that any words may answer; the others need a value that the rules can resolve."""
_BESIDE = (Kind.WHEN, Kind.WHAT)
"""Kinds whose answer may stand beside the sentence that names what is asked about. Beside it there are other
people and places as well, so that who and where are looked for in it alone."""

_BEING = re.compile(r"(?:what|who)(?:\s+(?:is|was|are|were)|['’]s)\b", re.I)


def reread(
    question: Question, weighed: Sequence[Weighed], found: Sequence[Candidate], read: Read
) -> list[Candidate]:
    """Give the candidates after the reader has looked at the articles that differ or tell nothing.

    weighed: every sentence that may answer. found: the candidates so far.
    """
    enough = sorted((c for c in found if c.support >= ENOUGH), key=lambda c: -c.support)
    if question.kind not in _READ_KINDS or question.defines or not enough:
        return list(found)
    told = _by_article(c for c in enough if not is_clause(c.value))
    if question.kind is not Kind.WHEN:  # the reader takes who will do it for who did
        weighed = [one for one in weighed if not is_plan(question.text, one[0])]
    differing = _differing(told, weighed)
    each = 1 if question.kind in _BESIDE else AN_ARTICLE
    # Of "the visit" without a name an article that tells no day may mean another.
    asked = question.kind in _WORDED or (question.kind is Kind.WHEN and question.names)
    silent = _silent(weighed, told, each) if asked else []
    clauses = _by_article(c for c in enough if c.article.id not in told)
    beside: list[Candidate] = []
    if question.kind in _BESIDE:
        wide = [one for one in silent if one[0].sentence.article.id not in clauses]
        silent = [one for one in silent if one[0].sentence.article.id in clauses]
        beside = _find_beside(question, weighed, wide[: max(0, READ - len(differing) - len(silent))], read)
    heard = _listen(question, [*differing, *silent][:READ], found, read)
    kept: list[Candidate] = []
    for article, options in heard.items():
        best = max(options, key=lambda c: (question.kind in _WORDED and _is_sure(c), _standing(c)))
        if article in told:
            kept += _confirmed(question, best, options, told[article])
        elif _is_believed(question, best):
            beside.append(replace(best, support=min(1.0, _standing(best))))
    for one in beside:
        least = max((c.support for c in clauses.get(one.article.id, ())), default=0.0)
        kept.append(replace(one, support=max(least, one.support)))
    if told and not any(c.support >= ENOUGH for c in kept) and told.keys() <= heard.keys():
        return list(found)  # the only answers there are
    taken = {c.article.id for c in kept}
    others = [c for c in found if c.article.id not in taken]
    if not told and clauses.keys() - taken:
        # A few words here and a clause there cannot be set side by side; what something is takes few.
        if not (kept and _asks_what_is(question)):
            return list(found)
        others = [c for c in others if not is_clause(c.value)]
    return [*kept, *others]


def _by_article(candidates: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    grouped: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        grouped.setdefault(candidate.article.id, []).append(candidate)
    return grouped


def _differing(told: Mapping[str, Sequence[Candidate]], weighed: Sequence[Weighed]) -> list[Weighed]:
    """Take the sentences of each article's best values, where two articles differ."""
    best = [candidates[0].value.normal for candidates in told.values()]
    if all(compatible(one, other) for one, other in combinations(best, 2)):
        return []
    wanted = {id(c.evidence) for candidates in told.values() for c in candidates[:2]}
    return [one for one in weighed if id(one[0]) in wanted]


def _silent(weighed: Sequence[Weighed], told: Mapping[str, Sequence[Candidate]], most: int) -> list[Weighed]:
    """Choose sentences of the articles that tell nothing yet, each one's best, the best articles first.

    most: sentences of an article.
    """
    silent: dict[str, list[Weighed]] = {}
    for evidence, candidates in weighed:
        article = evidence.sentence.article.id
        if article not in told and evidence.names >= NAMED and not evidence.negated:
            silent.setdefault(article, []).append((evidence, candidates))
    each = max(1, min(most, READ // max(1, len(silent) + len(told))))
    best = [s for group in silent.values() for s in sorted(group, key=lambda s: -s[0].score)[:each]]
    return sorted(best, key=lambda s: -s[0].score)


def _find_beside(
    question: Question, weighed: Sequence[Weighed], chosen: Sequence[Weighed], read: Read
) -> list[Candidate]:
    """Read sentences with what stands around them; give what is likely the answer, in whichever it stands.

    chosen: a sentence of each article that tells nothing. weighed: all sentences that may answer.
    """
    windows = [_window_around(evidence.sentence) for evidence, _ in chosen]
    readings = read(question.text, [window for _, window in windows])
    found = []
    for (evidence, _), (first, _), reading in zip(chosen, windows, readings, strict=True):
        start, end = first + reading.start, first + reading.end
        for other, candidates in weighed if reading.answerable >= LIKELY else ():
            at = other.sentence.start
            same = other.sentence.article is evidence.sentence.article
            if not same or not at <= start < other.sentence.end:
                continue
            values = [c.value for c in candidates if c.value.normal.type not in ("polarity", "text")]
            value = next((v for v in values if v.start < end - at and start - at < v.end), None)
            if value is None and question.kind in _WORDED:
                value = said(question, other.sentence.text, start - at, end - at)
            if value is not None:
                support = ENOUGH + (1 - ENOUGH) * reading.answerable
                found.append(Candidate(other, value, support, reading.answerable))
    return found


def _window_around(sentence: Sentence) -> tuple[int, Window]:
    """A sentence between its neighbours, and where in the article that begins."""
    article, start, end = sentence.article, sentence.start, sentence.end
    if sentence.before:
        start = max(article.text.rfind(sentence.before[-1], 0, start), 0)
    if sentence.after:
        end = article.text.find(sentence.after, end) + len(sentence.after)
    return start, Window(article.text[start:end], article.title, article.published)


def _listen(
    question: Question, chosen: Sequence[Weighed], found: Sequence[Candidate], read: Read
) -> dict[str, list[Candidate]]:
    """Read the sentences; give for each article the values that the reader may mean, with `heard` set."""
    supports = {(id(c.evidence), c.value): c.support for c in found}
    readings = read(question.text, [window_of(evidence.sentence) for evidence, _ in chosen])
    heard: dict[str, list[Candidate]] = {}
    for (evidence, candidates), reading in zip(chosen, readings, strict=True):
        known = [
            replace(c, support=supports.get((id(evidence), c.value), c.support), heard=sureness(reading, c))
            for c in candidates
            if c.value.normal.type != "polarity" and not is_clause(c.value)
        ]
        worded = said_in(question, evidence, reading) if question.kind in _WORDED else []
        if known or worded:
            heard.setdefault(evidence.sentence.article.id, []).extend([*known, *worded])
    return heard


def _confirmed(
    question: Question, best: Candidate, options: Sequence[Candidate], told: Sequence[Candidate]
) -> list[Candidate]:
    """Put what the reader finds in an article first, and doubt what it does not find.

    told: what the rules found there. A date or a number is not doubted, rules know those better, nor what is
    stated outright in a form of its own, but for who made something.
    """
    read = {(id(c.evidence), c.value) for c in options}
    kept = [c for c in told if (id(c.evidence), c.value) not in read]
    sure = _is_sure(best)
    for c in options:
        if sure and c is best and not is_unfit(question, c):
            kept.append(replace(c, support=max(c.support, told[0].support)))
        elif c.support < ENOUGH:
            continue
        elif question.kind not in _WORDED:
            kept.append(c if _is_sure(c) else replace(c, heard=None))
        elif (c.heard or 0.0) < UNHEARD and not (c.value.stated and question.kind is not Kind.WHO):
            kept.append(replace(c, support=DOUBTED * c.support))
        else:
            kept.append(c)
    # Of two as well supported the surer one comes first, and Jon Lind before "the farmer".
    who = question.kind is Kind.WHO
    return sorted(kept, key=lambda c: (who and is_unnamed(c.value), -(c.heard or 0.0)))


def _is_believed(question: Question, candidate: Candidate) -> bool:
    """Tell whether the reader is sure enough of what no rule finds.

    What something is, or whose, is told in many words ("the ferry's captain Ada Brook"), so that the sentence
    need not hold the question's; what was done is not.
    """
    alike = candidate.evidence.terms >= HELD or _asks_what_is(question)
    return not is_unfit(question, candidate) and (candidate.heard or 0.0) >= (ENOUGH if alike else SURE)


def _asks_what_is(question: Question) -> bool:
    return bool(_BEING.match(question.text) and asked_attribute(question.text))


def _is_sure(candidate: Candidate) -> bool:
    return (candidate.heard or 0.0) >= HEARD


def _standing(candidate: Candidate) -> float:
    return candidate.support + (candidate.heard or 0.0)
