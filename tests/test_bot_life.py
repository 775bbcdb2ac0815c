"""Staying up: lost connections, a failing Discord, tokens that are no good, being stopped, other builds."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest
from bot_house import MEETING, buttons, embedder, furnish, play, settle, texts
from discord_server import APP, DM, GRACE, HELP, ROOT, DiscordServer
from web import FERRY, Site, page, serve

from bot.cli import run
from bot.discord.client import DatelineBot
from bot.discord.health import APART, STALE, check_health, write_health
from bot.discord.invite import NEEDED, PERMISSIONS, read_application
from index.build import build
from index.errors import DatelineError

MENTION = f"<@{APP}>"
NEWS = """---
outlet: Quarry Bulletin
title: Quarry closes
published: 2024-07-02
---
The quarry of Stonebeck closed on Monday, said its owner, Petra Vance.
"""
CLOSED = "When did the quarry of Stonebeck close?"
PROGRAM = [sys.executable, "-c", "from bot.cli import main; main()", "bot"]


class Process:
    """`dateline bot` as a process of its own, and what it wrote."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.log = ""
        self.changed = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stderr is not None
        while line := await self._process.stderr.readline():
            self.log += line.decode()
            self.changed.set()

    async def wrote(self, text: str) -> None:
        """Wait until the log holds a text."""
        async with asyncio.timeout(60):
            while text not in self.log:
                self.changed.clear()
                await self.changed.wait()

    def tell(self, name: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal."""
        self._process.send_signal(name)

    async def end(self, seconds: float = 60) -> int:
        """Wait for the end and give the exit status. TimeoutError where it does not come in time."""
        async with asyncio.timeout(seconds):
            status = await self._process.wait()
            await self._reading
        return status


@asynccontextmanager
async def started(home: Path, url: str, **variables: str) -> AsyncIterator[Process]:
    """Run `dateline bot` in a folder against a local Discord; it is killed at the end where it still runs."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    env |= {"DISCORD_TOKEN": "made.up.token", "DATELINE_DISCORD_URL": url, "DATELINE_INDEX": "index"}
    process = await asyncio.create_subprocess_exec(
        *PROGRAM, cwd=home, env=env | variables, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def test_the_command_runs_answers_and_stops(tmp_path: Path) -> None:
    """`dateline bot` needs a token and nothing else: it answers, says that it is well, and ends when told."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d, started(home, d.url, DATELINE_DISCORD_HEALTH="health") as bot:
            await d.until(lambda: d.world.commands and d.gateway.identified)
            asked = await d.slash("ask", question=MEETING)
            await d.until(lambda: asked.answered)
            assert "12 May 2024" in texts(asked.original)
            assert "is well" in check_health(home / "health", time.time())
            bot.tell()
            assert await bot.end() == 0
            assert not (home / "health").exists()
            assert "Ada Brook" not in bot.log and "Traceback" not in bot.log

    asyncio.run(scenario())


@pytest.mark.slow
def test_the_first_index_is_built_while_questions_wait(tmp_path: Path) -> None:
    """With no index yet the bot is there at once, and who asks gets the answer when the index is there."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        for path in (home / "index").iterdir():
            path.unlink() if path.is_file() else None
        async with DiscordServer() as d, started(home, d.url):
            await d.until(lambda: d.world.commands and d.gateway.identified)
            about = await d.slash("about", user=GRACE)
            asked = await d.slash("ask", question=MEETING)
            await d.until(lambda: asked.answered and "12 May 2024" in texts(asked.original))
            assert "I am reading the articles for the first time" in texts(about.original)

    asyncio.run(scenario())


@pytest.mark.slow
def test_articles_are_followed(tmp_path: Path) -> None:
    """What is put into the corpus while the bot runs, changed or taken out is so in its next answer."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        quarry, mill = home / "corpus" / "quarry.md", home / "corpus" / "mill.md"
        async with DiscordServer() as d, started(home, d.url, DATELINE_DISCORD_COOLDOWN="0") as bot:
            await d.until(lambda: d.world.commands and d.gateway.identified)

            async def answer(question: str) -> str:
                asked = await d.slash("ask", question=question)
                await d.until(lambda: asked.answered)
                return texts(asked.original)

            assert "1 July 2024" not in await answer(CLOSED)
            quarry.write_text(NEWS, encoding="utf-8")
            await bot.wrote("1 added; 8 articles")
            assert "1 July 2024" in await answer(CLOSED)
            mill.write_text(NEWS.replace("quarry", "mill").replace("Quarry closes", "Mill closes"))
            await bot.wrote("1 added; 9 articles")
            assert "1 July 2024" in await answer("When did the mill of Stonebeck close?")
            quarry.write_text(NEWS.replace("on Monday", "on Sunday"), encoding="utf-8")
            await bot.wrote("1 changed; 9 articles")
            assert "30 June 2024" in await answer(CLOSED)
            quarry.unlink()
            await bot.wrote("1 removed; 8 articles")
            assert "30 June 2024" not in await answer(CLOSED)
            bot.tell()
            assert await bot.end() == 0  # and so of its log, which the building process has open too

    asyncio.run(scenario())


@pytest.mark.slow
def test_feeds_are_followed(tmp_path: Path) -> None:
    """What stands in a feed that the bot is to follow is in its answers without anybody's doing."""

    async def scenario(site: Site) -> None:
        site.put("/ferry", page("Ferry runs again after the storm", FERRY, "Harbour Gazette", "2024-02-07"))
        items = f"<item><link>{site.url}/ferry</link></item>"
        feed = site.put(
            "/feed", f'<rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml"
        )
        home = furnish(tmp_path)
        variables = {"DATELINE_FEEDS": feed, "DATELINE_PRIVATE_HOSTS": "127.0.0.1"}
        async with DiscordServer() as d, started(home, d.url, **variables) as bot:
            await d.until(lambda: d.world.commands and d.gateway.identified)
            await bot.wrote(f"{feed}: 1 added")
            await bot.wrote("1 added; 8 articles")
            asked = await d.slash("ask", question="What had the repairs of the ferry's ramp cost?")
            await d.until(lambda: asked.answered)
            assert "42,000 crowns" in texts(asked.original) and "Harbour Gazette" in texts(asked.original)

    with serve() as site:
        asyncio.run(scenario(site))


def test_answers_in_flight_when_stopped(tmp_path: Path) -> None:
    """When told to stop, an answer that takes longer than the grace says that it was stopped."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d, started(home, d.url, DATELINE_DISCORD_GRACE="0") as bot:
            await d.until(lambda: d.world.commands and d.gateway.identified)
            held = d.hold("POST", "/callback")
            asked = await d.slash("ask", question=MEETING)
            await d.until(lambda: d.asked("POST", "/callback"))
            bot.tell()
            await bot.wrote("stopping; 1 in flight")
            late = await d.slash("ask", question=MEETING)
            telling = d.hold("PATCH", "@original")
            held.set()
            await d.until(lambda: d.asked("PATCH", "@original"))
            with pytest.raises(TimeoutError):  # it does not leave while it is telling
                await bot.end(0.5)
            telling.set()
            await d.until(lambda: asked.answered and late.answered)
            assert "stopped before this was finished" in texts(asked.original)
            assert "I am being restarted" in texts(late.original)
            assert await bot.end() == 0

    asyncio.run(scenario())


def test_messages_and_buttons_in_flight_when_stopped(tmp_path: Path) -> None:
    """When told to stop, the bot leaves only after a message's asker is told and a button's page shown."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d, started(home, d.url, DATELINE_DISCORD_GRACE="0") as bot:
            await d.until(lambda: d.world.commands and d.gateway.identified)
            shown = await d.answer(await d.slash("ask", user=GRACE, question=MEETING))
            typing, told = d.hold("POST", f"{DM}/typing"), d.hold("POST", f"{DM}/messages")
            await d.say(MEETING, channel=DM)
            await d.until(lambda: d.asked("POST", f"{DM}/typing"))
            turned = d.hold("PATCH", "@original")
            pressed = await d.click(shown, buttons(shown)["Passages"])
            await d.until(lambda: not d.rest.faults[1:])
            bot.tell()
            await bot.wrote("stopping; 2 in flight")
            typing.set()
            await d.until(lambda: not d.rest.faults)
            with pytest.raises(TimeoutError):
                await bot.end(0.5)
            told.set()
            turned.set()
            assert await bot.end() == 0
            assert "stopped before this was finished" in texts(d.shown(DM)[0])
            assert "ended their long dispute" in texts(pressed.original)

    asyncio.run(scenario())


def test_a_build_in_flight_when_stopped(tmp_path: Path) -> None:
    """When told to stop, a reindex ends at once and says that it was stopped."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d, started(home, d.url) as bot:
            await d.until(lambda: d.world.commands and d.gateway.identified)
            done = await d.slash("reindex", user=ROOT)
            await bot.wrote("/reindex, by")
            bot.tell()
            assert await bot.end() == 0
            assert "stopped before this was finished" in texts(done.original)

    asyncio.run(scenario())


def test_answers_finish_within_the_grace(tmp_path: Path) -> None:
    """When told to stop, an answer that is under way is still given before the process ends."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d, started(home, d.url, DATELINE_DISCORD_GRACE="30") as bot:
            await d.until(lambda: d.world.commands and d.gateway.identified)
            held = d.hold("PATCH", "@original")
            asked = await d.slash("ask", question=MEETING)
            await d.until(lambda: d.asked("PATCH", "@original"))
            bot.tell()
            await bot.wrote("stopping; 1 in flight")
            held.set()
            assert await bot.end() == 0
            assert "12 May 2024" in texts(asked.original)

    asyncio.run(scenario())


@pytest.mark.slow
def test_a_token_taken_back(tmp_path: Path) -> None:
    """A token that is revoked while the bot runs ends it with one line and status 1."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d, started(home, d.url) as bot:
            await d.until(lambda: d.world.commands and d.gateway.identified)
            await d.revoke()
            assert await bot.end() == 1
            last = bot.log.splitlines()[-1]
            assert last.startswith("dateline: the token was taken back while the bot ran:")
            assert "DISCORD_TOKEN" in last and "Traceback" not in bot.log

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("", "dateline: DISCORD_TOKEN is not set; make an application and copy its token"),
        ("wrong.made.up", "dateline: Discord refuses the token in DISCORD_TOKEN; copy it anew"),
    ],
)
def test_no_token_or_a_wrong_one(tmp_path: Path, token: str, told: str) -> None:
    """Without a token, or with one that Discord refuses, one line says what to do; the status is 2."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d, started(home, d.url, DISCORD_TOKEN=token) as bot:
            assert await bot.end() == 2
            assert bot.log.splitlines()[-1].startswith(told)
            assert "Traceback" not in bot.log and "wrong.made.up" not in bot.log

    asyncio.run(scenario())


def test_no_discord(tmp_path: Path) -> None:
    """Where Discord cannot be reached at the start, one line says so; the status is 1."""

    async def scenario() -> None:
        async with started(furnish(tmp_path), "http://127.0.0.1:9") as bot:
            assert await bot.end() == 1
            assert "Discord cannot be reached" in bot.log.splitlines()[-1]

    asyncio.run(scenario())


def test_no_articles(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no corpus the bot does not start, and says which folder is missing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "made.up.token")
    monkeypatch.delenv("DATELINE_CORPUS", raising=False)
    assert run(["bot"]) == 1
    assert "corpus" in capfd.readouterr().err.splitlines()[-1]


def test_lost_connections(tmp_path: Path) -> None:
    """The bot resumes after lost connections and invalid sessions, and answers what was asked meanwhile."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        for number in range(1, 4):
            await d.gateway.drop()
            asked = await d.slash("ask", question=MEETING)
            await d.until(lambda number=number: d.gateway.resumed >= number)
            await d.until(lambda asked=asked: asked.answered)
            await settle(d, bot)
        await d.gateway.invalidate(resumable=False)
        await d.until(lambda: d.gateway.identified == 2)
        await d.until(lambda: bot.lost is None)
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: asked.answered)

    play(tmp_path, scenario)


def test_a_failing_discord(tmp_path: Path) -> None:
    """Errors of Discord's, rate limits and cut lines cost nobody the answer."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        d.fail("PATCH", "@original", 500)
        d.limit("PATCH", "@original", seconds=0.05)
        d.limit("PATCH", "@original", seconds=0.05, via=False)
        d.fail("PATCH", "@original", 0)
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: asked.answered and "12 May" in texts(asked.original))
        await settle(d, bot)
        d.fail("POST", "/threads", 0)
        d.limit("POST", "/channels/3001/messages", seconds=0.05)
        d.fail("POST", "/channels/3001/messages", 0)
        await d.say(f"{MENTION} {MEETING}")
        await d.until(lambda: len(d.shown(HELP)) == 2)

    play(tmp_path, scenario)


def test_a_token_of_an_answer_that_ran_out(tmp_path: Path) -> None:
    """Where an answer took so long that its interaction is over, it is posted into the channel."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        d.limits.token_s = 0.0
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: any("12 May" in texts(message) for message in d.shown(HELP)))
        assert "12 May" not in texts(asked.original)

    play(tmp_path, scenario)


def test_a_build_by_another_process(tmp_path: Path) -> None:
    """What another process indexes is in the next answer."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        (tmp_path / "corpus" / "quarry.md").write_text(NEWS, encoding="utf-8")
        build(tmp_path / "corpus", tmp_path / "index", embedder())
        asked = await d.slash("ask", question=CLOSED)
        await d.until(lambda: asked.answered)
        assert "1 July 2024" in texts(asked.original)

    play(tmp_path, scenario)


def test_health_is_told(tmp_path: Path) -> None:
    """A bot that hangs, is gone, or has long lost Discord is not well; one that reconnects is."""
    path, now = tmp_path / "health", time.time()
    with pytest.raises(DatelineError, match="no such file"):
        check_health(path, now)
    write_health(path, None)
    assert "is well" in check_health(path, now)
    write_health(path, now - APART / 2)
    assert "is well" in check_health(path, now)
    with pytest.raises(DatelineError, match="hangs or is gone"):
        check_health(path, now + STALE + 2)
    write_health(path, now - APART - 1)
    with pytest.raises(DatelineError, match="no connection to Discord"):
        check_health(path, now)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(DatelineError, match="cannot be read"):
        check_health(path, now)


def test_health_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`dateline bot --health` says in one line how the bot is, with the status that a supervisor wants."""
    monkeypatch.chdir(tmp_path)
    assert run(["bot", "--health"]) == 2
    assert "DATELINE_DISCORD_HEALTH" in capsys.readouterr().err
    monkeypatch.setenv("DATELINE_DISCORD_HEALTH", "health")
    assert run(["bot", "--health"]) == 1
    write_health(Path("health"), None)
    assert json.loads(Path("health").read_text(encoding="utf-8"))["lost"] is None
    assert run(["bot", "--health"]) == 0
    assert capsys.readouterr().out == f"the bot (process {os.getpid()}) is well\n"


LINK = "https://discord.com/oauth2/authorize?client_id={}&integration_type="


def test_the_invitation(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`dateline bot --invite` prints both links, with scopes and permissions as numbers, asking nobody."""

    async def refuse(*_: object) -> None:
        raise AssertionError("Discord was asked")

    monkeypatch.setattr(discord.Client, "login", refuse)
    monkeypatch.setenv("DISCORD_TOKEN", f"{token_part(1234567890123456789)}.Gabcde.x-y_z")
    assert run(["bot", "--invite"]) == 0
    told, link = capsys.readouterr().out, LINK.format(1234567890123456789)
    assert f"{link}0&scope=bot+applications.commands&permissions={PERMISSIONS}\n" in told
    assert f"{link}1&scope=applications.commands\n" in told
    assert "User Install to be ticked" in told and "1234567890123456789/installation" in told


def test_a_token_that_does_not_say_whose_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the id cannot be read out of the token, Discord is asked for it."""

    async def scenario() -> None:
        async with DiscordServer() as d:
            monkeypatch.setenv("DISCORD_TOKEN", d.token)
            monkeypatch.setenv("DATELINE_DISCORD_URL", d.url)
            assert await asyncio.to_thread(run, ["bot", "--invite"]) == 0
            assert d.asked("GET", "/applications/@me")

    asyncio.run(scenario())
    assert f"{LINK.format(APP)}0&scope=bot+applications.commands" in capsys.readouterr().out


@pytest.mark.parametrize("token", ["a" * 32, "only.two", "one.two.three.four", "a..c", "b" * 64])
def test_what_is_no_token(
    token: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be a bot's token, as a client secret, is told in one line that does not repeat it."""
    monkeypatch.setenv("DISCORD_TOKEN", token)
    assert run(["bot", "--invite"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("dateline: DISCORD_TOKEN is no bot token") and told.count("\n") == 1
    assert token not in told


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("made", None),
        ("MTIzNDU2Nzg5MDEyMzQ1Njc4", 123456789012345678),
        (f"{b64encode(b'12345').decode().rstrip('=')}", None),  # no id is so short
        (f"{b64encode(b'0123456789012345678').decode().rstrip('=')}", None),
        ("A", None),  # no base64 has one letter
    ],
)
def test_whose_token_it_is(first: str, found: int | None) -> None:
    """The first part of a token is the application's id in base64, or it tells nothing."""
    assert read_application(f"{first}.up.token") == found


def token_part(application: int) -> str:
    """Write an id as the first part of a token holds it."""
    return b64encode(str(application).encode()).decode().rstrip("=")


def test_permissions_are_those_that_the_readme_names() -> None:
    """The README gives the permissions as the number that the invitation asks for."""
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"permissions={PERMISSIONS}\n" in readme
    assert f"permissions {PERMISSIONS}: {', '.join(NEEDED)}" in readme
