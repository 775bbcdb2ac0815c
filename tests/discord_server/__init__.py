"""A local Discord: REST and gateway on loopback, which the real discord.py client logs in to.

Read `server.py` first, then `acts.py`. Discord's rules hold here: three seconds to
acknowledge, rate limits, intents, permissions, limits of messages, and, where Discord's own OpenAPI file is
present, the shape of every request.
"""

from discord_server.people import (
    ADA,
    APP,
    BETWEEN,
    DM,
    EDITORS,
    ELSEWHERE,
    GRACE,
    GUILD,
    HELP,
    MANAGERS,
    QUIET,
    ROOT,
    STREET,
)
from discord_server.rates import REAL, Limit, RateLimits
from discord_server.server import DiscordServer
from discord_server.spec import find_spec
from discord_server.world import Interaction

__all__ = [
    "ADA",
    "APP",
    "BETWEEN",
    "DM",
    "EDITORS",
    "ELSEWHERE",
    "GRACE",
    "GUILD",
    "HELP",
    "MANAGERS",
    "QUIET",
    "REAL",
    "ROOT",
    "STREET",
    "DiscordServer",
    "Interaction",
    "Limit",
    "RateLimits",
    "find_spec",
]
