"""What Discord is sent, as plain values: a message's content, embeds and files, and their limits.

bot/discord turns these into discord.py's objects; nothing here knows of Discord but its limits. A text that
is empty is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

CONTENT = 2000
TITLE = 256
DESCRIPTION = 4096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
EMBEDS = 10
EMBEDS_TEXT = 6000  # over all embeds of a message: titles, descriptions, fields and footers


class Colour(IntEnum):
    """The bar beside an embed; never the only sign of anything."""

    ANSWER = 0x3B82F6
    DIFFERENT = 0xF59E0B
    QUIET = 0x8B8F98


@dataclass(frozen=True, slots=True)
class Field:
    """A small block with a heading inside an embed; inline ones stand side by side where there is room."""

    name: str
    value: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Embed:
    """A block with a coloured bar."""

    title: str = ""
    description: str = ""
    colour: int = Colour.ANSWER
    fields: tuple[Field, ...] = ()
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file. description: what a screen reader says for it."""

    name: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message, or one page of several that take turns in its place."""

    content: str
    embeds: tuple[Embed, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def units(text: str) -> int:
    """Count a text as strictly as any part of Discord does: in UTF-16 units.

    The server counts code points, of which there are never more; clients count units.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def embeds_size(embeds: tuple[Embed, ...]) -> int:
    """Count what Discord adds up over all embeds of a message."""
    return sum(
        units(embed.title)
        + units(embed.description)
        + units(embed.footer)
        + sum(units(field.name) + units(field.value) for field in embed.fields)
        for embed in embeds
    )


def broken_limits(message: Message) -> list[str]:
    """Name each limit of Discord's that a message breaks; none for all that is made here."""
    found = []

    def check(what: str, size: int, most: int, least: int = 0) -> None:
        if not least <= size <= most:
            found.append(f"{what}: {size}, not {least} to {most}")

    check("content", units(message.content), CONTENT)
    check("embeds", len(message.embeds), EMBEDS)
    check("text of all embeds", embeds_size(message.embeds), EMBEDS_TEXT)
    for embed in message.embeds:
        check("title", units(embed.title), TITLE)
        check("description", units(embed.description), DESCRIPTION)
        check("footer", units(embed.footer), FOOTER)
        check("fields", len(embed.fields), FIELDS)
        check("embed without words", not (embed.title or embed.description or embed.fields), 0)
        for field in embed.fields:
            check("field name", units(field.name.strip()), FIELD_NAME, 1)
            check("field value", units(field.value.strip()), FIELD_VALUE, 1)
    if not (message.content.strip() or message.embeds or message.attachments):
        found.append("nothing in it")
    return found
