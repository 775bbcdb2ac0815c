"""The local Discord keeps Discord's rules, as the real discord.py client meets them."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import pytest
from discord_server import (
    ADA,
    APP,
    BETWEEN,
    DM,
    EDITORS,
    GRACE,
    HELP,
    MANAGERS,
    ROOT,
    STREET,
    DiscordServer,
    Limit,
    RateLimits,
    find_spec,
)
from discord_server.gateway import MESSAGE_CONTENT
from discord_server.limits import EPHEMERAL, LOADING, V2, problems
from discord_server.people import SEND_MESSAGES
from sample_discord_bot import INTENTS, SampleBot, running

Scenario = Callable[[DiscordServer, SampleBot], Awaitable[None]]

READS_ALL = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=True)


def play(
    scenario: Scenario,
    rates: RateLimits | None = None,
    intents: discord.Intents = INTENTS,
    portal: int = 0,
) -> DiscordServer:
    """Run a scenario with the sample bot logged in to a fresh server; gives the server back."""

    async def whole() -> DiscordServer:
        async with DiscordServer(rates) as server:
            server.gateway.portal = portal
            async with running(server, SampleBot(intents)) as bot:
                await scenario(server, bot)
            return server

    return asyncio.run(whole())


def test_a_bot_logs_in_syncs_and_answers_a_command() -> None:
    """The client logs in, syncs its commands, defers a command at once, and edits the answer in."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        used = await d.slash("ask", question="what?")
        await d.until(lambda: used.acked)
        assert used.original and used.original["flags"] & LOADING
        await d.answer(used)
        assert used.acked == 5 and used.acked_after < 3
        assert used.original["embeds"][0]["description"] == "About what?"
        assert d.shown() == [used.original] and not used.original["flags"] & LOADING

    server = play(scenario)
    assert set(server.world.commands) == {"ask", "echo", "add", "reindex", "form", "slow"}
    assert server.refused() == []


def test_everything_sent_and_answered_fits_discords_own_file() -> None:
    """Each request of the client, and each answer of this server, fits Discord's OpenAPI file."""
    spec = find_spec()
    if spec is None:
        pytest.skip("../shared/discord/openapi.json is not there")

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        used = await d.slash("ask", question="what?")
        await d.answer(used)
        assert used.original
        for step in (
            await d.click(used.original, "vote:up:7"),
            await d.slash("add", file=("notes.md", b"hello")),
            await d.slash("echo", times=3),
            await d.type("ask", "outlet", "Mo", question="x"),
            await d.slash("form"),
        ):
            await d.answer(step)
        message = await d.say("hello")
        channel = bot.get_channel(int(HELP))
        assert isinstance(channel, discord.TextChannel)
        found = await channel.fetch_message(int(message["id"]))
        sent = await found.reply("hi", view=discord.ui.View(timeout=None))
        await sent.edit(content="ho", attachments=[discord.File(io.BytesIO(b"x"), "x.txt")])
        thread = await found.create_thread(name="talk")
        await thread.send("in here")
        await thread.edit(archived=True)
        await sent.add_reaction("👍")
        assert [m async for m in channel.history(limit=5)]
        await sent.delete()
        await (await bot.fetch_user(int(ADA))).create_dm()
        await d.until(lambda: all(call.status is not None for call in d.calls))

    server = play(scenario)
    assert server.refused() == []
    strange = [
        (call.method, call.template, problem)
        for call in server.calls
        for problem in spec.response(call.method, call.template, call.path, call.status or 0, call.response)
        if "reactions" not in call.template or "operation" not in problem
    ]
    assert strange == []


def test_discords_file_refuses_what_it_does_not_describe() -> None:
    """A body that does not fit the file is listed as a problem with its place."""
    spec = find_spec()
    if spec is None:
        pytest.skip("../shared/discord/openapi.json is not there")
    found = spec.request(
        "POST", "/channels/{channel}/messages", "/channels/1/messages", "", {"content": 5}, False
    )
    assert found and found[0].startswith("content: ")
    assert "no such operation" in spec.request("POST", "/nowhere", "/nowhere", "", {}, False)[0]


