"""The outlets that a person can choose from, and the one that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord.line import DeclinedError
from bot.discord.offloop import off_loop
from bot.render.escape import plain

if TYPE_CHECKING:
    from bot.discord.client import DatelineBot

CHOICES = 25
"""How many suggestions Discord shows."""

CHOICE = 100
"""How long one may be."""


async def suggest(bot: DatelineBot, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest outlets: those that begin with what was typed, then those that hold it."""
    names = await off_loop(bot.archive.outlets)
    wanted = typed.strip().casefold()
    fitting = [name for name in names if wanted in name.casefold() and len(name) <= CHOICE]
    fitting.sort(key=lambda name: (not name.casefold().startswith(wanted), name.casefold()))
    return [app_commands.Choice(name=plain(name) or name, value=name) for name in fitting[:CHOICES]]


async def match_outlet(bot: DatelineBot, name: str | None) -> str | None:
    """Find the outlet or agency that is meant, upper and lower case aside; None where none is named.

    Raises DeclinedError, which lists what there is, where no article is from there.
    """
    if name is None or not name.strip():
        return None
    known = await off_loop(bot.archive.outlets)
    meant = {each.casefold(): each for each in known}.get(name.strip().casefold())
    if meant is None:
        some = ", ".join(known[:8]) + (f" and {len(known) - 8} more" if len(known) > 8 else "")
        raise DeclinedError(f"No article is from {name.strip()}. There are: {some or 'no outlets yet'}.")
    return meant
