"""Which outlets report an event, which do not, and who was first; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answer.claims import is_plan
from bot.answer.evidence import Evidence, weigh
from bot.answer.extractive import cut_quote
from bot.answer.question import Question
from bot.answer.sentence import Sentence
from bot.answer.types import Citation
from index.article import Article

HELD = 0.6
"""Share of what a question names that one sentence has to hold for its article to report the event."""

NAMED = 0.5
"""Share of the question's names among it."""

AFTERMATH = timedelta(days=7)
"""How long behind the last report an outlet could still have had one."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article that reports the event, and its best sentence. planned: it is only announced there."""

    citation: Citation
    planned: bool

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

    first: the earliest reports whose date is known, several where they share a day; a report of unknown date
    may be earlier. gaps: outlets of the corpus without any. unnamed: articles of no known outlet without one.
    days: from the first report to AFTERMATH behind the last; None where no date is known.
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


def find_coverage(question: Question, sentences: Iterable[Sentence], corpus: Sequence[Article]) -> Coverage:
    """Find who reports what a question asks about, whatever they answer.

    sentences: those of the passages that the search finds. corpus: all articles that there are.
    """
    best: dict[str, Evidence] = {}
    for sentence in sentences:
        evidence = weigh(question, sentence)
        if evidence.score < HELD or evidence.names < NAMED:
            continue
        key = sentence.article.id
        if key not in best or evidence.score > best[key].score:
            best[key] = evidence
    found = sorted(best.values(), key=lambda e: _place(e.sentence.article))
    reports = tuple(_report(question, number, evidence) for number, evidence in enumerate(found, 1))
    dated = [report.article.published for report in reports if report.article.published]
    earliest = min(dated, default=None)
    first = tuple(r for r in reports if earliest and r.article.published == earliest)
    covering = {name for r in reports for name in (r.article.outlet, r.article.via) if name}
    days = (min(dated), max(dated) + AFTERMATH) if dated else None
    gaps = _gaps(corpus, covering, days) if reports else ()
    unnamed = sum(a.outlet is None and a.via is None and a.id not in best for a in corpus)
    return Coverage(reports, first, gaps, unnamed, days)


def _place(article: Article) -> tuple[date, str, str]:
    return article.published or date.max, article.outlet or "", article.id


def _report(question: Question, number: int, evidence: Evidence) -> Report:
    sentence = evidence.sentence
    start, end = cut_quote(
        sentence.article.text, sentence.start, sentence.end, (sentence.start + sentence.end) // 2
    )
    quote = sentence.article.text[start:end]
    return Report(Citation(number, sentence.article, start, end, quote), is_plan(question.text, evidence))


def _gaps(corpus: Sequence[Article], covering: set[str], days: tuple[date, date] | None) -> tuple[Gap, ...]:
    found = []
    for outlet in sorted({a.outlet for a in corpus if a.outlet} - covering):
        own = [a for a in corpus if a.outlet == outlet]
        meanwhile = [a for a in own if days and a.published and days[0] <= a.published <= days[1]]
        found.append(Gap(outlet, len(own), len(meanwhile)))
    return tuple(found)
