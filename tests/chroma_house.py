"""A real Chroma server on loopback, which can be stopped, started again on the same data, and frozen."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from index.store.chroma_server import ChromaServer


class ChromaHouse:
    """One server on a port of its own; `server` says where it is, running or not."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("chroma", path=str(Path(sys.executable).parent)) or shutil.which("chroma")
        if found is None:
            pytest.skip("the command chroma, which comes with chromadb, is not installed")
        self._command, self._folder = found, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self.server = ChromaServer(f"http://127.0.0.1:{self._port}")

    def start(self) -> None:
        """Start it and wait until it answers; the test is skipped where it cannot start."""
        arguments = ["run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        with (self._folder.parent / "chroma.log").open("wb") as log:
            self._process = subprocess.Popen([self._command, *arguments], stdout=log, stderr=log)
        for _ in range(200):
            if self._process.poll() is not None:
                pytest.skip(f"chroma run ends with {self._process.returncode} here")
            try:
                httpx.get(f"{self.server.url}/api/v2/heartbeat", trust_env=False).raise_for_status()
                return
            except httpx.HTTPError:
                time.sleep(0.1)
        self.stop()
        pytest.skip("chroma run does not answer within 20 s here")

    def stop(self) -> None:
        """Kill it, as a machine that is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Let it accept connections and answer nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)


@contextmanager
def chroma_house(folder: Path) -> Iterator[ChromaHouse]:
    """Run a server on the data in a folder."""
    house = ChromaHouse(folder)
    house.start()
    try:
        yield house
    finally:
        house.stop()