def test_an_option_completes_itself() -> None:
    """What is typed into an option reaches the bot, whose choices come back; the channel shows nothing."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        typed = await d.type("ask", "outlet", "Moor", question="what?")
        await d.until(lambda: typed.acked)
        assert typed.response["choices"] == [{"name": "Moor Post", "value": "Moor Post"}]
        with pytest.raises(ValueError, match="does not complete question"):
            await d.type("ask", "question", "w")
        assert d.shown() == []

    play(scenario)


def test_a_button_works_after_a_restart() -> None:
    """A button of a message that an earlier process sent is heard by a new one."""

    async def whole() -> None:
        async with DiscordServer() as d:
            async with running(d, SampleBot()):
                used = await d.slash("ask", question="what?")
                await d.answer(used)
            async with running(d, SampleBot()):
                assert used.original
                pressed = await d.click(used.original, "vote:down:7")
                await d.answer(pressed)
                assert pressed.response["content"] == "noted down for 7"
                with pytest.raises(ValueError, match="there is no vote:up:9"):
                    await d.click(used.original, "vote:up:9")

    asyncio.run(whole())


def test_a_form_is_shown_and_sent() -> None:
    """A form answers a command, and what is filled in reaches the bot."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        shown = await d.slash("form")
        await d.until(lambda: shown.acked)
        sent = await d.submit(shown, why="it rained")
        await d.answer(sent)
        assert sent.response["content"] == "because it rained"

    play(scenario)


def test_files_go_both_ways() -> None:
    """An attached file of a command can be read by the bot, and what the bot attaches is kept and shown."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        used = await d.slash("add", file=("notes.md", b"a headline"))
        await d.answer(used)
        assert used.original
        (picture,) = used.original["attachments"]
        assert picture["filename"] == "line.png" and picture["description"] == "a line"
        assert used.original["embeds"][0]["title"] == "a headline"
        assert used.original["embeds"][0]["image"]["url"] == picture["url"]
        assert d.world.content(picture["url"]) == b"png"
        large = discord.File(io.BytesIO(bytes(10 * 2**20 + 1)), "large.bin")
        assert await bot.tried(used_channel(bot).send(file=large)) is None
        assert (bot.errors[-1].status, bot.errors[-1].code) == (413, 40005)

    play(scenario)


def used_channel(bot: SampleBot) -> discord.TextChannel:
    """Give the channel HELP as the bot knows it."""
    found = bot.get_channel(int(HELP))
    assert isinstance(found, discord.TextChannel)
    return found


def test_direct_messages_are_heard_and_answered() -> None:
    """A direct message reaches the bot with its words, as does a command there, in context 1."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        await d.say("psst", channel=DM)
        await d.until(lambda: bot.heard)
        (message,) = bot.heard
        assert message.guild is None and message.content == "psst"
        await message.reply("yes?")
        assert [m["content"] for m in d.shown(DM)] == ["yes?"]
        used = await d.slash("ask", channel=DM, question="what?")
        await d.answer(used)
        assert bot.used[0].context.dm_channel and not bot.used[0].is_user_integration()
        opened = await (await bot.fetch_user(int(GRACE))).send("hello")
        assert isinstance(opened.channel, discord.DMChannel) and opened.channel.id != int(DM)

    assert play(scenario).refused() == []


def test_a_user_brings_the_app_along() -> None:
    """Where the bot is no member it hears nothing, and has interaction tokens with five follow-ups each."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        for channel, where in ((BETWEEN, "private_channel"), (STREET, "guild")):
            await d.say(f"<@{APP}> hello", channel=channel)
            used = await d.slash("ask", channel=channel, question="what?")
            await d.answer(used)
            assert d.shown(channel) == [used.original]
            heard = bot.used[-1]
            assert getattr(heard.context, where) and heard.is_user_integration()
            assert await bot.tried(bot.fetch_channel(int(channel))) is None
            assert (bot.errors[-1].status, bot.errors[-1].code) == (403, 50001)
        with pytest.raises(PermissionError, match="installation type 1"):
            await d.slash("reindex", user=ROOT, channel=STREET)
        many = await d.slash("echo", channel=BETWEEN, times=7)
        await d.until(lambda: bot.errors[-1].code == 40094)
        assert len(many.followups) == 5
        d.limits.external_apps = False
        hidden = await d.slash("echo", channel=STREET)
        await d.answer(hidden)
        assert hidden.original and hidden.original["flags"] & EPHEMERAL
        assert bot.heard == []

    play(scenario)


def test_requests_are_counted_in_buckets() -> None:
    """The headers count down, the client waits for a bucket that is empty, and nothing is refused."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        for number in range(5):
            await used_channel(bot).send(str(number))
        await bot.tried(used_channel(bot).fetch_message(int(d.shown()[0]["id"])))

    route = "POST /channels/{channel}/messages"
    rates = RateLimits({route: Limit(2, 0.2)})
    server = play(scenario, rates)
    sent = server.asked("POST", "/messages")
    assert [call.status for call in sent] == [200] * 5
    assert sent[4].at - sent[0].at > 0.35  # two waits of a fifth of a second


