"""A writer as the settings say, and what is missing where there can be none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer.llm.setting import ModelName

if TYPE_CHECKING:
    from bot.answer.llm.writer import Writer


def open_writer(
    name: ModelName, prompts: Path | None, timeout: float, env: Mapping[str, str], index: Path | None
) -> Writer:
    """Make the writer of a model. prompts: a folder of one's own; None: those of Dateline.

    timeout: seconds for one answer. env: where keys and addresses are looked up. index: the folder in which
    answers are kept; None: nowhere. Raises SettingError for a missing extra or key, and for wrong prompts.
    """
    from bot.answer.llm.cache import ANSWERS, Cache
    from bot.answer.llm.model import Model
    from bot.answer.llm.prompts import load_prompts
    from bot.answer.llm.writer import Writer

    loaded = load_prompts(prompts)
    return Writer(Model(name, env, timeout), loaded, Cache(index / ANSWERS) if index else None)


def examine_model(
    name: ModelName | None, prompts: Path | None, timeout: float, env: Mapping[str, str]
) -> Iterator[str]:
    """Say what is well with the language model that is set; SettingError names what is missing.

    Nothing is asked of the model: that would cost money.
    """
    from bot.answer.llm.prompts import load_prompts, own_folder

    if name is None:
        yield "none is set; answers are written by rules"
        return
    open_writer(name, prompts, timeout, env, None)
    where = f" at {name.url}" if name.url else ""
    yield f"{name}{where}, its package and settings are there"
    load_prompts(prompts)
    yield f"prompts in {prompts or own_folder()}"
