"""Running the bot: from a token to the end of the process, each way in which it may end told in one line."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress

import aiohttp
import discord

from bot.discord.client import DatelineBot, Parts
from bot.discord.endpoint import pointed_at
from bot.discord.health import EVERY, write_health
from bot.discord.invite import invite_text, read_application
from bot.discord_settings import PORTAL, DiscordSettings
from bot.render.escape import plain
from index.errors import DatelineError, SettingError
from index.watching.events import Event

log = logging.getLogger("dateline")

REFUSED = (
    "Discord refuses the token in DISCORD_TOKEN; copy it anew (your application, Bot, Reset Token) from "
    f"{PORTAL}"
)
REVOKED = 4004
"""The code with which the gateway closes when the token is no longer good."""


def run_bot(settings: DiscordSettings, open_parts: Callable[[], Parts]) -> None:
    """Run the bot until it is told to stop (SIGTERM, Control-C).

    open_parts: opens what the bot answers from; it is closed here. Raises SettingError where Discord refuses
    the token, and DatelineError where it cannot be reached at the start or takes the token back.
    """
    token = require_token(settings)
    set_up_log()
    parts = open_parts()
    try:
        with pointed_at(settings.url):
            left = asyncio.run(_run(settings, token, parts))
        if left:
            # Threads that nobody waits for still use the index, and Python would stop them in the middle of
            # foreign code, which may crash.
            logging.shutdown()
            os._exit(0)
    finally:
        parts.archive.close()
        parts.kept.close()


def print_invite(settings: DiscordSettings) -> str:
    """Give the links that add the bot to a server and to an account.

    Discord is asked only where the token does not tell whose it is. Raises as `run_bot` does.
    """
    token = require_token(settings)
    application = read_application(token)
    if application is not None:
        return invite_text(application)

    async def ask() -> int:
        async with discord.Client(intents=discord.Intents.none()) as client:
            await _log_in(client, token)
            return (await client.application_info()).id

    with pointed_at(settings.url):
        return invite_text(asyncio.run(ask()))


def require_token(settings: DiscordSettings) -> str:
    """Give the token. Raises SettingError, which says where to get one, where there is none."""
    if settings.token is None:
        raise SettingError(
            "DISCORD_TOKEN is not set; make an application and copy its token (Bot, Reset Token) from "
            f"{PORTAL} into .env"
        )
    return settings.token


async def _log_in(client: discord.Client, token: str) -> None:
    try:
        await client.login(token)
    except discord.LoginFailure as error:
        raise SettingError(REFUSED) from error
    except discord.HTTPException as error:
        raise DatelineError(f"Discord answered {error.status} at the start; try again in a minute") from error
    except (aiohttp.ClientError, OSError) as error:
        raise DatelineError(f"Discord cannot be reached ({error}); check the network") from error


async def _run(settings: DiscordSettings, token: str, parts: Parts) -> bool:
    """Run until stopped; tell whether threads are left that nobody waits for."""
    told = asyncio.Event()
    _on_signals(told)
    async with DatelineBot(settings, parts) as bot:
        await _log_in(bot, token)
        if parts.follower is not None:
            parts.follower.start()
        health = asyncio.create_task(_show_health(settings, bot))
        connection = asyncio.create_task(bot.connect())
        stop = asyncio.create_task(told.wait())
        try:
            await asyncio.wait({connection, stop}, return_when=asyncio.FIRST_COMPLETED)
            if told.is_set():
                told.clear()
                await _stop(bot, settings.grace, told)
            else:
                _explain_end(connection)
        finally:
            await bot.stop_building()
            tasks = (stop, connection, health)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if settings.health is not None:
                with suppress(OSError):
                    settings.health.unlink()
        return bot.line.stragglers > 0


async def _stop(bot: DatelineBot, grace: float, told_again: asyncio.Event) -> None:
    """Stop the bot; being told a second time ends the grace."""
    again = asyncio.create_task(told_again.wait())
    stopping = asyncio.create_task(bot.stop(grace))
    await asyncio.wait({again, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not stopping.done():
        bot.line.stop()
    await stopping
    again.cancel()


def _explain_end(connection: asyncio.Task[None]) -> None:
    """Raise what the connection ended with, as one line."""
    try:
        connection.result()
    except discord.ConnectionClosed as error:
        if error.code == REVOKED:
            raise DatelineError(f"the token was taken back while the bot ran: {REFUSED}") from error
        raise DatelineError(f"Discord closed the connection for good (code {error.code})") from error
    except discord.PrivilegedIntentsRequired as error:
        raise DatelineError(f"Discord refuses the bot's intents ({error})") from error
    raise DatelineError("the connection to Discord ended")


async def _show_health(settings: DiscordSettings, bot: DatelineBot) -> None:
    if settings.health is None:
        return
    while True:
        try:
            write_health(settings.health, bot.lost)
        except OSError as error:
            log.warning("cannot write DATELINE_DISCORD_HEALTH=%s (%s)", settings.health, error.strerror)
        await asyncio.sleep(EVERY)


def _on_signals(told: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, RuntimeError):  # not on Windows, and only in the main thread
            loop.add_signal_handler(name, told.set)


def log_event(event: Event) -> None:
    """Write to the log what following the articles and feeds brings."""
    log.log(logging.WARNING if event.kind == "failed" else logging.INFO, "%s", plain(event.text))


def set_up_log() -> None:
    """Write the log to standard error, a line an event."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    handler.addFilter(_shorten)
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("httpx").setLevel(logging.WARNING)


def _shorten(record: logging.LogRecord) -> bool:
    """Let a lost connection be one line, for which discord.py writes a whole traceback at each try."""
    if "voice will NOT be supported" in record.getMessage():
        return False  # of libraries that only voice needs
    if record.name.startswith("discord") and record.exc_info and "reconnect" in record.getMessage():
        record.msg, record.args = f"{record.getMessage()} ({record.exc_info[1]!r})", ()
        record.exc_info = record.exc_text = None
    return True