def test_a_full_bucket_answers_429() -> None:
    """Who does not wait is told 429 with Retry-After, per channel, and for the whole token globally."""
    now = [100.0]
    rates = RateLimits({"POST /x": Limit(2, 5.0)}, whole=Limit(4, 1.0), clock=lambda: now[0])
    assert [rates.take("POST /x", "1").headers["X-RateLimit-Remaining"] for _ in range(2)] == ["1", "0"]
    full = rates.take("POST /x", "1")
    assert not full.allowed and not full.whole and full.wait == 5.0
    assert full.headers["Retry-After"] == "5.000" and full.headers["Via"]
    assert full.headers["X-RateLimit-Scope"] == "user"
    assert rates.take("POST /x", "2").allowed
    whole = rates.take("GET /y", "1")
    assert not whole.allowed and whole.whole and whole.headers["X-RateLimit-Global"] == "true"
    assert rates.take("POST /interaction", "token", counts_to_whole=False).allowed
    now[0] += 5.0
    assert rates.take("POST /x", "1").allowed


def test_the_client_retries_429_only_from_discord_itself() -> None:
    """A 429 with Via is waited for, in channels and with interaction tokens; one of the edge is an error."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        d.limit("POST", "/messages", 0.05, times=2)
        await used_channel(bot).send("one")
        d.limit("PATCH", "@original", 0.05)
        used = await d.slash("ask", question="what?")
        await d.answer(used)
        d.limit("POST", "/messages", 0.05, via=False)
        assert await bot.tried(used_channel(bot).send("two")) is None
        assert bot.errors[-1].status == 429

    server = play(scenario)
    assert [call.status for call in server.asked("POST", f"{HELP}/messages")] == [429, 429, 200, 429]
    assert server.rest.invalid == 4


def test_a_global_limit_stops_everything() -> None:
    """A bot that asks more than its whole share meets the global 429 and goes on when it is over."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        await asyncio.gather(*(bot.fetch_user(int(ADA)) for _ in range(8)))

    server = play(scenario, RateLimits(whole=Limit(6, 0.3)))
    limited = [call for call in server.calls if call.status == 429]
    assert limited and all(call.response["global"] for call in limited)
    assert sum(call.status == 200 for call in server.asked("GET", "/users/4")) == 8


def test_without_the_intent_content_arrives_only_where_it_concerns_the_bot() -> None:
    """Words arrive of mentions, replies with the ping on and direct messages; of others not, nor fetched."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        mine = await used_channel(bot).send("an answer")
        answer = d.world.messages[HELP][str(mine.id)]
        aside = await d.say("nobody asked the bot", files=(("a.txt", b"x"),))
        await d.say(f"<@{APP}> what?")
        await d.say("and then?", reply_to=answer)
        await d.say("hm", reply_to=answer, ping=False)
        await d.say("private", channel=DM)
        await d.until(lambda: len(bot.heard) == 5)
        assert [m.content for m in bot.heard] == ["", f"<@{APP}> what?", "and then?", "", "private"]
        assert bot.heard[0].attachments == []
        replied = bot.heard[2].reference
        assert replied and isinstance(replied.resolved, discord.Message)
        assert replied.resolved.content == "an answer" and bot.user in bot.heard[2].mentions
        assert (await used_channel(bot).fetch_message(int(aside["id"]))).content == ""

    play(scenario)


def test_the_intent_has_to_be_switched_on_in_the_portal() -> None:
    """With Message Content switched on all is read; a bot that asks for it without is shut out."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        await d.say("nobody asked the bot")
        await d.until(lambda: bot.heard)
        assert bot.heard[0].content == "nobody asked the bot"

    play(scenario, intents=READS_ALL, portal=MESSAGE_CONTENT)

    async def shut_out() -> None:
        async with DiscordServer() as d:
            with d.pointed_at(), pytest.raises(discord.PrivilegedIntentsRequired):
                async with SampleBot(READS_ALL) as bot:
                    await bot.start(d.token)

    asyncio.run(shut_out())


