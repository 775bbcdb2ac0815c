"""The files of a model that comes with Dateline: whether they are whole, and how to get them back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index.errors import ModelError

SUMS = "SHA256SUMS"
REPAIR = "reinstall Dateline (in a checkout: git checkout -- index/models)"


def read_sums(folder: Path, needed: Collection[str]) -> dict[str, str]:
    """Read a model's SHA256SUMS: file name -> checksum.

    Raises ModelError where one of the needed files is not there or not listed.
    """
    with _reading(folder / SUMS):
        lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in needed:
        if name not in sums:
            raise ModelError(f"{folder / SUMS} is damaged; {REPAIR}")
        if not (folder / name).is_file():
            raise ModelError(f"the model file {folder / name} is missing; {REPAIR}")
    return sums


def check_file(folder: Path, name: str, sums: Mapping[str, str]) -> Path:
    """Give a model file's path if it is whole. A wrong weight would raise nothing and spoil every result.

    Raises ModelError where it is missing, cannot be read or is damaged.
    """
    path = folder / name
    with _reading(path), path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # 15 ms for a model
    if digest != sums[name]:
        raise ModelError(f"the model file {path} is damaged; {REPAIR}")
    return path


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ModelError(f"the model file {path} is missing; {REPAIR}") from error
    except OSError as error:
        raise ModelError(f"the model file {path} cannot be read ({error.strerror}); {REPAIR}") from error
