"""The bot as a process of its own, as a supervisor runs it: stopped, killed, shut out, and beside others.

`dateline bot` is pointed at the local Discord by DATELINE_DISCORD_URL, which takes no other machine.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bot_house import MEETING, buttons, furnish, texts
from discord_server import APP, DM, DiscordServer, Interaction

from bot.discord.errors import STOPPED

Json = dict[str, Any]

ROOT = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-c", "from bot.cli import main; main()"]
TOLD = "Ada Brook met Jon Lind on Sunday, 12 May 2024"
LATE = """---
outlet: Northmoor Gazette
title: A lighthouse opens
published: 2024-06-05
---
Surveyor Ole Vance opened the lighthouse of Cape Sorrel on Monday.
"""
PATIENCE = 30.0
"""Seconds to acknowledge in: how fast the bot is, another test tells, on a machine that it has to itself."""

LIGHTHOUSE = "When did Ole Vance open the lighthouse of Cape Sorrel?"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to catch"),
]


@dataclass
class Running:
    """A bot's process and the files it works on."""

    process: Process
    home: Path
    log: Path

    def stop(self) -> None:
        """Send SIGTERM."""
        self.process.send_signal(signal.SIGTERM)

    async def ended(self, seconds: float = 40.0) -> int:
        """Wait for the end of the process; gives its exit status."""
        return await asyncio.wait_for(self.process.wait(), seconds)

    @property
    def lines(self) -> list[str]:
        """What it wrote to standard error so far."""
        return self.log.read_text(encoding="utf-8").splitlines()


def environment(home: Path, d: DiscordServer, **changes: str) -> dict[str, str]:
    """Give the variables of a bot that lives in a folder and knows this Discord only."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DISCORD_"))
    }
    return kept | {
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": d.token,
        "DATELINE_DISCORD_URL": d.url,
        "DATELINE_DISCORD_COOLDOWN": "0",
        "DATELINE_DISCORD_HEALTH": str(home / "health"),
        "DATELINE_CORPUS": str(home / "corpus"),
        "DATELINE_INDEX": str(home / "index"),
        **changes,
    }


@asynccontextmanager
async def bot(d: DiscordServer, home: Path, ready: bool = True, **changes: str) -> AsyncIterator[Running]:
    """Run `dateline bot` until the block ends. ready: whether to wait until it has connected."""
    log = home / "log"
    identified = d.gateway.identified
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            *PROGRAM, "bot", cwd=home, env=environment(home, d, **changes), stdout=written, stderr=written
        )
    try:
        found = Running(process, home, log)
        if ready:
            await d.until(
                lambda: process.returncode is not None or d.gateway.identified > identified, seconds=60
            )
            assert process.returncode is None, found.lines
        yield found
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def play(home: Path, scenario: Callable[[DiscordServer, Path], Awaitable[None]]) -> None:
    """Run a scenario over a furnished folder and a fresh Discord; nothing may be refused by Discord."""

    async def whole() -> None:
        async with DiscordServer() as d:
            d.limits.first_response_s = PATIENCE
            await scenario(d, furnish(home))
            assert [(call.method, call.path, call.response) for call in d.refused()] == []

    asyncio.run(whole())


async def crowd(d: DiscordServer, size: int) -> list[Interaction]:
    """Let so many people ask at once."""
    people = [d.world.add_user(f"Reader {number}") for number in range(size)]
    return list(await asyncio.gather(*(d.slash("ask", user=user, question=MEETING) for user in people)))


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str


async def run(command: str, d: DiscordServer, home: Path) -> Ran:
    """Run another command of Dateline over the bot's files."""
    process = await asyncio.create_subprocess_exec(
        *PROGRAM, command, cwd=home, env=environment(home, d), stdout=PIPE, stderr=PIPE
    )
    out, err = await process.communicate()
    return Ran(process.returncode or 0, out.decode(), err.decode())


async def index(d: DiscordServer, home: Path) -> None:
    """Index the articles; again where the bot is doing so at the moment and takes long over it."""
    for _ in range(5):
        ran = await run("index", d, home)
        if "try again when it has finished" not in ran.err:
            break
    assert ran.status == 0, ran


