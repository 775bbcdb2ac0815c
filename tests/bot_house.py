"""Dateline's bot, whole, logged in to the local Discord: real articles, real index, real client."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from discord_server import DiscordServer, Interaction

from bot.answer.types import Answer
from bot.ask import Desk
from bot.discord.archive import Archive
from bot.discord.building import Plan
from bot.discord.client import DatelineBot, Parts
from bot.discord_settings import DiscordSettings
from bot.feedback import FEEDBACK, Feedback
from index.adding.adder import Adder
from index.adding.settings import AddSettings
from index.build import build
from index.embed import Embedder, load_embedder
from index.search import Index
from tests.newsroom import write

Json = dict[str, Any]
Scenario = Callable[[DiscordServer, DatelineBot], Awaitable[None]]

QUICK = DiscordSettings(cooldown=0.0)
"""No pause between questions: most tests are of something else."""

MEETING = "When did Ada Brook meet Jon Lind?"
INJURED = "How many passengers were injured on the Halcyon?"
UNKNOWN = "When did Zebulon Quist visit Atlantis?"


@cache
def embedder() -> Embedder:
    """Load the model once for all tests."""
    return load_embedder(None)


@cache
def _newsroom() -> Path:
    """Index the invented articles once for all tests."""
    home = Path(tempfile.mkdtemp(prefix="dateline-house-"))
    build(write(home / "corpus"), home / "index", embedder())
    return home


def furnish(home: Path) -> Path:
    """Put a corpus and its index into a folder of the test's own."""
    shutil.copytree(_newsroom(), home, dirs_exist_ok=True)
    return home


def changing(change: Callable[[Answer], Answer]) -> Callable[[Index], Desk]:
    """Open desks whose answers are changed before anybody is shown them."""

    class Changing(Desk):
        def ask(self, *asked: Any, **narrowed: Any) -> Answer:
            return change(super().ask(*asked, **narrowed))

    return Changing


class PatientBot(DatelineBot):
    """The bot, which identifies again at once: the library waits five seconds before it does."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait."""


def open_parts(home: Path, open_desk: Callable[[Index], Desk] = Desk.open, **changes: Any) -> Parts:
    """Open what the bot answers from, in a folder; `changes` replace parts of it."""
    adding = AddSettings(private_hosts=("127.0.0.1",))
    archive = Archive(Plan(home / "corpus", home / "index", None, {}), embedder(), open_desk)
    archive.open()
    parts = Parts(
        archive=archive,
        follower=None,
        kept=Feedback.open(home / "state" / FEEDBACK, 180),
        adder=Adder(home / "corpus", adding),
        largest=adding.largest,
        answerer="rules",
        embedder="the model that comes with Dateline",
    )
    return replace(parts, **changes)


@asynccontextmanager
async def running(
    server: DiscordServer, settings: DiscordSettings, parts: Parts
) -> AsyncIterator[DatelineBot]:
    """Let the bot be logged in and ready; what it answers from is closed afterwards."""
    with server.pointed_at():
        async with PatientBot(settings, parts) as bot:
            run = asyncio.create_task(bot.start(server.token))
            try:
                await server.until(lambda: run.done() or bot.guilds)
                if run.done():
                    run.result()
                yield bot
            finally:
                await bot.close()
                await asyncio.gather(run, return_exceptions=True)
                parts.archive.close()
                parts.kept.close()


def play(
    home: Path,
    scenario: Scenario,
    settings: DiscordSettings = QUICK,
    open_desk: Callable[[Index], Desk] = Desk.open,
    server: DiscordServer | None = None,
) -> DiscordServer:
    """Run a scenario with the bot over invented articles; nothing that it sends may be refused or ping."""

    async def whole() -> DiscordServer:
        async with server or DiscordServer() as found:
            async with running(found, settings, open_parts(furnish(home), open_desk)) as bot:
                await scenario(found, bot)
            return found

    found = asyncio.run(whole())
    assert [(call.method, call.path, call.response) for call in found.refused()] == []
    for messages in found.world.messages.values():
        for message in messages.values():
            if message["author"]["bot"]:
                assert message["mentions"] == [] and message["mention_roles"] == []
                assert not message["mention_everyone"]
    return found


async def settle(server: DiscordServer, bot: DatelineBot) -> None:
    """Wait until the bot is done with every question: it keeps what shows an answer after showing it."""
    await server.until(lambda: not len(bot.line) and not bot.noting)


async def ask(
    server: DiscordServer, bot: DatelineBot, question: str = MEETING, command: str = "ask"
) -> Interaction:
    """Ask by a command, and wait until that is over for the bot too: then the answer is kept."""
    asked = await server.slash(command, question=question)
    await server.until(lambda: asked.answered)
    await settle(server, bot)
    return asked


def texts(message: Mapping[str, Any]) -> str:
    """Give all words of a message, embeds and all."""
    words = [message["content"]]
    for embed in message["embeds"]:
        words += [embed.get("title", ""), embed.get("description", "")]
        words += [f"{field['name']} {field['value']}" for field in embed.get("fields", [])]
        words.append(embed.get("footer", {}).get("text", ""))
    return "\n".join(word for word in words if word)


def buttons(message: Mapping[str, Any]) -> dict[str, str]:
    """Give the ids of a message's buttons by what they say."""
    return {
        part["label"]: part["custom_id"]
        for row in message["components"]
        for part in row["components"]
        if "custom_id" in part
    }
