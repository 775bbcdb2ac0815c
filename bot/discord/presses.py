"""What the buttons do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord

from bot.discord.answering import lay_out
from bot.discord.buttons import Button, Style, answer_view, make_view, turn_buttons
from bot.discord.corpus import turn_articles
from bot.discord.errors import explain, tell
from bot.discord.line import DeclinedError
from bot.discord.offloop import off_loop
from bot.discord.sending import files, parts
from bot.render.message import Message
from bot.render.passage_pages import passage_pages
from bot.render.side_pages import side_pages
from bot.render.timeline import timeline_message, timeline_pages

if TYPE_CHECKING:
    from bot.asks import Asked
    from bot.discord.client import DatelineBot

    Interaction = discord.Interaction[DatelineBot]

GONE = "I no longer have this answer. Please ask again."


async def press(interaction: Interaction, what: str, rest: Sequence[str]) -> None:
    """Do what a button's id says; what goes wrong is told to who pressed it."""
    with interaction.client.errand():
        try:
            handle = _HANDLERS.get(what)
            if handle is None:
                raise DeclinedError("This button is of another version of me. Please ask again.")
            await handle(interaction, *rest)
        except Exception as error:
            text = explain(error, f"the button {what}", interaction.client.settings.log_questions)
            await tell(interaction, text)


async def _load(interaction: Interaction, ask_id: str) -> Asked:
    asked = await off_loop(lambda: interaction.client.kept.load(int(ask_id)))
    if asked is None:
        raise DeclinedError(GONE)
    return asked


async def _turn_page(interaction: Interaction, page: str, ask_id: str, code: str) -> None:
    """Show another page of an answer in the place of this one."""
    await interaction.response.defer()
    asked, style = await _load(interaction, ask_id), Style.read(code)
    # Ages are counted from when it was asked, so that the pages are those that were shown then.
    pages = await off_loop(lambda: lay_out(asked.answer, asked.at.date(), style, asked.paragraphs))
    at = min(int(page), len(pages) - 1)
    view = answer_view(asked.id, asked.answer, at, len(pages), style)
    await interaction.edit_original_response(**parts(pages[at], view))


async def _show_passages(interaction: Interaction, ask_id: str) -> None:
    """Show each quote in its paragraph, to who pressed."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _passages(interaction, 0, ask_id)


async def _turn_passages(interaction: Interaction, page: str, ask_id: str) -> None:
    await interaction.response.defer()
    await _passages(interaction, int(page), ask_id)


async def _passages(interaction: Interaction, page: int, ask_id: str) -> None:
    asked = await _load(interaction, ask_id)
    today = datetime.now(UTC).date()
    pages = await off_loop(lambda: passage_pages(asked.answer, today, asked.paragraphs))
    await _show_page(interaction, pages, page, "passage", ask_id)


async def _show_sides(interaction: Interaction, ask_id: str) -> None:
    """Set what the answer's outlets say beside each other, for who pressed."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _sides(interaction, 0, ask_id)


async def _turn_sides(interaction: Interaction, page: str, ask_id: str) -> None:
    await interaction.response.defer()
    await _sides(interaction, int(page), ask_id)


async def _sides(interaction: Interaction, page: int, ask_id: str) -> None:
    asked = await _load(interaction, ask_id)
    pages = await off_loop(lambda: side_pages(asked.answer))
    await _show_page(interaction, pages, page, "sides", ask_id)


async def _show_page(
    interaction: Interaction, pages: Sequence[Message], page: int, turn: str, ask_id: str
) -> None:
    """Show one of the pages that stand beside an answer. turn: the handler that turns them."""
    at = min(page, len(pages) - 1)
    view = make_view(turn_buttons(turn, at, len(pages), ask_id))
    await interaction.edit_original_response(**parts(pages[at], view))


async def _show_timeline(interaction: Interaction, ask_id: str) -> None:
    """Draw what each outlet says happened when, for who pressed."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _timeline(interaction, 0, ask_id, "dark")


async def _turn_timeline(interaction: Interaction, page: str, ask_id: str, look: str) -> None:
    await interaction.response.defer()
    await _timeline(interaction, int(page), ask_id, look)


async def _change_timeline(interaction: Interaction, look: str, ask_id: str, page: str = "0") -> None:
    await interaction.response.defer()
    await _timeline(interaction, int(page), ask_id, look)


async def _timeline(interaction: Interaction, page: int, ask_id: str, look: str) -> None:
    asked = await _load(interaction, ask_id)
    dark, pages = look == "dark", timeline_pages(asked.answer)
    at = min(page, pages - 1)
    async with interaction.client.drawing:
        message: Message = await off_loop(lambda: timeline_message(asked.answer, dark, at))
    other = "light" if dark else "dark"
    change = Button(other.capitalize(), f"look:{other}:{ask_id}:{at}", "🔆" if dark else "🌙")
    view = make_view([*turn_buttons("drawn", at, pages, ask_id, look), change])
    await interaction.edit_original_response(**parts(message, view), attachments=files(message))


async def _vote_up(interaction: Interaction, ask_id: str) -> None:
    await _vote(interaction, ask_id, True)


async def _vote_down(interaction: Interaction, ask_id: str) -> None:
    await _vote(interaction, ask_id, False)


async def _vote(interaction: Interaction, ask_id: str, helpful: bool) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    kept, user = interaction.client.kept, interaction.user.id
    tally = await off_loop(lambda: kept.vote(int(ask_id), user, helpful))
    if tally is None:
        raise DeclinedError(GONE)
    told = {None: "Noted, thank you.", helpful: "I have that from you already, thank you."}
    await interaction.edit_original_response(**parts(Message(told.get(tally.before, "Changed, thank you."))))


_HANDLERS: dict[str, Callable[..., Awaitable[None]]] = {
    "page": _turn_page,
    "passages": _show_passages,
    "passage": _turn_passages,
    "compare": _show_sides,
    "sides": _turn_sides,
    "timeline": _show_timeline,
    "drawn": _turn_timeline,
    "look": _change_timeline,
    "helpful": _vote_up,
    "unhelpful": _vote_down,
    "articles": turn_articles,
}
