"""What the bot may do with an interaction: acknowledge it in time, answer, follow up, edit, delete."""

from __future__ import annotations

import time
from typing import Any

from discord_server import people
from discord_server.channels import Channels
from discord_server.gateway import Gateway
from discord_server.limits import EPHEMERAL, LOADING
from discord_server.people import APP, GUILD
from discord_server.rest import Call, Routes
from discord_server.world import Interaction, Refused, World

Json = dict[str, Any]

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
FITTING = {
    2: (MESSAGE, DEFERRED, MODAL),
    3: (MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL),
    4: (CHOICES,),
    5: (MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE),
}
"""Type of interaction -> types of response that it takes."""
MOST_FOLLOWUPS = 5
"""How many an app that is only installed by its user may send to one interaction."""


class Interactions:
    """Handlers of /interactions, /webhooks and the commands of the application.

    first_response_s: an interaction that is not acknowledged by then has failed. token_s: how long its token
    lives after. external_apps: whether answers of apps that a user brings along are shown to everyone there.
    """

    def __init__(self, world: World, gateway: Gateway, channels: Channels) -> None:
        """Work on a world, and tell the gateway's bot what changed."""
        self._world = world
        self._gateway = gateway
        self._channels = channels
        self.first_response_s = 3.0
        self.token_s = 900.0
        self.external_apps = True

    def routes(self) -> Routes:
        """List what is served."""
        commands = "/applications/{app}/commands"
        in_guild = "/applications/{app}/guilds/{guild}/commands"
        one = "/webhooks/{app}/{token}/messages/{message}"
        return {
            ("PUT", commands): self._put_commands,
            ("GET", commands): self._get_commands,
            ("PUT", in_guild): self._put_commands,
            ("GET", in_guild): self._get_commands,
            ("POST", "/interactions/{id}/{token}/callback"): self._respond,
            ("POST", "/webhooks/{app}/{token}"): self._follow_up,
            ("GET", one): self._get,
            ("PATCH", one): self._edit,
            ("DELETE", one): self._delete,
        }

    async def _get_commands(self, call: Call, app: str, guild: str = "") -> list[Json]:
        return list(self._world.commands.values())

    async def _put_commands(self, call: Call, app: str, guild: str = "") -> list[Json]:
        if len({(c["name"], c.get("type", 1)) for c in call.body}) != len(call.body):
            raise Refused(400, 50035, "Invalid Form Body: duplicate names of commands")
        self._world.commands = {}
        for given in call.body:
            command = {key: value for key, value in given.items() if value is not None}
            need = command.pop("default_member_permissions", None)
            default = {
                "type": 1,
                "dm_permission": True,
                "nsfw": False,
                "integration_types": [0],
                "contexts": None,
            }
            ids = {"id": self._world.new_id(), "application_id": APP, "version": self._world.new_id()}
            wanted = {"default_member_permissions": None if need is None else str(need)}
            self._world.commands[command["name"]] = default | command | ids | wanted
        return list(self._world.commands.values())

    async def _respond(self, call: Call, id: str, token: str) -> Json | None:
        found = self._world.interactions.get(token)
        late = found and not found.acked and time.monotonic() - found.at > self.first_response_s
        if found is None or found.id != id or late:
            raise Refused(404, 10062, "Unknown interaction")
        if found.acked:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        kind, data = call.body["type"], call.body.get("data") or {}
        if kind not in FITTING[found.type]:
            raise Refused(400, 50035, f"Invalid Form Body: type {kind} does not answer this interaction")
        if kind in (MESSAGE, DEFERRED):
            await self._answer(found, kind, data, call)
        elif kind in (DEFERRED_UPDATE, UPDATE):
            if found.source is None:
                raise Refused(400, 50035, "Invalid Form Body: there is no message to update")
            found.original = found.source
            found.mine[found.source["id"]] = found.source
            if kind == UPDATE:
                await self._channels.rewrite(found.source, _with_body(call, data))
        found.acked, found.response = kind, data
        found.acked_after = time.monotonic() - found.at
        if call.query.get("with_response") not in ("1", "true"):
            return None
        return self._described(found, kind)

    async def _answer(self, found: Interaction, kind: int, data: Json, call: Call) -> None:
        message = self._message(found, data, call)
        if kind == DEFERRED:
            message["flags"] |= LOADING
        elif self._world.is_empty(message):
            raise Refused(400, 50006, "Cannot send an empty message")
        found.original = message
        await self._keep(found, message)

    def _described(self, found: Interaction, kind: int) -> Json:
        body: Json = {"interaction": {"id": found.id, "type": found.type}}
        message = found.original
        if message and kind != MODAL:
            body["interaction"] |= {
                "response_message_id": message["id"],
                "response_message_loading": kind == DEFERRED,
                "response_message_ephemeral": bool(message["flags"] & EPHEMERAL),
            }
        if kind in (MESSAGE, UPDATE):
            body["resource"] = {"type": kind, "message": message}
        return body

    def _message(self, found: Interaction, data: Json, call: Call) -> Json:
        kind = 20 if found.type == 2 else 19
        if found.alone and not self._may_be_seen(found):
            data = data | {"flags": (data.get("flags") or 0) | EPHEMERAL}
        names = {"webhook_id": APP, "application_id": APP}
        return self._world.post(found.channel, APP, data, call.files, keep=False, type=kind, **names)

    def _may_be_seen(self, found: Interaction) -> bool:
        allowed = self._world.permissions(found.user) & people.USE_EXTERNAL_APPS
        return self.external_apps and (self._world.is_private(found.channel) or bool(allowed))

    async def _keep(self, found: Interaction, message: Json) -> None:
        found.mine[message["id"]] = message
        if not message["flags"] & EPHEMERAL:
            self._world.messages[found.channel][message["id"]] = message
            await self._gateway.tell_message("MESSAGE_CREATE", message)

    def _live(self, token: str) -> Interaction:
        found = self._world.interactions.get(token)
        if found is None or not found.acked:
            raise Refused(404, 10015, "Unknown Webhook")
        if time.monotonic() - found.at > self.token_s:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return found

    async def _follow_up(self, call: Call, app: str, token: str) -> Json:
        found = self._live(token)
        if found.original and found.original["flags"] & LOADING:
            return await self._channels.rewrite(found.original, call)  # the first one fills "thinking"
        if found.alone and len(found.followups) >= MOST_FOLLOWUPS:
            raise Refused(400, 40094, "This interaction has reached the maximum number of follow up messages")
        message = self._message(found, call.body, call)
        if self._world.is_empty(message):
            raise Refused(400, 50006, "Cannot send an empty message")
        found.followups.append(message)
        await self._keep(found, message)
        return message

    def _mine(self, token: str, message: str) -> Json:
        found = self._live(token)
        if message == "@original" and found.original:
            return found.original
        if message not in found.mine:
            raise Refused(404, 10008, "Unknown Message")
        return found.mine[message]

    async def _get(self, call: Call, app: str, token: str, message: str) -> Json:
        return self._mine(token, message)

    async def _edit(self, call: Call, app: str, token: str, message: str) -> Json:
        return await self._channels.rewrite(self._mine(token, message), call)

    async def _delete(self, call: Call, app: str, token: str, message: str) -> None:
        found = self._mine(token, message)
        del self._live(token).mine[found["id"]]
        if self._world.messages[found["channel_id"]].pop(found["id"], None):
            gone = {"id": found["id"], "channel_id": found["channel_id"]}
            await self._gateway.tell_message("MESSAGE_DELETE", gone)


def _with_body(call: Call, data: Json) -> Call:
    """Take a callback's data for the body of an edit."""
    return Call(
        call.method, call.path, call.template, call.query, call.content_type, data, call.files, call.bot
    )


def context(world: World, channel: str, user: str) -> Json:
    """Tell an interaction where it was used: 0 in a server, 1 in the bot's direct messages, 2 elsewhere."""
    if world.is_alone(channel):
        owners = {"1": user}
    elif world.is_private(channel):
        owners = {"0": "0"}
    else:
        owners = {"0": GUILD}
    where = 0
    if world.is_private(channel):
        where = 2 if world.is_alone(channel) else 1
    return {"context": where, "authorizing_integration_owners": owners}