def outcome(asked: Interaction) -> str:
    """Say what a person is left with."""
    shown = [message for message in (asked.original, *asked.followups) if message]
    words = "\n".join(texts(message) for message in shown)
    for name, part in (("answered", TOLD), ("stopped", STOPPED), ("declined", "I am being restarted")):
        if part in words:
            return name
    return f"left with {words!r}"


def test_a_stop_lets_answers_finish(tmp_path: Path) -> None:
    """On SIGTERM what is in flight is answered, what comes then is declined, and the process ends with 0."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home) as running:
            held = d.hold("PATCH", "@original", times=2)
            asked = await crowd(d, 2)
            await d.until(lambda: not d.rest.faults)
            running.stop()
            await d.until(lambda: any("stopping" in line for line in running.lines))
            late = await d.slash("ask", user=d.world.add_user("Late"), question=MEETING)
            await d.answer(late)
            held.set()
            assert await running.ended() == 0
            assert [outcome(each) for each in asked] == ["answered", "answered"]
            assert outcome(late) == "declined"
            assert not (home / "health").exists()

    play(tmp_path, scenario)


def test_a_stop_without_grace_tells_everybody(tmp_path: Path) -> None:
    """With no time given, each of 60 who wait is answered or told that the bot stopped."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home, DATELINE_DISCORD_GRACE="0") as running:
            asked = await crowd(d, 60)
            await d.until(lambda: all(each.acked for each in asked))
            running.stop()
            assert await running.ended() == 0
            outcomes = {outcome(each) for each in asked}
            assert outcomes <= {"answered", "stopped"} and "stopped" in outcomes

    play(tmp_path, scenario)


def test_a_second_stop_ends_the_grace(tmp_path: Path) -> None:
    """Being told twice to stop, the bot does not wait for its grace to pass."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home, DATELINE_DISCORD_GRACE="600") as running:
            asked = await crowd(d, 60)
            await d.until(lambda: all(each.acked for each in asked))
            running.stop()
            await d.until(lambda: any("stopping" in line for line in running.lines))
            running.stop()
            assert await running.ended() == 0
            assert {outcome(each) for each in asked} <= {"answered", "stopped"}

    play(tmp_path, scenario)


def test_a_token_that_is_taken_back(tmp_path: Path) -> None:
    """With its token revoked the bot ends with 1 and says why; started with that token again, with 2."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home) as running:
            (asked,) = await crowd(d, 1)
            await d.until(lambda: asked.acked)
            await d.revoke()
            assert await running.ended() == 1
            assert "the token was taken back while the bot ran" in running.lines[-1]
            assert "Traceback" not in "\n".join(running.lines)
            assert not (home / "health").exists()
        async with bot(d, home, ready=False) as running:
            assert await running.ended() == 2
            assert running.lines[-1].startswith("dateline: Discord refuses the token in DISCORD_TOKEN")
            assert d.token not in "\n".join(running.lines)

    play(tmp_path, scenario)


def test_an_index_that_another_process_changes(tmp_path: Path) -> None:
    """While another process rebuilds the index every question is answered, then from the new articles."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home):
            (home / "corpus" / "late.md").write_text(LATE, encoding="utf-8")
            done = asyncio.create_task(index(d, home))
            answered = 0
            while not done.done() or answered < 3:
                (asked,) = await crowd(d, 1)
                await d.answer(asked)
                await d.until(lambda asked=asked: outcome(asked) == "answered")
                answered += 1
            done.result()
            asked = await d.slash("ask", user=d.world.add_user("Reader"), question=LIGHTHOUSE)
            await d.until(lambda: asked.original and "Monday, 3 June 2024" in texts(asked.original))

    play(tmp_path, scenario)


def test_an_index_that_is_deleted_and_built_anew(tmp_path: Path) -> None:
    """Where somebody deletes the index under the running bot and builds it again, that is answered from."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home):
            (asked,) = await crowd(d, 1)
            await d.until(lambda: outcome(asked) == "answered")
            shutil.rmtree(home / "index")
            (home / "corpus" / "late.md").write_text(LATE, encoding="utf-8")
            await index(d, home)
            asked = await d.slash("ask", user=d.world.add_user("Reader"), question=LIGHTHOUSE)
            await d.until(lambda: asked.original and "Monday, 3 June 2024" in texts(asked.original))

    play(tmp_path, scenario)


