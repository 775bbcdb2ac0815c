"""What outlets say to one question, side by side: /compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.answering import Asked, answer, read_question
from bot.discord.asking import place_of
from bot.discord.buttons import Style
from bot.discord.sending import InteractionReply

if TYPE_CHECKING:
    from bot.discord.client import DatelineBot

    Interaction = discord.Interaction[DatelineBot]


class Comparing(commands.Cog):
    """Sets what outlets answer beside each other."""

    def __init__(self, bot: DatelineBot) -> None:
        self.bot = bot

    @app_commands.command(description="Set side by side what the outlets answer: who, when, how many voices")
    @app_commands.describe(
        question="What do you want to compare?",
        private="Show the table only to you",
    )
    async def compare(self, interaction: Interaction, question: str, private: bool = False) -> None:
        """Answer a slash command with the sides of the answer."""
        text = read_question(question)
        with self.bot.line.join(interaction.user.id) as turn:
            reply = InteractionReply(interaction, private)
            with self.bot.line.urgent():
                await reply.begin()
            style = Style("asked", follow_up=False, table=True)
            asked = Asked(text, style, place_of(interaction), interaction.channel_id)
            await answer(self.bot, turn, asked, reply)
