"""From passages to candidates: each sentence weighed once, its values drawn, the best first; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.answer.claims import Candidate, support
from bot.answer.evidence import weigh
from bot.answer.language.sentence import Sentence, is_question
from bot.answer.question import Question
from bot.answer.second_opinion.opinion import Read, consult, read_once
from bot.answer.second_opinion.rereading import reread
from bot.answer.values import find_values
from bot.answer.weighing.roles import EVENTS
from index.article import Article, Passage, TimeExpression
from index.sentences import split_sentences

WORTH_A_LOOK = 0.3
"""Score below which a sentence is no evidence: it holds too little of the question."""

WORTH_READING = 0.2
"""Score below which it is not even shown to the reader."""


def sentences_in(passages: Iterable[Passage], articles: Mapping[str, Article]) -> Iterator[Sentence]:
    """Give the sentences that lie in some passages, by article, each with what stands around it.

    articles: by id, with their texts.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for passage in passages:
        spans.setdefault(passage.article_id, []).append((passage.start, passage.end))
    for article_id, ranges in spans.items():
        article = articles[article_id]
        sentences = split_sentences(article.text)
        for i, (start, end) in enumerate(sentences):
            if any(a <= start and end <= b for a, b in ranges):
                before = tuple(article.text[a:b] for a, b in sentences[max(0, i - 2) : i])
                after = article.text[slice(*sentences[i + 1])] if i + 1 < len(sentences) else ""
                yield Sentence(article, start, end, before, after)


def find_candidates(
    question: Question,
    sentences: Iterable[Sentence],
    times: Mapping[str, Sequence[TimeExpression]],
    read: Read | None = None,
) -> list[Candidate]:
    """Weigh each sentence and draw its values, the best supported first.

    times: of each article by id, the time expressions in its text. read: the reader, whose opinion is asked
    where the rules are not sure; None: the rules alone.
    """
    least = WORTH_A_LOOK if read is None else WORTH_READING
    weighed = []
    for sentence in sentences:
        if is_question(sentence.text):
            continue
        evidence = weigh(question, sentence)
        if evidence.score < least:
            continue
        within = times_within(sentence, times[sentence.article.id])
        if not _meets(question, within, sentence.article):
            continue
        values = find_values(question, evidence, within)
        weighed.append((evidence, [Candidate(evidence, v, support(question, evidence, v)) for v in values]))
    if read is None:
        found = [candidate for _, candidates in weighed for candidate in candidates]
    else:
        read = read_once(read)
        found = reread(question, weighed, consult(question, weighed, read), read)
    return sorted(found, key=lambda c: -c.support)


def times_within(sentence: Sentence, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Take an article's time expressions that stand in a sentence, with offsets in the sentence."""
    return [
        replace(t, start=t.start - sentence.start, end=t.end - sentence.start)
        for t in times
        if sentence.start <= t.start and t.end <= sentence.end
    ]


def _meets(question: Question, times: Sequence[TimeExpression], article: Article) -> bool:
    """Tell whether a sentence is of the days that a question names: by its own times, else by publication."""
    spans = [(t.first, t.last) for t in times]
    if not spans and article.published:
        spans = [(article.published, article.published)]
    if question.times and not any(
        a.first <= last and first <= a.last for a in question.times for first, last in spans
    ):
        return False
    if not times and question.kind not in EVENTS:
        return True  # "Her speech" of the day that the sentence before tells
    if question.months and not any(
        first.month in question.months or last.month in question.months for first, last in spans
    ):
        return False
    return not question.weekdays or any(
        first == last and first.weekday() in question.weekdays for first, last in spans
    )
