"""The process that builds beside the bot: it stays between builds, and ends whenever it should."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bot_house import embedder, furnish
from chroma_house import chroma_house

from bot.discord.building import Builder, Plan
from index.embed import SHIPPED
from index.errors import CorpusError, IndexStateError
from index.search import Index
from index.store.chroma_server import ChromaServer, VectorServerError

ROOT = Path(__file__).parent.parent
SOON = 60.0  # seconds in which something must have happened; it mostly takes one
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals, and looks for processes by number")


def save(home: Path, town: str) -> None:
    """Save an article about the quarry of a town."""
    (home / "corpus" / f"{town.lower()}.md").write_text(
        f"---\noutlet: Quarry Bulletin\ntitle: Quarry of {town} closes\npublished: 2024-07-02\n---\n"
        f"The quarry of {town} closed on Monday, said its owner, Petra Vance.\n",
        encoding="utf-8",
    )


def found(home: Path, town: str, server: ChromaServer | None = None) -> bool:
    """Tell whether the index finds the article about a town's quarry."""
    with Index.open(home / "index", embedder(), server=server) as index:
        return town.lower() in {hit.article.id for hit in index.search(f"Who owns the quarry of {town}?")}


@contextmanager
def building(home: Path, idle: float = 600.0, **env: str) -> Iterator[Builder]:
    """Give a builder for a folder; its process is killed at the end of the block."""
    builder = Builder(Plan(home / "corpus", home / "index", None, env), idle)
    try:
        yield builder
    finally:
        builder.stop()


def gone(pid: int) -> bool:
    """Wait for a process of ours to end; tell whether nothing is left of it, not even its exit status."""
    for _ in range(int(SOON / 0.02)):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        threading.Event().wait(0.02)
    return False


def add(home: Path, builder: Builder, town: str, server: ChromaServer | None = None) -> int:
    """Save an article, build, and see that it is found; gives the process that built."""
    save(home, town)
    assert builder.build(lambda *_: None).added == 1
    assert found(home, town, server)
    assert builder.pid is not None
    return builder.pid


def test_one_process_for_many_builds(tmp_path: Path) -> None:
    """What builds once builds again, whatever comes of Control-C."""
    home = furnish(tmp_path)
    with building(home) as builder:
        assert builder.pid is None
        first = add(home, builder, "Stonebeck")
        os.kill(first, signal.SIGINT)
        assert add(home, builder, "Marrow") == first


@pytest.mark.slow
def test_a_process_that_is_killed_between_builds(tmp_path: Path) -> None:
    """A process that is killed while it waits is replaced by the next build, without a word."""
    home = furnish(tmp_path)
    with building(home) as builder:
        first = add(home, builder, "Stonebeck")
        os.kill(first, KILL)
        assert add(home, builder, "Marrow") != first
        assert gone(first)


@pytest.mark.slow
def test_what_changes_between_builds(tmp_path: Path) -> None:
    """A process that stays keeps nothing of an index that was deleted, nor of a corpus that was moved."""
    home = furnish(tmp_path)
    with building(home) as builder:
        pid = add(home, builder, "Stonebeck")
        shutil.rmtree(home / "index")
        assert builder.build(lambda *_: None).added == 8
        assert found(home, "Stonebeck")
        (home / "corpus").rename(home / "before")
        shutil.copytree(home / "before", home / "corpus")
        (home / "corpus" / "stonebeck.md").unlink()
        (home / "index").rename(home / "moved")
        furnish(tmp_path)
        assert add(home, builder, "Marrow") == pid
        assert not found(home, "Stonebeck")
        held = Path(f"/proc/{pid}/fd")
        if held.is_dir():
            files = [str(path.readlink()) for path in held.iterdir()]
            assert [name for name in files if name.startswith(str(tmp_path))] == []


@pytest.mark.slow
def test_a_build_that_fails(tmp_path: Path) -> None:
    """What a build raises is raised here, and the next build has a fresh process."""
    home = furnish(tmp_path)
    with building(home) as builder:
        first = add(home, builder, "Stonebeck")
        (home / "corpus").rename(home / "away")
        with pytest.raises(CorpusError, match="does not exist"):
            builder.build(lambda *_: None)
        assert builder.pid is None and gone(first)
        (home / "away").rename(home / "corpus")
        assert add(home, builder, "Marrow") != first


