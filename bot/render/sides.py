"""The sides of an answer beside each other, for a terminal and for scripts; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

from bot.answer.comparing.sides import Side
from bot.answer.types import Answer
from bot.render.contract import to_json
from bot.render.side_words import NOT_JUDGED, facts, is_quoted_whole, opening, worded
from bot.render.words import origin, quoted, speaker
from bot.terminal import Look, cells, printable, wrap

NARROWEST = 28
"""Columns of a terminal that a side needs, to stand beside another one."""


def sides_text(answer: Answer, sides: Sequence[Side], look: Look) -> str:
    """Write the sides beside each other, or under each other where the terminal is too narrow."""
    if not sides:
        return "\n".join(look.block(printable(answer.text))) + "\n"
    wide = (look.width - 2 * len(sides)) // len(sides) >= NARROWEST
    parts = ["\n".join(look.bold(line) for line in look.block(f"{opening(answer, sides)}:"))]
    parts.append("\n".join(_beside(answer, sides, look) if wide else _under(answer, sides, look)))
    parts += ["\n".join(look.block(printable(one.note))) for one in answer.differences]
    if len(sides) > 1:
        parts.append("\n".join(look.block(NOT_JUDGED)))
    parts.append("\n".join(look.dim(line) for line in look.block(origin(answer))))
    return "\n\n".join(parts) + "\n"


def sides_json(answer: Answer, sides: Sequence[Side]) -> dict[str, Any]:
    """Give what `dateline compare --json` prints: the answer, as `ask --json` has it, and its sides."""
    return {
        **to_json(answer),
        "sides": [
            {
                "value": side.value,
                "outlets": list(side.outlets),
                "agencies": list(side.agencies),
                "said_by": list(side.said_by),
                "voices": side.voices,
                "from": side.first.isoformat() if side.first else None,
                "to": side.last.isoformat() if side.last else None,
                "undated": side.undated,
                "planned": side.planned,
                "newest": side.newest,
                "best_supported": side.best_supported,
                "citations": [citation.number for citation in side.citations],
            }
            for side in sides
        ],
    }


def _rows(side: Side) -> list[str]:
    """Write what stands in a side's column above its quotes; what is quoted whole is not told before."""
    told = facts(side)
    return told if is_quoted_whole(side) else [printable(side.value), *told]


def _quotes(answer: Answer, side: Side) -> list[str]:
    rows = []
    for citation in side.citations:
        told = printable(worded(answer, side, citation.number))
        who = ", ".join(filter(None, (f"{speaker(citation.article)} [{citation.number}]", told)))
        rows += ["", f"{quoted(printable(citation.quote))} — {who}"]
    return rows


def _beside(answer: Answer, sides: Sequence[Side], look: Look) -> Iterator[str]:
    width = (look.width - 2 * len(sides)) // len(sides)
    tops, quotes = (
        [[line for row in rows(side) for line in (wrap(row, width) or [""])] for side in sides]
        for rows in (_rows, partial(_quotes, answer))
    )
    heads = [len(wrap(_rows(side)[0], width)) for side in sides]
    for part in (tops, quotes):  # quotes begin on one line, however much is told above them
        for number, row in enumerate(zip_longest(*part, fillvalue="")):
            line = ""
            for text, head in zip(row, heads, strict=True):
                shown = look.bold(text) if part is tops and number < head else text
                line += "  " + shown + " " * max(0, width - cells(text))
            yield line.rstrip()


def _under(answer: Answer, sides: Sequence[Side], look: Look) -> Iterator[str]:
    for place, side in enumerate(sides):
        if place:
            yield ""
        first, *rows = [*_rows(side), *_quotes(answer, side)]
        yield from (look.bold(line) for line in look.block(first, "  "))
        for row in rows:
            yield from look.block(row, "    ") if row else [""]
