"""What is said in the same words wherever an answer is shown: who, when, how many, what was searched; pure.

Every text given back is safe to show on one line.
"""

from __future__ import annotations

import re
from datetime import date

from bot.answer.types import Answer, Citation, Claim, Usage
from bot.terminal import printable, shorten
from index.article import Article
from index.dates import format_interval
from index.store.among import Extent

HEADINGS = {
    "conflict": "⚠️ Outlets disagree",
    "plan_vs_event": "⚠️ Planned and reported differ",
    "opinion": "⚠️ Opinions differ",
}
"""What stands over a disagreement, by its kind."""
_MARK = re.compile('["“”„«»]')
_OPENS = re.compile('(?<![\\w.,;:!?%)’])["“„«](?=\\S)')
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


def speaker(article: Article) -> str:
    """Name whose words a quote is; two unknown outlets are told apart by the titles of their articles."""
    if article.outlet or article.via:
        return outlet_name(article)
    return f"“{shorten(printable(article.title), 30)}”"


def quoted(text: str) -> str:
    """Put what an article prints into quote marks; those inside it become single ones, as in print.

    >>> quoted('"We will sail," Brook said.')
    '“‘We will sail,’ Brook said.”'
    """
    opened = _OPENS.sub("‘", text)
    return "“" + _MARK.sub("’", opened) + "”"


def remarks(answer: Answer) -> tuple[str, ...]:
    """List what is noted beside an answer, in the order in which it is shown."""
    return (*(one.note for one in answer.differences), *answer.notes)


def aside(claim: Claim, citation: Citation) -> str:
    """Say what the quote alone does not: the value worked out of it, who said so, that it was a plan."""
    value = printable(claim.value)
    printed = printable(citation.quote).casefold()
    # A later quote of one outlet may give the number otherwise: "more than 1,200" beside "1,400".
    own = claim.normal.type == "quantity" and citation.number != claim.citations[0]
    facts = [] if own or _words(value) <= _words(printed) else [value]
    if claim.said_by and claim.said_by.casefold() not in printed:
        facts.append(f"said by {printable(claim.said_by)}")
    if claim.planned:
        facts.append("printed before the event")
    return f" — {', '.join(facts)}" if facts else ""


def _words(text: str) -> set[str]:
    """List the words of a value or quote; a weekday is left out, for it tells nothing beside its date."""
    return set(re.findall(r"\w+", text.casefold())) - _WEEKDAYS


def outlet_name(article: Article) -> str:
    """Name who published an article, with the agency whose copy it is: "Harbour Gazette (Coast Press)"."""
    if article.outlet and article.via and article.via != article.outlet:
        return printable(f"{article.outlet} ({article.via})")
    return printable(article.outlet or article.via or "") or "Unknown outlet"


def name_and_date(article: Article) -> str:
    """Name an article's outlet and day: "Harbour Gazette, 7 February 2024", or what of it is unknown."""
    day = article.published
    return f"{outlet_name(article)}, {format_interval(day, day, 'day') if day else 'date unknown'}"


def age(day: date, today: date) -> str:
    """Say how long before today a day was: "today", "3 days ago", "5 months ago", "in 2 days"."""
    days = (today - day).days
    if abs(days) < 2:
        return {0: "today", 1: "yesterday", -1: "tomorrow"}[days]
    sizes = ((365.25, "year"), (30.44, "month"), (7.0, "week"), (1.0, "day"))
    size, noun = next(each for each in sizes if abs(days) >= 2 * each[0])
    text = count(int(abs(days) / size), noun)
    return f"{text} ago" if days > 0 else f"in {text}"


def searched_text(searched: Extent) -> str:
    """Say what was looked through: "5 articles of 4 outlets, 14–19 April 2023"."""
    text = f"{count(searched.articles, 'article')} of {count(searched.outlets, 'outlet')}"
    if searched.first and searched.last:
        precision = "day" if searched.first == searched.last else "range"
        text += f", {format_interval(searched.first, searched.last, precision)}"
    return text


def count(number: int, noun: str) -> str:
    """Write a count with its noun: "1 article", "1,200 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def origin(answer: Answer) -> str:
    """Say what was searched and who wrote the answer: rules, or which model, and what asking it took.

    The text of an abstention says itself what was searched; "" where no model was asked either.
    """
    by_rules = answer.answerer == "extractive"
    model = printable(answer.answerer.removeprefix("llm:"))
    took = f" ({usage_text(answer.usage)})" if answer.usage else ""
    if answer.abstained:
        asked = "The language model" if by_rules else f"The language model {model}"
        return f"{asked} was asked as well{took}." if took else ""
    searched = f"Searched {searched_text(answer.searched)}"
    if by_rules:
        part = "not by the language model" if took else "no language model took part"
        return f"{searched}; written by rules, {part}{took}."
    return f"{searched}; written by {model} from these quotes{took}."


def usage_text(usage: Usage) -> str:
    """Say what asking a language model took: "812 tokens read, 95 written, 3.2 s"."""
    if usage.cached:
        return "kept from before, nothing spent"
    if usage.prompt_tokens is None or usage.answer_tokens is None:
        return f"{usage.seconds:,.1f} s"
    tokens = f"{count(usage.prompt_tokens, 'token')} read, {usage.answer_tokens:,} written"
    return f"{tokens}, {usage.seconds:,.1f} s"