def test_roles_give_permissions() -> None:
    """A command for managers is hidden from others, and the bot is told roles and rights of who uses it."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        for user in (ADA, GRACE):
            with pytest.raises(PermissionError, match="/reindex is hidden"):
                await d.slash("reindex", user=user)
        chief = d.world.add_user("Hal", [MANAGERS, EDITORS])
        for user in (chief, ROOT):
            used = await d.slash("reindex", user=user)
            await d.answer(used)
        member = bot.used[0].user
        assert isinstance(member, discord.Member)
        assert [role.name for role in member.roles] == ["@everyone", "Managers", "Desk editors"]
        assert bot.used[0].permissions.manage_guild and not bot.used[0].permissions.administrator
        assert bot.used[1].permissions.administrator

    play(scenario)


def test_the_bot_needs_permissions_too() -> None:
    """A bot that may not write in a channel is refused there, and still answers commands."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        d.world.bot_permissions &= ~SEND_MESSAGES
        assert await bot.tried(used_channel(bot).send("hello")) is None
        assert (bot.errors[-1].status, bot.errors[-1].code) == (403, 50013)
        used = await d.slash("echo")
        await d.answer(used)

    play(scenario)


def test_threads_are_told_to_who_starts_later() -> None:
    """A thread is known to the bot after a restart, an archived one when somebody writes in it again."""

    async def whole() -> None:
        async with DiscordServer() as d:
            async with running(d, SampleBot()) as bot:
                start = await d.say(f"<@{APP}> what?")
                await d.until(lambda: bot.heard)
                thread = await bot.heard[0].create_thread(name="What?")
                await thread.send("this")
                other = await d.open_thread("Theirs")
                with pytest.raises(discord.HTTPException) as again:
                    await bot.heard[0].create_thread(name="Twice")
                assert again.value.code == 160004
            await d.archive(other["id"])
            async with running(d, SampleBot()) as bot:
                for key in (start["id"], other["id"]):
                    await d.say(f"<@{APP}> and?", channel=key)
                await d.until(lambda: len(bot.heard) == 2)
                threads = [m.channel for m in bot.heard if isinstance(m.channel, discord.Thread)]
                assert [found.owner_id == int(APP) for found in threads] == [True, False]

    asyncio.run(whole())


@pytest.mark.parametrize("status", [500, 502])
def test_errors_of_the_server_are_retried(status: int) -> None:
    """A request that meets a broken server comes again."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        d.fail("PATCH", "@original", status)
        used = await d.slash("ask", question="what?")
        await d.answer(used)

    assert [call.status for call in play(scenario).asked("PATCH", "@original")] == [status, 200]


def test_a_line_can_be_cut_or_held() -> None:
    """A request can lose its line, which the bot sees as an error, or wait until the test lets it go."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        d.fail("POST", "/messages", 0)
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await used_channel(bot).send("lost")
        held = d.hold("POST", "/messages")
        sending = asyncio.create_task(used_channel(bot).send("later"))
        await d.until(lambda: not d.rest.faults)
        assert not sending.done() and d.shown() == []
        held.set()
        await sending
        assert len(d.shown()) == 1

    play(scenario)


def test_a_dropped_gateway_is_resumed_with_what_was_missed() -> None:
    """After a drop, a request to reconnect and connections turned away the session misses nothing."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        await d.gateway.drop()
        await d.say(f"<@{APP}> one")
        await d.until(lambda: bot.resumes == 1)
        await d.gateway.reconnect()
        await d.until(lambda: bot.resumes == 2)
        d.gateway.refuse = 1
        await d.gateway.invalidate(resumable=True)
        await d.until(lambda: bot.resumes == 3)
        await d.say(f"<@{APP}> two")
        await d.until(lambda: len(bot.heard) == 2)
        assert [m.clean_content[-3:] for m in bot.heard] == ["one", "two"]
        assert (d.gateway.identified, d.gateway.resumed) == (1, 3)

    play(scenario)


def test_an_invalid_session_begins_anew() -> None:
    """A session that is no longer valid is identified again, and the bot hears on."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        await d.gateway.invalidate()
        await d.until(lambda: d.gateway.identified == 2)
        await d.say(f"<@{APP}> hello")
        await d.until(lambda: bot.heard)

    play(scenario)


def test_a_revoked_token_ends_the_bot() -> None:
    """With its token revoked the bot is shut out of the gateway with 4004 and of REST with 401, for good."""

    async def whole() -> None:
        async with DiscordServer() as d:
            with d.pointed_at():
                async with SampleBot() as bot:
                    life = asyncio.create_task(bot.start(d.token))
                    await d.until(bot.is_ready)
                    await d.revoke()
                    with pytest.raises(discord.ConnectionClosed) as closed:
                        await life
                    assert closed.value.code == 4004
                with pytest.raises(discord.LoginFailure):
                    async with SampleBot() as bot:
                        await bot.start(d.token)

    asyncio.run(whole())


