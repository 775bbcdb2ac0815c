"""An answer as Discord shows it; pure.

The direct answer is the message's content, which everybody gets to see: in a notification, above a reply,
with embeds turned off. Below it, in embeds: the disagreement, what each outlet prints, remarks, the sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from bot.answer.types import Answer, Citation
from bot.render.console import to_text
from bot.render.escape import escape, plain
from bot.render.excerpts import Excerpt, excerpt_of
from bot.render.links import link_to
from bot.render.markup import Line, Span, line, split, write
from bot.render.message import (
    CONTENT,
    Attachment,
    Colour,
    Field,
    Message,
    units,
)
from bot.render.paging import Section, paginate, stand_beside
from bot.render.side_words import heading, placed, standing
from bot.render.words import age, aside, name_and_date, origin, quoted, remarks, speaker
from bot.terminal import Look

HOW_TO_ASK_ON = "To ask on, reply to this and leave the ping on."
_QUESTION = 300  # units of a question that are shown; people know what they asked
_MANY = 3  # pages beyond which the whole is attached as well


def answer_pages(
    answer: Answer,
    today: date,
    shown: Literal["asked", "understood"] | None = None,
    paragraphs: Mapping[int, Excerpt] | None = None,
    follow_up: bool = True,
    unkept: str = "",
) -> tuple[Message, ...]:
    """Lay an answer out as messages, of which one is shown at a time; there is always one.

    today: what the age of a source is counted to. shown: print the question above the answer, as it was
    asked, or as a follow-up was understood. paragraphs: what is round each quote, by number, where the
    articles of the answer come without their texts. follow_up: say how to ask on, where a reply reaches us.
    unkept: what to say below the answer where it is not kept, for then there are no buttons to turn pages.
    The first page carries the whole as a file where there are more than three pages or they cannot be turned,
    or where the question is too long to be printed.
    """
    answer = _tidy(answer)
    above, shortened = question_line(answer.question, shown)
    hint = HOW_TO_ASK_ON if follow_up and not unkept else ""
    ending = " ".join(filter(None, (escape(origin(answer)), hint)))
    foot = f"\n-# {unkept}" if unkept else ""
    alone = f"\n-# {ending}{foot}" if ending else foot
    text = line(answer.text)
    if not answer.citations and not remarks(answer) and units(above + write(text) + alone) <= CONTENT:
        foot = alone  # no embed follows, in whose footer this would stand
    room = CONTENT - units(above) - units(foot)
    opening, *rest = split(text, room - 2)
    content = above + write(opening) + (" …" if rest else "") + foot
    sections = [
        *([Section("The answer goes on", tuple((each,) for each in rest))] if rest else []),
        *_disagreement(answer),
        *_quotes(answer),
        *_sources(answer, today, paragraphs or {}),
    ]
    footer = " ".join(filter(None, (plain(origin(answer)), hint)))
    pages = [Message(content, embeds) for embeds in paginate(sections, footer)] or [Message(content)]
    if len(pages) > (1 if unkept else _MANY) or shortened:
        pages[0] = replace(pages[0], attachments=(_whole(answer),))
    return tuple(pages)


def _tidy(answer: Answer) -> Answer:
    """Drop what cannot be seen from the words that are shown; texts, addresses and offsets stay."""
    return replace(
        answer,
        claims=tuple(
            replace(claim, value=plain(claim.value), said_by=plain(claim.said_by or "") or None)
            for claim in answer.claims
        ),
        citations=tuple(
            replace(
                citation,
                article=replace(
                    citation.article,
                    outlet=plain(citation.article.outlet or "") or None,
                    via=plain(citation.article.via or "") or None,
                    title=plain(citation.article.title),
                ),
            )
            for citation in answer.citations
        ),
    )


def question_line(question: str, shown: Literal["asked", "understood"] | None) -> tuple[str, bool]:
    """Write the question above the answer, a line of its own; say whether it had to be shortened.

    shown: as for `answer_pages`; "" for None, and for a question of which nothing can be shown.
    """
    if shown is None or not plain(question):
        return "", False
    first, *rest = split(line(question), _QUESTION)
    text = write(first) + (" …" if rest else "")
    return (f"> {text}\n" if shown == "asked" else f"-# Understood as: {text}\n"), bool(rest)


def _disagreement(answer: Answer) -> Iterator[Section]:
    """Set the disagreement apart: its note, unless the answer is that, and its sides beside each other."""
    found = answer.disagreement
    if found is None:
        return
    note = () if found.note in answer.text else ((line(found.note),),)
    sides = [
        (
            ", ".join(map(plain, position.outlets)),
            f"{position.value} {' '.join(f'[{number}]' for number in position.citations)}",
            standing(side),
        )
        for position, side in placed(answer)
    ]
    fields = tuple(
        Field(escape(who), "\n".join(filter(None, map(escape, what))), inline=True) for who, *what in sides
    )
    if stand_beside(fields):
        yield Section(heading(found), note, fields, Colour.DIFFERENT)
    else:
        listed = tuple(
            (line(Span(who, bold=True)), *(line(words, mark="> ") for words in what if words))
            for who, *what in sides
        )
        yield Section(heading(found), note + listed, colour=Colour.DIFFERENT)


def _quotes(answer: Answer) -> Iterator[Section]:
    """Give what each outlet prints, with its number, then the remarks."""
    by_number = {citation.number: citation for citation in answer.citations}
    blocks: dict[tuple[int, str], tuple[Line, ...]] = {}
    for claim in answer.claims:
        for number in claim.citations:
            if number in by_number:
                citation = by_number[number]
                said = f"{quoted(citation.quote)} [{number}]{aside(claim, citation)}"
                head = line(Span(speaker(citation.article), bold=True))
                blocks.setdefault((number, claim.value), (head, line(said, mark="> ")))
    if blocks:
        yield Section("What they print", tuple(blocks.values()))
    notes = remarks(answer)
    if notes:
        yield Section("Note", tuple((line(note),) for note in notes), colour=Colour.QUIET)


def _sources(answer: Answer, today: date, paragraphs: Mapping[int, Excerpt]) -> Iterator[Section]:
    """List each cited article once, under all the numbers that point into it."""
    cited: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        cited.setdefault(citation.article.id, []).append(citation)
    blocks = []
    for citations in cited.values():
        article = citations[0].article
        numbers = " ".join(f"[{citation.number}]" for citation in citations)
        day = f", {age(article.published, today)}" if article.published else ""
        spans = [Span(numbers, bold=True), Span(f" {name_and_date(article)}{day} — {article.title}")]
        for citation in citations:
            around = excerpt_of(citation, paragraphs)
            address = link_to(article.url, around.text, around.start, around.end)
            if address:
                spans += [Span(" · "), Span(f"Open at quote {citation.number}", link=address)]
        blocks.append((line(*spans),))
    if blocks:
        yield Section("Sources", tuple(blocks), colour=Colour.QUIET)


def _whole(answer: Answer) -> Attachment:
    text = f"{plain(answer.question)}\n\n{to_text(answer, Look(width=100))}"
    return Attachment("answer.txt", text.encode(), "The question and the whole answer as text")
