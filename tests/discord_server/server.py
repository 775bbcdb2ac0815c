"""The local Discord as a test holds it: started, pointed at, used, broken, and asked what it saw."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Self

from aiohttp import web

from discord_server import people
from discord_server.acts import Acts
from discord_server.channels import Channels
from discord_server.gateway import Gateway
from discord_server.interactions import Interactions
from discord_server.people import APP, ROOT
from discord_server.pointing import point_at
from discord_server.rates import RateLimits
from discord_server.rest import Call, Fault, Rest, Routes
from discord_server.spec import Spec, find_spec
from discord_server.world import Interaction, World

Json = dict[str, Any]

TOKEN = "made.up.token"

PATIENCE = 60.0
"""Seconds after which a wait is given up, on however busy a machine; nothing measures by it."""


class DiscordServer(Acts):
    """REST v10 and gateway v10 on loopback.

    `async with DiscordServer() as discord, discord.pointed_at():` and start the bot with `discord.token`.
    What people do is in `acts.py`; what there is, in `world`; what was asked of it, in `calls`.

    spec: Discord's OpenAPI file, against which every request is held where it is present. rates: the limits;
    by default 50 a second for each route, `RateLimits(dict(REAL))` gives what bots meet.
    """

    def __init__(self, rates: RateLimits | None = None, spec: Spec | None = None, token: str = TOKEN) -> None:
        """Nothing listens before `async with`."""
        self.token = token
        self.port = 0
        world = World(lambda: self.url)
        self.gateway = Gateway(world, token, lambda: self.gateway_url)
        self.rest = Rest(world, rates or RateLimits(), spec or find_spec(), token)
        self._channels = Channels(world, self.gateway)
        self.limits = Interactions(world, self.gateway, self._channels)
        super().__init__(world, self.gateway)

    @property
    def url(self) -> str:
        """The address to point the bot at; REST lies under /api/v10, files under /cdn."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def gateway_url(self) -> str:
        """The address of the websocket."""
        return f"ws://127.0.0.1:{self.port}/gateway"

    @property
    def calls(self) -> list[Call]:
        """All REST requests so far, in order."""
        return self.rest.calls

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        self.rest.add_to(app, self._about() | self._channels.routes() | self.limits.routes())
        for path in ("/gateway", "/gateway/"):
            app.router.add_get(path, self.gateway.connect)
        app.router.add_get("/cdn/{path:.*}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.drop(1001)
        await self._runner.cleanup()

    @contextlib.contextmanager
    def pointed_at(self) -> Iterator[Self]:
        """Let the discord.py of this process reach this server instead of Discord."""
        with point_at(self.url):
            yield self

    async def until(self, test: Callable[[], Any], seconds: float = PATIENCE) -> None:
        """Wait until something holds. TimeoutError tells the last requests where it does not in time."""
        try:
            async with asyncio.timeout(seconds):
                while not test():
                    # Most of what is waited for happens here; what happens in the bot is looked for.
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self.world.changed.wait(), 0.02)
        except TimeoutError:
            last = [(call.method, call.path[:60], call.status, call.response) for call in self.calls[-4:]]
            raise TimeoutError(f"did not happen in {seconds} s; last requests: {last}") from None

    async def answer(self, used: Interaction, seconds: float = PATIENCE) -> Json:
        """Wait until an interaction is answered with more than "thinking"; the message, {} where none."""
        await self.until(lambda: used.answered, seconds)
        return used.original or {}

    def asked(self, method: str, part: str = "") -> list[Call]:
        """Pick requests by method and a part of the path."""
        return [call for call in self.calls if call.method == method and part in call.path]

    def refused(self) -> list[Call]:
        """Pick the requests that Discord would turn down, rate limits and broken ones aside."""
        return [c for c in self.calls if c.status and 400 <= c.status < 500 and c.status not in (401, 429)]

    # ---- ways to break it; the gateway has its own ----

    def fail(self, method: str, part: str, status: int, times: int = 1, body: Any = None) -> None:
        """Answer the next requests with an error of the server, or cut the line (status 0)."""
        self.rest.faults.append(Fault(method, part, status, body or {"message": "broken"}, times=times))

    def limit(self, method: str, part: str, seconds: float, times: int = 1, via: bool = True) -> None:
        """Answer the next requests 429; without `via` as the edge does that bars a bot."""
        headers = {"Retry-After": str(seconds)} | ({"Via": "1.1 google"} if via else {})
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
        self.rest.faults.append(Fault(method, part, 429, body, headers, times))

    def hold(self, method: str, part: str, times: int = 1) -> asyncio.Event:
        """Let the next requests wait until the event that is given back is set."""
        event = asyncio.Event()
        self.rest.faults.append(Fault(method, part, None, times=times, until=event))
        return event

    async def revoke(self) -> None:
        """Make the token invalid: the gateway closes with 4004, REST says 401."""
        self.gateway.token = self.rest.token = None
        await self.gateway.drop(4004)

    # ---- about the application ----

    def _about(self) -> Routes:
        async def me(call: Call) -> Json:
            return people.current_user(self.world.users[APP])

        async def application(call: Call) -> Json:
            return people.application(self.world.users[ROOT])

        async def gateway(call: Call) -> Json:
            left = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}
            return {"url": self.gateway_url, "shards": 1, "session_start_limit": left}

        return {
            ("GET", "/users/@me"): me,
            ("GET", "/oauth2/applications/@me"): application,
            ("GET", "/applications/@me"): application,
            ("GET", "/gateway/bot"): gateway,
        }

    async def _download(self, request: web.Request) -> web.Response:
        found = self.world.uploads.get(request.path)
        return web.Response(status=404) if found is None else web.Response(body=found)
