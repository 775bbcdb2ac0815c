"""What is said of the sides of an answer, in the same words wherever they are shown; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answer.comparing.sides import Side, find_sides
from bot.answer.types import Answer, Disagreement, Position
from bot.render.words import HEADINGS, count
from bot.terminal import printable
from index.dates import format_interval

NOT_JUDGED = "What is newest or best supported is marked as that; none is called true."
WORDED = "In their own words, which are not compared"
_RISING = "Earlier and later reports differ"


def heading(found: Disagreement) -> str:
    """Name a disagreement by its kind; a conflict whose note calls it earlier and later reports as that."""
    if found.kind == "conflict" and found.note.startswith(_RISING):
        return f"⚠️ {_RISING}"
    return HEADINGS.get(found.kind, HEADINGS["conflict"])


def opening(answer: Answer, sides: Sequence[Side]) -> str:
    """Say in a few words what the sides of an answer, one at least, are to each other."""
    if answer.disagreement:
        return heading(answer.disagreement).removeprefix("⚠️ ")
    if len(sides) > 1:
        return WORDED
    articles = [citation.article for citation in sides[0].citations]
    if len({article.outlet or article.id for article in articles}) > 1:
        return "They agree" if sides[0].voices > 1 else "Several print it, in one voice"
    alone = any(one.kind == "one_outlet" for one in answer.differences)
    return "Only one of the outlets that cover it reports this" if alone else "One outlet reports this"


def facts(side: Side, safe: Callable[[str], str] = printable) -> list[str]:
    """Say who is on a side, how many voices that is, when it was published, and what else is to be known.

    safe: makes what articles print safe to show.
    """
    found = [safe(", ".join(side.outlets)), count(side.voices, "voice"), _days(side)]
    several = len(side.outlets) > 1
    if side.agencies:
        agencies = safe(", ".join(side.agencies))
        found.append(f"a copy of {agencies} among them" if several else f"copy of {agencies}")
    if side.said_by:
        found.append(f"{'partly ' if several else ''}in the words of {safe(', '.join(side.said_by))}")
    if side.planned:
        found.append("a plan, printed before the event")
    return [*found, *(f"({words})" for words in [marks(side)] if words)]


def marks(side: Side) -> str:
    """Say what a side is marked as: "newest, best supported"; "" for nothing."""
    known = (("newest", side.newest), ("best supported", side.best_supported))
    return ", ".join(word for word, is_so in known if is_so)


def standing(side: Side | None) -> str:
    """Say in a few words where a side stands: "2 voices; published 18 April 2023; newest"; "" for None."""
    if side is None:
        return ""
    voices = count(side.voices, "voice") if side.voices > 1 or len(side.outlets) > 1 else ""
    return "; ".join(filter(None, (voices, _days(side), marks(side))))


def agreement(answer: Answer) -> str:
    """Say how many voices agree and since when, where several do and nobody differs; "" otherwise."""
    sides = () if answer.disagreement else find_sides(answer)
    return standing(sides[0]) if len(sides) == 1 and sides[0].voices > 1 else ""


def worded(answer: Answer, side: Side, number: int) -> str:
    """Give what a citation of a side says, where that is not the side's value: "March 2023"; "" otherwise."""
    value = next((claim.value for claim in answer.claims if number in claim.citations), side.value)
    return "" if value == side.value else value


def is_quoted_whole(side: Side) -> bool:
    """Tell whether a side's value is but the sentence that it quotes, so that it need not be shown twice."""
    value = _bare(side.value)
    quotes = (_bare(citation.quote) for citation in side.citations)
    return any(value in quote and len(value) >= 0.7 * len(quote) for quote in quotes)


def placed(answer: Answer) -> list[tuple[Position, Side | None]]:
    """Give the positions of an answer's disagreement, each with its side where claims are known of it."""
    sides = find_sides(answer) if answer.disagreement else ()
    found = []
    for position in answer.disagreement.positions if answer.disagreement else ():
        own = (s for s in sides if {c.number for c in s.citations} & set(position.citations))
        found.append((position, next(own, None)))
    return found


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _days(side: Side) -> str:
    if side.first is None or side.last is None:
        return "publication date unknown"
    days = format_interval(side.first, side.last, "day" if side.first == side.last else "range")
    return f"published {days}" + (f", {side.undated} of unknown date" if side.undated else "")
