"""The corpus from Discord: /articles, /about, /reindex, /add, and who may use them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bot_house import MEETING, QUICK, buttons, embedder, play, settle, texts
from discord_server import ADA, EDITORS, GRACE, MANAGERS, ROOT, DiscordServer
from discord_server.limits import EPHEMERAL
from web import serve

from bot.discord.building import Builder, Tell
from bot.discord.client import DatelineBot
from index.build import BuildReport, build
from index.errors import IndexStateError

NEWS = """---
outlet: Quarry Bulletin
title: Quarry closes
published: 2024-07-02
---
The quarry of Stonebeck closed on Monday, said its owner, Petra Vance.
"""
CLOSED = "When did the quarry of Stonebeck close?"
PAGE = """<html><head><title>Bridge opens in Stonebeck</title>
<meta property="og:site_name" content="Stonebeck Times">
<meta property="article:published_time" content="2024-08-20T08:00:00Z"></head>
<body><article><h1>Bridge opens in Stonebeck</h1>
<p>The new bridge of Stonebeck was opened on Monday by its builder, Otto Kranz, who had worked on it for
nine years.</p>
<p>Some four thousand people walked over it on the first day, and the school band of the town played until
dark.</p>
<p>The old bridge will be taken down in the autumn, the town council said, and its stones sold to whoever
wants them.</p>
</article></body></html>"""


def test_articles_are_listed(tmp_path: Path) -> None:
    """/articles lists what there is, the newest first, to who asks; an outlet narrows it."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("articles")
        await d.until(lambda: asked.answered)
        assert asked.original["flags"] & EPHEMERAL
        told = texts(asked.original)
        assert told.startswith("7 articles of 4 outlets.")
        assert told.index("A library opens") < told.index("Brook to travel")
        asked = await d.slash("articles", outlet="island herald")
        await d.until(lambda: asked.answered)
        assert texts(asked.original).startswith("2 articles of Island Herald.")
        assert "Northmoor Gazette" not in texts(asked.original)

    play(tmp_path, scenario)


def test_a_long_list_has_pages(tmp_path: Path) -> None:
    """A list longer than a message is turned by buttons, which go on working when the list has changed."""
    (tmp_path / "corpus").mkdir()
    for number in range(120):
        text = NEWS.replace("Quarry closes", f"Quarry closes, part {number} of a story told at some length")
        (tmp_path / "corpus" / f"quarry-{number:03}.md").write_text(text, encoding="utf-8")

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        build(tmp_path / "corpus", tmp_path / "index", embedder())
        asked = await d.slash("articles", outlet="Quarry Bulletin")
        await d.until(lambda: asked.answered)
        first = texts(asked.original)
        await d.click(asked.original, buttons(asked.original)["More"])
        await d.until(lambda: texts(asked.original) != first)
        for path in (tmp_path / "corpus").glob("quarry-*.md"):
            path.unlink()
        build(tmp_path / "corpus", tmp_path / "index", embedder())
        pressed = await d.click(asked.original, buttons(asked.original)["More"])
        await d.until(lambda: pressed.followups)
        assert pressed.followups[0]["content"] == "There are no articles of that outlet any more."

    play(tmp_path, scenario)


def test_about(tmp_path: Path) -> None:
    """/about tells what is indexed, the newest article, who answers, and the version."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("about")
        await d.until(lambda: asked.answered)
        told = texts(asked.original)
        assert "7 articles of 4 outlets, 10 May – 3 June 2024" in told
        assert "A library opens" in told and "rules" in told and "Version" in told and "<t:" in told

    play(tmp_path, scenario)


def test_a_reindex_finds_what_is_new(tmp_path: Path) -> None:
    """/reindex brings new articles in and says what it did; the next answer has them."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        (tmp_path / "corpus" / "quarry.md").write_text(NEWS, encoding="utf-8")
        done = await d.slash("reindex", user=ROOT)
        await d.until(lambda: done.answered and "added" in done.original["content"])
        assert done.original["content"].startswith("8 articles, ")
        assert "1 added, 7 unchanged" in done.original["content"]
        asked = await d.slash("ask", question=CLOSED)
        await d.until(lambda: asked.answered)
        assert "1 July 2024" in asked.original["content"]

    play(tmp_path, scenario)


