"""What adding did: one item for each article, entry or file that was looked at. Frozen values; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.article import Article


class Outcome(StrEnum):
    """What became of one thing that was to be added."""

    ADDED = "added"
    UPDATED = "updated"
    THERE = "there"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was to be added. Its texts come from strangers: escape them where they are shown.

    source: the address or file name it came from. path: its file, relative to the corpus; None where it has
    none. article: as the index will read that file (in a dry run: would). notes: what was not understood, one
    line each. reason: why it was not added. earlier: the file in which the version before is kept.
    again: whether trying again later may help.
    """

    source: str
    outcome: Outcome
    path: str | None = None
    article: Article | None = None
    notes: tuple[str, ...] = ()
    reason: str | None = None
    earlier: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class AddReport:
    """What was done with one or more sources. left_out: entries of long feeds and sitemaps not looked at."""

    items: tuple[Item, ...] = ()
    left_out: int = 0

    @property
    def added(self) -> tuple[Item, ...]:
        """Articles that are new."""
        return self._of(Outcome.ADDED)

    @property
    def updated(self) -> tuple[Item, ...]:
        """Articles whose address was there with another text, which is kept."""
        return self._of(Outcome.UPDATED)

    @property
    def there(self) -> tuple[Item, ...]:
        """What was in the corpus already."""
        return self._of(Outcome.THERE)

    @property
    def failed(self) -> tuple[Item, ...]:
        """What was not added, each with its reason."""
        return self._of(Outcome.FAILED)

    def __add__(self, other: AddReport) -> AddReport:
        return AddReport(self.items + other.items, self.left_out + other.left_out)

    def _of(self, outcome: Outcome) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.outcome is outcome)
