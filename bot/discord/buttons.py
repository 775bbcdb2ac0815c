"""The buttons below answers. All that they need is in their id and in the store: they outlive a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Self

import discord

from bot.render.side_pages import has_sides
from bot.render.timeline import has_timeline

if TYPE_CHECKING:
    from bot.answer.types import Answer

_QUESTIONS: dict[str, Literal["asked", "understood"] | None] = {
    "a": "asked",
    "u": "understood",
    "n": None,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How an answer is shown, on each of its pages: the two choices of `answer_pages`, or as a table.

    table: its sides beside each other, by `side_pages`.
    """

    question: Literal["asked", "understood"] | None
    follow_up: bool
    table: bool = False

    @property
    def code(self) -> str:
        """Write the style as a button's id holds it."""
        letter = next(code for code, question in _QUESTIONS.items() if question == self.question)
        return letter + ("f" if self.follow_up else "") + ("t" if self.table else "")

    @classmethod
    def read(cls, code: str) -> Self:
        """Read what `code` gave."""
        return cls(_QUESTIONS.get(code[:1]), "f" in code[1:], "t" in code[1:])


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says, and what it does, as `DatelineBot.press` reads it."""

    label: str
    does: str
    emoji: str | None = None
    disabled: bool = False


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"dateline:[a-z]+(?::[a-z0-9]+)*"):
    """A button whose id says what it does and to what: "dateline:passages:17"."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button anew from the message that it stands under."""
        assert isinstance(item, discord.ui.Button)
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the id says."""
        _, what, *rest = self.custom_id.split(":")
        await interaction.client.press(interaction, what, rest)


def make_view(buttons: Sequence[Button]) -> discord.ui.View:
    """Lay buttons out in order, five a row."""
    view = discord.ui.View(timeout=None)
    for button in buttons:
        made: discord.ui.Button[Any] = discord.ui.Button(
            label=button.label,
            emoji=button.emoji,
            disabled=button.disabled,
            custom_id=f"dateline:{button.does}",
        )
        view.add_item(Press(made))
    return view


def turn_buttons(what: str, page: int, pages: int, *rest: str) -> list[Button]:
    """Give the buttons that turn pages, which count from 0; their ids hold the page that they lead to."""
    if pages < 2:
        return []

    def does(to: int) -> str:
        return ":".join([what, str(to), *rest])

    # Ids must differ, and have no minus sign; where a disabled button would lead does not matter.
    return [
        Button("Back", does(max(page - 1, 0)), "◀️", disabled=page <= 0),
        Button(f"{page + 1} of {pages}", does(pages + 1), disabled=True),
        Button("More", does(page + 1), "▶️", disabled=page >= pages - 1),
    ]


def answer_view(ask_id: int, answer: Answer, page: int, pages: int, style: Style) -> discord.ui.View:
    """Give the buttons below an answer: what turns its pages, then what leads on from it."""
    return make_view(
        [
            *turn_buttons("page", page, pages, str(ask_id), style.code),
            *([Button("Passages", f"passages:{ask_id}", "📰")] if answer.citations else []),
            *([Button("Compare", f"compare:{ask_id}", "⚖️")] if has_sides(answer) and not style.table else []),
            *([Button("Timeline", f"timeline:{ask_id}", "📅")] if has_timeline(answer) else []),
            Button("Helpful", f"helpful:{ask_id}", "👍"),
            Button("Not helpful", f"unhelpful:{ask_id}", "👎"),
        ]
    )
