"""The REST half: hears requests, records them, breaks some on purpose, holds them to the rules, answers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from discord_server.limits import problems
from discord_server.rates import RateLimits, Verdict
from discord_server.spec import Spec
from discord_server.world import Files, Refused, World

Json = dict[str, Any]

API = "/api/v10"


@dataclass
class Call:
    """One REST request of the bot. status: None while it is not answered, 0 where the line was cut.

    template: the route, parameters in braces. bot: whether it shows the bot's token. files: what it uploads.
    """

    method: str
    path: str
    template: str
    query: dict[str, str]
    content_type: str
    body: Any
    files: Files
    bot: bool
    at: float = field(default_factory=time.monotonic)
    status: int | None = None
    response: Any = None


@dataclass
class Fault:
    """What happens to the next `times` requests whose method and path fit, instead of an answer.

    status: 0 cuts the line. until: an event that is waited for first; with status None the request then
    goes through.
    """

    method: str
    part: str
    status: int | None
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    until: asyncio.Event | None = None


@dataclass(frozen=True)
class Reply:
    """An answer with another status than 200 or 204."""

    status: int
    body: Any


Handler = Callable[..., Awaitable[Any]]
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]
Routes = dict[tuple[str, str], Handler]
"""(method, template) -> what answers; it takes the call and the route's parameters."""


class Rest:
    """Answers the bot's requests.

    calls: all of them, in order. faults: what is to break. invalid: how many were answered 401, 403 or
    429; Discord bars whoever has 10,000 in ten minutes. spec: Discord's OpenAPI file, None for no check
    against it. token: that of the bot; None for one that no longer holds.
    """

    def __init__(self, world: World, rates: RateLimits, spec: Spec | None, token: str) -> None:
        """Nothing is served before `add_to`."""
        self._world = world
        self.rates = rates
        self.spec = spec
        self.token: str | None = token
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.invalid = 0

    def add_to(self, app: web.Application, routes: Routes) -> None:
        """Serve these routes."""
        for (method, template), handler in routes.items():
            app.router.add_route(method, API + template, self._serve(template, handler))
        app.router.add_route("*", API + "/{rest:.*}", self._serve("", _missing))

    def _serve(self, template: str, handler: Handler) -> Serve:
        async def serve(request: web.Request) -> web.StreamResponse:
            call = await self._read(request, template)
            self.calls.append(call)
            verdict: Verdict | None = None
            try:
                fault = next(
                    (f for f in self.faults if f.method == call.method and f.part in call.path), None
                )
                if fault and (broken := await self._break(fault, call, request)):
                    return broken
                self._authorize(call)
                verdict = self._count(call, request.match_info)
                if not verdict.allowed:
                    wait = round(verdict.wait, 3)
                    body = {"message": "You are being rate limited.", "global": verdict.whole}
                    return self._answer(call, 429, body | {"retry_after": wait}, verdict.headers)
                self._check(call)
                found = await handler(call, **dict(request.match_info))
                reply = found if isinstance(found, Reply) else Reply(204 if found is None else 200, found)
            except Refused as refusal:
                reply = Reply(refusal.status, refusal.body)
            return self._answer(call, reply.status, reply.body, verdict.headers if verdict else {})

        return serve

    async def _read(self, request: web.Request, template: str) -> Call:
        body: Any = None
        files: Files = {}
        if request.content_type.startswith("multipart/"):
            async for part in await request.multipart():
                assert isinstance(part, BodyPartReader)
                data = bytes(await part.read())
                if part.name == "payload_json":
                    body = json.loads(data)
                else:
                    files[part.name or ""] = (part.filename or "", data)
        elif request.can_read_body:
            body = await request.json()
        return Call(
            request.method,
            request.path.removeprefix(API),
            template,
            dict(request.query),
            request.content_type,
            body,
            files,
            request.headers.get("Authorization") == f"Bot {self.token}",
        )

    async def _break(self, fault: Fault, call: Call, request: web.Request) -> web.StreamResponse | None:
        fault.times -= 1
        if fault.times <= 0:
            self.faults.remove(fault)
        self._world.touch()
        if fault.until:
            await fault.until.wait()
        if fault.status is None:
            return None
        if fault.status:
            return self._answer(call, fault.status, fault.body, fault.headers)
        call.status = 0
        self._world.touch()
        if request.transport:
            request.transport.close()
        return web.Response()

    def _authorize(self, call: Call) -> None:
        if not call.template:
            raise Refused(
                404, 0, f"404: Not Found (the local Discord has no route {call.method} {call.path})"
            )
        if not call.bot and "{token}" not in call.template:
            raise Refused(401, 0, "401: Unauthorized")

    def _count(self, call: Call, found: web.UrlMappingMatchInfo) -> Verdict:
        major = found.get("token") or found.get("channel") or found.get("guild") or ""
        of_interaction = "{token}" in call.template
        return self.rates.take(f"{call.method} {call.template}", major, not of_interaction)

    def _check(self, call: Call) -> None:
        bad = problems(call.body)
        if self.spec:
            bad += self.spec.request(
                call.method, call.template, call.path, call.content_type, call.body, bool(call.files)
            )
        if bad:
            errors = {
                where: {"_errors": [{"code": "BASE_TYPE_BAD", "message": why}]}
                for where, _, why in (problem.partition(": ") for problem in bad)
            }
            raise Refused(400, 50035, "Invalid Form Body", errors=errors)

    def _answer(self, call: Call, status: int, body: Any, headers: dict[str, str]) -> web.Response:
        call.status, call.response = status, json.loads(json.dumps(body))
        self.invalid += status in (401, 403, 429)
        self._world.touch()
        data = b"" if status == 204 else json.dumps(body).encode()
        # discord.py compares the whole header with "application/json"; aiohttp would add a charset.
        kind = {"Content-Type": "application/json"} if data else {}
        return web.Response(body=data, status=status, headers=headers | kind)


async def _missing(call: Call, **_: str) -> None:
    raise Refused(404, 0, "404: Not Found")
