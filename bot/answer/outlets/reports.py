"""The answer to a question over several reports: the name they share, or their words side by side; pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.agreement import listed
from bot.answer.extractive import cut_quote, outlet_of
from bot.answer.outlets.several import Told, best_a_source
from bot.answer.outlets.shared_name import find_shared
from bot.answer.types import Answer, Citation, Claim, Kind, Normal
from index.store.among import Extent

_NAMED = (Kind.WHO, Kind.WHAT)


def compose_reports(text: str, kind: Kind, weighed: Sequence[Sequence[Told]], searched: Extent) -> Answer:
    """Answer from what reports tell of each part of a question.

    weighed: as `several.weigh_parts` gives them, at least one of them not empty. Nothing is judged: where a
    yes or no is asked for, the reports are quoted side by side, and the answer says so.
    """
    shared = find_shared(text, weighed) if kind in _NAMED else None
    told = list(shared.told) if shared else best_a_source(weighed)
    citations = tuple(_cite(number, one) for number, one in enumerate(told, 1))
    outlets = tuple(dict.fromkeys(outlet_of(one.sentence.article) for one in told))
    if shared:
        numbers = tuple(citation.number for citation in citations)
        normal = Normal("name", text=" ".join(shared.name.lower().split()))
        claims: tuple[Claim, ...] = (Claim(shared.name, shared.name, normal, outlets, numbers),)
        answer = f"{shared.name}: the name that fits what {listed(outlets)} {_report(outlets)}."
    else:
        claims = tuple(_claim(citation) for citation in citations)
        answer = (
            f"No sentence settles this by itself; {listed(outlets)} {_report(outlets)} what is quoted here."
        )
    return Answer(text, answer, claims, citations, None, False, "extractive", searched)


def _report(outlets: Sequence[str]) -> str:
    return "reports" if len(outlets) == 1 else "report"


def _cite(number: int, told: Told) -> Citation:
    sentence = told.sentence
    text = sentence.article.text
    start, end = cut_quote(text, sentence.start, sentence.end, (sentence.start + sentence.end) // 2)
    return Citation(number, sentence.article, start, end, text[start:end])


def _claim(citation: Citation) -> Claim:
    words = " ".join(citation.quote.split())
    normal = Normal("text", text=words.lower())
    return Claim(words, words, normal, (outlet_of(citation.article),), (citation.number,))
