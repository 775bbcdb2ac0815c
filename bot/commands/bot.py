"""`dateline bot`: the Discord bot."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from bot.commands.opening import Place, load_writer, read_place, with_place
from bot.discord_settings import read_discord_settings
from bot.feed_settings import read_feed_settings
from bot.settings import read_settings, state_folder
from index.errors import SettingError

if TYPE_CHECKING:
    from bot.discord.client import Parts


@click.command()
@click.option("--invite", is_flag=True, help="Print the links that add the bot to a server or an account.")
@click.option("--health", is_flag=True, help="Say whether the bot that runs is well; for a supervisor.")
@with_place
@click.pass_obj
def bot(env: Mapping[str, str], invite: bool, health: bool, corpus: str | None, index: str | None) -> int:
    """Answer questions on Discord.

    Needs DISCORD_TOKEN; the README says where to get it. Runs until it is stopped (Control-C, SIGTERM).
    """
    if invite and health:
        raise SettingError("give --invite or --health, not both")
    settings = read_discord_settings(env)
    if health:
        from bot.discord.health import check_health

        if settings.health is None:
            raise SettingError(
                "--health reads the file that DATELINE_DISCORD_HEALTH names; set it for the bot too"
            )
        click.echo(check_health(settings.health, time.time()))
        return 0
    place = read_place(env, corpus, index)
    from bot.discord.run import print_invite, run_bot

    if invite:
        click.echo(print_invite(settings))
    else:
        run_bot(settings, lambda: _open_parts(env, place))
    return 0


def _open_parts(env: Mapping[str, str], place: Place) -> Parts:
    """Open what the bot answers from; where the articles are wrong, that is told before Discord is asked."""
    from bot.ask import Desk
    from bot.discord.archive import Archive
    from bot.discord.building import Plan
    from bot.discord.client import Parts
    from bot.discord.run import log_event
    from bot.feedback import FEEDBACK, Feedback
    from index.adding.adder import Adder
    from index.embed import load_embedder
    from index.watching.follower import Follower

    settings, feeds = read_settings(env), read_feed_settings(env)
    writer = load_writer(place)
    plan = Plan(place.corpus, place.index, place.embedder, env)
    archive = Archive(plan, load_embedder(place.embedder, env), lambda index: Desk.open(index, writer))
    archive.open()
    adder = Adder(place.corpus, feeds.adding)
    every = 60.0 * feeds.feeds_every
    return Parts(
        archive=archive,
        kept=Feedback.open(state_folder(settings.state, place.index) / FEEDBACK, settings.keep_days),
        adder=adder,
        follower=Follower(
            archive.build, place.corpus, adder, feeds.feeds, every, log_event, archive.is_stale
        ),
        largest=feeds.adding.largest,
        answerer=writer.answerer if writer else "rules; no language model takes part",
        embedder=place.embedder or "the model that comes with Dateline",
    )
