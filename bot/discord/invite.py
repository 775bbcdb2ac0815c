"""The links with which the bot is added to a server or to an account."""

from __future__ import annotations

from urllib.parse import urlencode

import discord

from bot.discord_settings import PORTAL

NEEDED = {
    "View Channels": discord.Permissions(view_channel=True),
    "Send Messages": discord.Permissions(send_messages=True),
    "Send Messages in Threads": discord.Permissions(send_messages_in_threads=True),
    "Create Public Threads": discord.Permissions(create_public_threads=True),
    "Embed Links": discord.Permissions(embed_links=True),
    "Attach Files": discord.Permissions(attach_files=True),
    "Read Message History": discord.Permissions(read_message_history=True),
}
"""What answering a mention needs in a server, by Discord's names for it; slash commands need none."""

PERMISSIONS = sum(permission.value for permission in NEEDED.values())


def server_link(application: int) -> str:
    """Give the link that adds the bot to a server; application: its id."""
    return _link(application, 0, "bot applications.commands", permissions=PERMISSIONS)


def account_link(application: int) -> str:
    """Give the link that adds the bot to one's own account, to be used anywhere."""
    return _link(application, 1, "applications.commands")


def _link(application: int, kind: int, scope: str, **more: int) -> str:
    query = urlencode({"client_id": application, "integration_type": kind, "scope": scope, **more})
    return f"https://discord.com/oauth2/authorize?{query}"


def invite_text(info: discord.AppInfo) -> str:
    """Write both links, and what of the application's settings stands in their way."""
    lines = [
        "To add the bot to a server that you may manage:",
        f"  {server_link(info.id)}",
        f"  permissions {PERMISSIONS}: {', '.join(NEEDED)}; no privileged intent",
        "To add it to your own account, and use /ask wherever you are:",
        f"  {account_link(info.id)}",
    ]
    if info.user_integration_config is None:
        lines.append(f"  needs User Install switched on: {PORTAL}/{info.id}/installation")
    if not info.bot_public:
        lines.append("The bot is not public: these links work for its owner only.")
    return "\n".join(lines)