@pytest.mark.slow
def test_a_build_that_dies(tmp_path: Path) -> None:
    """A process that dies in a build, be it its second one, is told of; the next build is a whole one."""
    home = furnish(tmp_path)
    with building(home) as builder:
        first = add(home, builder, "Stonebeck")
        save(home, "Marrow")
        for _ in range(2):
            with pytest.raises(IndexStateError, match="as it was before"):
                builder.build(lambda *_: os.kill(builder.pid or 0, KILL))
            assert not found(home, "Marrow")
        assert gone(first)
        assert builder.build(lambda *_: None).added == 1
        assert found(home, "Marrow")


@pytest.mark.slow
def test_a_listener_that_fails(tmp_path: Path) -> None:
    """Where who is told of progress fails, that is raised, and the next build hears nothing of this one."""
    home = furnish(tmp_path)
    with building(home) as builder:
        first = add(home, builder, "Stonebeck")

        def fail(stage: str, done: int, total: int) -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            builder.build(fail)
        assert gone(first)
        assert add(home, builder, "Marrow") != first


@pytest.mark.slow
def test_stopping(tmp_path: Path) -> None:
    """Stopping kills a build that runs or a process that waits; later builds are killed; the index stays."""
    home = furnish(tmp_path)
    with building(home) as builder:
        waiting = add(home, builder, "Stonebeck")
        builder.stop()
        assert gone(waiting)
    with building(home) as builder:
        save(home, "Marrow")
        for _ in range(2):
            with pytest.raises(IndexStateError, match="as it was before"):
                builder.build(lambda *_: builder.stop())
    assert not found(home, "Marrow")


@pytest.mark.slow
def test_idleness(tmp_path: Path) -> None:
    """A process for which there is nothing to build ends by itself; the next build has another."""
    home = furnish(tmp_path)
    with building(home, idle=0.5) as builder:
        first = add(home, builder, "Stonebeck")
        assert gone(first)
        assert add(home, builder, "Marrow") != first


@pytest.mark.slow
def test_a_model_that_is_replaced(tmp_path: Path) -> None:
    """Where a file of the model was written to, a fresh process loads it."""
    home = furnish(tmp_path)
    file = SHIPPED / "tokenizer.json"
    if not os.access(file, os.W_OK):
        pytest.skip("the model's files cannot be touched")
    with building(home) as builder:
        first = add(home, builder, "Stonebeck")
        status = file.stat()
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))  # a change, but for its contents
        assert add(home, builder, "Marrow") != first


@pytest.mark.slow
def test_a_chroma_server_that_is_started_again(tmp_path: Path) -> None:
    """A process that stays asks a Chroma server anew for each build, and tells when it is not there."""
    home = furnish(tmp_path)
    with chroma_house(tmp_path / "chroma") as house, building(home, CHROMA_URL=house.server.url) as builder:
        first = add(home, builder, "Stonebeck", house.server)
        house.stop()
        house.start()
        assert add(home, builder, "Marrow", house.server) == first
        house.stop()
        save(home, "Quillby")
        with pytest.raises(VectorServerError, match="cannot be reached"):
            builder.build(lambda *_: None)
        house.start()
        assert builder.build(lambda *_: None).added == 1


PARENT = """
import os, sys
from pathlib import Path
from bot.discord.building import Builder, Plan

def tell(stage, done, total):
    if stage == sys.argv[2]:
        os.kill(os.getpid(), 9)

if __name__ == "__main__":
    home = Path(sys.argv[1])
    env = {"OPENAI_API_KEY": "made up", "OPENAI_API_BASE": sys.argv[3]}
    embedder = "openai:text-embedding-3-small" if sys.argv[2] == "embedding" else None
    Builder(Plan(home / "corpus", home / "index", embedder, env)).build(tell)
    print("built", flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["embedding", "afterwards"])
def test_a_parent_that_is_killed(tmp_path: Path, moment: str) -> None:
    """Where the bot is killed, its building process ends, in a build that is stuck as well as after one."""
    home = furnish(tmp_path)
    save(home, "Stonebeck")
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        parent = subprocess.Popen(
            [sys.executable, str(tmp_path / "parent.py"), str(home), moment, address],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        # Its end comes when the last process that has this open has ended.
        out, _ = parent.communicate(timeout=SOON)
    assert parent.returncode == -KILL
    assert out == (b"" if moment == "embedding" else b"built\n")
