"""What can be set of adding and following articles, read where that is done, and not where one asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.adding.addresses import is_host_or_network
from index.adding.settings import AddSettings
from index.errors import SettingError

LONGEST = 10_080  # minutes, a week


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """The settings, each with its default.

    feeds: addresses of feeds that are followed. feeds_every: minutes from one look at them to the next.
    private_hosts: hosts and networks of one's own from which articles may be read; see `AddSettings`.
    """

    feeds: tuple[str, ...] = ()
    feeds_every: int = 15
    private_hosts: tuple[str, ...] = ()

    @property
    def adding(self) -> AddSettings:
        """How articles are fetched."""
        return AddSettings(private_hosts=self.private_hosts)


FEED_VARIABLES = {
    "DATELINE_FEEDS": "feeds",
    "DATELINE_FEEDS_EVERY": "feeds_every",
    "DATELINE_PRIVATE_HOSTS": "private_hosts",
}


def read_feed_settings(env: Mapping[str, str]) -> FeedSettings:
    """Build the settings from variables; one that is missing or empty keeps its default.

    Raises SettingError, which names the variable and what it may be.
    """
    every = env.get("DATELINE_FEEDS_EVERY", "").strip()
    return FeedSettings(
        feeds=tuple(_read_feed(part) for part in _parts(env, "DATELINE_FEEDS")),
        feeds_every=_read_minutes(every) if every else FeedSettings().feeds_every,
        private_hosts=tuple(_read_host(part) for part in _parts(env, "DATELINE_PRIVATE_HOSTS")),
    )


def _parts(env: Mapping[str, str], name: str) -> list[str]:
    return list(dict.fromkeys(env.get(name, "").replace(",", " ").split()))


def _read_feed(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise SettingError(f"DATELINE_FEEDS: {value} is no web address; write it as https://…")
    return value


def _read_minutes(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 6 and 1 <= int(value) <= LONGEST):
        raise SettingError(
            f"DATELINE_FEEDS_EVERY={value}: must be a whole number of minutes, 1 to {LONGEST:,}"
        )
    return int(value)


def _read_host(value: str) -> str:
    if not is_host_or_network(value):
        raise SettingError(
            f"DATELINE_PRIVATE_HOSTS: {value} is no host, address or network; "
            "write it as intranet.example, 10.1.2.3 or 10.1.0.0/16"
        )
    return value
