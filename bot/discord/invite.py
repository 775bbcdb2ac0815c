"""The links with which the bot is added to a server or to an account."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from urllib.parse import urlencode

import discord

from bot.discord_settings import PORTAL
from index.errors import SettingError

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


def read_application(token: str) -> int | None:
    """Read the id of its application out of a bot's token; None where it is not in there.

    The first of a token's three parts is that id in base64. Raises SettingError where there are no three.
    """
    if not re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", token, re.A):
        # The value itself is a secret and is never shown.
        raise SettingError(
            "DISCORD_TOKEN is no bot token, which has three parts with dots between them; copy it from "
            f"{PORTAL} (your application, Bot, Reset Token)"
        )
    part = token.partition(".")[0]
    try:
        found = urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return int(found) if re.fullmatch(r"[1-9][0-9]{14,19}", found, re.A) else None


def server_link(application: int) -> str:
    """Give the link that adds the bot to a server; application: its id."""
    return _link(application, 0, "bot applications.commands", permissions=PERMISSIONS)


def account_link(application: int) -> str:
    """Give the link that adds the bot to one's own account, to be used anywhere."""
    return _link(application, 1, "applications.commands")


def _link(application: int, kind: int, scope: str, **more: int) -> str:
    query = urlencode({"client_id": application, "integration_type": kind, "scope": scope, **more})
    return f"https://discord.com/oauth2/authorize?{query}"


def invite_text(application: int) -> str:
    """Write both links of an application, and what has to be switched on for the second."""
    return "\n".join(
        [
            "To add the bot to a server that you may manage:",
            f"  {server_link(application)}",
            f"  permissions {PERMISSIONS}: {', '.join(NEEDED)}; no privileged intent",
            "To add it to your own account, and use /ask wherever you are:",
            f"  {account_link(application)}",
            f"  needs User Install to be ticked: {PORTAL}/{application}/installation",
        ]
    )
