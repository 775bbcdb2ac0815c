"""The form of a model's answer as a JSON Schema, in the part of it that every provider takes."""

from __future__ import annotations

from typing import Any


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_TEXT = {"type": "string"}

ANSWER: dict[str, Any] = _object(
    answered={"type": "boolean"},
    statements=_list(_object(text=_TEXT, evidence=_list(_object(key=_TEXT, quote=_TEXT)))),
    positions=_list(_object(value=_TEXT, key=_TEXT, quote=_TEXT)),
)
FOLLOW_UP: dict[str, Any] = _object(question=_TEXT)