@contextmanager
def held_builds(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let builds tell how far they are, then wait for the event before they go on."""
    go_on = threading.Event()
    really_build = Builder.build

    def wait(self: Builder, tell: Tell) -> BuildReport:
        tell("reading", 3, 7)
        go_on.wait(60)
        return really_build(self, tell)

    monkeypatch.setattr(Builder, "build", wait)
    try:
        yield go_on
    finally:
        go_on.set()


def test_answers_go_on_during_a_reindex(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the index is built the bot shows how far it is, answers, and refuses a second build."""
    monkeypatch.setattr("bot.discord.curating.EVERY", 0.01)

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        with held_builds(monkeypatch) as go_on:
            first = await d.slash("reindex", user=ROOT)
            await d.until(lambda: first.answered and "3 of 7 files read." in first.original["content"])
            second = await d.slash("reindex", user=ROOT)
            await d.until(lambda: second.answered)
            assert "already. 3 of 7 files read." in second.original["content"]
            asked = await d.slash("ask", question=MEETING)
            await d.until(lambda: asked.answered)
            assert "12 May 2024" in asked.original["content"]
            go_on.set()
            await d.until(lambda: "7 articles" in first.original["content"])

    play(tmp_path, scenario)


def test_a_build_that_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the building process dies, that is told with a code, and the old index goes on answering."""

    def die(self: Builder, tell: Tell) -> BuildReport:
        raise IndexStateError("the process that built the index ended")

    monkeypatch.setattr(Builder, "build", die)

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        done = await d.slash("reindex", user=ROOT)
        await d.until(
            lambda: done.followups or "log as" in texts(done.original or {"content": "", "embeds": []})
        )
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: asked.answered)
        assert "12 May 2024" in asked.original["content"]

    play(tmp_path, scenario)


def test_who_may_curate(tmp_path: Path) -> None:
    """Without roles in the settings, Discord hides the commands from who may not manage the server."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        d.world.roles_of[ADA] = [MANAGERS]
        done = await d.slash("reindex", user=ADA)
        await d.until(lambda: done.answered and "7 articles" in done.original["content"])
        for name in ("reindex", "add"):
            with pytest.raises(PermissionError):
                await d.slash(name, user=GRACE, url="http://127.0.0.1/")

    play(tmp_path, scenario)


def test_curators_have_a_role(tmp_path: Path) -> None:
    """With roles in the settings, who has one may, and who has none is told so."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        declined = await d.slash("reindex", user=ADA)
        await d.until(lambda: declined.answered)
        assert "have a curator's role" in declined.original["content"]
        assert declined.original["flags"] & EPHEMERAL
        done = await d.slash("reindex", user=GRACE)
        await d.until(lambda: done.answered and "7 articles" in done.original["content"])

    play(tmp_path, scenario, replace(QUICK, curators=frozenset({int(EDITORS)})))


def test_a_file_is_added(tmp_path: Path) -> None:
    """/add with a file puts it into the corpus and makes it searchable."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        done = await d.slash("add", user=ROOT, file=("quarry.md", NEWS.encode()))
        await d.until(lambda: done.answered and "added" in done.original["content"])
        assert "1 article added" in done.original["content"] and "Quarry closes" in texts(done.original)
        asked = await d.slash("ask", question=CLOSED)
        await d.until(lambda: asked.answered)
        assert "1 July 2024" in asked.original["content"]

    play(tmp_path, scenario)


def test_a_page_is_added(tmp_path: Path) -> None:
    """/add with an address fetches the page, says what it took it for, and makes it searchable."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        with serve() as site:
            url = site.put("/bridge", PAGE)
            done = await d.slash("add", user=ROOT, url=url)
            await d.until(lambda: done.answered and "added" in done.original["content"])
        assert "Stonebeck Times, 20 August 2024" in texts(done.original)
        await settle(d, bot)
        asked = await d.slash("ask", question="Who opened the new bridge of Stonebeck?")
        await d.until(lambda: asked.answered)
        assert "Otto Kranz" in texts(asked.original)

    play(tmp_path, scenario)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "Give either an address or a file."),
        ({"url": "ftp://127.0.0.1/x"}, "1 article not added."),
        ({"url": "http://127.0.0.1:1/x"}, "1 article not added."),
        ({"file": ("@everyone [x](http://e.example).bin", b"\x00\x01\x02")}, "1 article not added."),
    ],
)
def test_what_cannot_be_added(tmp_path: Path, options: dict[str, Any], told: str) -> None:
    """What gives no article is told so with the reason; the corpus stays as it is."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        before = sorted((tmp_path / "corpus").rglob("*.md"))
        done = await d.slash("add", user=ROOT, **options)
        await d.until(lambda: done.answered)
        assert told in done.original["content"]
        assert sorted((tmp_path / "corpus").rglob("*.md")) == before

    play(tmp_path, scenario)
