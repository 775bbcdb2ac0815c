"""Which language model is set: "openai:MODEL", "openai-like:MODEL@URL" and others; pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from index.errors import SettingError

PROVIDERS = ("openai", "ollama", "anthropic", "openai-like")
_FORMS = "openai:MODEL, ollama:MODEL, anthropic:MODEL or openai-like:MODEL@URL"


@dataclass(frozen=True, slots=True)
class ModelName:
    """A model of a provider. url: where an "openai-like" one is; "" for the others."""

    provider: str
    model: str
    url: str = ""

    def __str__(self) -> str:
        return f"{self.provider}:{self.model}"


def read_model(value: str) -> ModelName | None:
    """Read the setting DATELINE_LLM; None where it is empty.

    Raises SettingError, which says what it may be.
    """
    value = value.strip()
    if not value:
        return None
    provider, colon, model = value.partition(":")
    model = model.strip()
    if provider not in PROVIDERS or not colon or not model:
        raise SettingError(f"DATELINE_LLM={value}: must be {_FORMS}, or empty for none")
    if provider != "openai-like":
        return ModelName(provider, model)
    model, at, url = model.rpartition("@")
    if not at or not model or not _is_address(url):
        raise SettingError(
            f"DATELINE_LLM={_without_secrets(value)}: must be openai-like:MODEL@URL with the "
            "whole address, as in openai-like:qwen3@http://localhost:8000/v1"
        )
    if urlsplit(url).username or urlsplit(url).password:
        raise SettingError(
            "DATELINE_LLM: the address may hold no user or password; put a key into OPENAI_LIKE_API_KEY"
        )
    return ModelName(provider, model, url.rstrip("/"))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _without_secrets(value: str) -> str:
    """Show a setting without what may stand between "://" and "@"."""
    head, scheme, rest = value.partition("://")
    return f"{head}{scheme}{rest.rpartition('@')[2]}" if scheme else value
