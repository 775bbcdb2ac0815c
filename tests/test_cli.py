"""The `dateline` command as people and scripts meet it: what is printed where, and the exit status."""

from __future__ import annotations

import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import evals
from bot.cli import run
from bot.commands.evaluate import WHAT
from bot.questions import LONGEST
from tests.contract import HIT, check_answer, check_shape

FERRY = """---
outlet: Harbour Gazette
title: Ferry to Lund runs again
published: 2024-02-07
---

The ferry between Lund and Brae ran again on Tuesday, said Ada Holm, who heads the line.

It had been kept in harbour for nine days by a storm that tore two moorings.
"""
STORM = """---
outlet: Brae Herald
title: Storm leaves Brae
published: 2024-02-08
---

The storm that closed the harbour of Brae has moved north, the weather office said on Wednesday.

Mayor Tove Lindqvist thanked the harbour crew, who had worked through three nights.
"""
PROGRAM = [sys.executable, "-c", "from bot.cli import main; main()"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two articles in corpus/ and no setting from outside."""
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "ferry.md").write_text(FERRY, encoding="utf-8")
    (tmp_path / "corpus" / "storm.md").write_text(STORM, encoding="utf-8")
    return tmp_path


class Ran:
    """How a command ended: its exit status and what it wrote."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def line(self) -> str:
        """The one line on standard error; fails where there are more or a traceback."""
        (line,) = self.err.splitlines()
        assert line.startswith("dateline: ")
        return line

    @property
    def json(self) -> Any:
        """The one JSON value on standard output."""
        (line,) = self.out.splitlines()
        return json.loads(line)


class Shell:
    """Runs commands in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Ran:
        self._capsys.readouterr()
        status = run(arguments)
        out, err = self._capsys.readouterr()
        return Ran(status, out, err)


@pytest.fixture
def dateline(home: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs `dateline` with arguments in a working directory with two articles."""
    return Shell(capsys)


def process(
    arguments: Sequence[str], cwd: Path, stdin: str | bytes = "", **env: str
) -> subprocess.CompletedProcess[str]:
    """Run `dateline` as a process of its own."""
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    ran = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        input=data,
        capture_output=True,
        env={**os.environ, **env},
        check=False,
    )
    return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def test_answer_in_words(dateline: Shell) -> None:
    """ask answers with the day that the article means, its quote and source; standard error has one note."""
    ran = dateline("ask", "When did the ferry run again?")
    assert ran.status == 0
    assert "6 February 2024" in ran.out.splitlines()[0]
    assert "“The ferry between Lund and Brae ran again on Tuesday" in ran.out
    assert f"corpus{os.sep}ferry.md" in ran.out
    assert ran.line == "dateline: reading the articles in corpus"
    assert "\x1b" not in ran.out


def test_index_is_kept(dateline: Shell) -> None:
    """A second question on the same articles reads none of them again and says nothing on standard error."""
    first = dateline("ask", "When did the ferry run again?")
    second = dateline("ask", "When did the ferry run again?")
    assert second.out == first.out
    assert second.err == ""


def test_changed_articles_are_read(dateline: Shell, home: Path) -> None:
    """A question asked after an article was added is answered from it, with no command in between."""
    assert dateline("ask", "--json", "Who painted the lighthouse of Sund?").json["abstained"]
    text = (
        "---\noutlet: Sund Post\npublished: 2024-03-01\n---\n\nNils Aalto painted the lighthouse of Sund.\n"
    )
    (home / "corpus" / "sund.md").write_text(text, encoding="utf-8")
    answer = dateline("ask", "--json", "Who painted the lighthouse of Sund?").json
    assert "Nils Aalto" in answer["answer"]


def test_words_need_no_quotes(dateline: Shell) -> None:
    """A question may be typed without quotation marks."""
    assert dateline("ask", "--json", "when", "did", "the", "ferry", "run", "again?").json["question"] == (
        "when did the ferry run again?"
    )


