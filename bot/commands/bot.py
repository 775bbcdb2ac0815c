"""`dateline bot`: the Discord bot."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from bot.commands.opening import Place, read_place, with_place
from bot.discord_settings import read_discord_settings
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
    from bot.feedback import FEEDBACK, Feedback
    from index.adding.adder import Adder
    from index.adding.settings import AddSettings
    from index.embed import load_embedder

    settings = read_settings(env)
    adding = AddSettings()
    plan = Plan(place.corpus, place.index, place.embedder, env)
    archive = Archive(plan, load_embedder(place.embedder, env), Desk.open)
    due = archive.open()
    return Parts(
        archive=archive,
        due=due,
        kept=Feedback.open(state_folder(settings.state, place.index) / FEEDBACK, settings.keep_days),
        adder=Adder(place.corpus, adding),
        largest=adding.largest,
        answerer="rules; no language model takes part",
        embedder=place.embedder or "the model that comes with Dateline",
    )
