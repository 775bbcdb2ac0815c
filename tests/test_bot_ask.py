"""Asking the bot: a command, a mention, a direct message; what comes back, and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from bot_house import INJURED, MEETING, QUICK, UNKNOWN, buttons, play, settle, texts
from discord_server import APP, BETWEEN, DM, HELP, ROOT, STREET, DiscordServer
from discord_server.limits import EPHEMERAL
from discord_server.people import PUBLIC_THREADS

from bot.answer.types import Answer
from bot.ask import Desk
from bot.discord.client import DatelineBot

MENTION = f"<@{APP}>"


def test_a_command_is_answered(tmp_path: Path) -> None:
    """/ask is acknowledged at once, then shows the question, the answer, the quotes and the sources."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: asked.answered)
        assert asked.acked == 5 and asked.acked_after < 3
        shown = asked.original
        assert shown["content"].startswith(f"> {MEETING}\nAda Brook met Jon Lind on Sunday, 12 May 2024")
        assert "“Mayor Ada Brook and Governor Jon Lind ended their long dispute" in texts(shown)
        assert "**[2]** Eastfell Post (NPA), 13 May 2024" in texts(shown)
        assert "reply to this and leave the ping on" in texts(shown)
        assert list(buttons(shown)) == ["Passages", "Compare", "Timeline", "Helpful", "Not helpful"]

    play(tmp_path, scenario)


def test_filters_narrow_what_is_searched(tmp_path: Path) -> None:
    """An outlet, upper and lower case aside, and days keep other articles out of the answer."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=INJURED, outlet="coast courier")
        await d.until(lambda: asked.answered)
        assert "17" in asked.original["content"] and "14" not in asked.original["content"]
        await settle(d, bot)
        asked = await d.slash("ask", question=MEETING, since="2024-05-01", until="2024-05-13")
        await d.until(lambda: asked.answered)
        assert "Eastfell Post" in texts(asked.original) and "Gazette" not in texts(asked.original)
        assert "Searched 2 articles of 2 outlets, 10–13 May 2024" in texts(asked.original)

    play(tmp_path, scenario)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"outlet": "Moon Times"}, "No article is from Moon Times. There are: Coast Courier, Eastfell Post"),
        ({"since": "yesterday"}, "since is not a day: yesterday. Write it as in 2024-02-07."),
        ({"since": "2024-06-01", "until": "2024-05-01"}, "swap the two"),
        ({"question": "?!"}, "The question has no word in it; ask it in words."),
        ({"question": "why " * 1500}, "The question has 5,999 characters and may have 2,000"),
    ],
)
def test_a_slip_is_told_to_who_made_it(tmp_path: Path, options: dict[str, str], told: str) -> None:
    """What cannot be asked is declined in one line that says why, and only the person sees it."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", **({"question": MEETING} | options))
        await d.until(lambda: asked.answered)
        message = asked.followups[0] if asked.followups else asked.original
        assert told in message["content"] and "log" not in message["content"]
        assert message["flags"] & EPHEMERAL

    play(tmp_path, scenario)


def test_a_private_answer(tmp_path: Path) -> None:
    """With `private` only the person sees the answer, which does not invite replies that nobody can write."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=MEETING, private=True)
        await d.until(lambda: asked.answered)
        assert asked.original["flags"] & EPHEMERAL
        assert "Ada Brook met Jon Lind" in asked.original["content"]
        assert "reply" not in texts(asked.original)
        assert d.shown(HELP) == []

    play(tmp_path, scenario)


def test_outlets_are_suggested(tmp_path: Path) -> None:
    """Typing into `outlet` suggests outlets and agencies, those that begin so first."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        typed = await d.type("ask", "outlet", "e", question="x")
        await d.until(lambda: typed.answered)
        names = [choice["name"] for choice in typed.response["choices"]]
        assert names == ["Eastfell Post", "Coast Courier", "Island Herald", "Northmoor Gazette"]
        typed = await d.type("articles", "outlet", "np")
        await d.until(lambda: typed.answered)
        assert [choice["value"] for choice in typed.response["choices"]] == ["NPA"]

    play(tmp_path, scenario)


def test_a_mention_opens_a_thread(tmp_path: Path) -> None:
    """A mention in a channel is answered in a thread named by the question; the bot is seen typing there."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        said = await d.say(f"{MENTION} {MEETING}")
        await d.until(lambda: said["id"] in d.world.messages and d.shown(said["id"]))
        thread = d.world.channels[said["id"]]
        assert thread["name"] == MEETING and thread["parent_id"] == HELP
        (shown,) = d.shown(thread["id"])
        assert shown["content"].startswith("Ada Brook met Jon Lind on Sunday, 12 May 2024")
        assert d.shown(HELP) == []
        assert d.asked("POST", f"/channels/{thread['id']}/typing")

    play(tmp_path, scenario)


def test_a_mention_without_threads(tmp_path: Path) -> None:
    """Where threads are not wanted, a mention is answered by a reply that pings nobody."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        said = await d.say(f"{MEETING} {MENTION}")
        await d.until(lambda: d.shown(HELP))
        (shown,) = d.shown(HELP)
        assert shown["message_reference"]["message_id"] == said["id"]
        assert shown["content"].startswith("Ada Brook met Jon Lind")

    play(tmp_path, scenario, replace(QUICK, threads=False))


