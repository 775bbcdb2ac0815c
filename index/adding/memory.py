"""What was seen of feeds the last time: their ETags, and the entries that were looked at already.

Kept in a hidden file of the corpus, so that it goes where the corpus goes. Losing it costs a few requests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.adding.writing import overwrite

FILE = ".feeds.json"
MOST_TRIES = 4
"""How often an entry is tried whose page could not be had for a reason that may pass."""


@dataclass(slots=True)
class FeedMemory:
    """One feed. seen: of each entry its state, and how often it was tried; -1 where it is done with."""

    etag: str | None = None
    modified: str | None = None
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)

    def is_done(self, entry_id: str, state: str) -> bool:
        """Tell whether an entry in this state need not be looked at again."""
        before, tries = self.seen.get(entry_id, ("", 0))
        return before == state and not 0 <= tries < MOST_TRIES

    def note(self, entry_id: str, state: str, again: bool) -> None:
        """Note that an entry was looked at. again: whether it may be worth another try."""
        before, tries = self.seen.get(entry_id, (state, 0))
        self.seen[entry_id] = (state, (tries + 1 if before == state else 1) if again else -1)

    def is_waiting(self) -> bool:
        """Tell whether an entry is to be tried again, for which the whole feed must be read."""
        return any(0 <= tries < MOST_TRIES for _, tries in self.seen.values())


def recall(corpus: Path, key: str) -> FeedMemory:
    """Give what is known of a feed; a damaged file is as good as none."""
    found = _load(corpus).get(key, {})
    try:
        seen = {str(id_): (str(state), int(tries)) for id_, (state, tries) in found.get("seen", {}).items()}
        return FeedMemory(found.get("etag"), found.get("modified"), seen)
    except (AttributeError, TypeError, ValueError):
        return FeedMemory()


def remember(corpus: Path, key: str, memory: FeedMemory) -> None:
    """Keep what is now known of a feed."""
    everything = _load(corpus)
    before = everything.get(key)
    seen = {entry_id: list(state) for entry_id, state in memory.seen.items()}
    everything[key] = {"etag": memory.etag, "modified": memory.modified, "seen": seen}
    if everything[key] == before:
        return
    overwrite(corpus / FILE, json.dumps(everything, ensure_ascii=True, indent=1) + "\n")


def _load(corpus: Path) -> dict[str, Any]:
    try:
        found = json.loads((corpus / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
