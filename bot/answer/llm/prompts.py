"""The prompts: plain files with named fields, checked against what the code fills in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import SettingError

FIELDS: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"form"}),
    "question": frozenset({"passages", "question"}),
    "repair": frozenset({"problem"}),
    "follow_up": frozenset({"form", "earlier", "question"}),
}
"""Each prompt, a file NAME.md, with the fields that it has to have; written {{field}}."""

_FIELD = re.compile(r"\{\{(\w+)\}\}")
_LARGEST = 100_000  # characters


@dataclass(frozen=True, slots=True)
class Prompts:
    """The texts of the prompts by name. fingerprint: changes when one of them does."""

    texts: Mapping[str, str]
    fingerprint: str

    def fill(self, name: str, **values: str) -> str:
        """Give a prompt with its fields filled in; what is filled in is not looked at for fields again."""
        return _FIELD.sub(lambda found: values[found[1]], self.texts[name])


def load_prompts(folder: Path | None = None) -> Prompts:
    """Read the prompts of a folder; None for those that come with Dateline.

    Raises SettingError for a file that is missing or unreadable, or has other fields than the code fills in.
    """
    home = folder or own_folder()
    texts = {name: _read(home / f"{name}.md", FIELDS[name]) for name in FIELDS}
    digest = hashlib.sha256("\0".join(f"{n}\0{t}" for n, t in sorted(texts.items())).encode("utf-8"))
    return Prompts(texts, digest.hexdigest()[:16])


def own_folder() -> Path:
    """Say where the prompts that come with Dateline lie: inside the package, in a clone beside it."""
    package = Path(__file__).parents[2]
    inside = package / "prompts"
    return inside if inside.is_dir() else package.parent / "prompts"


def _read(path: Path, fields: frozenset[str]) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingError(
            f"cannot read the prompt {path} ({reason}); DATELINE_PROMPTS must name a folder with "
            + ", ".join(f"{name}.md" for name in FIELDS)
        ) from error
    if len(text) > _LARGEST:
        raise SettingError(f"the prompt {path} has {len(text):,} characters and may have {_LARGEST:,}")
    found = frozenset(_FIELD.findall(text))
    if found != fields:
        wrong = [f"has no {{{{{name}}}}}" for name in sorted(fields - found)]
        wrong += [f"has {{{{{name}}}}}, which nothing fills in" for name in sorted(found - fields)]
        raise SettingError(f"the prompt {path} {'; '.join(wrong)}; prompts/README.md lists the fields")
    return text.strip()
