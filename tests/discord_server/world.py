"""What the local Discord knows: users, channels, messages and interactions, and who may do what."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from discord_server import people
from discord_server.limits import numbered
from discord_server.people import ADA, APP, BETWEEN, DM, ELSEWHERE, GRACE, GUILD, HELP, QUIET, ROOT, STREET
from discord_server.pings import ping

Json = dict[str, Any]
Files = dict[str, tuple[str, bytes]]
"""What was uploaded: form field -> (file name, content)."""

MAX_FILE = 10 * 2**20


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A request that Discord turns down: HTTP status, its own code, message, what else its answer has."""

    def __init__(self, status: int, code: int, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"code": code, "message": message, **extra}


@dataclass
class Interaction:
    """One use of a command or button, and what the bot made of it.

    type: 2 command, 3 component, 4 autocomplete, 5 modal. acked: type of the first response, 0 while none
    came; acked_after: after how many seconds. response: its data. original: the message that answers.
    alone: the app is there only because its user brought it along.
    """

    id: str
    token: str
    type: int
    user: str
    channel: str
    alone: bool
    at: float
    source: Json | None = None
    acked: int = 0
    acked_after: float = 0.0
    response: Json = field(default_factory=dict)
    original: Json | None = None
    followups: list[Json] = field(default_factory=list)
    mine: dict[str, Json] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether a person sees more than "thinking"."""
        return self.acked > 0 and not (self.original and self.original["flags"] & 128)


class World:
    """The state of the server. changed: set and renewed whenever something happened."""

    def __init__(self, url: Callable[[], str]) -> None:
        """Set up one guild with its people. url: where this server is reached, once it is."""
        self._url = url
        self._ids = itertools.count((int(time.time() * 1000) - 1420070400000) << 22)
        self.users = {APP: people.user(APP, "Dateline")}
        self.roles_of: dict[str, list[str]] = {APP: [people.BOT_ROLE]}
        for key, name in ((ADA, "Ada"), (ROOT, "Root"), (GRACE, "Grace")):
            self.users[key], self.roles_of[key] = people.user(key, name), []
        self.roles_of[GRACE] = [people.EDITORS]
        self.role_permissions = {people.MANAGERS: people.MANAGE_GUILD, people.EDITORS: 0}
        self.bot_permissions = people.EVERYONE
        self.everyone = people.EVERYONE
        self.channels = {
            HELP: people.text_channel(HELP, "help", GUILD),
            QUIET: people.text_channel(QUIET, "quiet", GUILD),
            STREET: people.text_channel(STREET, "street", ELSEWHERE),
            DM: people.private_channel(DM, [self.users[ADA]]),
            BETWEEN: people.private_channel(BETWEEN, [self.users[ADA], self.users[GRACE]]),
        }
        self.messages: dict[str, dict[str, Json]] = {key: {} for key in self.channels}
        self.commands: dict[str, Json] = {}
        self.interactions: dict[str, Interaction] = {}
        self.uploads: dict[str, bytes] = {}
        self.changed = asyncio.Event()

    def touch(self) -> None:
        """Wake whoever waits for something to happen."""
        self.changed.set()
        self.changed = asyncio.Event()

    def new_id(self) -> str:
        """Give an id that is larger than all before."""
        return str(next(self._ids))

    # ---- who may do what ----

    def add_user(self, name: str, roles: list[str] | None = None) -> str:
        """Let another person join the guild; gives the id."""
        key = self.new_id()
        self.users[key], self.roles_of[key] = people.user(key, name), roles or []
        return key

    def member(self, user: str) -> Json:
        """Describe a user as a member."""
        return people.member(self.users[user], self.roles_of[user])

    def permissions(self, user: str) -> int:
        """Work out what a user may do in the guild."""
        if user == APP:
            return self.bot_permissions
        found = self.everyone
        for role in self.roles_of[user]:
            found |= self.role_permissions[role]
        return people.ALL if user == ROOT or found & people.ADMINISTRATOR else found

    def guild(self, whole: bool) -> Json:
        """Describe the guild for GUILD_CREATE; all its members only with the intent for them."""
        known = list(self.users) if whole else [APP]
        roles = [
            people.role(GUILD, "@everyone", self.everyone, 0),
            people.role(people.MANAGERS, "Managers", self.role_permissions[people.MANAGERS], 1),
            people.role(people.EDITORS, "Desk editors", self.role_permissions[people.EDITORS], 2),
            people.role(people.BOT_ROLE, "Dateline", self.bot_permissions, 3),
        ]
        members = [self.member(user) for user in known]
        found = people.guild(GUILD, "Test server", members, roles, list(self.channels.values()))
        return found | {"member_count": len(self.users)}

    def is_private(self, channel: str) -> bool:
        """Tell whether a channel is of no guild."""
        return "guild_id" not in self.channels[channel]

    def is_alone(self, channel: str) -> bool:
        """Tell whether the bot is no member where the channel is, and reaches it only by interactions."""
        return channel == BETWEEN or self.channels[channel].get("guild_id") == ELSEWHERE

    # ---- messages ----

    def post(
        self,
        channel: str,
        author: str,
        body: Json,
        files: Files | None = None,
        keep: bool = True,
        **extra: Any,
    ) -> Json:
        """Make a message. body: as the API takes it; keep: whether the channel's history has it."""
        found = people.message(self.new_id(), channel, self.users[author]) | extra
        self.change(found, body, files or {})
        if keep:
            self.messages[channel][found["id"]] = found
            self.channels[channel]["last_message_id"] = found["id"]
        return found

    def change(self, message: Json, body: Json, files: Files) -> None:
        """Write what a request's body says into a message."""
        if body.get("content") is not None:
            message["content"] = body["content"].strip()
        elif "content" in body:
            message["content"] = ""
        if body.get("flags") is not None:
            message["flags"] |= body["flags"]
        self._attach(message, body, files)
        if body.get("embeds") is not None:
            message["embeds"] = [{"type": "rich"} | self._resolved(e, message) for e in body["embeds"]]
        if body.get("components") is not None:
            message["components"] = [self._resolved(c, message) for c in numbered(body["components"])]
        message |= ping(message, body.get("allowed_mentions"), self.users)

    def is_empty(self, message: Json) -> bool:
        """Tell whether there would be nothing to see."""
        return not any(message[key] for key in ("content", "embeds", "components", "attachments"))

    def _attach(self, message: Json, body: Json, files: Files) -> None:
        listed = body.get("attachments")
        if listed is not None:
            kept = {str(entry["id"]) for entry in listed}
            message["attachments"] = [a for a in message["attachments"] if a["id"] in kept]
        described = {str(entry["id"]): entry for entry in listed or []}
        for name, (filename, data) in files.items():
            number = re.sub(r"\D", "", name)
            if listed is not None and number not in described:
                raise Refused(400, 50035, f"Invalid Form Body: {name} is in no attachment")
            text = described.get(number, {}).get("description")
            message["attachments"] = [*message["attachments"], self.upload(filename, data, text)]

    def upload(self, filename: str, data: bytes, description: str | None = None) -> Json:
        """Keep a file, and describe it as an attachment."""
        if len(data) > MAX_FILE:
            raise Refused(413, 40005, "Request entity too large")
        key = self.new_id()
        path = f"/cdn/attachments/{key}/{filename}"
        self.uploads[path] = data
        where = {"url": self._url() + path, "proxy_url": self._url() + path}
        found: Json = {"id": key, "filename": filename, "size": len(data), **where}
        found["content_type"] = "image/png" if filename.endswith(".png") else "text/plain; charset=utf-8"
        return found | ({"description": description} if description else {})

    def content(self, url: str) -> bytes:
        """Give what was uploaded under an address of this server."""
        return self.uploads[url.removeprefix(self._url())]

    def _resolved(self, part: Json, message: Json) -> Json:
        """Fill in the addresses of the files that a part of a message shows."""
        urls = {a["filename"]: a["url"] for a in message["attachments"]}

        def fill(found: re.Match[str]) -> str:
            if found[1] not in urls:
                raise Refused(400, 50035, f"Invalid Form Body: no attachment is named {found[1]}")
            return f'"{urls[found[1]]}"'

        filled: Json = json.loads(re.sub(r'"attachment://([^"]+)"', fill, json.dumps(part)))
        return filled

    # ---- channels that come into being ----

    def private_with(self, user: str) -> Json:
        """Give the bot's direct messages with a user."""
        for channel in self.channels.values():
            if channel["type"] == people.PRIVATE and [u["id"] for u in channel["recipients"]] == [user]:
                return channel
        key = self.new_id()
        self.channels[key], self.messages[key] = people.private_channel(key, [self.users[user]]), {}
        return self.channels[key]

    def open_thread(self, channel: str, owner: str, name: str, minutes: int, message: str | None) -> Json:
        """Open a thread of a text channel, of a message where one is given."""
        key = message or self.new_id()
        found = people.thread(key, self.channels[channel], owner, name, minutes)
        self.channels[key], self.messages[key] = found, {}
        return found
