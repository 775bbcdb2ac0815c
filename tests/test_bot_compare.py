"""/compare and the button Compare: what outlets say beside each other, on Discord."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from bot_house import (
    INJURED,
    MEETING,
    QUICK,
    UNKNOWN,
    ask,
    buttons,
    changing,
    furnish,
    open_parts,
    play,
    running,
    texts,
)
from discord_server import GRACE, HELP, DiscordServer
from discord_server.limits import EPHEMERAL

from bot.answer.types import Answer
from bot.discord.client import DatelineBot
from bot.render.side_words import NOT_JUDGED

OPENED = "Who is Lena Marsh?"


def test_button_shows_the_table(tmp_path: Path) -> None:
    """Compare shows each side with outlets, voices, day, marks and quotes, only to who pressed."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot, INJURED)
        pressed = await d.click(asked.original, buttons(asked.original)["Compare"], user=GRACE)
        await d.until(lambda: pressed.answered)
        assert pressed.acked == 5 and pressed.original["flags"] & EPHEMERAL
        assert pressed.original["content"] == f"> {INJURED}\n**Outlets disagree:**"
        table, quotes = pressed.original["embeds"]
        assert {field["name"][:2] for field in table["fields"]} == {"14", "17"}
        courier = next(f["value"] for f in table["fields"] if f["name"].startswith("17"))
        assert courier.split("\n")[:3] == ["Coast Courier", "1 voice", "published 14 May 2024"]
        assert "17 passengers were injured" in quotes["description"]
        assert NOT_JUDGED in texts(pressed.original)
        assert d.shown(HELP) == [asked.original]

    play(tmp_path, scenario)


def test_agreement_is_called_that(tmp_path: Path) -> None:
    """Where outlets agree the table has one side, says so, and is not coloured as a disagreement."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot, MEETING)
        pressed = await d.click(asked.original, buttons(asked.original)["Compare"])
        await d.until(lambda: pressed.answered)
        assert pressed.original["content"] == f"> {MEETING}\n**They agree:**"
        (field,) = pressed.original["embeds"][0]["fields"]
        assert "3 voices" in field["value"]
        assert NOT_JUDGED not in texts(pressed.original)

    play(tmp_path, scenario)


def test_no_button_without_something_to_compare(tmp_path: Path) -> None:
    """An answer from one article, and one that abstains, have no button Compare."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        for question in (OPENED, UNKNOWN):
            asked = await ask(d, bot, question)
            assert "Compare" not in buttons(asked.original)
            assert "Helpful" in buttons(asked.original)

    play(tmp_path, scenario)


def test_command(tmp_path: Path) -> None:
    """/compare shows the question and the table to everybody there, with buttons but Compare itself."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot, INJURED, "compare")
        assert asked.acked == 5 and not asked.original.get("flags", 0) & EPHEMERAL
        assert asked.original["content"] == f"> {INJURED}\n**Outlets disagree:**"
        assert list(buttons(asked.original)) == ["Passages", "Helpful", "Not helpful"]
        pressed = await d.click(asked.original, buttons(asked.original)["Passages"])
        await d.until(lambda: pressed.answered)
        assert "17 passengers" in texts(pressed.original)

    play(tmp_path, scenario)


def test_command_in_private(tmp_path: Path) -> None:
    """`private` shows the table to who asks alone."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await d.slash("compare", question=INJURED, private=True)
        await d.until(lambda: asked.answered)
        assert asked.original["flags"] & EPHEMERAL

    play(tmp_path, scenario)


def test_command_that_finds_nothing(tmp_path: Path) -> None:
    """Where no article answers, /compare says what was searched; a question without words is declined."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot, UNKNOWN, "compare")
        assert asked.original["content"].startswith(f"> {UNKNOWN}\n")
        assert "Searched: 7 articles" in asked.original["content"]
        assert asked.original["embeds"] == []
        asked = await d.slash("compare", question="  ")
        await d.until(lambda: asked.acked)
        assert asked.original["flags"] & EPHEMERAL
        assert "\n" not in asked.original["content"]

    play(tmp_path, scenario)


def set_forty_against(found: Answer) -> Answer:
    """Let forty outlets disagree."""
    assert found.disagreement
    cited, claim, side = found.citations, found.claims[0], found.disagreement.positions[0]
    numbers = range(1, 41)
    return replace(
        found,
        citations=tuple(replace(cited[n % len(cited)], number=n) for n in numbers),
        claims=tuple(replace(claim, citations=(n,), value=f"{n} hurt") for n in numbers),
        disagreement=replace(
            found.disagreement,
            positions=tuple(replace(side, citations=(n,), value=f"{n} hurt") for n in numbers),
        ),
    )


def test_pages_of_a_table(tmp_path: Path) -> None:
    """A table that one message cannot hold is turned like pages, under the button and under /compare."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        shown = await ask(d, bot, INJURED)
        pressed = await d.click(shown.original, buttons(shown.original)["Compare"])
        await d.until(lambda: pressed.answered)
        table = await ask(d, bot, INJURED, "compare")
        for asked in (pressed, table):
            before = texts(asked.original)
            again = await d.click(asked.original, buttons(asked.original)["More"])
            await d.until(lambda asked=asked, before=before: texts(asked.original) != before)
            assert again.acked == 6
            assert "Page 2 of" in texts(asked.original)

    play(tmp_path, scenario, open_desk=changing(set_forty_against))


def test_pages_after_a_restart(tmp_path: Path) -> None:
    """The pages of /compare are turned after the bot was started anew as well."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d:
            async with running(d, QUICK, open_parts(home, changing(set_forty_against))) as bot:
                asked = await ask(d, bot, INJURED, "compare")
                before = texts(asked.original)
            async with running(d, QUICK, open_parts(home, changing(set_forty_against))):
                await d.click(asked.original, buttons(asked.original)["More"])
                await d.until(lambda: texts(asked.original) != before)
                assert asked.original["content"].startswith(f"> {INJURED}\n")
        assert d.refused() == []

    asyncio.run(scenario())
