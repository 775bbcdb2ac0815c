"""Users, roles, channels, messages, guilds and the application, written as Discord writes them.

Everything here is a function that builds a fresh JSON value; `world.py` keeps them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

APP = "1001"
"""The application and its bot user."""
GUILD, ELSEWHERE = "2001", "2002"
"""A server that the bot is a member of; one that it is not, where its users bring it along themselves."""
HELP, QUIET, STREET = "3001", "3002", "3003"
"""Text channels: two of GUILD, and one of ELSEWHERE."""
DM, BETWEEN = "3101", "3102"
"""Ada's direct messages with the bot, and Ada's with Grace, where the bot is only as an installed app."""
ADA, ROOT, GRACE = "4001", "4002", "4003"
"""A person with no role, the owner of the server, and one with the role EDITORS."""
MANAGERS, EDITORS, BOT_ROLE = "5001", "5002", "5003"
"""Roles: Manage Server; no permission beyond everyone's; the bot's own."""

ADMINISTRATOR, MANAGE_GUILD = 1 << 3, 1 << 5
VIEW_CHANNEL, SEND_MESSAGES, MANAGE_MESSAGES, EMBED_LINKS = 1 << 10, 1 << 11, 1 << 13, 1 << 14
ATTACH_FILES, READ_HISTORY, USE_COMMANDS = 1 << 15, 1 << 16, 1 << 31
PUBLIC_THREADS, SEND_IN_THREADS, USE_EXTERNAL_APPS = 1 << 35, 1 << 38, 1 << 50
EVERYONE = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_HISTORY
    | USE_COMMANDS
    | PUBLIC_THREADS
    | SEND_IN_THREADS
    | USE_EXTERNAL_APPS
)
ALL = (1 << 53) - 1

TEXT, PRIVATE, GROUP, THREAD = 0, 1, 3, 11
"""Types of channels."""


def now() -> str:
    """Give the present moment as Discord writes it."""
    return datetime.now(UTC).isoformat()


def user(user_id: str, name: str) -> Json:
    """Describe a user; the application's id makes a bot of it."""
    return {
        "id": user_id,
        "username": name.lower(),
        "global_name": name,
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "bot": user_id == APP,
        "primary_guild": None,
    }


def current_user(found: Json) -> Json:
    """Describe the bot to itself."""
    private: Json = {"mfa_enabled": True, "verified": True, "locale": "en-US", "email": None}
    return found | private | {"premium_type": 0, "accent_color": None, "banner": None}


def member(found: Json, roles: list[str]) -> Json:
    """Describe a user as a member of a guild."""
    empty = dict.fromkeys(("nick", "avatar", "banner", "premium_since", "communication_disabled_until"))
    return empty | {
        "user": found,
        "roles": roles,
        "joined_at": now(),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
    }


def role(role_id: str, name: str, permissions: int, position: int) -> Json:
    """Describe a role."""
    return {
        "id": role_id,
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": position,
        "permissions": str(permissions),
        "managed": role_id == BOT_ROLE,
        "mentionable": False,
        "flags": 0,
    }


def text_channel(channel_id: str, name: str, guild_id: str) -> Json:
    """Describe a text channel of a guild."""
    return {
        "id": channel_id,
        "type": TEXT,
        "guild_id": guild_id,
        "name": name,
        "position": 0,
        "flags": 0,
        "permission_overwrites": [],
        "topic": None,
        "nsfw": False,
        "parent_id": None,
        "rate_limit_per_user": 0,
        "last_message_id": None,
    }


def private_channel(channel_id: str, recipients: list[Json]) -> Json:
    """Describe direct messages; `recipients` leaves out whom it is described to."""
    return {
        "id": channel_id,
        "type": PRIVATE,
        "flags": 0,
        "last_message_id": None,
        "recipients": recipients,
    }


def thread(thread_id: str, parent: Json, owner: str, name: str, minutes: int) -> Json:
    """Describe a public thread of a text channel; `minutes` of silence archive it."""
    return {
        "id": thread_id,
        "type": THREAD,
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "owner_id": owner,
        "name": name,
        "flags": 0,
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": minutes,
            "archive_timestamp": now(),
            "locked": False,
            "create_timestamp": now(),
        },
        "member": {"id": thread_id, "user_id": APP, "join_timestamp": now(), "flags": 0},
    }


def message(message_id: str, channel_id: str, author: Json) -> Json:
    """Describe a message with nothing in it yet."""
    return {
        "id": message_id,
        "channel_id": channel_id,
        "author": author,
        "content": "",
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
    }


def guild(guild_id: str, name: str, members: list[Json], roles: list[Json], channels: list[Json]) -> Json:
    """Describe a guild as GUILD_CREATE does; archived threads are not told."""
    none = dict.fromkeys(
        "icon splash banner afk_channel_id system_channel_id rules_channel_id public_updates_channel_id "
        "safety_alerts_channel_id vanity_url_code description discovery_splash application_id".split()
    )
    zero = dict.fromkeys(
        "verification_level default_message_notifications explicit_content_filter mfa_level premium_tier "
        "nsfw_level system_channel_flags".split(),
        0,
    )
    empty: Json = {
        key: []
        for key in "features emojis stickers soundboard_sounds voice_states presences stage_instances "
        "guild_scheduled_events".split()
    }
    mine = [c for c in channels if c.get("guild_id") == guild_id]
    return (
        none
        | zero
        | empty
        | {
            "id": guild_id,
            "name": name,
            "owner_id": ROOT,
            "premium_progress_bar_enabled": False,
            "preferred_locale": "en-US",
            "afk_timeout": 300,
            "large": False,
            "unavailable": False,
            "joined_at": now(),
            "member_count": len(members),
            "members": members,
            "roles": roles,
            "channels": [c for c in mine if c["type"] == TEXT],
            "threads": [c for c in mine if c["type"] == THREAD and not c["thread_metadata"]["archived"]],
        }
    )


def application(owner: Json) -> Json:
    """Describe the application to its bot."""
    none = dict.fromkeys(
        ("icon", "team", "type", "interactions_endpoint_url", "role_connections_verification_url")
    )
    return none | {
        "id": APP,
        "name": "Dateline",
        "description": "",
        "summary": "",
        "bot_public": True,
        "flags": 0,
        "flags_new": "0",
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": owner,
        "redirect_uris": [],
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }
