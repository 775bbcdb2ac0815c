"""The bot beside its store: an answer is shown even where it cannot be kept; nobody waits for the store."""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from bot_house import (
    MEETING,
    QUICK,
    UNKNOWN,
    Scenario,
    buttons,
    changing,
    furnish,
    open_parts,
    play,
    running,
    texts,
)
from discord_server import DM, DiscordServer
from test_bot_scenarios import cite_forty

from bot.asks import Context
from bot.discord.client import DatelineBot
from bot.feedback import Feedback
from index.errors import StateError
from tests.ferry import when_answer

TOLD = "12 May 2024"


@contextmanager
def locked(store: Feedback) -> Iterator[None]:
    """Hold the file's lock as another process does that writes and does not finish."""
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def read_only(store: Feedback) -> Iterator[None]:
    """Let SQLite refuse every write, as on a disk that was mounted anew without writing."""
    store._connection.execute("PRAGMA query_only = 1")
    yield


@contextmanager
def full(store: Feedback) -> Iterator[None]:
    """Let the file have no room to grow, as on a full disk, and no room left in it."""
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with suppress(StateError):
        while True:
            store.record(when_answer(), Context("server"))
    yield


@pytest.mark.parametrize(
    ("broken", "why"),
    [(locked, "is in use by another process"), (read_only, "cannot use"), (full, "the disk is full")],
)
def test_an_answer_that_cannot_be_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: object, why: str
) -> None:
    """Where the store cannot be written to, the answer is shown without buttons, with a code of the log."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        bot.kept._connection.execute("PRAGMA busy_timeout = 50")
        with broken(bot.kept):  # type: ignore[operator]
            shown = await d.answer(await d.slash("ask", question=MEETING))
            assert TOLD in shown["content"] and not shown["components"]
            assert "To ask on" not in texts(shown)
            (code,) = re.findall(r"could not keep this answer.* in the log as ([A-Z0-9]{5})\.", texts(shown))
            (line,) = [record.getMessage() for record in caplog.records if code in record.getMessage()]
            assert (
                line.startswith(f"[{code}] keeping an answer failed: ") and why in line and "\n" not in line
            )
            assert "Brook" not in caplog.text
            await d.say(MEETING, channel=DM)
            await d.until(lambda: d.shown(DM) and TOLD in texts(d.shown(DM)[-1]))
            assert not d.shown(DM)[-1]["components"]

    with caplog.at_level(logging.ERROR, "dateline"):
        play(tmp_path, scenario)


def test_all_of_a_long_answer_that_cannot_be_kept(tmp_path: Path) -> None:
    """Where pages cannot be turned, for there are no buttons, the whole answer is attached."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        with read_only(bot.kept):
            shown = await d.answer(await d.slash("ask", question=MEETING))
            assert "could not keep this answer" in shown["content"]
            (whole,) = shown["attachments"]
            assert "[40]" in d.world.content(whole["url"]).decode()

    play(tmp_path, scenario, open_desk=changing(cite_forty))


def test_what_was_kept_still_has_its_buttons(tmp_path: Path) -> None:
    """While the store cannot be written to, buttons that only read it work; a vote is told with a code."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        shown = await d.answer(await d.slash("ask", question=MEETING))
        await d.until(lambda: not len(bot.line) and not bot.noting)
        with read_only(bot.kept):
            passages = await d.answer(await d.click(shown, buttons(shown)["Passages"]))
            assert "ended their long dispute" in texts(passages)
            voted = await d.answer(await d.click(shown, buttons(shown)["Helpful"]))
            assert "Something went wrong on my side" in voted["content"]

    play(tmp_path, scenario)


def held_at_noting(scenario: Scenario) -> Scenario:
    """Show an answer in direct messages while the store cannot note which message shows it; then go on."""

    async def whole(d: DiscordServer, bot: DatelineBot) -> None:
        held = d.hold("POST", f"channels/{DM}/messages")
        await d.say(MEETING, channel=DM)
        await d.until(lambda: bot.kept.counts() == (1, 0))
        with locked(bot.kept):
            held.set()
            await d.until(lambda: d.shown(DM) and bot.noting)
            assert not len(bot.line)
            await scenario(d, bot)
        await d.until(lambda: len(d.shown(DM)) == 2)

    return whole


def test_the_turn_ends_when_the_answer_is_shown(tmp_path: Path) -> None:
    """Who sees the answer may ask the next question, though the store is still busy with the last one."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        await d.say(UNKNOWN, channel=DM)
        await d.until(lambda: len(bot.line) == 1)

    server = play(tmp_path, held_at_noting(scenario))
    assert all("One question at a time" not in texts(message) for message in server.shown(DM))


def test_a_reply_waits_until_its_answer_is_known(tmp_path: Path) -> None:
    """A reply sent the moment that the answer is there asks on from it, though that is still being noted."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        await d.say("and where?", channel=DM, reply_to=d.shown(DM)[0])
        await d.until(lambda: len(bot.line) == 1)

    server = play(tmp_path, held_at_noting(scenario))
    assert "Understood as: Where did Ada Brook meet Jon Lind?" in texts(server.shown(DM)[-1])


def test_a_stop_waits_for_the_store(tmp_path: Path) -> None:
    """A bot that is stopped right after an answer still keeps which message shows it."""
    home = furnish(tmp_path)

    async def whole() -> None:
        async with DiscordServer() as d, running(d, QUICK, open_parts(home)) as bot:
            shown = await d.answer(await d.slash("ask", question=MEETING))
            await bot.stop(5.0)
            assert bot.kept.find(int(shown["id"]))

    asyncio.run(whole())
