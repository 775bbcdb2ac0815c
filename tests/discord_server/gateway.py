"""The gateway half: HELLO, IDENTIFY, READY, RESUME, heartbeats, intents, compression; and how to break it."""

from __future__ import annotations

import contextlib
import json
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from discord_server import people
from discord_server.people import APP, GUILD
from discord_server.world import World

Json = dict[str, Any]
Pack = Callable[[bytes], bytes]

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def readable(message: Json, has_intent: bool, private: bool) -> Json:
    """Give a message as the bot may read it: without the Message Content intent, only what concerns it."""
    found = dict(message)
    if isinstance(found.get("referenced_message"), dict):
        found["referenced_message"] = readable(found["referenced_message"], has_intent, private)
    mine = found["author"]["id"] == APP or any(user["id"] == APP for user in found["mentions"])
    return found if has_intent or private or mine else found | CONTENT


def _packer(name: str | None) -> Pack | None:
    if name == "zlib-stream":
        stream = zlib.compressobj()
        return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)
    if name == "zstd-stream":  # what discord.py asks for where the package is installed
        import zstandard  # type: ignore[import-not-found]

        packed = zstandard.ZstdCompressor().compressobj()
        return lambda data: packed.compress(data) + packed.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    return None


@dataclass
class Session:
    """What a RESUME goes on with: the events so far and what the bot wants to hear."""

    id: str
    intents: int
    number: int = 0
    events: list[Json] = field(default_factory=list)


@dataclass
class Connection:
    """One websocket of the bot."""

    socket: web.WebSocketResponse
    pack: Pack | None
    session: Session | None = None


class Gateway:
    """Sends events to the bot that is connected, and keeps them for one that will be again.

    portal: the privileged intents that are switched on for the application. acks: whether heartbeats are
    acknowledged. refuse: how many connections are turned away next. identified, resumed: how often a bot did.
    """

    def __init__(self, world: World, token: str, url: Callable[[], str]) -> None:
        """token: the one that is let in, until `revoke`. url: of this gateway."""
        self._world = world
        self._url = url
        self.token: str | None = token
        self.portal = 0
        self.heartbeat_ms = 41250
        self.acks = True
        self.refuse = 0
        self.identified = self.resumed = 0
        self.sessions: dict[str, Session] = {}
        self.connection: Connection | None = None

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket until it closes."""
        if self.refuse > 0:
            self.refuse -= 1
            self._world.touch()
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        me = Connection(socket, _packer(request.query.get("compress")))
        await self._send(me, {"op": 10, "d": {"heartbeat_interval": self.heartbeat_ms}, "s": None, "t": None})
        async for raw in socket:
            if raw.type is WSMsgType.TEXT:
                sent = json.loads(raw.data)
                await self._hear(me, sent["op"], sent.get("d"))
                self._world.touch()
        return socket

    async def _hear(self, me: Connection, op: int, data: Any) -> None:
        if op == 1 and self.acks:
            await self._send(me, {"op": 11, "d": None, "s": None, "t": None})
        elif op == 2:
            await self._identify(me, data)
        elif op == 6:
            await self._resume(me, data)

    async def _identify(self, me: Connection, data: Json) -> None:
        if data["token"] != self.token:
            await me.socket.close(code=4004, message=b"Authentication failed.")
            return
        if data["intents"] & PRIVILEGED & ~self.portal:
            await me.socket.close(code=4014, message=b"Disallowed intent(s).")
            return
        self.identified += 1
        me.session = Session(secrets.token_hex(8), data["intents"])
        self.sessions[me.session.id], self.connection = me.session, me
        await self.dispatch(
            "READY",
            {
                "v": 10,
                "user": people.current_user(self._world.users[APP]),
                "guilds": [{"id": GUILD, "unavailable": True}],
                "session_id": me.session.id,
                "resume_gateway_url": self._url(),
                "shard": data.get("shard", [0, 1]),
                "application": {"id": APP, "flags": 0},
            },
        )
        await self.dispatch("GUILD_CREATE", self._world.guild(bool(data["intents"] & MEMBERS)))

    async def _resume(self, me: Connection, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if data["token"] != self.token:
            await me.socket.close(code=4004, message=b"Authentication failed.")
        elif session is None:
            await self._send(me, {"op": 9, "d": False, "s": None, "t": None})
        else:
            self.resumed += 1
            me.session, self.connection = session, me
            for event in [e for e in session.events if e["s"] > (data["seq"] or 0)]:
                await self._send(me, event)
            await self.dispatch("RESUMED", {"_trace": []})

    async def _send(self, me: Connection, payload: Json) -> None:
        data = json.dumps(payload)
        with contextlib.suppress(ConnectionError):
            if me.pack:
                await me.socket.send_bytes(me.pack(data.encode()))
            else:
                await me.socket.send_str(data)

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event, if the bot's intents let it hear of it; kept for a RESUME where it is away."""
        session = self.connection.session if self.connection else None
        if session is None or self.connection is None or not self._hears(session.intents, name, data):
            return
        if name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            has_intent = bool(session.intents & MESSAGE_CONTENT)
            data = readable(data, has_intent, private="guild_id" not in data)
        session.number += 1
        event = {"op": 0, "t": name, "s": session.number, "d": json.loads(json.dumps(data))}
        session.events.append(event)
        await self._send(self.connection, event)

    def _hears(self, intents: int, name: str, data: Json) -> bool:
        if name.startswith("MESSAGE"):
            return bool(intents & (GUILD_MESSAGES if "guild_id" in data else DIRECT_MESSAGES))
        return bool(intents & GUILDS) or not name.startswith(("GUILD", "CHANNEL", "THREAD"))

    async def tell_message(self, name: str, message: Json) -> None:
        """Dispatch MESSAGE_CREATE, MESSAGE_UPDATE or MESSAGE_DELETE where the bot is in the channel."""
        channel = message["channel_id"]
        if self._world.is_alone(channel):
            return
        if not self._world.is_private(channel):
            message = message | {"guild_id": GUILD}
            author = message.get("author")
            if author and author["id"] != APP:
                member = self._world.member(author["id"])
                message["member"] = {key: value for key, value in member.items() if key != "user"}
        await self.dispatch(name, message)

    # ---- ways to break it ----

    async def drop(self, code: int = 4000) -> None:
        """Lose the connection; the bot may resume."""
        if self.connection:
            await self.connection.socket.close(code=code)

    async def reconnect(self) -> None:
        """Ask the bot to connect again (opcode 7)."""
        if self.connection:
            await self._send(self.connection, {"op": 7, "d": None, "s": None, "t": None})

    async def invalidate(self, resumable: bool = False) -> None:
        """Tell the bot that its session is no longer valid (opcode 9)."""
        if self.connection:
            if not resumable:
                self.sessions.clear()
            await self._send(self.connection, {"op": 9, "d": resumable, "s": None, "t": None})