def test_a_mention_where_threads_are_not_allowed(tmp_path: Path) -> None:
    """Where the bot may open no thread, it replies."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        await d.say(f"{MENTION} {MEETING}")
        await d.until(lambda: d.shown(HELP))
        assert not d.asked("POST", "/threads")

    server = DiscordServer()
    server.world.bot_permissions &= ~PUBLIC_THREADS
    server.world.everyone &= ~PUBLIC_THREADS
    play(tmp_path, scenario, server=server)


def test_what_is_not_for_the_bot(tmp_path: Path) -> None:
    """The bot answers nobody who does not speak to it: not @everyone, not chatter."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        await d.say("@everyone when did Ada Brook meet Jon Lind?", user=ROOT)
        await d.say(MEETING)
        last = await d.slash("about")
        await d.until(lambda: last.answered)
        assert d.shown(HELP) == []
        assert not d.asked("POST", "/typing")

    play(tmp_path, scenario)


def test_a_direct_message(tmp_path: Path) -> None:
    """A direct message needs no mention, and is answered where it was written."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        await d.say(MEETING, channel=DM)
        await d.until(lambda: d.shown(DM))
        assert d.shown(DM)[0]["content"].startswith("Ada Brook met Jon Lind")
        await settle(d, bot)
        asked = await d.slash("ask", channel=DM, question=INJURED)
        await d.until(lambda: asked.answered)
        assert "14" in asked.original["content"] and "reply to this" in texts(asked.original)

    play(tmp_path, scenario)


@pytest.mark.parametrize("channel", [BETWEEN, STREET])
def test_as_an_app_of_ones_own(tmp_path: Path, channel: str) -> None:
    """Where only its user brought it, the bot answers commands, and promises nothing about replies."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", channel=channel, question=MEETING)
        await d.until(lambda: asked.answered)
        assert "Ada Brook met Jon Lind" in asked.original["content"]
        assert "reply" not in texts(asked.original)

    play(tmp_path, scenario)


def test_a_mention_without_a_question(tmp_path: Path) -> None:
    """A bare mention is answered with how to ask."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        await d.say(f"{MENTION} <:wave:5150>")
        await d.until(lambda: d.shown(HELP))
        assert "use /ask" in d.shown(HELP)[0]["content"]

    play(tmp_path, scenario)


def test_what_the_articles_do_not_hold(tmp_path: Path) -> None:
    """A question that no article answers is told so, with what was searched, and has no empty buttons."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=UNKNOWN)
        await d.until(lambda: asked.answered)
        assert "7 articles" in texts(asked.original)
        assert list(buttons(asked.original)) == ["Helpful", "Not helpful"]

    play(tmp_path, scenario)


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuándo se reunió Ada Brook con Jon Lind?",
        "布鲁克什么时候见到林德？",
        "متى التقت بروك بليند؟",
        "Когда Брук встретилась с Линдом?",
        "🚢🚢🚢 when?",
        "a" * 1900,
        "‮reversed‬ when did \u0000Brook meet Lind",
        "SELECT * FROM articles; DROP TABLE articles; --",
        '" OR NEAR( * ) AND ^',
    ],
)
def test_questions_of_any_kind(tmp_path: Path, question: str) -> None:
    """Whatever is asked, in whatever script, is answered or declined in words, never with an error."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=question)
        await d.until(lambda: asked.answered)
        assert "went wrong" not in texts(asked.original)
        assert len(texts(asked.original)) > 20

    play(tmp_path, scenario)


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("¿Cuándo se reunió Ada Brook con Jon Lind?", True),
        ("Когда Брук встретилась с Линдом?", True),
        ("Wann hat Brook den Gouverneur getroffen?", True),
        ("When did Brook meet Müller?", False),
        ("Brook Lind", False),
    ],
)
def test_other_languages_are_told_so(tmp_path: Path, question: str, foreign: bool) -> None:
    """A question in another language that finds nothing is told that English is read; others are not."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=question)
        await d.until(lambda: asked.answered)
        assert ("Dateline reads English only" in texts(asked.original)) == foreign

    play(tmp_path, scenario)


class Drafting(Desk):
    """A desk over a language model that writes one statement, then waits for the test before it goes on."""

    go_on = Event()

    @property
    def writer(self) -> Any:
        return "a model"

    def ask(
        self,
        text: str,
        outlets: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Answer:
        assert tell is not None
        tell("They met on *Sunday*.")
        self.go_on.wait(30)
        return super().ask(text, outlets, since, until)


def test_what_a_model_has_written_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a language model writes on, what passed its checks is shown, and then replaced by the answer."""
    monkeypatch.setattr("bot.discord.line.TELL_AFTER", 0.01)
    monkeypatch.setattr(Drafting, "go_on", Event())

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: asked.answered)
        assert asked.original["content"] == "They met on \\*Sunday\\*."
        Drafting.go_on.set()
        await d.until(lambda: "12 May 2024" in texts(asked.original))

    play(tmp_path, scenario, open_desk=Drafting)


def test_commands_say_where_they_work(tmp_path: Path) -> None:
    """Each command says where it works: /reindex and /add only in servers that the bot was added to."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        for name in ("ask", "compare", "articles", "about"):
            assert sorted(d.world.commands[name]["integration_types"]) == [0, 1]
            assert sorted(d.world.commands[name]["contexts"]) == [0, 1, 2]
        for name in ("reindex", "add"):
            assert d.world.commands[name]["integration_types"] == [0]
            assert d.world.commands[name]["contexts"] == [0]

    play(tmp_path, scenario)
