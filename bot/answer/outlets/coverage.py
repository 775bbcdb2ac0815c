"""Which outlets report an event, which do not, and who was first; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from bot.answer.asking.asked import AskedName
from bot.answer.claims import is_plan
from bot.answer.evidence import Evidence, weigh
from bot.answer.extracting.days import dates
from bot.answer.extractive import cut_quote
from bot.answer.finding import times_within
from bot.answer.language.names import same_name
from bot.answer.language.sentence import Sentence, sentence_names
from bot.answer.question import Question
from bot.answer.types import Citation, Normal
from index.article import Article, TimeExpression
from index.sentences import split_sentences
from index.words import tokenize

HELD = 0.65
"""Share of what a question names that one sentence has to hold for its article to report the event."""

NAMED = 0.5
"""Share of the question's names among it."""

DONE = 0.8
"""How nearly the sentence has to hold what was done."""

SURE = 0.75
"""How surely a day has to belong to what was done, to be the day of the event."""

_ONLY_POSSIBLE = re.compile(r"\b(?:could|may|might|would|whether|if)\b[^.;,]*$", re.I)

NEWS = timedelta(days=3)
"""How long an event is news."""

SLACK = timedelta(days=1)
"""How long before an event its day may begin elsewhere on earth."""

AFTERMATH = timedelta(days=7)
"""How long behind the last report an outlet could still have had one."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article that reports the event, and its best sentence. planned: it is only announced there.

    changed: the article's date lies before the event, which it tells all the same: it was changed later.
    """

    citation: Citation
    planned: bool
    changed: bool = False

    @property
    def article(self) -> Article:
        """The article."""
        return self.citation.article


@dataclass(frozen=True, slots=True)
class Gap:
    """An outlet that has no report. articles: all of its; meanwhile: those of `Coverage.days`."""

    outlet: str
    articles: int
    meanwhile: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who reports an event. reports: by date, those of unknown date last.

    first: the earliest reports whose date is known and their own, several where they share a day; a report of
    unknown date may be earlier. gaps: outlets of the corpus without any. unnamed: articles of no known outlet
    without one. days: from the first report to AFTERMATH behind the last; None where no date is known.
    """

    reports: tuple[Report, ...]
    first: tuple[Report, ...]
    gaps: tuple[Gap, ...]
    unnamed: int
    days: tuple[date, date] | None

    @property
    def undated(self) -> tuple[Report, ...]:
        """The reports of unknown date."""
        return tuple(report for report in self.reports if report.article.published is None)


def find_coverage(
    question: Question,
    sentences: Iterable[Sentence],
    corpus: Sequence[Article],
    times: Mapping[str, Sequence[TimeExpression]] | None = None,
) -> Coverage:
    """Find who reports what a question asks about, whatever they answer.

    sentences: those of the passages that the search finds. corpus: all articles that there are. times: of
    each article by id, the time expressions in its text; they tell the day of the event.
    """
    held: dict[str, list[Evidence]] = {}
    read: dict[str, Article] = {}
    for sentence in sentences:
        evidence = weigh(question, sentence)
        read[sentence.article.id] = sentence.article
        if _reports(question, evidence):
            held.setdefault(sentence.article.id, []).append(evidence)
    for key, article in read.items():
        if key not in held and article.title and _reports(question, weigh(question, _headline(article))):
            held[key] = [weigh(question, Sentence(article, *split_sentences(article.text)[0], ()))]
    told = {
        id(e): _told_days(question, e, (times or {}).get(key, ())) for key, some in held.items() for e in some
    }
    happened = _day_of_event(held, told)
    held = {key: [e for e in some if not _is_another(told[id(e)], happened)] for key, some in held.items()}
    best = {key: max(some, key=_telling) for key, some in held.items() if some}
    found = sorted(best.values(), key=lambda e: _place(e.sentence.article))
    reports = tuple(_report(question, number, e, happened) for number, e in enumerate(found, 1))
    dated = [r.article.published for r in reports if r.article.published and not r.changed]
    earliest = min(dated, default=None)
    first = tuple(r for r in reports if earliest and r.article.published == earliest and not r.changed)
    covering = {name for r in reports for name in (r.article.outlet, r.article.via) if name}
    days = (min(dated), max(dated) + AFTERMATH) if dated else None
    gaps = _gaps(corpus, covering, days) if reports else ()
    unnamed = sum(a.outlet is None and a.via is None and a.id not in best for a in corpus)
    return Coverage(reports, first, gaps, unnamed, days)


def _reports(question: Question, evidence: Evidence) -> bool:
    """Tell whether a sentence reports the event: it has the names whole and the deed, taken as done."""
    text = evidence.sentence.text
    if evidence.score < HELD or evidence.names < NAMED or evidence.key < DONE:
        return False
    if not all(_is_whole(name, evidence.sentence) for name in question.names):
        return False
    return not any(_ONLY_POSSIBLE.search(text[:start]) for start, _ in evidence.deeds)


def _is_whole(asked: AskedName, sentence: Sentence) -> bool:
    """Tell whether an article has all of a name, or calls somebody by the last word of it alone.

    "World Cup" stands for the Harbour World Cup only in an article that speaks of the harbour.
    """
    words = [token.word for token in tokenize(asked.text)]
    article = sentence.article
    if len(words) < 2 or set(words) <= _words_of(f"{article.title} {article.text}"):
        return True
    found = (*sentence_names(sentence.text), *sentence_names(article.title))
    return any(
        same_name(asked.text, name.text) and not ({t.word for t in tokenize(name.text)} & set(words[:-1]))
        for name in found
    )


@lru_cache(maxsize=64)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(token.word for token in tokenize(text))


def _headline(article: Article) -> Sentence:
    """Give an article's title as a sentence of its own."""
    return Sentence(replace(article, text=article.title, title=""), 0, len(article.title), ())


