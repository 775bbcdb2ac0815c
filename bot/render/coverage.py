"""Who reports an event and who does not, for a terminal and for scripts; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.answer.agreement import listed
from bot.answer.outlets.coverage import Coverage, Report
from bot.render.words import count, name_and_date, outlet_name, speaker
from bot.terminal import Look, printable
from index.dates import format_interval

LISTED = 8
"""Outlets without a report that get a line each, at most; of more one sentence tells."""


def coverage_text(found: Coverage, look: Look) -> str:
    """Write who was first, who reports it, in order of publication, and which outlets have nothing of it."""
    if not found.reports:
        return "\n".join(look.block("No article in the corpus reports this.")) + "\n"
    parts = [
        [look.bold(line) for line in look.block(_first(found))],
        [line for report in found.reports for line in _report_lines(report, look)],
        [line for text in _missing(found) for line in look.block(text)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def coverage_json(question: str, found: Coverage) -> dict[str, Any]:
    """Give what `dateline gaps --json` prints."""
    first = {report.article.id for report in found.first}
    return {
        "question": question,
        "reports": [
            {
                "n": report.citation.number,
                "article": report.article.id,
                "path": report.article.path,
                "outlet": report.article.outlet,
                "via": report.article.via,
                "title": report.article.title,
                "published": report.article.published.isoformat() if report.article.published else None,
                "first": report.article.id in first,
                "planned": report.planned,
                "changed": report.changed,
                "quote": report.citation.quote,
                "start": report.citation.start,
                "end": report.citation.end,
            }
            for report in found.reports
        ],
        "days": [day.isoformat() for day in found.days] if found.days else None,
        "without": [
            {"outlet": gap.outlet, "articles": gap.articles, "meanwhile": gap.meanwhile} for gap in found.gaps
        ],
        "unnamed_without": found.unnamed,
    }


def _first(found: Coverage) -> str:
    undated = _names(found.undated)
    may = f" {undated} may have been earlier: its date is unknown." if len(found.undated) == 1 else ""
    if len(found.undated) > 1:
        may = f" {undated} may have been earlier: their dates are unknown."
    if not found.first:
        return f"Who was first cannot be told.{may}"
    day = found.first[0].article.published
    assert day is not None
    together = " together" if len({outlet_name(r.article) for r in found.first}) > 1 else ""
    plan = ", as a plan" if all(report.planned for report in found.first) else ""
    return f"First{together}: {_names(found.first)}, {format_interval(day, day, 'day')}{plan}.{may}"


def _names(reports: Sequence[Report]) -> str:
    return listed(list(dict.fromkeys(speaker(report.article) for report in reports)))


def _report_lines(report: Report, look: Look) -> Iterator[str]:
    plan = ", as a plan" if report.planned else ""
    changed = " (dated before it happened, changed since)" if report.changed else ""
    yield "  " + look.bold(f"{name_and_date(report.article)}{plan}{changed}")
    quote = f"“{printable(report.citation.quote)}” — {printable(report.article.id)}"
    yield from look.block(quote, "    ")


def _missing(found: Coverage) -> Iterator[str]:
    days = format_interval(*found.days, "range") if found.days else ""
    if not found.gaps:
        yield "Every outlet of the corpus reports it."
    if len(found.gaps) > LISTED:
        yield _missing_in_short(found, days)
    for gap in found.gaps if len(found.gaps) <= LISTED else ():
        told = f"Nothing of it: {printable(gap.outlet)}, {count(gap.articles, 'article')}"
        if days:
            told += f", {gap.meanwhile or 'none'} of them from {days}"
        yield f"{told}."
    if found.unnamed:
        yield f"Nor in {count(found.unnamed, 'article')} of unknown outlets."


def _missing_in_short(found: Coverage, days: str) -> str:
    """Name the outlets without a report in one sentence, those first that printed most in those days."""
    gaps = sorted(found.gaps, key=lambda gap: (-gap.meanwhile, -gap.articles, gap.outlet))
    told = [(gap.outlet, gap.meanwhile if days else gap.articles) for gap in gaps]
    named = ", ".join(f"{printable(outlet)} ({articles})" for outlet, articles in told if articles)
    silent = sum(not articles for _, articles in told)
    what = f"articles from {days}" if days else "articles"
    rest = f"; {silent} printed none in those days" if silent else ""
    return f"Nothing of it in {len(gaps)} outlets, in brackets their {what}: {named}{rest}."
