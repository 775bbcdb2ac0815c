"""What following a corpus tells; a frozen value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.adding.report import AddReport
from index.build import BuildReport


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. kind: "built", "added" or "failed"; text: one line for people.

    report: of the build, or of what a feed brought; None where something failed as a whole. The text may hold
    words of strangers: escape it where it is shown.
    """

    kind: str
    text: str
    report: BuildReport | AddReport | None = None


Tell = Callable[[Event], None]
"""Called with each event, from the thread in which it happened."""
