"""Files of data with known answers: JSON lines, read with errors that name the line, and a hash of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import DatelineError


class DataError(DatelineError):
    """Evaluation data that cannot be read."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a file: its number from 1, and the object that stands there."""

    file: Path
    number: int
    fields: dict[str, Any]

    def wrong(self, why: object) -> DataError:
        """Say that this line is not what it should be, and where that is told."""
        return DataError(f"{self.file}: line {self.number}: {why}; evals/README.md has the format")


def find_file(path: Path) -> Path:
    """Give the file that `path` is, or the one .jsonl file in the folder that it is.

    Raises DataError where the folder holds none or several.
    """
    if not path.is_dir():
        return path
    files = sorted(path.glob("*.jsonl"))
    if len(files) != 1:
        names = ", ".join(file.name for file in files[:5]) or "none"
        raise DataError(f"{path} must hold one .jsonl file (there: {names}); name the file itself")
    return files[0]


def read_records(files: Sequence[Path]) -> tuple[list[Record], str]:
    """Read the lines of files, empty ones left out, and a hash of their bytes (16 hexadecimal digits).

    Raises DataError for a file that cannot be read and for a line that is no JSON object.
    """
    digest = hashlib.sha256()
    records = []
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise DataError(f"cannot read {file} ({error}); name a file of JSON lines") from error
        digest.update(hashlib.sha256(data).digest())
        # Of bytes only "\n" ends a line; text may hold U+2028 inside a JSON string.
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.strip():
                records.append(Record(file, number, _read_object(file, number, line)))
    return records, digest.hexdigest()[:16]


def _read_object(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise Record(file, number, {}).wrong(f"not JSON ({error})") from error
    if not isinstance(value, dict):
        raise Record(file, number, {}).wrong("not a JSON object")
    return value
