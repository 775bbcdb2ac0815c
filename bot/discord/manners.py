"""Where the bot answers, and who may change the corpus."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import discord

from bot.discord.line import DeclinedError
from bot.discord_settings import DiscordSettings


def answers_in(settings: DiscordSettings, channel: object) -> bool:
    """Tell whether the bot answers in a channel; a thread counts as its channel, direct messages always."""
    if isinstance(channel, discord.DMChannel | discord.GroupChannel) or channel is None:
        return True
    if getattr(channel, "type", None) in (discord.ChannelType.private, discord.ChannelType.group):
        return True
    ids = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
    if ids & settings.barred:
        return False
    return not settings.channels or bool(ids & settings.channels)


def require_curator(interaction: discord.Interaction, curators: AbstractSet[int]) -> None:
    """Let through who may manage the server that the bot was added to, or has a curator's role.

    Where the bot was added to an account and not to the server, nobody may: whoever manages some server has
    no say in the corpus. Raises DeclinedError.
    """
    user = interaction.user
    if interaction.is_guild_integration():
        if interaction.permissions.manage_guild:
            return
        if isinstance(user, discord.Member) and any(user.get_role(role) for role in curators):
            return
    raise DeclinedError("Only those who may manage this server, or have a curator's role, can do that.")
