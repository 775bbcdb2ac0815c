"""The buttons below answers, before and after a restart."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from bot_house import (
    QUICK,
    UNKNOWN,
    ask,
    buttons,
    changing,
    embedder,
    furnish,
    open_parts,
    play,
    running,
    texts,
)
from discord_server import ADA, GRACE, HELP, DiscordServer
from discord_server.limits import EPHEMERAL

from bot.answer.types import Answer
from bot.discord.client import DatelineBot
from index.build import build

PNG = b"\x89PNG"


def test_passages(tmp_path: Path) -> None:
    """Passages shows each quote in bold in its paragraph, only to who pressed."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot)
        pressed = await d.click(asked.original, buttons(asked.original)["Passages"], user=GRACE)
        await d.until(lambda: pressed.answered)
        assert pressed.acked == 5 and pressed.original["flags"] & EPHEMERAL
        assert "**On Sunday Ada Brook met Jon Lind" in texts(pressed.original)

    play(tmp_path, scenario)


def test_timeline(tmp_path: Path) -> None:
    """Timeline shows a picture with words for a screen reader, dark first, and light for who wants that."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot)
        pressed = await d.click(asked.original, buttons(asked.original)["Timeline"])
        await d.until(lambda: pressed.answered)
        (dark,) = pressed.original["attachments"]
        assert pressed.original["flags"] & EPHEMERAL
        assert d.world.content(dark["url"]).startswith(PNG) and dark["description"]
        again = await d.click(pressed.original, buttons(pressed.original)["Light"])
        await d.until(lambda: "Dark" in buttons(pressed.original))
        (light,) = pressed.original["attachments"]
        assert d.world.content(light["url"]).startswith(PNG)
        assert d.world.content(light["url"]) != d.world.content(dark["url"])
        assert again.acked == 6

    play(tmp_path, scenario)


def test_votes(tmp_path: Path) -> None:
    """A vote is noted, said again is told so, and may be changed; each person has one."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot, UNKNOWN)
        up, down = buttons(asked.original)["Helpful"], buttons(asked.original)["Not helpful"]
        for who, which, told in (
            (ADA, up, "Noted, thank you."),
            (ADA, up, "I have that from you already, thank you."),
            (ADA, down, "Changed, thank you."),
            (GRACE, down, "Noted, thank you."),
        ):
            pressed = await d.click(asked.original, which, user=who)
            await d.until(lambda pressed=pressed: pressed.answered)
            assert pressed.original["content"] == told
        (rated,) = bot.kept.rated()
        assert rated.asked.answer.question == UNKNOWN
        assert (rated.tally.helpful, rated.tally.not_helpful) == (0, 2)

    play(tmp_path, scenario)


def cite_often(found: Answer) -> Answer:
    """Cite the first article 120 times."""
    first, claim = found.citations[0], found.claims[0]
    citations = tuple(replace(first, number=number) for number in range(1, 121))
    claims = tuple(replace(claim, citations=(c.number,), value=f"{c.number}") for c in citations)
    return replace(found, citations=citations, claims=claims)


def test_pages(tmp_path: Path) -> None:
    """An answer too long for a message has pages that anybody turns; the whole of it is attached as well."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot)
        first = texts(asked.original)
        assert "1 of " in " ".join(buttons(asked.original))
        with pytest.raises(ValueError, match="disabled"):
            await d.click(asked.original, buttons(asked.original)["Back"])
        pages = [first]
        while True:
            try:
                pressed = await d.click(asked.original, buttons(asked.original)["More"], user=GRACE)
            except ValueError:
                break
            await d.until(lambda: texts(asked.original) != pages[-1])
            assert pressed.acked == 6
            pages.append(texts(asked.original))
        assert len(pages) > 3 and "[120]" in pages[-1] + pages[-2]
        assert all(f"[{number}]" in "".join(pages) for number in range(1, 121))
        await d.click(asked.original, buttons(asked.original)["Back"])
        await d.until(lambda: texts(asked.original) == pages[-2])
        (whole,) = asked.original["attachments"]
        assert b"[120]" in d.world.content(whole["url"])

    play(tmp_path, scenario, open_desk=changing(cite_often))


def test_pages_of_passages(tmp_path: Path) -> None:
    """Passages that one message cannot hold are turned like pages."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot)
        pressed = await d.click(asked.original, buttons(asked.original)["Passages"])
        await d.until(lambda: pressed.answered)
        before = texts(pressed.original)
        await d.click(pressed.original, buttons(pressed.original)["More"])
        await d.until(lambda: texts(pressed.original) != before)
        assert pressed.original["flags"] & EPHEMERAL

    play(tmp_path, scenario, open_desk=changing(cite_often))


@pytest.mark.parametrize("label", ["Passages", "Compare", "Timeline", "Helpful", "Not helpful"])
def test_buttons_after_a_restart(tmp_path: Path, label: str) -> None:
    """Each button works after the bot was started anew, even where the articles are gone meanwhile."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d:
            async with running(d, QUICK, open_parts(home)) as bot:
                asked = await ask(d, bot)
            for path in (home / "corpus").glob("*-talks.md"):
                path.unlink()
            build(home / "corpus", home / "index", embedder())
            async with running(d, QUICK, open_parts(home)):
                pressed = await d.click(asked.original, buttons(asked.original)[label])
                await d.until(lambda: pressed.answered)
                assert pressed.original["flags"] & EPHEMERAL
                assert "no longer" not in texts(pressed.original)
                assert "wrong" not in texts(pressed.original)
        assert d.refused() == []

    asyncio.run(scenario())


@pytest.mark.parametrize("label", ["Passages", "Compare", "Timeline", "Helpful"])
def test_a_button_whose_answer_is_gone(tmp_path: Path, label: str) -> None:
    """Where the answer is no longer kept, a button says so, and what to do."""

    async def scenario() -> None:
        home = furnish(tmp_path)
        async with DiscordServer() as d:
            async with running(d, QUICK, open_parts(home)) as bot:
                asked = await ask(d, bot)
            for path in (home / "state").iterdir():
                path.unlink()
            async with running(d, QUICK, open_parts(home)):
                pressed = await d.click(asked.original, buttons(asked.original)[label])
                await d.until(lambda: pressed.answered)
                told = " ".join(map(texts, [pressed.original, *pressed.followups]))
                assert "I no longer have this answer. Please ask again." in told
        assert d.refused() == []

    asyncio.run(scenario())


def test_a_button_of_another_version(tmp_path: Path) -> None:
    """A button that this version does not know says so instead of failing."""

    async def scenario(d: DiscordServer, bot: DatelineBot) -> None:
        asked = await ask(d, bot)
        button = asked.original["components"][0]["components"][0]
        button["custom_id"] = "dateline:dance:1"
        pressed = await d.click(asked.original, "dateline:dance:1")
        await d.until(lambda: pressed.acked)
        assert "another version" in pressed.original["content"]
        assert d.shown(HELP) == [asked.original]

    play(tmp_path, scenario)
