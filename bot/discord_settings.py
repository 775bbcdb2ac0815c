"""What can be set of the Discord bot, read where it starts: a slip in it must not stop `dateline ask`."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.errors import SettingError

PORTAL = "https://discord.com/developers/applications"


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """The settings of the bot, each with its default.

    token: the bot's secret, from the developer portal; None: not set.
    channels, barred: ids of the channels in which alone it answers (empty: all), and in which it does not.
    curators: ids of the roles that may /reindex and /add, besides those who may manage the server.
    cooldown: seconds between two questions of one person.
    queue: how many questions may wait or be answered at once. workers: how many are answered at once.
    threads: whether a mention in a server channel is answered in a thread of its own.
    grace: seconds that answers in flight are given when the bot is told to stop.
    log_questions: whether the log may hold what people ask.
    health: the file that tells a supervisor how the bot is; None for none.
    url: a Discord on this machine, for tests; None for the real one.
    """

    token: str | None = None
    channels: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()
    curators: frozenset[int] = frozenset()
    cooldown: float = 5.0
    queue: int = 250
    workers: int = 2
    threads: bool = True
    grace: float = 8.0
    log_questions: bool = False
    health: Path | None = None
    url: str | None = None


def read_discord_settings(env: Mapping[str, str]) -> DiscordSettings:
    """Build the settings from variables; one that is missing or empty keeps its default.

    Raises SettingError, which names the variable and what it may be.
    """
    given = {}
    for name, (field, read) in _READERS.items():
        value = env.get(name, "").strip()
        if value:
            given[field] = read(name, value)
    return DiscordSettings(**given)


def _read_token(name: str, value: str) -> str:
    if value.lower().startswith("bot "):
        value = value[4:].strip()
    if any(char.isspace() or not 32 < ord(char) < 127 for char in value):
        # The value itself is a secret and is never shown.
        raise SettingError(f"{name} holds characters that no token has; copy it again: {PORTAL}")
    return value


def _read_ids(name: str, value: str) -> frozenset[int]:
    parts = value.replace(",", " ").split()
    for part in parts:
        if not (part.isascii() and part.isdigit() and len(part) <= 20):
            raise SettingError(
                f"{name}: {part} is no id; give the numbers that Discord copies with Developer Mode on, "
                "with commas between them"
            )
    return frozenset(int(part) for part in parts)


def _read_seconds(most: float) -> Callable[[str, str], float]:
    def read(name: str, value: str) -> float:
        try:
            seconds = float(value)
        except ValueError:
            seconds = -1.0
        if not 0 <= seconds <= most:
            raise SettingError(f"{name}={value}: must be a number of seconds, 0 to {most:,g}")
        return seconds

    return read


def _read_count(least: int, most: int) -> Callable[[str, str], int]:
    def read(name: str, value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most):
            raise SettingError(f"{name}={value}: must be a whole number, {least:,} to {most:,}")
        return int(value)

    return read


def _read_switch(name: str, value: str) -> bool:
    if value.lower() not in ("yes", "no"):
        raise SettingError(f"{name}={value}: must be yes or no")
    return value.lower() == "yes"


def _read_path(name: str, value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError as error:  # "~nobody"
        raise SettingError(f"{name}={value}: no such user; give the file's path in full") from error


def _read_loopback(name: str, value: str) -> str:
    """Take the address of a Discord on this machine: the token is sent there, so no other is accepted."""
    try:
        parts = urlsplit(value)
        near = parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
        whole = parts.port is not None and not parts.path.strip("/") and not parts.username
    except ValueError:
        near = whole = False
    if not (near and whole):
        raise SettingError(
            f"{name} is for tests and must be this machine, as in http://127.0.0.1:8080; else remove it"
        )
    return value.rstrip("/")


_READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "DISCORD_TOKEN": ("token", _read_token),
    "DATELINE_DISCORD_CHANNELS": ("channels", _read_ids),
    "DATELINE_DISCORD_BARRED": ("barred", _read_ids),
    "DATELINE_DISCORD_CURATORS": ("curators", _read_ids),
    "DATELINE_DISCORD_COOLDOWN": ("cooldown", _read_seconds(86_400)),
    "DATELINE_DISCORD_QUEUE": ("queue", _read_count(1, 10_000)),
    "DATELINE_DISCORD_WORKERS": ("workers", _read_count(1, 64)),
    "DATELINE_DISCORD_THREADS": ("threads", _read_switch),
    "DATELINE_DISCORD_GRACE": ("grace", _read_seconds(600)),
    "DATELINE_DISCORD_LOG_QUESTIONS": ("log_questions", _read_switch),
    "DATELINE_DISCORD_HEALTH": ("health", _read_path),
    "DATELINE_DISCORD_URL": ("url", _read_loopback),
}

DISCORD_VARIABLES = {name: field for name, (field, _) in _READERS.items()}
"""Each variable and the field that it fills."""
