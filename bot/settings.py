"""What can be set from outside, read once.

`read_settings` is pure: it takes the variables and gives a frozen `Settings`. `read_environment`, called once
from the command line's entry, is the edge that looks at the process and at `.env` in the working directory.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.discord_settings import DISCORD_VARIABLES
from bot.feed_settings import FEED_VARIABLES
from bot.llm_settings import LLM_VARIABLES
from index.errors import SettingError

EMBEDDERS = ("openai", "ollama")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, each with its default.

    corpus: the folder of articles.
    index: where the index lies; None: worked out from the corpus, see `index_folder`.
    embedder: None for the model that comes with Dateline, else "openai:MODEL" or "ollama:MODEL".
    state: where the bot keeps what people asked and thought of the answers; None: see `state_folder`.
    keep_days: how long it keeps that, in days; 0 for ever.
    """

    corpus: Path = Path("corpus")
    index: Path | None = None
    embedder: str | None = None
    state: Path | None = None
    keep_days: int = 180


VARIABLES = {
    "DATELINE_CORPUS": "corpus",
    "DATELINE_INDEX": "index",
    "DATELINE_EMBEDDER": "embedder",
    "DATELINE_STATE": "state",
    "DATELINE_KEEP_DAYS": "keep_days",
}


def read_settings(env: Mapping[str, str]) -> Settings:
    """Build the settings from variables; one that is missing or empty keeps its default.

    Raises SettingError, which names the variable and what it may be.
    """
    default = Settings()
    corpus = env.get("DATELINE_CORPUS", "").strip()
    index = env.get("DATELINE_INDEX", "").strip()
    state = env.get("DATELINE_STATE", "").strip()
    keep_days = env.get("DATELINE_KEEP_DAYS", "").strip()
    return Settings(
        corpus=_read_folder("DATELINE_CORPUS", corpus) if corpus else default.corpus,
        index=_read_folder("DATELINE_INDEX", index) if index else default.index,
        embedder=_read_embedder(env.get("DATELINE_EMBEDDER", "").strip()) or default.embedder,
        state=_read_folder("DATELINE_STATE", state) if state else default.state,
        keep_days=_read_days("DATELINE_KEEP_DAYS", keep_days) if keep_days else default.keep_days,
    )


def read_environment(folder: Path) -> dict[str, str]:
    """Gather the process's variables and those of `.env` in the folder; the process's own win.

    Raises SettingError where the file is there but cannot be read.
    """
    path = folder / ".env"
    written: dict[str, str] = {}
    if path.is_file():
        from dotenv import dotenv_values  # here, for most working directories have no such file

        try:
            # A value is what stands there: no "$NAME" is filled in, for a path may hold a "$".
            found = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(f"cannot read {path} ({error}); save it as UTF-8 text or remove it") from error
        written = {name: value for name, value in found.items() if value is not None}
    return {**written, **os.environ}


def unknown_names(env: Mapping[str, str]) -> list[str]:
    """Name the variables that look like ours and are not, in order: most often a slip of the pen."""
    known = VARIABLES.keys() | FEED_VARIABLES.keys() | DISCORD_VARIABLES.keys() | LLM_VARIABLES.keys()
    return sorted(name for name in env if name.startswith("DATELINE_") and name not in known)


def index_folder(corpus: Path, index: Path | None, working: Path) -> Path:
    """Say where the index of a corpus lies: where `index` says, else under `.dateline` in `working`.

    `.dateline` itself holds the default corpus; any other gets a folder of its own in there, named after the
    corpus and a hash of its whole path, so that two corpora never take turns in one index.
    """
    if index is not None:
        return index
    home = working / ".dateline"
    whole = (working / corpus).resolve()
    if whole == (working / Settings().corpus).resolve():
        return home
    slug = re.sub(r"[^a-z0-9]+", "-", whole.name.lower()).strip("-")[:40] or "corpus"
    mark = hashlib.sha256(os.fsencode(whole)).hexdigest()[:8]
    return home / f"{slug}-{mark}"


def state_folder(state: Path | None, index: Path) -> Path:
    """Say where the bot's own files lie: where `state` says, else beside the index, in a folder of its name.

    Not in the index folder, which can be deleted and built again; what people said of answers cannot.
    """
    return state if state is not None else index.with_name(f"{index.name}-state")


def _read_folder(name: str, value: str) -> Path:
    if "\0" in value or "\n" in value:
        raise SettingError(f"{name} must be the path of a folder on one line")
    try:
        return Path(value).expanduser()
    except RuntimeError as error:  # "~nobody"
        raise SettingError(f"{name}={value}: no such user; give the folder's path in full") from error


def _read_days(name: str, value: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", value):
        raise SettingError(f"{name}={value}: must be a whole number of days, or 0 for no end")
    return int(value)


def _read_embedder(value: str) -> str | None:
    if not value:
        return None
    provider, colon, model = value.partition(":")
    if provider not in EMBEDDERS or not colon or not model.strip():
        allowed = " or ".join(f"{name}:MODEL" for name in EMBEDDERS)
        raise SettingError(
            f"DATELINE_EMBEDDER={value}: must be {allowed}, or empty for the model that comes with Dateline"
        )
    return value
