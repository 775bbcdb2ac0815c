"""The ways to ask: /ask, a mention, a direct message, a reply to an answer, a message in the bot's thread."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.answering import Asked, answer, read_day, read_question
from bot.discord.buttons import Style
from bot.discord.errors import explain, trace
from bot.discord.line import DeclinedError, Turn
from bot.discord.manners import answers_in
from bot.discord.offloop import off_loop
from bot.discord.outlets import match_outlet, suggest
from bot.discord.sending import FAILED, InteractionReply, MessageReply
from bot.render.escape import plain

if TYPE_CHECKING:
    from bot.discord.client import DatelineBot

    Interaction = discord.Interaction[DatelineBot]

log = logging.getLogger("dateline")

HELP = (
    "Ask me about the articles that I have: mention me with your question, or use /ask. "
    "To ask on, reply to an answer of mine and leave the ping on."
)


class Asking(commands.Cog):
    """Turns what people write into questions."""

    def __init__(self, bot: DatelineBot) -> None:
        self.bot = bot

    @app_commands.command(description="Ask the articles: who reported what, word for word")
    @app_commands.describe(
        question="What do you want to know?",
        outlet="Only articles of this outlet or agency",
        since="Only articles published on or after this day, as in 2024-02-07",
        until="Only articles published on or before this day, as in 2024-02-07",
        private="Show the answer only to you",
    )
    async def ask(
        self,
        interaction: Interaction,
        question: str,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        private: bool = False,
    ) -> None:
        """Answer a slash command."""
        text = read_question(question)
        first, last = read_day("since", since), read_day("until", until)
        if first and last and first > last:
            raise DeclinedError(f"No day is on or after {first} and on or before {last}: swap the two.")
        with self.bot.line.join(interaction.user.id) as turn:
            reply = InteractionReply(interaction, private)
            matching = asyncio.ensure_future(match_outlet(self.bot, outlet)) if outlet else None
            if matching is not None:
                # A slip is told to who made it alone, if it is seen before the answer is promised to all.
                await asyncio.wait({matching}, timeout=1.0)
                if matching.done():
                    matching.result()
            with self.bot.line.urgent():
                await reply.begin()
            chosen = await matching if matching is not None else None
            place = place_of(interaction)
            # Replies reach the bot where it is a member, and nobody can reply to what only they see.
            style = Style("asked", follow_up=place != "user app" and not private)
            outlets = (chosen,) if chosen else ()
            asked = Asked(text, style, place, interaction.channel_id, outlets, first, last)
            await answer(self.bot, turn, asked, reply)

    @ask.autocomplete("outlet")
    async def suggest_outlets(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Suggest outlets while somebody types."""
        return await suggest(self.bot, typed)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message, or one that mentions the bot, as a reply with the ping left on does."""
        if not self._is_for_us(message):
            return
        text, reply = _without_mentions(message.content), MessageReply(message)
        try:
            if not text:
                raise DeclinedError(HELP)
            question = read_question(text)
            with self.bot.line.join(message.author.id) as turn:
                await self._answer(turn, question, message, reply)
        except discord.Forbidden as error:
            log.warning("may not write in channel %s (code %s)", message.channel.id, error.code)
        except Exception as error:
            if isinstance(error, DeclinedError) and error.again:
                return
            told = explain(error, "answering a message", self.bot.settings.log_questions)
            with self.bot.errand():  # the question has left the line by now
                await reply.note(told)

    def _is_for_us(self, message: discord.Message) -> bool:
        if message.author.bot or message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return False
        if message.guild is None:
            return True
        # Not mentioned_in(): that is also true of @everyone.
        named = any(user.id == self.bot.id for user in message.mentions)
        return named and answers_in(self.bot.settings, message.channel)

    async def _answer(self, turn: Turn, question: str, message: discord.Message, reply: MessageReply) -> None:
        noting = self.bot.noting.get(message.reference.message_id or 0) if message.reference else None
        if noting is not None:  # the answer is replied to the moment it is there
            await asyncio.wait({noting})
        follows = await off_loop(lambda: self._followed(message))
        thread = None if follows is not None else await self._open_thread(message, question)
        if thread is not None:
            reply.move_to(thread)
        await reply.begin()
        channel = thread or message.channel
        place = "dm" if message.guild is None else "server"
        asked = Asked(question, Style(None, follow_up=True), place, channel.id, follows=follows)
        await answer(self.bot, turn, asked, reply)

    def _followed(self, message: discord.Message) -> int | None:
        """Find the answer that is asked on from: the one replied to, else the last one of our thread."""
        found = None
        if message.reference is not None and message.reference.message_id is not None:
            found = self.bot.kept.find(message.reference.message_id)
        channel = message.channel
        if found is None and isinstance(channel, discord.Thread) and channel.owner_id == self.bot.id:
            found = self.bot.kept.latest(channel.id)
        return found.id if found else None

    async def _open_thread(self, message: discord.Message, question: str) -> discord.Thread | None:
        """Open a thread for a question in a server channel; None where that is not wanted or allowed."""
        channel, guild = message.channel, message.guild
        if guild is None or not isinstance(channel, discord.TextChannel) or not self.bot.settings.threads:
            return None
        may = channel.permissions_for(guild.me)
        if not (may.create_public_threads and may.send_messages_in_threads):
            return None
        try:
            return await message.create_thread(name=_thread_name(question), auto_archive_duration=1440)
        except FAILED as error:  # there is one already, or the server has too many
            log.info("no thread in channel %s: %s", channel.id, trace(error, False))
            return None


def _without_mentions(content: str) -> str:
    """Take mentions and custom emoji out of what was written: they are not of the question."""
    return " ".join(re.sub(r"<(?:[@#][!&]?\d+|a?:\w+:\d+)>", " ", content).split())


def place_of(interaction: Interaction) -> str:
    """Say where somebody uses a command: "server", "dm" or "user app"."""
    if interaction.is_guild_integration():
        return "server"
    # A direct message with the bot itself, rather than one between two people who use it.
    return "dm" if interaction.context.dm_channel else "user app"


def _thread_name(question: str) -> str:
    name = plain(question)
    return name if len(name) <= 90 else f"{name[:89].rstrip()}…"
