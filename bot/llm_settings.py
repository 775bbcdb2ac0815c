"""The settings of the language model, read from variables; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.answer.llm.setting import ModelName, read_model
from index.errors import SettingError

LLM_VARIABLES = {
    "DATELINE_LLM": "model",
    "DATELINE_LLM_TIMEOUT": "timeout",
    "DATELINE_PROMPTS": "prompts",
}
_LONGEST_TIMEOUT = 3_600.0


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Which language model writes answers (None: the rules do), how long it may take, and its prompts.

    timeout: seconds for one answer. prompts: a folder; None for the prompts that come with Dateline.
    """

    model: ModelName | None = None
    timeout: float = 60.0
    prompts: Path | None = None


def read_llm_settings(env: Mapping[str, str]) -> LlmSettings:
    """Build the settings; a variable that is missing or empty keeps its default.

    Raises SettingError, which names the variable and what it may be.
    """
    timeout = env.get("DATELINE_LLM_TIMEOUT", "").strip()
    prompts = env.get("DATELINE_PROMPTS", "").strip()
    return LlmSettings(
        read_model(env.get("DATELINE_LLM", "")),
        _read_timeout(timeout) if timeout else LlmSettings().timeout,
        _read_folder(prompts) if prompts else None,
    )


def _read_timeout(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST_TIMEOUT:
        raise SettingError(
            f"DATELINE_LLM_TIMEOUT={value}: must be a number of seconds, up to {_LONGEST_TIMEOUT:,g}"
        )
    return seconds


def _read_folder(value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError as error:  # "~nobody"
        raise SettingError(
            f"DATELINE_PROMPTS={value}: no such user; give the folder's path in full"
        ) from error
