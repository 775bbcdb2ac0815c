"""The bot's settings: what each variable may be, and what is told where it cannot be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.discord_settings import DISCORD_VARIABLES, DiscordSettings, read_discord_settings
from bot.settings import read_settings
from index.errors import SettingError


def test_variables_are_read() -> None:
    """Each variable replaces its default; ids stand with commas or spaces, a token may follow "Bot"."""
    env = {
        "DISCORD_TOKEN": "Bot abc.def.ghi",
        "DATELINE_DISCORD_CHANNELS": "12, 34",
        "DATELINE_DISCORD_BARRED": "56",
        "DATELINE_DISCORD_CURATORS": "78 90",
        "DATELINE_DISCORD_COOLDOWN": "0.5",
        "DATELINE_DISCORD_QUEUE": "9",
        "DATELINE_DISCORD_WORKERS": "3",
        "DATELINE_DISCORD_THREADS": "no",
        "DATELINE_DISCORD_GRACE": "20",
        "DATELINE_DISCORD_LOG_QUESTIONS": "Yes",
        "DATELINE_DISCORD_HEALTH": "health.json",
        "DATELINE_DISCORD_URL": "http://127.0.0.1:8080/",
    }
    assert read_discord_settings(env) == DiscordSettings(
        token="abc.def.ghi",
        channels=frozenset({12, 34}),
        barred=frozenset({56}),
        curators=frozenset({78, 90}),
        cooldown=0.5,
        queue=9,
        workers=3,
        threads=False,
        grace=20.0,
        log_questions=True,
        health=Path("health.json"),
        url="http://127.0.0.1:8080",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_TOKEN", "two words"),
        ("DATELINE_DISCORD_CHANNELS", "general"),
        ("DATELINE_DISCORD_BARRED", "12;13"),
        ("DATELINE_DISCORD_CURATORS", "-4"),
        ("DATELINE_DISCORD_COOLDOWN", "soon"),
        ("DATELINE_DISCORD_COOLDOWN", "nan"),
        ("DATELINE_DISCORD_QUEUE", "0"),
        ("DATELINE_DISCORD_WORKERS", "1.5"),
        ("DATELINE_DISCORD_THREADS", "maybe"),
        ("DATELINE_DISCORD_GRACE", "-1"),
        ("DATELINE_DISCORD_GRACE", "inf"),
        ("DATELINE_DISCORD_LOG_QUESTIONS", "1"),
        ("DATELINE_DISCORD_HEALTH", "~no-such-user-here/x"),
        ("DATELINE_DISCORD_URL", "https://discord.example:443"),
    ],
)
def test_values_that_cannot_be_used(name: str, value: str) -> None:
    """A value that cannot be used gives one line that names the variable; answering elsewhere goes on."""
    with pytest.raises(SettingError, match=name) as raised:
        read_discord_settings({name: value})
    assert "\n" not in str(raised.value)
    read_settings({name: value})


def test_token_is_never_shown() -> None:
    """What is told of a token that cannot be one does not hold it."""
    with pytest.raises(SettingError) as raised:
        read_discord_settings({"DISCORD_TOKEN": "very secret"})
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.5:8080",
        "http://discord.com:80",
        "http://127.0.0.1.example.org:80",
        "http://127.0.0.1:8080@example.org:80",
        "http://127.0.0.1",
        "https://127.0.0.1:8080",
        "http://127.0.0.1:8080/api",
        "127.0.0.1:8080",
    ],
)
def test_token_goes_to_no_other_machine(url: str) -> None:
    """The address for tests is this machine or an error: the token is sent there."""
    with pytest.raises(SettingError, match=r"DATELINE_DISCORD_URL.*this machine"):
        read_discord_settings({"DATELINE_DISCORD_URL": url})


def test_address_of_version_six() -> None:
    """This machine may be written in either version of the internet protocol."""
    assert read_discord_settings({"DATELINE_DISCORD_URL": "http://[::1]:80"}).url == "http://[::1]:80"


def test_the_readme_tells_every_setting() -> None:
    """The README's table has each setting with its default, but for the address that only tests use."""
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(DISCORD_TOKEN|DATELINE_DISCORD_\w+)` \| ([^|]*?) ?\|", readme, re.M))
    assert told.keys() == DISCORD_VARIABLES.keys() - {"DATELINE_DISCORD_URL"}
    words: dict[object, tuple[str, ...]]
    words = {None: ("", "none"), frozenset(): ("all", "none"), True: ("yes",), False: ("no",)}
    for name, default in told.items():
        value = getattr(DiscordSettings(), DISCORD_VARIABLES[name])
        if value not in words:
            words[value] = (f"{value:g}",)
        assert default in words[value], name
