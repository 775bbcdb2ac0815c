"""Discord's own OpenAPI file, as a check on what the bot sends and on what this server answers.

The file is not part of the project; `find_spec` gives None where it does not lie beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Self

from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

Json = dict[str, Any]

SPEC = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"


@cache
def find_spec() -> Spec | None:
    """Read the OpenAPI file once; None where it is missing."""
    return Spec.read(SPEC) if SPEC.is_file() else None


class Spec:
    """Checks bodies against the file's schemas."""

    def __init__(self, spec: Json) -> None:
        """Take the file's content, which is changed where Discord is kinder than its file says."""
        for schema in spec["components"]["schemas"].values():
            _loosen(schema)
        self._components = spec["components"]
        self._paths = {_bare(path): operations for path, operations in spec["paths"].items()}
        self._validators: dict[int, Draft202012Validator] = {}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file at `path`."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def request(
        self, method: str, template: str, path: str, content_type: str, body: Any, files: bool
    ) -> list[str]:
        """List what the file holds against a request, each as "path: why".

        template: the route, parameters in braces; path: as it was asked for. files: whether it has any.
        """
        found = self._operation(method, template, path)
        if found is None:
            return [f"body: no such operation in Discord's OpenAPI file: {method} {template}"]
        wanted = found.get("requestBody") or {}
        if body is None:
            return ["body: a body is required"] if wanted.get("required") and not files else []
        kinds = wanted.get("content") or {}
        kind = kinds.get(content_type) or kinds.get("application/json") or {"schema": {}}
        return self._errors(kind["schema"], body)

    def response(self, method: str, template: str, path: str, status: int, body: Any) -> list[str]:
        """List what the file holds against an answer of this server."""
        found = self._operation(method, template, path)
        if found is None:
            return [f"no such operation: {method} {template}"]
        responses = found["responses"]
        described = responses.get(str(status)) or (responses.get("4XX") if 400 <= status < 500 else None)
        if described is None:
            return [f"status {status} is not documented"]
        if "$ref" in described:
            described = self._components["responses"][described["$ref"].split("/")[-1]]
        schema = ((described.get("content") or {}).get("application/json") or {}).get("schema")
        return self._errors(schema, body) if schema else []

    def _operation(self, method: str, template: str, path: str) -> Json | None:
        if path.endswith("@original"):
            template = re.sub(r"/messages/\{[^}]+\}$", "/messages/@original", template)
        found: Json | None = (self._paths.get(_bare(template)) or {}).get(method.lower())
        return found

    def _errors(self, schema: Json, value: Any) -> list[str]:
        validator = self._validators.get(id(schema))
        if validator is None:
            whole = {**schema, "components": self._components}
            validator = Draft202012Validator(whole, format_checker=FormatChecker())
            self._validators[id(schema)] = validator
        return [
            f"{'.'.join(map(str, error.absolute_path)) or 'body'}: {error.message[:160]}"
            for error in _leaves(validator.iter_errors(value))
        ]


def _bare(path: str) -> str:
    """Write a route without the names of its parameters; @original stands for itself."""
    return re.sub(r"\{[^}]+\}", "{}", path)


def _loosen(schema: Any) -> None:
    """Allow what Discord takes although its file does not say so."""
    if isinstance(schema, list):
        for each in schema:
            _loosen(each)
    if not isinstance(schema, dict):
        return
    kind = schema.get("type")
    # Its README: a number may be sent as a string; discord.py sends ids as numbers.
    if schema.get("format") == "snowflake":
        schema["type"] = ["string", "integer"]
    elif schema.get("format") == "int64" or (
        kind in ("integer", ["integer", "null"]) and schema.get("maximum", 0) > 2**31
    ):
        schema["type"] = [*(kind if isinstance(kind, list) else [kind]), "string"]
    if "oneOf" in schema and len(schema["oneOf"]) > 2:
        schema["anyOf"] = schema.pop("oneOf")  # alternatives here can overlap
    for each in list(schema.values()):
        _loosen(each)


def _leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Report the alternative that fits best, not "is not valid under any of the given schemas"."""
    for error in errors:
        if not error.context:
            yield error
            continue
        groups: dict[Any, list[ValidationError]] = {}
        for cause in error.context:
            groups.setdefault(cause.schema_path[0], []).append(cause)
        yield from _leaves(min(groups.values(), key=_distance))


def _distance(group: Iterable[Any]) -> tuple[bool, bool, int]:
    other_kind = any(e.validator in ("enum", "const", "type") and len(e.path) <= 1 for e in group)
    return other_kind, any(e.validator == "required" for e in group), len(list(group))
