"""The bot: discord.py's client, with what it answers from and how it behaves."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.archive import Archive
from bot.discord.asking import Asking
from bot.discord.buttons import Press
from bot.discord.comparing import Comparing
from bot.discord.corpus import Corpus
from bot.discord.curating import Curating
from bot.discord.errors import explain, tell, trace
from bot.discord.line import Line, Pace
from bot.discord.manners import answers_in
from bot.discord.offloop import off_loop
from bot.discord.presses import press
from bot.discord.sending import FAILED, NOBODY
from bot.discord_settings import DiscordSettings

if TYPE_CHECKING:
    from bot.feedback import Feedback
    from index.adding.adder import Adder
    from index.watching.follower import Follower

log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the bot answers from and writes to.

    kept: where questions, answers and votes are kept. follower: keeps the archive up with the articles; None:
    nothing does. largest: bytes that an attached file may have. answerer, embedder: who writes answers and
    makes vectors, as /about says it.
    """

    archive: Archive
    kept: Feedback
    adder: Adder
    follower: Follower | None
    largest: int
    answerer: str
    embedder: str


class Tree(app_commands.CommandTree["DatelineBot"]):
    """The slash commands: where they are answered, and what is told where one fails."""

    async def interaction_check(self, interaction: discord.Interaction[DatelineBot], /) -> bool:
        """Let no command through in a channel that the settings bar."""
        if answers_in(interaction.client.settings, interaction.channel):
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            await tell(interaction, "I do not answer in this channel.")
        return False

    async def on_error(
        self, interaction: discord.Interaction[DatelineBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person in one line what went wrong."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        name = interaction.command.name if interaction.command else "?"
        text = explain(cause, f"/{name}", interaction.client.settings.log_questions)
        if interaction.type is not discord.InteractionType.autocomplete:
            with interaction.client.errand():  # the question has left the line by now
                await tell(interaction, text)


class DatelineBot(commands.Bot):
    """Answers questions on Discord over one archive."""

    def __init__(self, settings: DiscordSettings, parts: Parts) -> None:
        super().__init__(
            # Mentions are looked at in asking.py; there are no commands with a prefix.
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            # Neither of these is privileged: who mentions the bot or writes to it is read, nobody else.
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=NOBODY,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.settings = settings
        self.archive = parts.archive
        self.kept = parts.kept
        self.adder = parts.adder
        self.parts = parts
        self.line = Line(Pace(settings.workers, settings.queue, settings.cooldown))
        self.drawing = asyncio.Semaphore(2)
        """Pictures drawn at once."""
        self.noting: dict[int, asyncio.Future[None]] = {}
        """By the id of a message that shows an answer: the store is noting that it does."""
        self.stopping = False
        self.lost: float | None = time.time()
        """Since when there is no connection to Discord, in seconds since 1970; None where there is one."""
        self._errands = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def id(self) -> int:
        """The bot's user id, once logged in."""
        assert self.user is not None
        return self.user.id

    async def setup_hook(self) -> None:
        """Register what the bot does, before any event comes."""
        for cog in (Asking(self), Comparing(self), Corpus(self), Curating(self)):
            await self.add_cog(cog)
        self.add_dynamic_items(Press)
        if not self.settings.curators:
            # Discord then shows them only to who has the permission; of our roles it knows nothing.
            for name in ("reindex", "add"):
                command = self.tree.get_command(name)
                assert isinstance(command, app_commands.Command)
                command.default_permissions = discord.Permissions(manage_guild=True)
        try:
            await self.tree.sync()
        except FAILED as error:
            # The commands of the last start are still there.
            log.warning("cannot register the slash commands: %s", trace(error, False))

    async def press(self, interaction: discord.Interaction[Any], what: str, rest: Sequence[str]) -> None:
        """Do what a button's id says."""
        await press(interaction, what, rest)

    async def process_commands(self, message: discord.Message, /) -> None:
        """Do nothing: there are no commands with a prefix."""

    async def on_connect(self) -> None:
        """Note that Discord is there."""
        self.lost = None
        log.info("connected to Discord as %s", self.user)

    async def on_resumed(self) -> None:
        """Note that Discord is there again."""
        self.lost = None
        log.info("connected to Discord again")

    async def on_disconnect(self) -> None:
        """Note that the connection is lost; the client looks for it again by itself."""
        if self.lost is None:
            self.lost = time.time()

    async def on_error(self, event: str, /, *args: object, **kwargs: object) -> None:
        """Write to the log what no other place catches."""
        error = sys.exc_info()[1]
        if error is not None:
            explain(error, f"the event {event}", self.settings.log_questions)

    @contextmanager
    def errand(self) -> Iterator[None]:
        """Mark something that is under way beside the questions, and is waited for at the end."""
        self._errands += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._errands -= 1
            if not self._errands:
                self._idle.set()

    async def stop_building(self, patience: float = 2.0) -> None:
        """Follow the articles no more, kill a build that runs; a feed being read is not waited for long."""
        follower = self.parts.follower
        following = [off_loop(follower.stop)] if follower is not None else []
        await off_loop(self.archive.stop)
        if following:
            await asyncio.wait(following, timeout=patience)

    async def stop(self, grace: float, farewell: float = 5.0) -> None:
        """Let answers in flight finish, tell the others that they are stopped, and leave.

        grace: seconds for the answers; farewell: seconds for telling.
        """
        self.stopping = True
        log.info("stopping; %d in flight get %g s", len(self.line) + self._errands, grace)
        await self.line.close(grace)
        await self.stop_building()
        try:
            async with asyncio.timeout(farewell):
                await self.line.wait_empty()
                await self._idle.wait()
        except TimeoutError:
            log.warning("%d were not told that they are stopped", len(self.line) + self._errands)
        await self.close()