def test_a_bot_that_is_killed(tmp_path: Path) -> None:
    """After SIGKILL a new process answers, and the buttons under what the old one said still work."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home) as running:
            (asked,) = await crowd(d, 1)
            await d.until(lambda: outcome(asked) == "answered")
            running.process.kill()
            await running.ended()
        assert (home / "health").exists()
        async with bot(d, home):
            assert asked.original
            pressed = await d.click(asked.original, buttons(asked.original)["Passages"])
            assert "ended their long dispute" in texts(await d.answer(pressed))
            voted = await d.click(asked.original, buttons(asked.original)["Not helpful"])
            assert "Noted" in (await d.answer(voted))["content"]
        listed = await run("feedback", d, home)
        assert f"-1 +0   {MEETING}" in listed.out

    play(tmp_path, scenario)


def test_a_first_start_without_an_index(tmp_path: Path) -> None:
    """Started with no index the bot is there at once; who asks is answered when the index is built."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        shutil.rmtree(home / "index")
        async with bot(d, home) as running:
            (asked,) = await crowd(d, 1)
            await d.until(lambda: asked.acked)
            assert not (asked.original or {})["content"]
            await d.until(lambda: outcome(asked) == "answered", 60)
            running.stop()
            assert await running.ended() == 0

    play(tmp_path, scenario)


@pytest.mark.parametrize("wanted", [False, True])
def test_questions_in_the_log(tmp_path: Path, wanted: bool) -> None:
    """The log holds what is asked only where DATELINE_DISCORD_LOG_QUESTIONS says so; the token never."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home, DATELINE_DISCORD_LOG_QUESTIONS="yes" if wanted else "no") as running:
            asked = await d.slash("ask", question="When did Ada Brook meet Jon Lind, xylophone?")
            await d.answer(asked)
            await d.say(f"<@{APP}> xylophone and marimba?", channel=DM)
            await d.until(lambda: d.shown(DM))
            d.fail("PATCH", "@original", 418, body={"code": 7, "message": "xylophone"})
            # Somebody else: the bot may still be noting which message answered the last question.
            await d.slash("ask", user=d.world.add_user("Reader"), question="what of the xylophone?")
            await d.until(lambda: any(" failed: " in line for line in running.lines))
            running.stop()
            assert await running.ended() == 0
            log = "\n".join(running.lines)
            assert ("xylophone" in log) == wanted
            assert d.token not in log

    async def whole() -> None:
        async with DiscordServer() as d:
            await scenario(d, furnish(tmp_path))

    asyncio.run(whole())


def test_two_bots_with_one_token(tmp_path: Path) -> None:
    """A second process over the same files does not harm the first one's index or its store of answers."""

    async def scenario(d: DiscordServer, home: Path) -> None:
        async with bot(d, home) as first, bot(d, home) as second:
            asked = await crowd(d, 20)
            await d.until(lambda: all(outcome(each) == "answered" for each in asked), 60)
            assert len({buttons(each.original or {})["Helpful"] for each in asked}) == 20
            for running in (first, second):
                running.stop()
                assert await running.ended() == 0

    play(tmp_path, scenario)


def test_no_discord_at_all(tmp_path: Path) -> None:
    """Where Discord cannot be reached at the start the bot says so in one line and ends with 1."""

    async def whole() -> None:
        async with DiscordServer() as d:
            pass
        async with bot(d, furnish(tmp_path), ready=False) as running:
            assert await running.ended(120) == 1
            assert "Discord cannot be reached" in running.lines[-1]
            assert "Traceback" not in "\n".join(running.lines)

    asyncio.run(whole())
