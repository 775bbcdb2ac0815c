"""What changes the corpus, for those who may: /reindex and /add."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.building import progress_text
from bot.discord.line import DeclinedError, StoppedError
from bot.discord.manners import require_curator
from bot.discord.offloop import off_loop
from bot.discord.sending import edit_or_send
from bot.render.additions import additions_message
from bot.render.listings import notice
from bot.render.words import count
from index.errors import DatelineError

if TYPE_CHECKING:
    from bot.discord.client import DatelineBot
    from index.build import BuildReport

    Interaction = discord.Interaction[DatelineBot]

log = logging.getLogger("dateline")

EVERY = 2.0
"""Seconds between two tellings of how far a build is."""


class Curating(commands.Cog):
    """Brings articles in, one build at a time; questions are answered all the while."""

    def __init__(self, bot: DatelineBot) -> None:
        self.bot = bot
        self._reindexing = False

    @app_commands.command(description="Bring the index up to date with the articles")
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def reindex(self, interaction: Interaction) -> None:
        """Build, and show how far that is."""
        require_curator(interaction, self.bot.settings.curators)
        if self._reindexing:
            raise DeclinedError(f"The index is being brought up to date already. {self._progress()}")
        self._reindexing = True
        try:
            with self.bot.errand():
                await interaction.response.defer(ephemeral=True, thinking=True)
                log.info("/reindex, by %s", interaction.user.id)
                report = await self._build(interaction)
                await edit_or_send(interaction, notice(report_text(report)))
        finally:
            self._reindexing = False

    @app_commands.command(description="Add articles: the address of a page or feed, or a file")
    @app_commands.describe(
        url="The address of a page, a PDF or a feed",
        file="A page, text, PDF or mail, or a dump of articles",
    )
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def add(
        self, interaction: Interaction, url: str | None = None, file: discord.Attachment | None = None
    ) -> None:
        """Put what is given into the corpus, then bring the index up to date."""
        require_curator(interaction, self.bot.settings.curators)
        if (url is None) == (file is None):
            raise DeclinedError("Give either an address or a file.")
        with self.bot.errand():
            await interaction.response.defer(ephemeral=True, thinking=True)
            log.info("/add, by %s", interaction.user.id)
            adder = self.bot.adder
            if file is not None:
                most = self.bot.parts.largest
                if file.size > most:
                    raise DeclinedError(f"The file has {file.size:,} bytes and may have {most:,}.")
                name, data = file.filename, await file.read()
                report = await off_loop(lambda: adder.add_file(name, data))
            else:
                address = (url or "").strip()
                report = await off_loop(lambda: adder.add_url(address))
            if report.added or report.updated:
                await self._build(interaction)
            await edit_or_send(interaction, additions_message(report))

    async def _build(self, interaction: Interaction) -> BuildReport:
        """Build in a process of its own, and tell now and then how far that is."""
        job, told = off_loop(self.bot.archive.build), ""
        try:
            while not job.done():
                await asyncio.wait({job}, timeout=EVERY)
                if not job.done() and self._progress() != told:
                    told = self._progress()
                    await edit_or_send(interaction, notice(told), only_edit=True)
            return job.result()
        except DatelineError as error:
            if self.bot.stopping:
                raise StoppedError from error
            raise

    def _progress(self) -> str:
        progress = self.bot.archive.progress
        if progress is None:
            return "Looking for what has changed."
        return f"{progress_text(*progress)}."


def report_text(report: BuildReport) -> str:
    """Say in one line what a build did."""
    changes = [
        f"{number:,} {what}"
        for number, what in (
            (report.added, "added"),
            (report.changed, "changed"),
            (report.removed, "removed"),
            (report.unchanged, "unchanged"),
        )
        if number
    ]
    text = f"{count(report.articles, 'article')}, {count(report.passages, 'passage')}: {', '.join(changes)}."
    if report.failed:
        text += f" {count(len(report.failed), 'thing')} to mend; /articles says what."
    return text
