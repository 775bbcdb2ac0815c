"""The house holds: who may import whom, and how long a module may be. Reads the source, runs none of it.

benchmarks/, docs/ and training/ are not installed, so that their imports are their own; nothing that is may
need them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("bot", "index", "evals")
    for path in (ROOT / folder).rglob("*.py")
)
NOT_INSTALLED = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("benchmarks", "docs", "training")
    for path in (ROOT / folder).rglob("*.py")
)
LONGEST = 250
LONGER: dict[str, str] = {}
"""Modules that may have more lines, each with the reason."""

ONLY_IN = {
    "chromadb": ("index/vectors.py",),
    "discord": ("bot/discord/",),
    "trafilatura": ("index/",),
    "onnxruntime": ("index/embedding/onnx.py",),
    "tokenizers": ("index/embed.py", "bot/answer/reader.py"),
    "llama_index": ("index/passages.py", "index/embed.py", "index/llama.py", "bot/answer/llm/model.py"),
    "click": ("bot/cli.py", "bot/commands/"),
    "rich": ("bot/commands/",),
    "dotenv": ("bot/settings.py",),
    "feedparser": ("index/adding/feeds.py",),
    "httpcore": ("index/adding/wire.py",),
    "PIL": ("bot/render/canvas.py",),
    "pypdfium2": ("index/adding/pdf_worker.py",),
    "regex": ("bot/render/markup.py",),
    "watchfiles": ("index/watching/",),
}
"""Which files alone import a package; a folder ends in a slash."""

HEAVY = (
    *("chromadb", "discord", "feedparser", "httpcore", "httpx", "llama_index", "onnxruntime"),
    *("PIL", "pypdfium2", "regex", "rich", "tokenizers", "trafilatura", "watchfiles"),
)
"""Packages that cost a tenth of a second or more, or are seldom needed."""

WHOLE_MODULE_NEEDS = ("bot/discord/", "index/adding/", "index/llama.py")
"""Files that are themselves imported only where used, and so may import heavy packages at the top."""


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"), module)


def _imports(node: ast.AST, typing_too: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield every imported module and whether the import runs when the file itself is imported."""

    def walk(node: ast.AST, top: bool) -> Iterator[tuple[str, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from ((name.name, top) for name in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, "imports are written in full"
                yield child.module or "", top
            elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                if typing_too:
                    yield from walk(child, False)
            else:
                function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from walk(child, top and not function)

    yield from walk(node, True)


def _is_in(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or (place.endswith("/") and module.startswith(place)) for place in places)


def _under(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


FORBIDDEN = {
    "index/": ("benchmarks", "bot", "evals", "tests", "training"),
    "bot/answer/": (
        "bot.ask",
        "bot.cli",
        "bot.commands",
        "bot.discord",
        "bot.render",
        "bot.tables",
        "bot.terminal",
    ),
    "bot/ask.py": ("bot.cli", "bot.commands", "bot.discord", "bot.render", "bot.tables", "bot.terminal"),
    "bot/render/": ("bot.ask", "bot.cli", "bot.commands", "bot.discord"),
    "bot/discord/": ("bot.cli", "bot.commands"),
    "bot/": ("benchmarks", "docs", "evals", "tests", "training"),
    "evals/": ("benchmarks", "docs", "tests", "training"),
}


def test_imports_follow_the_flow_backwards() -> None:
    """index/ knows nothing of bot/ or evals/, the answers no front door, no installed module training/."""
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        for place, packages in FORBIDDEN.items()
        if _is_in(module, (place,))
        for name, _ in _imports(_tree(module), typing_too=True)
        if any(_under(name, package) for package in packages)
    ]
    assert wrong == []


FLOORS: dict[str, tuple[str, ...]] = {
    "index": (
        "errors article sentences words wordlists grammar dates durations quantities",
        "passages reading read",
        "versions",
        "store catalog vectors",
        "embedding embed",
        "searching search",
        "building build",
        "adding llama moving",
        "watching",
    ),
    "bot.answer": (
        "types language",
        "asking question",
        "weighing evidence",
        "extracting",
        "somebody",
        "values",
        "comparing agreement claims extractive",
        "second_opinion reader",
        "finding",
        "outlets",
        "statements verify",
        "llm",
    ),
}
"""Of each package, its modules and rooms from the ground up: none imports from a floor above its own."""


def test_rooms_stand_on_those_below() -> None:
    """In index/ and bot/answer/ every module stands on a floor, and imports from its own or a lower one."""
    wrong = []
    for package, floors in FLOORS.items():
        level = {room: number for number, floor in enumerate(floors) for room in floor.split()}
        inside = f"{package.replace('.', '/')}/"
        for module in (m for m in MODULES if m.startswith(inside) and m != f"{inside}__init__.py"):
            own = level.get(module.removeprefix(inside).split("/")[0].removesuffix(".py"))
            if own is None:
                wrong.append(f"{module} has no floor in FLOORS")
                continue
            for name, _ in _imports(_tree(module), typing_too=True):
                room = name.removeprefix(f"{package}.").split(".")[0]
                if _under(name, package) and level.get(room, own) > own:
                    wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_foreign_packages_have_one_edge() -> None:
    """Each foreign library is imported only where its edge is."""
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        for name, _ in _imports(_tree(module), typing_too=True)
        for package, places in ONLY_IN.items()
        if _under(name, package) and not _is_in(module, places)
    ]
    assert wrong == []


def test_heavy_packages_are_imported_where_used() -> None:
    """No module loads a heavy package merely by being imported."""
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        if not _is_in(module, WHOLE_MODULE_NEEDS)
        for name, top in _imports(_tree(module))
        if top and any(_under(name, package) for package in HEAVY)
    ]
    assert wrong == []


def test_modules_are_short() -> None:
    """A module has at most LONGEST lines, unless a reason is written down; every reason is still needed."""
    long = {
        module
        for module in [*MODULES, *NOT_INSTALLED]
        if len((ROOT / module).read_text(encoding="utf-8").splitlines()) > LONGEST
    }
    assert long == set(LONGER)


def test_modules_say_what_they_are_for() -> None:
    """Every module that holds code begins with a docstring."""
    silent = [
        module
        for module in [*MODULES, *NOT_INSTALLED]
        if _tree(module).body and not ast.get_docstring(_tree(module))
    ]
    assert silent == []


def test_every_test_says_what_it_proves() -> None:
    """Every test has a docstring, which is a sentence."""
    wrong = [
        f"{path.name}: {node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), path.name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        if not _is_sentence(ast.get_docstring(node) or "")
    ]
    assert wrong == []


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 3 and text.rstrip(')"”').endswith((".", "?"))
