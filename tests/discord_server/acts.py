"""What people do: use commands, type, press buttons, choose, fill in forms, and write messages.

What Discord's own client would not let a person do raises: PermissionError where something is hidden from
them, ValueError where it would not be sent.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from discord_server import people
from discord_server.gateway import Gateway
from discord_server.interactions import context
from discord_server.limits import EPHEMERAL, walk
from discord_server.people import ADA, APP, ELSEWHERE, GUILD, HELP
from discord_server.world import Interaction, World

Json = dict[str, Any]
File = tuple[str, bytes]
"""The name and the content of a file that a person attaches."""

TEXT, ATTACHMENT = 3, 11


class Acts:
    """The people of a world, whose acts the bot hears through the gateway."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        """Act in a world."""
        self.world = world
        self._gate = gateway

    async def slash(self, name: str, user: str = ADA, channel: str = HELP, **options: Any) -> Interaction:
        """Use a command. KeyError where the bot has synced none of that name.

        options: by name; an attachment as (file name, content).
        """
        command = self._visible(name, user, channel)
        known = {option["name"]: option for option in command.get("options") or []}
        for option in known.values():
            _require_sendable(option, options.get(option["name"]))
        data: Json = {"id": command["id"], "name": name, "type": 1, "options": []}
        for key, value in options.items():
            kind = known[key]["type"]
            if kind == ATTACHMENT:
                found = self.world.upload(*value)
                data.setdefault("resolved", {}).setdefault("attachments", {})[found["id"]] = found
                value = found["id"]
            data["options"].append({"name": key, "type": kind, "value": value})
        return await self._interact(2, user, channel, data)

    async def type(
        self, name: str, option: str, text: str, user: str = ADA, channel: str = HELP, **others: Any
    ) -> Interaction:
        """Type into an option that completes itself; the choices come as the interaction's response."""
        command = self._visible(name, user, channel)
        known = {each["name"]: each for each in command.get("options") or []}
        if not known[option].get("autocomplete"):
            raise ValueError(f"/{name} does not complete {option}")
        options = [{"name": k, "type": known[k]["type"], "value": v} for k, v in others.items()]
        options.append({"name": option, "type": known[option]["type"], "value": text, "focused": True})
        data = {"id": command["id"], "name": name, "type": 1, "options": options}
        return await self._interact(4, user, channel, data)

    async def click(self, message: Json, custom_id: str, user: str = ADA) -> Interaction:
        """Press a button under a message."""
        self._component(message, custom_id, user)
        data = {"custom_id": custom_id, "component_type": 2, "id": 1}
        return await self._interact(3, user, message["channel_id"], data, message)

    async def choose(self, message: Json, custom_id: str, values: list[str], user: str = ADA) -> Interaction:
        """Choose from a menu under a message."""
        part = self._component(message, custom_id, user)
        offered = {option["value"] for option in part.get("options") or []}
        if not set(values) <= offered:
            raise ValueError(f"{custom_id} offers {sorted(offered)}")
        data = {"custom_id": custom_id, "component_type": part["type"], "id": 1, "values": values}
        return await self._interact(3, user, message["channel_id"], data, message)

    async def submit(self, shown: Interaction, user: str = ADA, **values: str) -> Interaction:
        """Fill in and send the form that an interaction was answered with."""
        if shown.acked != 9:
            raise ValueError("no form is shown")
        form = shown.response
        parts = [
            {"type": 18, "id": at, "component": {"type": 4, "id": 100 + at, "custom_id": key, "value": text}}
            for at, (key, text) in enumerate(values.items(), 1)
        ]
        data = {"custom_id": form["custom_id"], "components": parts}
        return await self._interact(5, user, shown.channel, data, shown.source)

    async def say(
        self,
        content: str,
        user: str = ADA,
        channel: str = HELP,
        reply_to: Json | None = None,
        ping: bool = True,
        files: tuple[File, ...] = (),
    ) -> Json:
        """Write a message. reply_to: the message that it answers; ping: whether that author is mentioned."""
        if reply_to and reply_to["flags"] & EPHEMERAL:
            raise PermissionError("nobody can reply to a message that only one person sees")
        extra: Json = {}
        if reply_to:
            reference = {"type": 0, "channel_id": channel, "message_id": reply_to["id"]}
            extra = {"type": 19, "message_reference": reference, "referenced_message": reply_to}
            if not self.world.is_private(channel):
                reference["guild_id"] = GUILD
        everyone = bool(self.world.permissions(user) & people.ADMINISTRATOR)
        parse = ["users", "roles", *(["everyone"] if everyone else [])]
        body = {"content": content, "allowed_mentions": {"parse": parse, "replied_user": ping}}
        uploads = {f"files[{at}]": file for at, file in enumerate(files)}
        message = self.world.post(channel, user, body, uploads, **extra)
        found = self.world.channels[channel]
        if found["type"] == people.THREAD and found["thread_metadata"]["archived"]:
            found["thread_metadata"]["archived"] = False
            await self._gate.dispatch("THREAD_UPDATE", found)
        await self._gate.tell_message("MESSAGE_CREATE", message)
        return message

    async def open_thread(self, name: str, user: str = ADA, channel: str = HELP) -> Json:
        """Open a thread that is not the bot's."""
        found = self.world.open_thread(channel, user, name, 1440, None)
        await self._gate.dispatch("THREAD_CREATE", found | {"newly_created": True})
        return found

    async def archive(self, thread: str) -> None:
        """Let a thread fall silent; the bot is told of it at its next start no more."""
        found = self.world.channels[thread]
        found["thread_metadata"]["archived"] = True
        await self._gate.dispatch("THREAD_UPDATE", found)

    def shown(self, channel: str = HELP, author: str = APP) -> list[Json]:
        """List the messages of an author that everybody in a channel sees, the oldest first."""
        return [m for m in self.world.messages[channel].values() if m["author"]["id"] == author]

    # ---- how it reaches the bot ----

    def _visible(self, name: str, user: str, channel: str) -> Json:
        command = self.world.commands[name]
        where = context(self.world, channel, user)
        need = command["default_member_permissions"]
        if where["context"] == 0 and need is not None:
            held = self.world.permissions(user)
            if int(need) & ~held or (need == "0" and held != people.ALL):
                raise PermissionError(f"/{name} is hidden from this person")
        contexts = command["contexts"]
        if contexts is not None and where["context"] not in contexts:
            raise PermissionError(f"/{name} is not there in context {where['context']}")
        installed = 1 if self.world.is_alone(channel) else 0
        if installed not in command["integration_types"]:
            raise PermissionError(f"/{name} is not there for installation type {installed}")
        return command

    def _component(self, message: Json, custom_id: str, user: str) -> Json:
        owners = [i.user for i in self.world.interactions.values() if message["id"] in i.mine]
        if message["flags"] & EPHEMERAL and user not in owners:
            raise PermissionError("only one person sees that message")
        for part in walk(message["components"]):
            if part.get("custom_id") == custom_id:
                if part.get("disabled"):
                    raise ValueError(f"{custom_id} is disabled")
                return part
        there = [p["custom_id"] for p in walk(message["components"]) if p.get("custom_id")]
        raise ValueError(f"there is no {custom_id}, only {there}")

    async def _interact(
        self, kind: int, user: str, channel: str, data: Json, source: Json | None = None
    ) -> Interaction:
        world = self.world
        where = context(world, channel, user)
        alone = world.is_alone(channel)
        permissions = str(world.permissions(user))
        key, token = world.new_id(), secrets.token_urlsafe(32)
        payload: Json = where | {
            "id": key,
            "application_id": APP,
            "type": kind,
            "token": token,
            "version": 1,
            "channel_id": channel,
            "channel": world.channels[channel] | {"permissions": permissions},
            "locale": "en-US",
            "app_permissions": str(world.bot_permissions),
            "entitlements": [],
            "attachment_size_limit": 10 * 2**20,
            "data": data,
        }
        if world.is_private(channel):
            payload["user"] = world.users[user]
        else:
            guild = ELSEWHERE if alone else GUILD
            payload |= {
                "guild_id": guild,
                "guild": {"id": guild, "locale": "en-US", "features": []},
                "guild_locale": "en-US",
                "member": world.member(user) | {"permissions": permissions},
            }
        if source:
            payload["message"] = source
        found = Interaction(key, token, kind, user, channel, alone, time.monotonic(), source)
        world.interactions[token] = found
        await self._gate.dispatch("INTERACTION_CREATE", payload)
        return found


def _require_sendable(option: Json, value: Any) -> None:
    """Raise ValueError where the client would not send an option's value."""
    name = option["name"]
    if value is None:
        if option.get("required"):
            raise ValueError(f"{name} is required")
        return
    if option["type"] == TEXT and not option.get("min_length", 0) <= len(value) <= option.get(
        "max_length", 6000
    ):
        raise ValueError(f"{name} is too short or too long")
    offered = [choice["value"] for choice in option.get("choices") or []]
    if offered and value not in offered:
        raise ValueError(f"{name} is one of {offered}")
    if not option.get("min_value", value) <= value <= option.get("max_value", value):
        raise ValueError(f"{name} is too small or too large")
