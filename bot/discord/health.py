"""How the bot is, in a file that a supervisor can look at: `dateline bot --health`. Imports no discord."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import DatelineError

EVERY = 10.0
"""Seconds between two writings."""

STALE = 45.0
"""Seconds after which a file that was not written anew tells of a bot that hangs or is gone."""

APART = 90.0
"""Seconds that the connection to Discord may be lost; the client reconnects by itself well within them."""


@dataclass(frozen=True, slots=True)
class Health:
    """The bot at one moment.

    at: when this was written; lost: since when there is no connection to Discord, None where there is one;
    both in seconds since 1970. pid: the bot's process.
    """

    at: float
    lost: float | None
    pid: int


def write_health(path: Path, lost: float | None) -> None:
    """Write the file in one step, so that nobody reads half of it. Raises OSError."""
    now = Health(time.time(), lost, os.getpid())
    draft = path.with_name(f".{path.name}.{now.pid}")
    draft.write_text(json.dumps(asdict(now)) + "\n", encoding="utf-8")
    draft.replace(path)


def check_health(path: Path, now: float) -> str:
    """Say in one line that the bot is well.

    now: seconds since 1970. Raises DatelineError, which says what is wrong, where it is not.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        found = Health(float(data["at"]), data["lost"] and float(data["lost"]), int(data["pid"]))
    except FileNotFoundError as error:
        raise DatelineError(
            f"{path}: no such file; no bot has run with this DATELINE_DISCORD_HEALTH"
        ) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DatelineError(f"{path}: cannot be read as a health file ({error})") from error
    age = now - found.at
    if age > STALE:
        raise DatelineError(
            f"the bot (process {found.pid}) hangs or is gone: it was last heard of {age:,.0f} s ago"
        )
    if found.lost is not None and now - found.lost > APART:
        raise DatelineError(f"the bot has had no connection to Discord for {now - found.lost:,.0f} s")
    return f"the bot (process {found.pid}) is well"
