"""Which articles are meant, those of some outlets or days, and how many there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True)
class Among:
    """Some of the articles; all, where nothing is said.

    sources: groups of outlets or agencies, of each of which an article must have one. since, until: days of
    publication, both inclusive. An article whose outlet or day is unknown is not among those of any.
    """

    sources: tuple[Collection[str], ...] = ()
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, outlets: Collection[str] | None, since: date | None, until: date | None) -> Self:
        """Mean the articles of any of these outlets or agencies; of all where None."""
        return cls(() if outlets is None else (outlets,), since, until)

    @property
    def are_all(self) -> bool:
        """Whether all articles are meant."""
        return not self.sources and self.since is None and self.until is None

    def condition(self) -> tuple[str, tuple[str, ...]]:
        """Say it in SQL, of the table articles as `a`; the values are for its question marks."""
        parts, values = ["1"], []
        for names in self.sources:
            marks = ", ".join("?" * len(names))
            parts.append(f"(a.outlet IN ({marks}) OR a.via IN ({marks}))")
            values += [*names, *names]
        for day, sign in ((self.since, ">="), (self.until, "<=")):
            if day is not None:
                parts.append(f"a.published {sign} ?")
                values.append(day.isoformat())
        return " AND ".join(parts), tuple(values)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is of some articles. first, last: the days of publication; None where none is known."""

    articles: int
    outlets: int
    first: date | None
    last: date | None
