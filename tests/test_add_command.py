"""`dateline add` as a person and as a script see it."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from web import FERRY, Site, page, serve

from bot.cli import cli
from index.adding import fetch

ENV = {"DATELINE_PRIVATE_HOSTS": "127.0.0.1"}
NEWS = page("Ferry runs again", FERRY, "Harbour Gazette", "2024-02-07")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A web site on loopback, asked without a pause."""
    monkeypatch.setattr(fetch.time, "sleep", lambda seconds: None)
    with serve() as running:
        yield running


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder with no settings but those of the test."""
    monkeypatch.chdir(tmp_path)
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)


def run(*arguments: str) -> Result:
    """Run `dateline add`."""
    return CliRunner().invoke(cli, ["add", *arguments], standalone_mode=False)


def test_told(site: Site, tmp_path: Path) -> None:
    """It says who, when and how long, where the file is, what was not added and why, and what comes next."""
    done = run(site.put("/a", NEWS), site.url + "/nothing", "--corpus", "news")
    assert done.return_value == 1
    assert done.output.splitlines() == [
        "+ Ferry runs again",
        "  Harbour Gazette, 7 February 2024, 63 words",
        "  harbour-gazette-ferry-runs-again.md",
        f"- {site.url}/nothing is not there (404); check the address",
        "",
        "1 added, 1 not added. The next question reads what is new in news.",
    ]
    assert (tmp_path / "news" / "harbour-gazette-ferry-runs-again.md").is_file()


def test_again_and_updated(site: Site) -> None:
    """What is there already is told, and of an update where the earlier version is."""
    url = site.put("/a", NEWS)
    assert run(url).return_value == 0
    assert "1 there already." in run(url).output
    site.put("/a", NEWS.replace("42,000", "43,000"))
    done = " ".join(run(url).output.split())
    assert "with new text; what it said before is kept in .earlier/harbour-gazette-ferry-runs-again." in done
    assert "1 updated." in done


def test_dry_run(site: Site, tmp_path: Path) -> None:
    """A dry run says what would be done, in those words, and does nothing."""
    done = run("--dry-run", site.put("/a", NEWS))
    assert "would be harbour-gazette-ferry-runs-again.md" in done.output
    assert "1 would be added." in done.output
    assert list(tmp_path.iterdir()) == []


def test_json(site: Site) -> None:
    """As JSON it is one object, with everything that the text says."""
    done = run("--json", site.put("/a", page("Ferry runs again", FERRY)), "no.pdf")
    (line,) = done.stdout.splitlines()
    told = json.loads(line)
    added, failed = told["items"]
    assert (told["left_out"], told["dry_run"]) == (0, False)
    assert (added["outcome"], added["path"]) == ("added", "ferry-runs-again.md")
    assert added["article"]["words"] == 63
    assert added["article"]["outlet"] is None
    assert added["notes"] == ["names no outlet", "names no publication date"]
    assert (failed["outcome"], failed["reason"], failed["article"]) == ("failed", "is not there", None)


def test_hostile_title(site: Site) -> None:
    """A title cannot steer the terminal."""
    url = site.put("/a", page("Ferry \x1b]0;owned\x07 \u202eruns", FERRY, "G\x9b31m", "2024-02-07"))
    assert not set(run(url).output) & {"\x1b", "\x07", "\u202e", "\x9b"}


def test_wrong_use() -> None:
    """Without a source, and with an empty corpus, it is wrong usage."""
    assert run().exception is not None
    assert "--corpus is empty" in str(run("a.md", "--corpus", " ").exception)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_asks_on_a_terminal(site: Site, tmp_path: Path) -> None:
    """On a terminal it asks for outlet and date, and writes what was said into the file."""
    import pty

    main, side = pty.openpty()
    url = site.put("/a", page("Ferry runs again", FERRY))
    code = "from bot.cli import main; main()"
    command = [sys.executable, "-c", code, "add", url]
    env = {**os.environ, **ENV, "PYTHONPATH": str(Path(__file__).parents[1]), "TERM": "dumb"}
    process = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, cwd=tmp_path, env=env)
    os.close(side)
    shown = ""
    for wanted, answer in (("Which outlet", "Brae Post\n"), ("When was it", "2024-02-07\n"), ("added", "")):
        while wanted not in shown and select.select([main], [], [], 60)[0]:
            shown += os.read(main, 4096).decode()
        os.write(main, answer.encode())
    assert process.wait(60) == 0
    os.close(main)
    text = (tmp_path / "corpus" / "brae-post-ferry-runs-again.md").read_text()
    assert "outlet: Brae Post\n" in text
    assert "published: 2024-02-07\n" in text
