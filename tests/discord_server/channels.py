"""What the bot may ask of channels, messages and threads."""

from __future__ import annotations

from typing import Any

from discord_server import people
from discord_server.gateway import MESSAGE_CONTENT, Gateway, readable
from discord_server.limits import EPHEMERAL, LOADING, SETTABLE
from discord_server.people import APP, GUILD, PRIVATE, TEXT, THREAD
from discord_server.rest import Call, Reply, Routes
from discord_server.world import Refused, World

Json = dict[str, Any]


class Channels:
    """Handlers of /channels, /users and /guilds."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        """Work on a world, and tell the gateway's bot what changed."""
        self._world = world
        self._gateway = gateway

    def routes(self) -> Routes:
        """List what is served."""
        one = "/channels/{channel}/messages/{message}"
        return {
            ("POST", "/users/@me/channels"): self._open_private,
            ("GET", "/users/{user}"): self._user,
            ("GET", "/guilds/{guild}/members/{user}"): self._member,
            ("GET", "/channels/{channel}"): self._get,
            ("PATCH", "/channels/{channel}"): self._edit,
            ("POST", "/channels/{channel}/typing"): self._type,
            ("GET", "/channels/{channel}/messages"): self._history,
            ("POST", "/channels/{channel}/messages"): self._post,
            ("GET", one): self._message,
            ("PATCH", one): self._edit_message,
            ("DELETE", one): self._delete_message,
            ("PUT", one + "/reactions/{emoji}/@me"): self._react,
            ("DELETE", one + "/reactions/{emoji}/@me"): self._react,
            ("POST", one + "/threads"): self._thread,
            ("POST", "/channels/{channel}/threads"): self._thread,
        }

    def _channel(self, channel: str, need: int = people.VIEW_CHANNEL) -> Json:
        found = self._world.channels.get(channel)
        if found is None:
            raise Refused(404, 10003, "Unknown Channel")
        if self._world.is_alone(channel):
            raise Refused(403, 50001, "Missing Access")
        if not self._world.is_private(channel):
            held = self._world.permissions(APP)
            if not held & people.VIEW_CHANNEL:
                raise Refused(403, 50001, "Missing Access")
            if need & ~held:
                raise Refused(403, 50013, "Missing Permissions")
        return found

    def _known(self, channel: str, message: str) -> Json:
        found = self._world.messages[self._channel(channel)["id"]].get(message)
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        return found

    def _readable(self, message: Json) -> Json:
        private = self._world.is_private(message["channel_id"])
        return readable(message, bool(self._gateway.portal & MESSAGE_CONTENT), private)

    async def _open_private(self, call: Call) -> Json:
        user = str(call.body["recipient_id"])
        if user not in self._world.users:
            raise Refused(400, 50033, "Invalid Recipient(s)")
        return self._world.private_with(user)

    async def _user(self, call: Call, user: str) -> Json:
        if user not in self._world.users:
            raise Refused(404, 10013, "Unknown User")
        return self._world.users[user]

    async def _member(self, call: Call, guild: str, user: str) -> Json:
        if guild != GUILD or user not in self._world.users:
            raise Refused(404, 10007, "Unknown Member")
        return self._world.member(user)

    async def _get(self, call: Call, channel: str) -> Json:
        return self._channel(channel)

    async def _type(self, call: Call, channel: str) -> None:
        self._channel(channel, people.SEND_MESSAGES)

    async def _edit(self, call: Call, channel: str) -> Json:
        found = self._channel(channel)
        found.update({key: value for key, value in call.body.items() if key in found})
        about = found.get("thread_metadata", {})
        about.update({key: value for key, value in call.body.items() if key in about})
        await self._gateway.dispatch("THREAD_UPDATE" if found["type"] == THREAD else "CHANNEL_UPDATE", found)
        return found

    async def _history(self, call: Call, channel: str) -> list[Json]:
        self._channel(channel, people.READ_HISTORY)
        found = list(self._world.messages[channel].values())[::-1]
        before, after = int(call.query.get("before", 1 << 63)), int(call.query.get("after", 0))
        fitting = [m for m in found if after < int(m["id"]) < before]
        limit = int(call.query.get("limit", 50))
        chosen = fitting[-limit:] if "after" in call.query else fitting[:limit]
        return [self._readable(message) for message in chosen]

    async def _message(self, call: Call, channel: str, message: str) -> Json:
        self._channel(channel, people.READ_HISTORY)
        return self._readable(self._known(channel, message))

    async def _post(self, call: Call, channel: str) -> Json:
        in_thread = self._world.channels.get(channel, {}).get("type") == THREAD
        need = people.SEND_IN_THREADS if in_thread else people.SEND_MESSAGES
        found = self._channel(channel, need | (people.ATTACH_FILES if call.files else 0))
        extra: Json = {}
        about = call.body.get("message_reference")
        if about:
            extra = self._reference(channel, about)
        body = call.body | {"flags": (call.body.get("flags") or 0) & SETTABLE & ~EPHEMERAL}
        message = self._world.post(channel, APP, body, call.files, **extra)
        if self._world.is_empty(message):
            del self._world.messages[channel][message["id"]]
            raise Refused(400, 50006, "Cannot send an empty message")
        if in_thread:
            found["thread_metadata"]["archived"] = False
            found["message_count"] += 1
        await self._gateway.tell_message("MESSAGE_CREATE", message)
        return message

    def _reference(self, channel: str, about: Json) -> Json:
        replied = self._world.messages[channel].get(str(about["message_id"]))
        if replied is None:
            if about.get("fail_if_not_exists", True):
                raise Refused(400, 50035, "Invalid Form Body: message_reference: Unknown message")
            return {}
        if not self._world.is_private(channel):
            self._channel(channel, people.READ_HISTORY)
        reference = {"type": 0, "channel_id": channel, "message_id": replied["id"]}
        return {"type": 19, "message_reference": reference, "referenced_message": replied}

    async def _edit_message(self, call: Call, channel: str, message: str) -> Json:
        found = self._known(channel, message)
        if found["author"]["id"] != APP:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        return await self.rewrite(found, call)

    async def rewrite(self, message: Json, call: Call) -> Json:
        """Change a message of the bot as a request says, and tell so; a "thinking" one is then an answer."""
        message["flags"] &= ~LOADING
        was = dict(message)
        self._world.change(message, call.body or {}, call.files)
        if self._world.is_empty(message):
            message.update(was)
            raise Refused(400, 50006, "Cannot send an empty message")
        message["edited_timestamp"] = people.now()
        if not message["flags"] & EPHEMERAL:
            await self._gateway.tell_message("MESSAGE_UPDATE", message)
        return message

    async def _delete_message(self, call: Call, channel: str, message: str) -> None:
        found = self._known(channel, message)
        if found["author"]["id"] != APP:
            self._channel(channel, people.MANAGE_MESSAGES)
        del self._world.messages[channel][message]
        await self._gateway.tell_message("MESSAGE_DELETE", {"id": message, "channel_id": channel})

    async def _react(self, call: Call, channel: str, message: str, emoji: str) -> None:
        self._channel(channel, people.READ_HISTORY)
        self._known(channel, message)

    async def _thread(self, call: Call, channel: str, message: str | None = None) -> Reply:
        parent = self._channel(channel, people.PUBLIC_THREADS)
        if parent["type"] in (PRIVATE, THREAD) or parent["type"] != TEXT:
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        if message in self._world.channels:
            raise Refused(400, 160004, "A thread has already been created for this message")
        if message:
            self._known(channel, message)
        minutes = call.body.get("auto_archive_duration") or 1440
        found = self._world.open_thread(channel, APP, call.body["name"], minutes, message)
        await self._gateway.dispatch("THREAD_CREATE", found | {"newly_created": True})
        return Reply(201, found)
