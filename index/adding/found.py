"""An article as it was found somewhere, before it is written into the corpus. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from index.reading.compose import Fields


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one article.

    source: its address or file name, as it is shown. raw: its text as it came, not cleaned. notes: what could
    not be read of it. outlet_guess, day_guess: what may be so and nothing says for sure; used only where
    somebody says yes to it. extra: front matter that is not an article's own.
    """

    source: str
    fields: Fields
    raw: str
    notes: tuple[str, ...] = ()
    outlet_guess: str | None = None
    day_guess: date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
