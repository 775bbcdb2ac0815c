"""Questions about the outlets themselves: whether they agree, and which of them report something; pure.

"Do the papers agree on how many were hurt?" is answered by the answer to "how many were hurt", which says by
itself who tells what. "Which outlets reported the strike?" is answered by whoever covers it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answer.agreement import listed
from bot.answer.extractive import outlet_of
from bot.answer.outlets.coverage import Coverage, Report
from bot.answer.types import Answer, Claim, Normal
from index.dates import format_interval
from index.store.among import Extent

_NOUN = (
    r"(?:(?:news\s+)?outlets?|newspapers?|papers?|media|articles?|reports?|(?:news\s+)?sources?|publications?"
    r"|news\s+(?:sites?|agencies|organi[sz]ations?)|journals?)"
)
_ALL = rf"(?:(?:all|both|any|the|these|those|different|various|of|your)\s+)*{_NOUN}|they|you\s+all"
_AGREE = re.compile(
    rf"^(?:do|did|does)\s+(?P<who>{_ALL}|.+?)\s+(?:all\s+)?(?:agree|disagree|differ|contradict\s+each\s+other"
    r"|say\s+the\s+same)\s+(?:about|on|over|as\s+to|regarding|with\s+each\s+other\s+(?:about|on))\s+"
    r"(?P<what>.+?)\s*\?*$",
    re.I,
)
_THERE_IS = re.compile(
    r"^(?:is|are)\s+there\s+(?:an?\s+|any\s+)?(?:disagreements?|conflicts?|contradictions?|conflicting\s+reports?"
    rf"|differences?)\s+(?:(?:among|between|in)\s+(?P<who>{_ALL})\s+)?(?:about|on|over|as\s+to|regarding)\s+"
    r"(?P<what>.+?)\s*\?*$",
    re.I,
)
_ASKS = re.compile(r"(?:how|when|where|who|whose|whom|why|what|which)\b", re.I)
_WHETHER = re.compile(r"(?:whether|if)\s+", re.I)
_AUXILIARY = re.compile(r"(.+?)\s+(was|were|is|are|has|have|had|will|would|can|could)\s+(.+)", re.I)
_LENGTH = re.compile(r"the\s+(?:length|duration)\s+of\s+(.+)", re.I)
_TOLL = re.compile(
    r"the\s+(?:death\s+toll|toll|(?:number\s+of\s+)(?:dead|deaths|victims|people\s+killed))", re.I
)
_NUMBER_OF = re.compile(r"the\s+number\s+of\s+(.+)", re.I)
_REPORTED = re.compile(
    rf"^(?:which|what|how\s+many)\s+(?:of\s+(?:the|your)\s+)?{_NOUN}\s+(?:was\s+(?:the\s+)?first\s+to\s+|have\s+|has\s+|had\s+)?"
    r"(?:first\s+)?(?:report|cover|mention|carr(?:y|i)|print|publish|wr[io]te|written|tell|told)(?:s|es|ed)?\s+"
    r"(?:(?:first|anything|something|news)\s+)*(?P<that>that\s+)?(?:(?:on|about|of)\s+)?(?P<what>.+?)\s*\?*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """What outlets are asked to agree on. question: what each of them is asked. who: as typed; "" for all."""

    question: str
    who: tuple[str, ...]


def asked_agreement(text: str) -> Compared | None:
    """Give what lies in a question for agreement; None for other questions.

    >>> asked_agreement("Do the outlets agree about how many homes burnt?")
    Compared(question='How many homes burnt?', who=())
    >>> asked_agreement("Do the Post and the Herald differ on whether Brook resigned?")
    Compared(question='Did Brook resigned?', who=('the Post', 'the Herald'))
    """
    match = _AGREE.match(text) or _THERE_IS.match(text)
    if match is None:
        return None
    who = match.group("who") or ""
    names = () if re.fullmatch(_ALL, who, re.I) or not who else tuple(re.split(r",?\s+and\s+|,\s+", who))
    return Compared(_as_question(match.group("what")), names)


def _as_question(what: str) -> str:
    """Make a question of what is agreed on: a question's clause, "whether ...", or a thing."""
    if _ASKS.match(what):
        return f"{what[0].upper()}{what[1:]}?"
    whether = _WHETHER.match(what)
    if whether:
        clause = what[whether.end() :]
        inverted = _AUXILIARY.fullmatch(clause)
        if inverted:
            return f"{inverted.group(2).capitalize()} {inverted.group(1)} {inverted.group(3)}?"
        return f"Did {clause}?"  # the verb may stay in the past: only its root is looked for
    dead = _TOLL.fullmatch(what)
    if dead:
        return "How many people died?"
    number = _NUMBER_OF.fullmatch(what)
    if number:
        return f"How many {number.group(1)} were there?"
    length = _LENGTH.fullmatch(what)
    return f"How long was {length.group(1)}?" if length else f"What was {what}?"


def tell_agreement(asked: str, answer: Answer) -> Answer:
    """Say of an answer whether those who give it agree. asked: the question as it was typed."""
    outlets = {outlet for claim in answer.claims for outlet in claim.outlets}
    if answer.abstained or answer.disagreement or not outlets:
        return replace(answer, question=asked)
    if any(claim.normal.type == "text" for claim in answer.claims):
        told = (
            "They tell it in words, which cannot be compared" if len(outlets) > 1 else "One outlet tells it"
        )
    elif len(answer.claims) > 1:
        told = "They agree"
    else:
        told = "Several print it, in one voice" if len(outlets) > 1 else "One outlet tells it"
    return replace(answer, question=asked, text=f"{told}: {answer.text}")


def asked_event(text: str) -> str | None:
    """Give the event whose reporters are asked for, as a question for its day; None for other questions.

    >>> asked_event("Which newspapers reported on the strike of the ferrymen?")
    'When was the strike of the ferrymen?'
    """
    match = _REPORTED.match(text)
    if match is None:
        return None
    return f"When {'did' if match.group('that') else 'was'} {match.group('what')}?"


def tell_reporters(asked: str, found: Coverage, searched: Extent) -> Answer:
    """Answer by those who report an event; there has to be a report. asked: the question as it was typed."""
    reports: dict[str, Report] = {}
    for report in sorted(found.reports, key=lambda report: report.changed):
        reports.setdefault(outlet_of(report.article), report)
    claims = tuple(_reported(name, report) for name, report in reports.items())
    verb = "reports" if len(reports) == 1 else "report"
    text = f"{listed(list(reports), len(reports))} {verb} it"
    first = list(dict.fromkeys(outlet_of(report.article) for report in found.first))
    day = found.first[0].article.published if found.first else None
    if day and len(reports) > 1:
        text += f"; first {'was' if len(first) == 1 else 'were'} {listed(first)}"
    text += f", on {format_interval(day, day, 'day')}." if day else "."
    cited = tuple(report.citation for report in reports.values())
    return Answer(asked, text[0].upper() + text[1:], claims, cited, None, False, "extractive", searched)


def _reported(outlet: str, report: Report) -> Claim:
    """Make a claim of a report: that it was printed, and when."""
    day = report.article.published
    value = f"published {format_interval(day, day, 'day')}" if day else "published on an unknown day"
    normal = Normal("text", text=outlet.lower())
    return Claim(
        f"{outlet}, {value}", value, normal, (outlet,), (report.citation.number,), None, report.planned
    )
