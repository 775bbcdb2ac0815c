"""What is in the corpus: /articles and /about."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.answering import reading_text
from bot.discord.buttons import make_view, turn_buttons
from bot.discord.line import DeclinedError
from bot.discord.offloop import off_loop
from bot.discord.outlets import match_outlet, suggest
from bot.discord.sending import files, parts
from bot.render.listings import About, about_page, article_pages
from index.article import Article, content_id

if TYPE_CHECKING:
    from bot.discord.client import DatelineBot
    from bot.render.message import Message

    Interaction = discord.Interaction[DatelineBot]

ALL = "all"


class Corpus(commands.Cog):
    """Tells what there is to ask about."""

    def __init__(self, bot: DatelineBot) -> None:
        self.bot = bot

    @app_commands.command(description="List the articles that answers come from, the newest first")
    @app_commands.describe(outlet="Only articles of this outlet or agency")
    async def articles(self, interaction: Interaction, outlet: str | None = None) -> None:
        """List what is indexed, to who asks."""
        _require_index(self.bot)
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await match_outlet(self.bot, outlet)
        pages = await off_loop(lambda: _pages(self.bot, chosen))
        view = make_view(turn_buttons("articles", 0, len(pages), _key(chosen)))
        await interaction.edit_original_response(**parts(pages[0], view), attachments=files(pages[0]))

    @articles.autocomplete("outlet")
    async def suggest_outlets(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Suggest outlets while somebody types."""
        return await suggest(self.bot, typed)

    @app_commands.command(description="What this bot knows, how new that is, and who writes its answers")
    async def about(self, interaction: Interaction) -> None:
        """Tell of the corpus, the index and the bot, to who asks."""
        _require_index(self.bot)
        await interaction.response.defer(ephemeral=True, thinking=True)
        message = await off_loop(lambda: about_page(_about(self.bot)))
        await interaction.edit_original_response(**parts(message))


async def turn_articles(interaction: Interaction, page: str, key: str) -> None:
    """Show another page of the list of articles, as it is now."""
    await interaction.response.defer()
    bot = interaction.client
    names = await off_loop(bot.archive.outlets)
    outlet = next((name for name in names if _key(name) == key), None)
    if outlet is None and key != ALL:
        raise DeclinedError("There are no articles of that outlet any more.")
    pages = await off_loop(lambda: _pages(bot, outlet))
    at = min(int(page), len(pages) - 1)
    view = make_view(turn_buttons("articles", at, len(pages), key))
    await interaction.edit_original_response(**parts(pages[at], view))


def _require_index(bot: DatelineBot) -> None:
    if not bot.archive.is_open:
        raise DeclinedError(f"{reading_text(bot)} Please ask again in a minute.")


def _key(outlet: str | None) -> str:
    """Name an outlet in a button's id, which has no room for all of some names."""
    return ALL if outlet is None else content_id(outlet)[:16]


def _pages(bot: DatelineBot, outlet: str | None) -> tuple[Message, ...]:
    contents = bot.archive.contents()
    if outlet is None:
        return article_pages(contents.articles, contents.passages, contents.failures)
    chosen = [a for a in contents.articles if outlet in (a.outlet, a.via)]
    return article_pages(chosen, contents.passages, outlet=outlet)


def _about(bot: DatelineBot) -> About:
    contents = bot.archive.contents()

    writer = bot.archive.desk(0).writer

    def day(article: Article) -> str:
        return str(article.published or "")

    newest = max(contents.articles, key=day, default=None)
    return About(
        searched=contents.extent,
        passages=sum(contents.passages.values()),
        newest=newest if newest and newest.published else None,
        indexed=contents.indexed,
        answerer=bot.parts.answerer,
        embedder=bot.parts.embedder,
        version=version("dateline"),
        to_mend=len(contents.failures),
        spent=writer.spent if writer else None,
    )