def _telling(evidence: Evidence) -> float:
    """Put a sentence that says the deed in the question's own words before one with words for the like."""
    return evidence.score * evidence.key**3


def _told_days(question: Question, evidence: Evidence, times: Sequence[TimeExpression]) -> list[Normal]:
    """Find when a sentence says that it was done, and says it surely. times: of its article."""
    values = dates(question, evidence, times_within(evidence.sentence, times))
    return [v.normal for v in values if v.normal.start and v.fit >= SURE and not v.planned]


def _day_of_event(
    held: Mapping[str, Sequence[Evidence]], told: Mapping[int, Sequence[Normal]]
) -> date | None:
    """Find the day of an event: as two articles tell it, or one, while another was printed then."""
    on: dict[date, set[str]] = {}
    for key, found in held.items():
        for normal in (normal for evidence in found for normal in told[id(evidence)]):
            if normal.start and normal.precision == "day":
                on.setdefault(normal.start, set()).add(key)
    if not on:
        return None
    day = max(on, key=lambda day: (len(on[day]), day))
    printed = {key: found[0].sentence.article.published for key, found in held.items()}
    near = {key for key, since in printed.items() if since and day <= since <= day + NEWS}
    return day if len(on[day] | near) > 1 else None


def _is_another(told: Sequence[Normal], happened: date | None) -> bool:
    """Tell whether a sentence dates what it tells to quite other days: it is not the event."""
    if happened is None or not told:
        return False
    return not any(
        one.start and one.end and one.start - AFTERMATH <= happened <= one.end + AFTERMATH for one in told
    )


def _place(article: Article) -> tuple[date, str, str]:
    return article.published or date.max, article.outlet or "", article.id


def _report(question: Question, number: int, evidence: Evidence, happened: date | None) -> Report:
    sentence = evidence.sentence
    start, end = cut_quote(
        sentence.article.text, sentence.start, sentence.end, (sentence.start + sentence.end) // 2
    )
    quote = sentence.article.text[start:end]
    planned = is_plan(question.text, evidence)
    published = sentence.article.published
    early = bool(happened and published and published < happened - SLACK and not planned)
    return Report(Citation(number, sentence.article, start, end, quote), planned, early)


def _gaps(corpus: Sequence[Article], covering: set[str], days: tuple[date, date] | None) -> tuple[Gap, ...]:
    found = []
    for outlet in sorted({a.outlet for a in corpus if a.outlet} - covering):
        own = [a for a in corpus if a.outlet == outlet]
        meanwhile = [a for a in own if days and a.published and days[0] <= a.published <= days[1]]
        found.append(Gap(outlet, len(own), len(meanwhile)))
    return tuple(found)
