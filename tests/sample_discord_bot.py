"""A small bot of the shape that Dateline's has: what the local Discord is proved with."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands
from discord_server import DiscordServer

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Vote(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"vote:(?P<way>up|down):(?P<ask>\d+)"):
    """A button that works after a restart."""

    def __init__(self, way: str, ask: str) -> None:
        super().__init__(discord.ui.Button(label=way, custom_id=f"vote:{way}:{ask}"))
        self.way, self.ask = way, ask

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: Any) -> Vote:
        return cls(match["way"], match["ask"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(f"noted {self.way} for {self.ask}", ephemeral=True)


class Form(discord.ui.Modal, title="Why?"):
    """A form with one field."""

    why: discord.ui.Label[Any] = discord.ui.Label(text="Why", component=discord.ui.TextInput(custom_id="why"))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        field = self.why.component
        assert isinstance(field, discord.ui.TextInput)
        await interaction.response.send_message(f"because {field.value}", ephemeral=True)


class SampleBot(discord.Client):
    """Hears, answers, and keeps what it heard in `heard`, and which errors it met in `errors`."""

    def __init__(self, intents: discord.Intents = INTENTS) -> None:
        super().__init__(
            intents=intents, allowed_mentions=discord.AllowedMentions.none(), guild_ready_timeout=0.05
        )
        self.heard: list[discord.Message] = []
        self.used: list[discord.Interaction[Any]] = []
        self.errors: list[discord.HTTPException] = []
        self.resumes = 0
        self.tree = app_commands.CommandTree(self)
        add_commands(self)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once; the library waits five seconds."""

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Vote)
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumes += 1

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message)

    async def tried(self, sending: Any) -> Any:
        """Await a request; what Discord refuses is kept in `errors`."""
        try:
            return await sending
        except discord.HTTPException as error:
            self.errors.append(error)
            return None


def add_commands(bot: SampleBot) -> None:
    """Give the bot its commands."""
    everywhere = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    both = app_commands.allowed_installs(guilds=True, users=True)

    @bot.tree.command(description="Ask")
    @both
    @everywhere
    async def ask(
        it: discord.Interaction[Any], question: app_commands.Range[str, 1, 300], outlet: str = ""
    ) -> None:
        bot.used.append(it)
        await it.response.defer(thinking=True)
        view = discord.ui.View(timeout=None).add_item(Vote("up", "7")).add_item(Vote("down", "7"))
        embed = discord.Embed(description=f"About {question}").add_field(name="Sources", value="[1] a page")
        await it.edit_original_response(embed=embed, view=view)

    @ask.autocomplete("outlet")
    async def outlets(it: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=n, value=n) for n in ("Mole Valley News", "Moor Post") if typed in n]

    @bot.tree.command(description="Sends what the test says")
    @both
    @everywhere
    async def echo(it: discord.Interaction[Any], times: int = 1, private: bool = False) -> None:
        await it.response.send_message("0", ephemeral=private)
        for number in range(1, times):
            await bot.tried(it.followup.send(str(number), ephemeral=private))

    @bot.tree.command(description="Takes a file")
    async def add(it: discord.Interaction[Any], file: discord.Attachment) -> None:
        text = (await file.read()).decode()
        picture = discord.File(io.BytesIO(b"png"), "line.png", description="a line")
        embed = discord.Embed(title=text).set_image(url="attachment://line.png")
        await it.response.send_message(embed=embed, file=picture)

    @bot.tree.command(description="Only for some")
    @app_commands.default_permissions(manage_guild=True)
    async def reindex(it: discord.Interaction[Any]) -> None:
        bot.used.append(it)
        await it.response.send_message("done", ephemeral=True)

    @bot.tree.command(description="Shows a form")
    async def form(it: discord.Interaction[Any]) -> None:
        await it.response.send_modal(Form())

    @bot.tree.command(description="Too slow")
    async def slow(it: discord.Interaction[Any]) -> None:
        await asyncio.sleep(0.3)
        await bot.tried(it.response.send_message("late"))


@asynccontextmanager
async def running(server: DiscordServer, bot: SampleBot) -> AsyncIterator[SampleBot]:
    """Run a bot until the block ends."""
    with server.pointed_at():
        life = asyncio.create_task(bot.start(server.token))
        try:
            await server.until(lambda: bot.is_ready() or life.done())
            yield bot
        finally:
            await bot.close()
            await asyncio.gather(life, return_exceptions=True)
