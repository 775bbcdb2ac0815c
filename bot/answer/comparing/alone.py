"""Whether only one outlet tells what is asked though several cover the event; pure.

It is said only where it is sure: other voices tell, no earlier and within days, of all whom a question names
and of what it names, and nothing in their articles comes near an answer. Copies of one agency are one voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from bot.answer.agreement import listed
from bot.answer.claims import Candidate
from bot.answer.comparing.voices import voice_of
from bot.answer.language.sentence import Sentence, sentence_roots
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.types import Answer, Difference, Kind
from bot.answer.weighing.mentions import NAMED, name_share
from index.article import Article
from index.words import STOPWORDS, tokenize

OTHERS = 2
"""Other voices that have to cover the event."""

DAYS = timedelta(days=7)
"""How long behind the report theirs may be, which are not before it: who wrote earlier could not tell."""

NEAR = 0.35
"""Support from which on a sentence of theirs may be an answer, in words that the rules do not follow."""

SHARED = 0.5
"""Share of an answer's own words from which on an article that prints them may tell the same."""

WHICH = 0.25
"""Weight of a word from which on it says which event is meant."""

_VALUED = (Kind.WHEN, Kind.WHERE, Kind.HOW_LONG, Kind.HOW_MANY)
"""These ask for a value of a deed that others may tell; of the rest the deed itself is what is asked."""


def find_alone(
    question: Question, answer: Answer, sentences: Iterable[Sentence], candidates: Sequence[Candidate]
) -> Difference | None:
    """Tell that only one voice reports what is asked, where others cover the event; None otherwise.

    It has to be looked for in the whole corpus: a filter hides who else reports it.
    sentences: those of the passages found. candidates: all that were drawn from them.
    """
    articles = {c.article.id: c.article for c in answer.citations}
    voices = {voice_of(article) for article in articles.values()}
    named = [a for a in articles.values() if a.outlet or a.via]
    full = [term for term in question.terms if term.weight >= 1.0]
    if len(voices) != 1 or len(named) != len(articles) or question.outlets or question.defines:
        return None
    if answer.abstained or answer.disagreement or not question.names or not full:
        return None
    if any(claim.planned for claim in answer.claims):
        return None  # what was to come is told again, in other words, when it has come
    if any(c.support >= NEAR and voice_of(c.article) not in voices for c in candidates):
        return None
    told = [sentence for sentence in sentences if voice_of(sentence.article) not in voices]
    day = min((a.published for a in articles.values() if a.published), default=None)
    if _count_voices((s.article for s in told), day) < OTHERS:
        return None  # before anything is read closely
    others: dict[str, Article] = {}
    for sentence in told:
        if sentence.article.id not in others and _tells(question, sentence):
            others[sentence.article.id] = sentence.article
    if any(_may_report(question, answer, article) for article in others.values()):
        return None
    covering = [article for article in others.values() if _could_tell(article, day)]
    if _count_voices(covering, day) < OTHERS:
        return None
    who = listed(list(dict.fromkeys(outlet for claim in answer.claims for outlet in claim.outlets)))
    numbers = tuple(citation.number for citation in answer.citations)
    rest = listed(list(dict.fromkeys(a.outlet or a.via or "" for a in covering)))
    shown = "".join(f"[{number}]" for number in numbers)
    note = f"Only {who} reports this {shown}; {rest}, which cover the same event, do not."
    return Difference("one_outlet", note, numbers)


def _count_voices(articles: Iterable[Article], day: date | None) -> int:
    return len({voice_of(article) for article in articles if _could_tell(article, day)})


def _could_tell(article: Article, day: date | None) -> bool:
    """Tell whether an article of a known outlet was published on a day or in the days behind it."""
    published = article.published
    known = article.outlet or article.via
    return bool(known and day and published and day <= published <= day + DAYS)


def _tells(question: Question, sentence: Sentence) -> bool:
    """Tell whether a sentence tells of the event: it names all whom the question does, and what it names."""
    held = sentence_roots(sentence.text)
    valued = question.kind in _VALUED
    terms = [t for t in question.terms if t.weight >= (1.0 if valued else WHICH) and (valued or not t.key)]
    found = [any(_is_like(term.stem, word) for word in held) for term in terms]
    if not any(found) or (valued and not all(found)):
        return False
    return all(name_share(name, sentence, strict=True) >= NAMED for name in question.names)


def _may_report(question: Question, answer: Answer, article: Article) -> bool:
    """Tell whether an article may hold the answer after all: its words, or the deed that is asked about."""
    held = sentence_roots(article.text)
    asked = {term.stem for term in question.terms}
    for claim in answer.claims:
        own = {root(t.word) for t in tokenize(claim.value)} - asked - STOPWORDS
        if claim.normal.type != "text" and own and sum(word in held for word in own) >= SHARED * len(own):
            return True
    keys = [term.stem for term in question.terms if term.key]
    if question.kind in _VALUED:
        return False
    return not keys or any(_is_like(key, word) for key in keys for word in held)


@lru_cache(maxsize=8192)
def _is_like(asked: str, word: str) -> bool:
    return likeness(asked, word) >= 0.8
