"""Sections of lines laid out on as many pages as they need, each within Discord's limits; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.render.markup import Line, line, split, write
from bot.render.message import FIELD_NAME, FIELD_VALUE, Colour, Embed, Field, embeds_size, units

PAGE = 4000  # units over the embeds of a page; what Discord allows is more than anybody scrolls through
_FOOTER = 1000  # a longer footer becomes a section
_PIECE = 1500  # a block that no page holds is cut into pieces of this
_EMBEDS = 6
_CONTINUED = ", continued"
_BESIDE = 6  # fields that stand beside each other


@dataclass(frozen=True, slots=True)
class Section:
    """What one embed holds, or several where it is long.

    title: our own words. blocks: lines that stay together where a page holds them. fields: at the end; few
    and short enough for an embed, which whoever makes them looks to.
    """

    title: str
    blocks: tuple[tuple[Line, ...], ...] = ()
    fields: tuple[Field, ...] = ()
    colour: int = Colour.ANSWER


@dataclass(slots=True)
class _Draft:
    title: str
    colour: int
    texts: list[str] = field(default_factory=list)
    fields: tuple[Field, ...] = ()

    def embed(self) -> Embed:
        return Embed(self.title, "\n".join(self.texts), self.colour, self.fields)


def stand_beside(fields: Sequence[Field]) -> bool:
    """Tell whether fields are few and short enough to stand beside each other in one embed."""
    return len(fields) <= _BESIDE and all(
        0 < units(f.name) <= FIELD_NAME // 2 and 0 < units(f.value) <= FIELD_VALUE // 4 for f in fields
    )


def paginate(sections: Sequence[Section], footer: str = "") -> tuple[tuple[Embed, ...], ...]:
    """Lay sections out on pages; nothing is left out.

    footer: safe words below each page; which page it is is added where there are several.
    Returns no page at all where there is nothing to show.
    """
    if units(footer) > _FOOTER:
        sections = [*sections, Section("About this answer", ((line(footer),),), colour=Colour.QUIET)]
        footer = ""
    pages: list[list[_Draft]] = []
    room = 0
    for section in sections:
        title, started = section.title, False
        for piece in _parts(section):
            size = _size(piece) + (units(title) if not started else 0)
            if size > room or (not started and len(pages[-1]) >= _EMBEDS):
                pages.append([])
                room = PAGE - units(footer) - 40
                started = False
                size = _size(piece) + units(title)
            if not started:
                pages[-1].append(_Draft(title, section.colour))
                title, started = section.title and section.title + _CONTINUED, True
            draft = pages[-1][-1]
            if isinstance(piece, str):
                draft.texts.append(piece)
            else:
                draft.fields = piece
            room -= size
    return tuple(_page(drafts, footer, i, len(pages)) for i, drafts in enumerate(pages, 1))


def _parts(section: Section) -> Iterator[str | tuple[Field, ...]]:
    """Give what has to stay on one page, in order: written blocks, then the fields."""
    for block in section.blocks:
        text = "\n".join(filter(None, map(write, block)))
        if units(text) + units(section.title + _CONTINUED) <= PAGE - _FOOTER - 100:
            if text:
                yield text
            continue
        for each in block:
            yield from map(write, split(each, _PIECE))
    if section.fields:
        yield section.fields


def _size(piece: str | tuple[Field, ...]) -> int:
    if isinstance(piece, str):
        return units(piece) + 1
    return embeds_size((Embed(fields=piece),))


def _page(drafts: Sequence[_Draft], footer: str, number: int, pages: int) -> tuple[Embed, ...]:
    *others, last = [draft.embed() for draft in drafts]
    turn = f"Page {number} of {pages}" if pages > 1 else ""
    return (*others, replace(last, footer=" · ".join(filter(None, (turn, footer)))))
