"""Asking on: a reply to an answer, a message in a thread of the bot's; also after a restart."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot_house import MEETING, QUICK, furnish, open_parts, play, running, settle
from discord_server import APP, DM, GRACE, HELP, DiscordServer

from bot.discord.client import DatelineBot

MENTION = f"<@{APP}>"
WHERE = "Understood as: Where did Ada Brook meet Jon Lind?"


def test_a_reply_asks_on(tmp_path: Path) -> None:
    """A reply with the ping left on is read as a question that goes on from the answer, whoever replies."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: asked.answered)
        await settle(d, bot)
        reply = await d.say("Where?", user=GRACE, reply_to=asked.original)
        await d.until(lambda: len(d.shown(HELP)) == 2)
        shown = d.shown(HELP)[1]
        assert shown["message_reference"]["message_id"] == reply["id"]
        assert WHERE in shown["content"] and "Eastfell" in shown["content"]
        await settle(d, bot)
        # And on from there: what was understood is what the next question goes on from.
        await d.say("And who received her?", reply_to=shown)
        await d.until(lambda: len(d.shown(HELP)) == 3)
        assert "Understood as: Who received Ada Brook?" in d.shown(HELP)[2]["content"]

    play(tmp_path, scenario)


def test_a_reply_without_the_ping_is_not_read(tmp_path: Path) -> None:
    """With the ping off Discord tells the bot no words, and the bot keeps quiet."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: asked.answered)
        await settle(d, bot)
        await d.say("Where?", reply_to=asked.original, ping=False)
        last = await d.slash("about")
        await d.until(lambda: last.answered)
        assert len(d.shown(HELP)) == 1

    play(tmp_path, scenario)


def test_a_mention_in_the_bots_thread_asks_on(tmp_path: Path) -> None:
    """In a thread that the bot opened, a mention goes on from the last question there."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        said = await d.say(f"{MENTION} {MEETING}")
        await d.until(lambda: said["id"] in d.world.messages and d.shown(said["id"]))
        await settle(d, bot)
        await d.say(f"{MENTION} where?", channel=said["id"])
        await d.until(lambda: len(d.shown(said["id"])) == 2)
        assert "Understood as: " in d.shown(said["id"])[1]["content"]
        assert len(d.asked("POST", "/threads")) == 1

    play(tmp_path, scenario)


def test_a_mention_in_a_persons_thread_is_a_question_of_its_own(tmp_path: Path) -> None:
    """In a thread that somebody else opened, a mention starts anew and is answered there."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        thread = await d.open_thread("Ferries")
        for number, text in enumerate((MEETING, "Where?"), 1):
            await d.say(f"{MENTION} {text}", channel=thread["id"])
            await d.until(lambda number=number: len(d.shown(thread["id"])) == number)
            await settle(d, bot)
        assert "Understood as" not in d.shown(thread["id"])[1]["content"]

    play(tmp_path, scenario)


def test_a_whole_question_as_a_reply_is_left_as_it_is(tmp_path: Path) -> None:
    """A reply that stands alone is asked as it was written."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("ask", question=MEETING)
        await d.until(lambda: asked.answered)
        await settle(d, bot)
        await d.say("How many passengers were injured on the Halcyon?", reply_to=asked.original)
        await d.until(lambda: len(d.shown(HELP)) == 2)
        assert "Understood as" not in d.shown(HELP)[1]["content"]
        assert "17 passengers" in d.shown(HELP)[1]["content"]

    play(tmp_path, scenario)


def test_a_reply_in_direct_messages(tmp_path: Path) -> None:
    """In direct messages a reply goes on from the answer that it replies to."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        await d.say(MEETING, channel=DM)
        await d.until(lambda: d.shown(DM))
        await settle(d, bot)
        await d.say("Where?", channel=DM, reply_to=d.shown(DM)[0])
        await d.until(lambda: len(d.shown(DM)) == 2)
        assert WHERE in d.shown(DM)[1]["content"]

    play(tmp_path, scenario)


def test_asking_on_after_a_restart(tmp_path: Path) -> None:
    """A reply to an answer that the bot gave before it was started anew goes on from it."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d:
            async with running(d, QUICK, open_parts(home)) as bot:
                asked = await d.slash("ask", question=MEETING)
                await d.until(lambda: asked.answered)
                await settle(d, bot)
            async with running(d, QUICK, open_parts(home)):
                await d.say("Where?", reply_to=asked.original)
                await d.until(lambda: len(d.shown(HELP)) == 2)
                assert WHERE in d.shown(HELP)[1]["content"]

    asyncio.run(scenario())