def test_three_seconds_are_all_there_is() -> None:
    """An interaction not acknowledged in time is unknown afterwards; one is acknowledged only once."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        d.limits.first_response_s = 0.1
        late = await d.slash("slow")
        await d.until(lambda: bot.errors)
        assert bot.errors[-1].code == 10062 and not late.acked
        used = await d.slash("ask", question="what?")
        await d.answer(used)
        again = {"type": 5}
        route = discord.http.Route("POST", f"/interactions/{used.id}/{used.token}/callback")
        await bot.tried(bot.http.request(route, json=again))
        assert bot.errors[-1].code == 40060
        d.limits.token_s = 0.0
        await bot.tried(bot.used[0].edit_original_response(content="much later"))
        assert bot.errors[-1].code == 50027

    play(scenario)


def test_ephemeral_messages_are_seen_by_one() -> None:
    """An ephemeral answer is in no channel, and nobody else can press what is under it or reply."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        used = await d.slash("echo", private=True, times=2)
        await d.until(lambda: len(used.followups) == 1)
        assert used.original and used.original["flags"] & EPHEMERAL
        assert used.followups[0]["flags"] & EPHEMERAL and d.shown() == []
        with pytest.raises(PermissionError, match="only one person sees"):
            await d.click(used.original, "any", user=GRACE)
        with pytest.raises(PermissionError, match="nobody can reply"):
            await d.say("and?", reply_to=used.original)
        await bot.tried(used_channel(bot).fetch_message(int(used.original["id"])))
        assert bot.errors[-1].code == 10008

    play(scenario)


def test_pings_are_worked_out_as_discord_does() -> None:
    """Who is mentioned follows from content and allowed_mentions; embeds ping nobody."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        text = f"@everyone <@{ADA}> <@&{EDITORS}>"
        await used_channel(bot).send(text)
        await used_channel(bot).send(embed=discord.Embed(description=text))
        await used_channel(bot).send(text, allowed_mentions=discord.AllowedMentions.all())
        quiet, embedded, loud = d.shown()
        for message in (quiet, embedded):
            assert not (message["mentions"] or message["mention_roles"] or message["mention_everyone"])
        assert loud["mentions"][0]["id"] == ADA
        assert loud["mention_roles"] == [EDITORS] and loud["mention_everyone"]

    play(scenario)


def test_what_discord_refuses_is_refused() -> None:
    """Messages that are empty, too long, show a missing file or answer a missing message are refused."""

    async def scenario(d: DiscordServer, bot: SampleBot) -> None:
        channel = used_channel(bot)
        long = [discord.Embed(description="x" * 3500) for _ in range(2)]
        for wrong in (
            channel.send(" \n "),
            channel.send("x" * 2001),
            channel.send(embeds=long),
            channel.send(embed=discord.Embed(title="t").add_field(name="n", value="")),
            channel.send(embed=discord.Embed(title="t").set_image(url="attachment://none.png")),
            channel.get_partial_message(5).reply("to nothing"),
        ):
            assert await bot.tried(wrong) is None
        assert [error.code for error in bot.errors] == [50006, 50035, 50035, 50035, 50035, 50035]
        assert d.shown() == []

    play(scenario)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"embeds": [{"title": "t", "fields": [{"name": "n", "value": " "}]}]}, "fields.0.value: This field"),
        ({"embeds": [{"title": "t" * 257}]}, "embeds.0.title: Must be 256"),
        ({"embeds": [{"color": 5}]}, "embeds.0: an embed needs something"),
        ({"embeds": [{"title": "t"}] * 11}, "embeds: Must be 10"),
        ({"flags": 1 << 13}, "flags: 8192 cannot be set"),
        ({"flags": V2, "content": "x"}, "content: cannot be used"),
        ({"flags": V2, "components": [{"type": 10, "content": "x" * 4001}]}, "text over 4000"),
        ({"components": [{"type": 10, "content": "x"}]}, "without IS_COMPONENTS_V2"),
        ({"components": [{"type": 1, "components": []}]}, "a row holds 1 to 5"),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "label": "a", "custom_id": "a"}] * 2}]},
            "cannot be duplicated",
        ),
        ({"components": [{"type": 1, "components": [{"type": 2, "custom_id": "a"}]}]}, "needs a label"),
    ],
)
def test_rules_that_the_file_does_not_state(body: dict[str, Any], why: str) -> None:
    """Discord's rules for messages are held beyond what its OpenAPI file says."""
    assert any(why in problem for problem in problems(body))
    assert any(why in problem for problem in problems({"type": 4, "data": body}))
