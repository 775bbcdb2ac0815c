"""What goes wrong, told in one line with a short code, and written to the log under the same code."""

from __future__ import annotations

import logging
import secrets
import traceback
from contextlib import suppress
from typing import Any

import aiohttp
import discord

from bot.discord.line import DeclinedError, StoppedError
from bot.discord.sending import FAILED, parts
from bot.render.listings import notice
from index.errors import DatelineError

log = logging.getLogger("dateline")

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
STOPPED = "I was stopped before this was finished. Please ask again in a minute."

_OURS = (DatelineError, discord.DiscordException, aiohttp.ClientError, OSError)
"""Errors whose messages never hold what somebody asked."""


def explain(error: BaseException, doing: str, whole: bool) -> str:
    """Give the line for the person; what is no answer to a slip of theirs goes to the log under its code.

    doing: what failed, for the log. whole: whether the log may hold the messages of errors of any kind, which
    may repeat what was asked.
    """
    if isinstance(error, DeclinedError):
        return str(error)
    if isinstance(error, StoppedError):
        return STOPPED
    code = note_failure(error, doing, whole)
    return f"Something went wrong on my side; whoever runs me finds it in the log as {code}."


def note_failure(error: BaseException, doing: str, whole: bool) -> str:
    """Write what failed to the log and give the code under which it is there; arguments as for `explain`."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(5))
    log.error("[%s] %s failed: %s", code, doing, trace(error, whole))
    return code


def trace(error: BaseException, whole: bool) -> str:
    """Write what failed; a known error in one line, any other with the lines of code that led to it."""
    if isinstance(error, DatelineError):
        return str(error)
    if isinstance(error, discord.HTTPException):
        return f"Discord answered {error.status} (code {error.code})"
    if isinstance(error, aiohttp.ClientError):
        return f"the line to Discord was cut ({type(error).__name__})"
    if whole:
        return "".join(traceback.format_exception(error))
    told: list[str] = []
    link: BaseException | None = error
    while link is not None:
        message = f": {link}" if isinstance(link, _OURS) else ""
        told.append("".join(traceback.format_tb(link.__traceback__)) + f"{type(link).__name__}{message}")
        link = link.__cause__ or link.__context__
    return "\n" + "\nafter:\n".join(told)


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Tell the person: as the response, in the place of one that was promised, or else after it.

    Where only the person sees it that is so said; a promised response is seen by who was promised it. Whether
    telling succeeds does not matter.
    """
    with suppress(*FAILED):
        if not interaction.response.is_done():
            await interaction.response.send_message(**parts(notice(text)), ephemeral=True)
        elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            await interaction.edit_original_response(**parts(notice(text)), attachments=[], view=None)
        else:
            await interaction.followup.send(**parts(notice(text)), ephemeral=True)