def test_answer_as_json(dateline: Shell) -> None:
    """ask --json prints one object that keeps the contract, whose quote is the article's own words."""
    answer = dateline("ask", "--json", "When did the ferry run again?").json
    check_answer(answer)
    assert answer["answerer"] == "extractive"
    assert answer["citations"][0]["quote"] in FERRY
    assert answer["claims"][0]["normal"] == {
        "type": "date",
        "start": "2024-02-06",
        "end": "2024-02-06",
        "precision": "day",
    }


def test_abstention_is_no_failure(dateline: Shell) -> None:
    """What no article answers is said with exit status 0, and without a source."""
    answer = dateline("ask", "--json", "When did Ada Holm marry Nils Berg?")
    assert answer.status == 0
    check_answer(answer.json)
    assert answer.json["abstained"]
    assert answer.json["citations"] == []


def test_search(dateline: Shell) -> None:
    """search prints ranked passages, as JSON with the promised keys."""
    hits = dateline("search", "--json", "harbour crew").json
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    for hit in hits:
        check_shape(hit, HIT)
    assert hits[0]["article"] == "storm"
    assert len(dateline("search", "--json", "--limit", "1", "harbour").json) == 1
    assert "Brae Herald, 8 February 2024" in dateline("search", "harbour crew").out


def test_index_report(dateline: Shell) -> None:
    """index says what it did; a second run finds nothing to do."""
    report = dateline("index", "--json").json
    seconds = report.pop("seconds")
    assert seconds >= 0
    assert list(report) == [
        "added", "changed", "removed", "unchanged", "failed", "articles", "passages", "embedded"
    ]  # fmt: skip
    assert (report["added"], report["failed"], report["articles"]) == (2, [], 2)
    again = dateline("index", "--json").json
    assert (again["added"], again["unchanged"], again["embedded"]) == (0, 2, 0)
    assert dateline("index").out.startswith("2 articles, ")


def test_articles(dateline: Shell) -> None:
    """articles lists what is in, with passages, and what is unknown."""
    rows = dateline("articles", "--json").json
    assert [(row["article"], row["outlet"], row["published"]) for row in rows] == [
        ("ferry", "Harbour Gazette", "2024-02-07"),
        ("storm", "Brae Herald", "2024-02-08"),
    ]
    assert all(row["passages"] >= 1 for row in rows)
    assert "2 articles, 2 outlets" in dateline("articles").out


def test_outlet_and_dates_filter(dateline: Shell) -> None:
    """--outlet, --since and --until leave only what they name; upper and lower case do not count."""
    for options in (["--outlet", "brae herald"], ["--since", "2024-02-08"], ["--outlet", "BRAE HERALD"]):
        answer = dateline("ask", "--json", *options, "Who thanked the harbour crew?").json
        assert answer["searched"]["articles"] == 1
        assert "Lindqvist" in answer["answer"]
    answer = dateline("ask", "--json", "--until", "2024-02-07", "Who thanked the harbour crew?").json
    assert answer["abstained"]


