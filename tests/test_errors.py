"""Errors: one tree, and every class of it is drawn where a reader looks first."""

from __future__ import annotations

import ast
from pathlib import Path

import index.errors

ROOT = Path(__file__).parent.parent
PARENTS = {
    node.name: [ast.unparse(base) for base in node.bases]
    for folder in ("bot", "index")
    for path in (ROOT / folder).rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.ClassDef)
}


def is_ours(name: str) -> bool:
    """Tell whether a class is DatelineError or comes from it."""
    return name == "DatelineError" or any(is_ours(parent) for parent in PARENTS.get(name, ()))


def test_every_error_is_documented() -> None:
    """The drawing at the top of index/errors.py has every error a user can meet, and what it is for."""
    purposes = {}
    for line in (index.errors.__doc__ or "").splitlines():
        name, _, purpose = line.strip(" |+-").partition(" ")
        purposes[name] = purpose.strip()
    ours = [name for name in PARENTS if is_ours(name)]
    assert len(ours) > 5
    assert [name for name in ours if not purposes.get(name)] == []
