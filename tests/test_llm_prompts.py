"""The prompts: files with named fields, checked, found in a clone and in an installed package."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from bot.answer.llm import prompts
from bot.answer.llm.prompts import FIELDS, load_prompts, own_folder
from index.errors import SettingError

ROOT = Path(__file__).parents[1]


def test_dateline_has_its_prompts() -> None:
    """Every prompt lies in prompts/, has its fields, and is told of in the README there."""
    loaded = load_prompts()
    assert own_folder() == ROOT / "prompts"
    assert set(loaded.texts) == set(FIELDS)
    readme = (ROOT / "prompts" / "README.md").read_text(encoding="utf-8")
    for name, fields in FIELDS.items():
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{name}.md`"))
        assert all(f"`{field}`" in row for field in fields)


def test_an_installed_package_has_them_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel takes prompts/ into the package, and there they are found first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {
        "prompts": "bot/prompts"
    }
    package = tmp_path / "bot"
    shutil.copytree(ROOT / "prompts", package / "prompts")
    monkeypatch.setattr(prompts, "__file__", str(package / "answer" / "llm" / "prompts.py"))
    assert own_folder() == package / "prompts"
    assert load_prompts().texts


def test_fields_are_filled_once() -> None:
    """What is filled in is not searched for fields again, so that a question cannot draw in the passages."""
    filled = load_prompts().fill("question", passages="P {{question}}", question="Q {{passages}}")
    assert "P {{question}}" in filled and "Q {{passages}}" in filled


def test_a_changed_prompt_is_another_prompt(tmp_path: Path) -> None:
    """A prompt of one's own is used, and the fingerprint tells it from Dateline's."""
    folder = _copy(tmp_path)
    (folder / "repair.md").write_text("Again, for {{problem}}.\n", encoding="utf-8")
    own = load_prompts(folder)
    assert own.fill("repair", problem="that") == "Again, for that."
    assert own.fingerprint != load_prompts().fingerprint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Say it again.", "has no {{problem}}"),
        ("Again: {{problem}} {{mood}}", "has {{mood}}, which nothing fills in"),
    ],
)
def test_wrong_fields_are_told(tmp_path: Path, text: str, told: str) -> None:
    """A prompt that lacks a field or has one too many is refused before anything is asked, by name."""
    folder = _copy(tmp_path)
    (folder / "repair.md").write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as error:
        load_prompts(folder)
    assert told in str(error.value) and "repair.md" in str(error.value)


def test_unreadable_prompts_are_told(tmp_path: Path) -> None:
    """A missing or undecodable prompt is named with what to do."""
    folder = _copy(tmp_path)
    (folder / "answer.md").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(SettingError, match=r"answer\.md.*DATELINE_PROMPTS"):
        load_prompts(folder)
    (folder / "answer.md").unlink()
    with pytest.raises(SettingError, match=r"answer\.md.*DATELINE_PROMPTS"):
        load_prompts(folder)


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "prompts", tmp_path / "prompts"))
