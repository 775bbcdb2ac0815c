"""Floors under figures: what was reached once on some data may not be lost unseen.

`floors.json` beside this file holds {"<what was measured>:<hash of the data>": {"<figure>": floor}}. The hash
keeps a floor from being compared with figures on other data. Of every figure, more is better.
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
    """A figure below its floor, or floors that cannot be read or kept."""


def read_floors(path: Path | None = None) -> dict[str, dict[str, float]]:
    """Read the floors of all data; none where the file is missing. `path` None: FLOORS, here and below."""
    path = path or FLOORS
    if not path.exists():
        return {}
    try:
        floors: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FloorError(f"cannot read the floors in {path} ({error}); mend or restore the file") from error
    return floors


def check_floors(key: str, figures: Mapping[str, float], path: Path | None = None) -> list[str]:
    """Say for each figure below its floor that it is; an empty list where all hold."""
    floors = read_floors(path).get(key, {})
    return [
        f"{name} is {_round_down(figures.get(name, 0.0)):.3f}, below its floor {floor:.3f}"
        for name, floor in floors.items()
        if figures.get(name, 0.0) < floor
    ]


def hold_floors(key: str, figures: Mapping[str, float], path: Path | None = None) -> None:
    """Raise FloorError, which names every figure below its floor, where there is one."""
    below = check_floors(key, figures, path)
    if below:
        raise FloorError(f"{'; '.join(below)}; win that back, or accept it with --lower-floors")


def write_floors(
    key: str, figures: Mapping[str, float], lower: bool = False, path: Path | None = None
) -> None:
    """Make these figures the floors of `key`. FloorError where one would sink, unless `lower`."""
    path = path or FLOORS
    if not lower:
        hold_floors(key, figures, path)
    floors = read_floors(path)
    floors[key] = {name: _round_down(value) for name, value in sorted(figures.items())}
    text = json.dumps(dict(sorted(floors.items())), indent=1)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise FloorError(f"cannot write the floors to {path} ({error}); make it writable") from error


def _round_down(value: float) -> float:
    scale = 10.0**PLACES
    return math.floor(value * scale + 1e-9) / scale
