"""Whom a message pings; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from discord_server.limits import V2, walk

Json = dict[str, Any]


def ping(message: Json, allowed: Json | None, users: Mapping[str, Json]) -> Json:
    """Give a message's mentions, mention_roles and mention_everyone; embeds never ping, text displays do.

    allowed: the request's allowed_mentions; None where it has none, which allows all. users: all, by id.
    """
    text = message["content"]
    if message["flags"] & V2:
        text += "\n".join(part.get("content", "") for part in walk(message["components"]))
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or [])
    named = {str(key) for kind in ("users", "roles") for key in (allowed or {}).get(kind) or []}

    def find(pattern: str, kind: str) -> list[str]:
        return [key for key in dict.fromkeys(re.findall(pattern, text)) if kind in parse or key in named]

    ids = [key for key in find(r"<@!?(\d+)>", "users") if key in users]
    replied = message.get("referenced_message")
    if replied and (allowed is None or allowed.get("replied_user")):
        ids += {replied["author"]["id"]} - set(ids)
    return {
        "mentions": [users[key] for key in ids],
        "mention_roles": find(r"<@&(\d+)>", "roles"),
        "mention_everyone": "everyone" in parse and bool(re.search("@(everyone|here)", text)),
    }
