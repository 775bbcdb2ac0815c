"""The lists of words beside this file."""

from __future__ import annotations

from importlib.resources import files


def read_list(name: str) -> list[str]:
    """Give the lines of a list, without its comments and empty lines."""
    lines = (files("bot.answer.language") / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
