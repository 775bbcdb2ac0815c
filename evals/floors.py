"""Floors under figures: what was reached once on some data may not be lost unseen.

`floors.json` beside this file holds {"<what was measured>:<hash of the data>": {"<figure>": floor}}. The hash
keeps a floor from being compared with figures on other data.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from index.errors import DatelineError

FLOORS = Path(__file__).with_name("floors.json")
PLACES = 3
"""Floors are kept to this many decimals, rounded down."""


class FloorError(DatelineError):
    """A figure below its floor."""


def read_floors(path: Path = FLOORS) -> dict[str, dict[str, float]]:
    """Read the floors of all data; none where the file is missing."""
    if not path.exists():
        return {}
    floors: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return floors


def check_floors(key: str, figures: Mapping[str, float], path: Path = FLOORS) -> list[str]:
    """Say for each figure below its floor that it is; an empty list where all hold."""
    floors = read_floors(path).get(key, {})
    return [
        f"{name} is {figures.get(name, 0.0):.3f}, below its floor {floor:.3f}"
        for name, floor in floors.items()
        if figures.get(name, 0.0) < floor
    ]


def write_floors(key: str, figures: Mapping[str, float], lower: bool = False, path: Path = FLOORS) -> None:
    """Make these figures the floors of `key`. FloorError where one would sink, unless `lower`."""
    below = check_floors(key, figures, path)
    if below and not lower:
        raise FloorError(f"{below[0]}; give --lower-floors to accept that")
    floors = read_floors(path)
    scale = 10**PLACES
    floors[key] = {name: math.floor(value * scale + 1e-9) / scale for name, value in sorted(figures.items())}
    text = json.dumps(dict(sorted(floors.items())), indent=1)
    path.write_text(text + "\n", encoding="utf-8")
