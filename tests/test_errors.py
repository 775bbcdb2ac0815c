"""Errors: one tree, and every class of it is drawn where a reader looks first."""

from __future__ import annotations

import ast
from pathlib import Path

import index.errors

ROOT = Path(__file__).parent.parent


def test_every_error_is_documented() -> None:
    """The drawing at the top of index/errors.py has every error of index/ and bot/, and what it is for."""
    purposes = {}
    for line in (index.errors.__doc__ or "").splitlines():
        name, _, purpose = line.strip(" |+-").partition(" ")
        purposes[name] = purpose.strip()
    defined = {
        node.name
        for folder in ("bot", "index")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error") and not node.name.startswith("_")
    }
    assert "DatelineError" in defined
    assert [name for name in sorted(defined) if not purposes.get(name)] == []


def test_one_root() -> None:
    """Every error class has DatelineError above it, so that one `except` at the edge catches them all."""
    bases = {
        node.name: [ast.unparse(base) for base in node.bases]
        for folder in ("bot", "index", "evals")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    }

    def reaches_root(name: str) -> bool:
        return name == "DatelineError" or any(reaches_root(base) for base in bases.get(name, ()))

    assert [name for name in bases if not reaches_root(name)] == []
