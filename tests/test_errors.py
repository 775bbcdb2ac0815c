"""Errors: one tree, and every class of it is drawn where a reader looks first."""

from __future__ import annotations

import inspect

import index.errors
from index.errors import DatelineError


def test_every_error_is_documented() -> None:
    """The drawing at the top of index/errors.py has every error class with what it is for."""
    drawing = index.errors.__doc__ or ""
    rows = {}
    for line in drawing.splitlines():
        name, _, purpose = line.strip(" |+-").partition(" ")
        rows[name] = purpose.strip()
    for name, error in inspect.getmembers(index.errors, inspect.isclass):
        assert issubclass(error, DatelineError)
        assert rows.get(name), f"{name} is not in the drawing"


def test_one_root() -> None:
    """Whoever catches DatelineError catches every error that Dateline reports, wherever it is defined."""
    import bot.doctor
    import bot.questions
    import bot.settings

    for module in (bot.doctor, bot.questions, bot.settings):
        own = [c for _, c in inspect.getmembers(module, inspect.isclass) if c.__module__ == module.__name__]
        assert all(issubclass(c, DatelineError) for c in own if issubclass(c, Exception))
