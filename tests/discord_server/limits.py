"""Rules for messages that Discord holds and its OpenAPI file does not state, or not where a bot needs it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]

V2 = 1 << 15
"""The flag IS_COMPONENTS_V2."""
EPHEMERAL, LOADING, SUPPRESS_EMBEDS, SILENT = 1 << 6, 1 << 7, 1 << 2, 1 << 12
SETTABLE = SUPPRESS_EMBEDS | EPHEMERAL | SILENT | V2
"""Flags that a bot may set."""

EMBED_LENGTHS = {"title": 256, "description": 4096, "footer.text": 2048, "author.name": 256}
FIELD_LENGTHS = {"name": 256, "value": 1024}


def walk(parts: Iterable[Json]) -> Iterator[Json]:
    """Yield every component of a message, those inside others too."""
    for part in parts:
        yield part
        yield from walk(part.get("components") or [])
        for inner in ("accessory", "component"):
            if part.get(inner):
                yield from walk([part[inner]])


def numbered(parts: list[Json]) -> list[Json]:
    """Copy components and give each that has none an id, as the server does."""
    copied: list[Json] = json.loads(json.dumps(parts))
    for number, part in enumerate(walk(copied), 1):
        part["id"] = part.get("id") or number
    return copied


def problems(body: Any) -> list[str]:
    """List what Discord would refuse in a request's body, each as "path: why"; nothing where it is well."""
    data = (body.get("data") or body) if isinstance(body, dict) else {}
    if not isinstance(data, dict):
        return []
    components = data.get("components") or []
    if any(part.get("type") == 18 for part in components):  # a modal
        return []
    return [*_text(data), *_embeds(data.get("embeds") or []), *_components(data, components)]


def _text(data: Json) -> Iterator[str]:
    if len(data.get("content") or "") > 2000:
        yield "content: Must be 2000 or fewer in length."
    flags = data.get("flags") or 0
    if flags & V2 and any(data.get(key) for key in ("content", "embeds", "poll", "sticker_ids")):
        yield "content: cannot be used with the flag IS_COMPONENTS_V2"
    if flags & ~SETTABLE:
        yield f"flags: {flags & ~SETTABLE} cannot be set by a bot"
    if len(data.get("attachments") or []) > 10:
        yield "attachments: Must be 10 or fewer in length."


def _embeds(embeds: list[Json]) -> Iterator[str]:
    if len(embeds) > 10:
        yield "embeds: Must be 10 or fewer in length."
    if sum(_characters(embed) for embed in embeds) > 6000:
        yield "embeds: Embed size exceeds maximum size of 6000"
    for number, embed in enumerate(embeds):
        where = f"embeds.{number}"
        for name, most in EMBED_LENGTHS.items():
            if len(_inside(embed, name)) > most:
                yield f"{where}.{name}: Must be {most} or fewer in length."
        fields = embed.get("fields") or []
        if len(fields) > 25:
            yield f"{where}.fields: Must be 25 or fewer in length."
        for at, field in enumerate(fields):
            for name, most in FIELD_LENGTHS.items():
                # Discord strips first, so that blanks alone are nothing.
                if not (field.get(name) or "").strip():
                    yield f"{where}.fields.{at}.{name}: This field is required"
                elif len(field[name]) > most:
                    yield f"{where}.fields.{at}.{name}: Must be {most} or fewer in length."
        if not any(embed.get(key) for key in ("title", "description", "fields", "image", "footer", "author")):
            yield f"{where}: an embed needs something to show"


def _components(data: Json, components: list[Json]) -> Iterator[str]:
    parts = list(walk(components))
    v2 = (data.get("flags") or 0) & V2
    if len(parts) > 40:
        yield "components: over 40 in all"
    if v2 and sum(len(part.get("content", "")) for part in parts) > 4000:
        yield "components: text over 4000 in all"
    if v2 and any(part.get("type") == 10 and not part.get("content", "").strip() for part in parts):
        yield "components: a text display needs text"
    if not v2 and (len(components) > 5 or any(part.get("type", 0) >= 9 for part in parts)):
        yield "components: without IS_COMPONENTS_V2, at most 5 rows and no layout parts"
    for row in parts:
        if row.get("type") == 1 and not 1 <= len(row.get("components") or []) <= 5:
            yield "components: a row holds 1 to 5 parts"
    named = [part["custom_id"] for part in parts if part.get("custom_id")]
    if len(named) != len(set(named)):
        yield "components: Component custom id cannot be duplicated"
    for part in parts:
        if not len(part.get("custom_id") or "x") <= 100:
            yield "components: custom_id must be between 1 and 100 in length."
        if part.get("type") == 2 and not (part.get("label") or part.get("emoji")):
            yield "components: a button needs a label or an emoji"
        if len(part.get("label") or "") > 80:
            yield "components: label must be 80 or fewer in length."


def _inside(embed: Json, name: str) -> str:
    found: Any = embed
    for key in name.split("."):
        found = (found or {}).get(key)
    return found or ""


def _characters(embed: Json) -> int:
    texts = [_inside(embed, name) for name in EMBED_LENGTHS]
    texts += [field.get(name) or "" for field in embed.get("fields") or [] for name in FIELD_LENGTHS]
    return sum(len(text) for text in texts)