WRONG_USAGE = [
    (["ask"], "the question is empty"),
    (["ask", ""], "the question is empty"),
    (["ask", " \t "], "the question is empty"),
    (["ask", "?!"], "has no word"),
    (["ask", "why " * 2500], "has 9,999 characters and may have 2,000"),
    (["search", ""], "the question is empty"),
    (["search", "--limit", "0", "ferry"], "--limit"),
    (["ask", "--batch", "questions.txt", "ferry"], "not both"),
    (["ask", "--batch", "missing.txt"], "missing.txt"),
    (["ask", "--batch", "corpus"], "cannot read the questions in corpus"),
    (["ask", "--since", "2024-02-30", "ferry"], "--since 2024-02-30"),
    (["ask", "--until", "soon", "ferry"], "--until soon"),
    (["ask", "--since", "2024-03-01", "--until", "2024-02-01", "ferry"], "swap them"),
    (["ask", "--outlet", "Nobody", "ferry"], "Brae Herald, Harbour Gazette"),
    (["ask", "--corpus", "", "ferry"], "--corpus is empty"),
    (["ask", "--nonsense", "ferry"], "No such option"),
    (["nonsense"], "No such command"),
    (["eval", "everything", "--data", "x"], "'answers', 'dates', 'reader', 'retrieval'"),
    (["eval", "answers"], "--data"),
    (
        ["eval", "dates", "--data", ".", "--corpus", "corpus"],
        "--corpus is for agreement, answers, retrieval, silence",
    ),
    (["eval", "answers", "--data", ".", "--corpus", "none"], "--corpus none: no such folder"),
    (["eval", "dates", "--data", "missing"], "--data missing"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG_USAGE, ids=[told for _, told in WRONG_USAGE])
def test_wrong_usage(dateline: Shell, arguments: list[str], told: str) -> None:
    """Wrong usage ends with status 2, nothing on standard output, and what to do on standard error."""
    ran = dateline(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert told in ran.err
    assert "Traceback" not in ran.err
    # A note on reading the articles may come first, where the index is needed to see what is wrong.
    assert ran.err.splitlines()[-1].startswith("dateline: ")
    assert len(ran.err.splitlines()) <= 2


def test_wrong_setting(dateline: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that cannot be used is named, with what is allowed, before anything is read."""
    monkeypatch.setenv("DATELINE_EMBEDDER", "abacus")
    ran = dateline("ask", "When did the ferry run again?")
    assert ran.status == 2
    assert "DATELINE_EMBEDDER=abacus" in ran.line


def test_settings_from_a_file(dateline: Shell, home: Path) -> None:
    """.env in the working directory is read; an option wins over it."""
    (home / "corpus").rename(home / "news")
    (home / ".env").write_text("DATELINE_CORPUS=news\nDATELINE_INDEX=ix\n", encoding="utf-8")
    assert len(dateline("articles", "--json").json) == 2
    assert (home / "ix").is_dir()
    assert not (home / ".dateline").exists()
    assert dateline("articles", "--corpus", "elsewhere").status == 1


def test_every_corpus_has_its_index(dateline: Shell, home: Path) -> None:
    """Two corpora asked in turn keep an index each, so that neither is read twice."""
    (home / "other").mkdir()
    (home / "other" / "storm.md").write_text(STORM, encoding="utf-8")
    for corpus, number in (("corpus", 2), ("other", 1)):
        assert len(dateline("articles", "--json", "--corpus", corpus).json) == number
    for corpus in ("corpus", "other"):
        assert dateline("articles", "--corpus", corpus).err == ""


def test_batch(dateline: Shell, home: Path) -> None:
    """A file of questions gives a line a line, in order; one that cannot be asked gives its error."""
    lines = ["When did the ferry run again?", "", "x" * (LONGEST + 1), "Who is the mayor of Brae?"]
    (home / "questions.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = dateline("ask", "--batch", "questions.txt")
    assert ran.status == 0
    values = [json.loads(line) for line in ran.out.splitlines()]
    assert [value["question"] for value in values] == lines
    assert [list(value) == ["question", "error"] for value in values] == [False, True, True, False]
    check_answer(values[0])
    check_answer(values[3])


def test_batch_of_nothing(dateline: Shell, home: Path) -> None:
    """An empty file gives nothing and succeeds; one in which nothing can be asked fails."""
    (home / "none.txt").write_text("", encoding="utf-8")
    ran = dateline("search", "--batch", "none.txt")
    assert (ran.status, ran.out) == (0, "")
    (home / "bad.txt").write_text("\n\n", encoding="utf-8")
    ran = dateline("search", "--batch", "bad.txt")
    assert (ran.status, len(ran.out.splitlines())) == (1, 2)
    assert "none of the 2 questions in bad.txt" in ran.line


def test_batch_from_standard_input(home: Path) -> None:
    """A batch named - reads standard input, whatever bytes are in it and however its lines end."""
    assert run(["index"]) == 0
    ran = process(["search", "--batch", "-"], home, b"harbour\r\nca\xff\xfe fe\nmoorings")
    assert ran.returncode == 0
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(found) == 3
    assert found[2][0]["article"] == "ferry"


BAD_FILES: list[tuple[str, bytes]] = [
    ("binary.txt", bytes(range(256)) * 40),
    ("yaml.md", b"---\noutlet: [unclosed\ntitle: x: y: z\n---\n\nText of it.\n"),
    ("empty.txt", b""),
    ("dump.jsonl", b'{"title": "no end of it\n'),
    ("page.html", b""),
    ("pressed.jsonl.gz", b"not pressed at all"),
]


@pytest.mark.parametrize(("name", "content"), BAD_FILES, ids=[name for name, _ in BAD_FILES])
def test_bad_file(dateline: Shell, home: Path, name: str, content: bytes) -> None:
    """A file that gives no article is named with what to do; the others are indexed and answer."""
    (home / "corpus" / name).write_bytes(content)
    ran = dateline("index", "--json")
    assert ran.status == 0
    (failure,) = ran.json["failed"]
    assert failure["path"].startswith(name)
    assert len(failure["error"].splitlines()) == 1
    assert ran.json["articles"] == 2
    assert name in dateline("index").out
    ran = dateline("ask", "When did the ferry run again?")
    assert ran.status == 0
    assert "6 February 2024" in ran.out
    assert "Traceback" not in ran.err


def test_large_file(dateline: Shell, home: Path) -> None:
    """A file of 200 MB is named and left out."""
    with (home / "corpus" / "large.txt").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (failure,) = dateline("index", "--json").json["failed"]
    assert failure["path"] == "large.txt"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_unreadable_file(dateline: Shell, home: Path) -> None:
    """A file without permission to read is named; the others are indexed."""
    (home / "corpus" / "locked.txt").write_text("Some words of an article.", encoding="utf-8")
    (home / "corpus" / "locked.txt").chmod(0)
    report = dateline("index", "--json").json
    assert [failure["path"] for failure in report["failed"]] == ["locked.txt"]
    assert report["articles"] == 2


def test_text_that_is_not_utf8(dateline: Shell, home: Path) -> None:
    """An article with bytes that are not UTF-8 is read, and named with what to do."""
    (home / "corpus" / "latin.txt").write_bytes(
        "Årsta: the café by the harbour has closed.\n".encode("latin-1") * 4
    )
    report = dateline("index", "--json").json
    assert report["articles"] == 3
    (failure,) = report["failed"]
    assert failure["path"] == "latin.txt"
    assert "UTF-8" in failure["error"]


def test_impossible_date(dateline: Shell, home: Path) -> None:
    """An article with a day that no calendar has is indexed without a date, and named."""
    (home / "corpus" / "storm.md").write_text(STORM.replace("2024-02-08", "2024-02-31"), encoding="utf-8")
    report = dateline("index", "--json").json
    assert [list(failure) for failure in report["failed"]] == [["path", "error"]]
    assert "storm.md" in report["failed"][0]["error"]
    assert [row["published"] for row in dateline("articles", "--json").json] == ["2024-02-07", None]


def test_file_that_went_bad(dateline: Shell, home: Path) -> None:
    """When one article becomes unreadable the others stay, and the sum says what failed."""
    assert dateline("index", "--json").json["articles"] == 2
    (home / "corpus" / "storm.md").write_bytes(b"---\ntitle: [\n---\n\nx\n")
    report = dateline("index", "--json").json
    assert [failure["path"] for failure in report["failed"]] == ["storm.md"]
    assert dateline("ask", "--json", "When did the ferry run again?").json["abstained"] is False


def test_no_corpus(dateline: Shell, home: Path) -> None:
    """A corpus that is missing, a file, or empty ends with status 1 and a line that names it."""
    (home / "bare").mkdir()
    for corpus in ("missing", str(Path("corpus") / "ferry.md"), "bare"):
        for command in (["ask", "ferry"], ["search", "ferry"], ["index"], ["articles"]):
            ran = dateline(*command, "--corpus", corpus)
            assert (ran.status, ran.out) == (1, "")
            assert corpus in ran.err.splitlines()[-1]
            assert "Traceback" not in ran.err


def test_corrupt_catalog(dateline: Shell, home: Path) -> None:
    """A damaged catalog is named with what to do, and doing it mends it."""
    dateline("index")
    catalog = home / ".dateline" / "catalog.sqlite3"
    catalog.write_bytes(b"SQLite format 3\0" + os.urandom(4096))
    ran = dateline("ask", "When did the ferry run again?")
    assert ran.status == 1
    assert "catalog.sqlite3" in ran.line
    catalog.unlink()
    assert "6 February 2024" in dateline("ask", "When did the ferry run again?").out


def test_newer_index(dateline: Shell, home: Path) -> None:
    """An index that a newer Dateline wrote is left alone, and the line says what to do."""
    import sqlite3
    from contextlib import closing

    dateline("index")
    catalog = home / ".dateline" / "catalog.sqlite3"
    with closing(sqlite3.connect(catalog)) as connection:
        connection.execute("PRAGMA user_version = 999")
    for command in (["ask", "ferry"], ["index"]):
        ran = dateline(*command)
        assert ran.status == 1
        assert "newer" in ran.err.splitlines()[-1]
    with closing(sqlite3.connect(catalog)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (999,)


def test_index_of_another_model(dateline: Shell, home: Path) -> None:
    """An index that another embedding model made is made anew by the next question."""
    import sqlite3
    from contextlib import closing

    dateline("index")
    with closing(sqlite3.connect(home / ".dateline" / "catalog.sqlite3")) as connection, connection:
        connection.execute("UPDATE meta SET value = 'another' WHERE key = 'fingerprint'")
    ran = dateline("ask", "When did the ferry run again?")
    assert ran.status == 0
    assert "6 February 2024" in ran.out


def test_doctor(dateline: Shell, home: Path) -> None:
    """doctor says ok to everything that is well, before and after there is an index."""
    for _ in range(2):
        ran = dateline("doctor")
        assert ran.status == 0
        assert all(line.startswith(("ok  ", "    ")) for line in ran.out.splitlines())
        dateline("index")
    assert {row["check"] for row in dateline("doctor", "--json").json} == {
        "Python", "settings", "model", "reader", "SQLite", "articles", "index", "Chroma"
    }  # fmt: skip


def test_doctor_finds_what_is_wrong(dateline: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """doctor names each thing that is wrong, goes on to the next, and ends with status 1."""
    dateline("index")
    (home / ".dateline" / "catalog.sqlite3").write_bytes(b"x" * 5000)
    (home / "corpus").rename(home / "elsewhere")
    monkeypatch.setenv("DATELINE_CORPS", "news")
    ran = dateline("doctor", "--json")
    assert ran.status == 1
    found = {row["check"]: row["found"] for row in ran.json if not row["ok"]}
    assert "DATELINE_CORPS" in found["settings"]
    assert "catalog.sqlite3" in found["index"]
    assert "corpus" in found["articles"]
    assert "Python" not in found


def test_a_bug_is_one_line(dateline: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw is one line that says so; --debug shows where."""

    def fall(*_: object) -> None:
        raise ZeroDivisionError("no\nline ends")

    monkeypatch.setattr("bot.commands.articles.read_place", fall)
    ran = dateline("articles")
    assert ran.status == 1
    assert "bug in Dateline: ZeroDivisionError: no line ends" in ran.line
    with pytest.raises(ZeroDivisionError):
        run(["--debug", "articles"])


def test_interrupt_is_quiet(dateline: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with status 130 and no word."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.commands.articles.read_place", interrupt)
    ran = dateline("articles")
    assert (ran.status, ran.out, ran.err.strip()) == (130, "", "")


def test_help_and_version(dateline: Shell) -> None:
    """Help names every command; the version is the distribution's; no command at all shows the help."""
    text = dateline("--help").out
    for command in ("ask", "search", "index", "articles", "doctor", "eval"):
        assert f"\n  {command} " in text
        assert dateline(command, "--help").out.startswith(f"Usage: dateline {command} ")
    assert dateline().out == text
    assert dateline("--version").out.startswith("dateline ")


def test_eval_offers_what_there_is() -> None:
    """`dateline eval` offers every module of evals/ that measures something, and nothing else."""
    names = {module.name for module in pkgutil.iter_modules(evals.__path__)}
    assert set(WHAT) == {name for name in names if hasattr(import_module(f"evals.{name}"), "measure")}


def test_reader_that_leaves(home: Path) -> None:
    """When whoever reads the output stops reading, nothing is said about it."""
    (home / "many.txt").write_text("harbour\n" * 3000, encoding="utf-8")
    assert run(["index"]) == 0
    command = subprocess.Popen(
        [*PROGRAM, "search", "--batch", "many.txt"], cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout and command.stderr
    command.stdout.readline()
    command.stdout.close()
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait() != 0


@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
def test_interrupted_process(home: Path) -> None:
    """A process that waits for its next question ends with status 130 on Ctrl-C, without a word."""
    assert run(["index"]) == 0
    command = subprocess.Popen(
        [*PROGRAM, "search", "--batch", "-"],
        cwd=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert command.stdin and command.stdout
    command.stdin.write(b"harbour\n")
    command.stdin.flush()
    assert command.stdout.readline().startswith(b"[")
    command.send_signal(signal.SIGINT)
    _, err = command.communicate()
    assert (command.returncode, err.strip()) == (130, b"")


def test_output_in_a_poor_encoding(home: Path) -> None:
    """Where the terminal cannot write a letter a stand-in is written, and the command succeeds."""
    assert run(["index"]) == 0
    ran = process(["ask", "When did the ferry run again?"], home, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.returncode == 0
    assert "6 February 2024" in ran.stdout


def test_light_imports(home: Path) -> None:
    """Help loads no heavy package, and asking about few articles loads neither llama-index nor Chroma."""
    heavy = (
        "numpy",
        "yaml",
        "sqlite3",
        "onnxruntime",
        "tokenizers",
        "rich",
        "dotenv",
        "chromadb",
        "llama_index",
    )
    assert loaded(["--help"], heavy, home) == set()
    assert run(["index"]) == 0
    never = ("chromadb", "llama_index", "discord", "rich", "trafilatura", "nltk", "httpx", "pydantic")
    assert loaded(["ask", "When did the ferry run again?"], never, home) == set()


def loaded(arguments: Sequence[str], packages: Sequence[str], cwd: Path) -> set[str]:
    """Run a command in a process of its own and tell which of the packages it imported."""
    code = (
        "import json, sys\n"
        "from bot.cli import run\n"
        f"status = run({list(arguments)!r})\n"
        f"print(json.dumps([status, [p for p in {list(packages)!r} if p in sys.modules]]), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True)
    status, found = json.loads(ran.stderr.splitlines()[-1])
    assert status == 0, ran.stderr
    return set(found)


@pytest.mark.skipif(os.name != "posix", reason="opens a POSIX terminal")
def test_colour_is_for_terminals(home: Path) -> None:
    """A terminal gets bold type and its own width; NO_COLOR takes the type away."""
    assert run(["index"]) == 0
    question = ["ask", "When did the ferry run again?"]
    coloured, plain = on_terminal(question, home), on_terminal(question, home, NO_COLOR="1")
    assert "\x1b[1m" in coloured
    assert "\x1b" not in plain
    assert "6 February 2024" in plain
    assert max(len(line) for line in plain.splitlines()) <= 60


def on_terminal(arguments: Sequence[str], cwd: Path, **env: str) -> str:
    """Run `dateline` with standard output on a terminal of 60 columns; give what it wrote there."""
    import pty

    ours, theirs = pty.openpty()
    sizes = {"COLUMNS": "60", "LINES": "24", "TERM": "xterm"}
    clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=cwd,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**clean, **sizes, **env},
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:  # how Linux tells that the other end has closed
            break
        if not data:
            break
        written += data
    os.close(ours)
    assert command.wait() == 0
    return written.decode()
