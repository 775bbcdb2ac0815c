"""The sides of an answer beside each other, as Discord shows them; pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.comparing.sides import Side, find_sides
from bot.answer.types import Answer
from bot.render.answer_pages import question_line
from bot.render.escape import escape, plain
from bot.render.markup import Line, Span, line, split, write
from bot.render.message import CONTENT, Colour, Field, Message, units
from bot.render.paging import Section, paginate, stand_beside
from bot.render.side_words import NOT_JUDGED, facts, is_quoted_whole, opening, worded
from bot.render.words import origin, quoted, speaker


def has_sides(answer: Answer) -> bool:
    """Tell whether an answer has something to compare: what more than one article says."""
    return len({c.article.id for side in find_sides(answer) for c in side.citations}) > 1


def side_pages(answer: Answer, unkept: str = "") -> tuple[Message, ...]:
    """Lay the sides of an answer out as messages, of which one is shown at a time; there is always one.

    First the question and what the sides are to each other, then each side with its outlets, voices, days and
    marks, then the quotes of each. unkept: what to say where the answer is not kept, so that no button turns
    pages. An answer without sides is shown by its text.
    """
    sides = find_sides(answer)
    content, _ = question_line(answer.question, "asked")
    foot = f"\n-# {unkept}" if unkept else ""
    if not sides:
        text, *rest = split(line(answer.text), CONTENT - units(content) - units(foot) - 2)
        return (Message(content + write(text) + (" …" if rest else "") + foot),)
    colour = Colour.DIFFERENT if answer.disagreement else Colour.ANSWER
    notes = tuple((line(one.note),) for one in answer.differences)
    sections = [
        _table(sides, colour),
        Section(
            "What they print", tuple(block for side in sides for block in _quotes(answer, side, len(sides)))
        ),
        *([Section("Note", notes, colour=Colour.QUIET)] if notes else []),
    ]
    footer = " ".join([*([NOT_JUDGED] if len(sides) > 1 else []), plain(origin(answer))])
    content += write(line(Span(f"{opening(answer, sides)}:", bold=True))) + foot
    return tuple(Message(content, embeds) for embeds in paginate(sections, footer))


def _table(sides: Sequence[Side], colour: Colour) -> Section:
    """Set what is known of each side beside the others'; under each other where it is much."""
    told = [[row for row in facts(side, plain) if row] for side in sides]
    heads = [
        rows.pop(0) if is_quoted_whole(side) else plain(side.value) or "?"
        for side, rows in zip(sides, told, strict=True)
    ]
    fields = tuple(
        Field(escape(head), "\n".join(map(escape, rows)), inline=len(sides) > 1)
        for head, rows in zip(heads, told, strict=True)
    )
    if stand_beside(fields):
        return Section("", (), fields, colour)
    blocks = tuple(
        (line(Span(head, bold=True)), *(line(row, mark="> ") for row in rows))
        for head, rows in zip(heads, told, strict=True)
    )
    return Section("", blocks, colour=colour)


def _quotes(answer: Answer, side: Side, sides: int) -> list[tuple[Line, ...]]:
    """Give each quote of a side under who prints it, and what it says where that is not told above it."""
    blocks: list[tuple[Line, ...]] = []
    for citation in side.citations:
        told = worded(answer, side, citation.number) or (side.value if sides > 1 else "")
        if is_quoted_whole(side):
            told = ""
        who = ": ".join(filter(None, (speaker(citation.article), plain(told))))
        said = line(f"{quoted(citation.quote)} [{citation.number}]", mark="> ")
        blocks.append((line(Span(who, bold=True)), said))
    return blocks
