"""How answers are measured: what the judge finds, where the articles are looked for, and the floors."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import run
from evals.answers import count, find_corpus, measure, table
from evals.data import DataError
from evals.floors import read_floors
from evals.judge import Failure, Gold, Sources, judge, read_gold
from tests import newsroom

MET = Gold("m", "When did Brook meet Lind?", abstain=False, disagree=False)
QUOTE = "The two-day visit ended on Monday"


def answer(text: str = "It was 12 May 2024.", **fields: Any) -> dict[str, Any]:
    """An answer with one claim, of 12 May 2024, quoted from the Post; `fields` replace its own."""
    normal = {"type": "date", "start": "2024-05-12", "end": "2024-05-12", "precision": "day"}
    return {
        "answer": text,
        "abstained": False,
        "citations": [{"n": 1, "article": "post-talks", "path": "post-talks.md", "quote": QUOTE}],
        "claims": [{"value": "12 May 2024", "normal": normal, "citations": [1]}],
        "disagreement": None,
        **fields,
    }


def told(value: str, article: int = 1) -> dict[str, Any]:
    """A disagreement with one position, which the citation of that number holds up."""
    return {"note": "They differ.", "positions": [{"value": value, "citations": [article]}]}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """The invented articles."""
    return Sources(newsroom.write(tmp_path / "articles"))


FAULTS: list[tuple[dict[str, Any], dict[str, Any], list[Failure]]] = [
    ({}, {}, []),
    ({"expect_any": ("14 May", "12 MAY")}, {}, []),
    ({"expect_any": ("14 May",)}, {}, [Failure.WRONG]),
    ({"dates": ("2024-05-12", "2024-05", "2024")}, {}, []),
    ({"dates": ("2024-05-13",)}, {}, [Failure.DATE]),
    ({"dates": ("2024-05-12",)}, {"claims": []}, [Failure.DATE]),
    ({"cite_any": ("herald-plan", "post-talks")}, {}, []),
    ({"cite_any": ("herald-plan",)}, {}, [Failure.UNCITED]),
    ({"disagree": True}, {}, [Failure.MISSED]),
    ({}, {"disagreement": told("2 days")}, [Failure.INVENTED]),
    ({"disagree": True, "sides": (("post-talks", "2|two"),)}, {"disagreement": told("Two days")}, []),
    ({"disagree": True, "sides": (("post-talks", "four"),)}, {"disagreement": told("2")}, [Failure.SIDE]),
    ({"disagree": True, "sides": (("herald-plan", "2"),)}, {"disagreement": told("2")}, [Failure.SIDE]),
    ({"abstain": True}, {}, [Failure.ANSWERED]),
    ({"abstain": True}, {"abstained": True, "claims": [], "citations": []}, []),
    ({"expect_any": ("12",), "cite_any": ("x",)}, {"abstained": True}, [Failure.ABSTAINED]),
    ({"disagree": True}, {"abstained": True}, [Failure.MISSED, Failure.ABSTAINED]),
]


@pytest.mark.parametrize(("wanted", "given", "failures"), FAULTS)
def test_faults(
    sources: Sources, wanted: dict[str, Any], given: dict[str, Any], failures: list[Failure]
) -> None:
    """Each way to be wrong is found and named, and nothing is found in what is right."""
    fields = {"abstain": False, "disagree": False, **wanted}
    faults = judge(Gold("q", "When?", **fields), answer(**given), sources)
    assert [fault.failure for fault in faults] == failures


@pytest.mark.parametrize(
    ("quote", "failures"),
    [
        ("The two-day\n\nvisit  ended on Monday", []),
        ("The two-day visit ended on Sunday", [Failure.QUOTE]),
        ("the two-day visit ended on Monday", [Failure.QUOTE]),
    ],
)
def test_quotes(sources: Sources, quote: str, failures: list[Failure]) -> None:
    """A quote must stand in its file letter for letter; only white space may differ."""
    citation = {"n": 1, "article": "post-talks", "path": "post-talks.md", "quote": quote}
    faults = judge(MET, answer(citations=[citation]), sources)
    assert [fault.failure for fault in faults] == failures


def test_quotes_of_escaped_files(tmp_path: Path) -> None:
    """Words of a dump and of a page are found although JSON and markup write them otherwise."""
    line = json.dumps({"title": "Café", "body": 'She said: "Enough" –\nand left.'}) + "\n"
    (tmp_path / "dump.jsonl").write_text("no json\n[]\n" + line)
    (tmp_path / "dump.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    (tmp_path / "page.html").write_text("<p>She said: &quot;<b>Enough</b>&quot; &ndash; and left.</p>")
    sources = Sources(tmp_path)
    for name in ("dump.jsonl", "dump.jsonl.gz", "page.html"):
        assert sources.holds(name, '"Enough" – and left.')
        assert not sources.holds(name, '"Enough" – and stayed.')


def test_counting(tmp_path: Path) -> None:
    """Shares are of all questions; every failure is listed, and an error in one answer spares the others."""
    corpus = newsroom.write(tmp_path / "articles")
    asked = [
        MET,
        Gold("n", "How long was the visit?", abstain=False, disagree=True),
        Gold("o", "When did the whale sing?", abstain=True, disagree=False),
        Gold("p", "Who broke it?", abstain=False, disagree=False),
    ]

    def ask(question: str) -> dict[str, Any]:
        if question == "Who broke it?":
            raise ValueError("broken\x1b[31m")
        return answer()

    counted = count(ask, asked, corpus)
    assert {name: counted[name] for name in ("right", "abstention", "disagreement", "quotes")} == {
        "right": 0.25,
        "abstention": 0.5,
        "disagreement": 0.5,
        "quotes": 0.75,
    }
    assert counted["kinds"]["when"] == {"questions": 2, "right": 1}
    assert counted["failures"] == {"error": 1, Failure.ANSWERED: 1, Failure.MISSED: 1}
    assert [failed["id"] for failed in counted["failed"]] == ["n", "o", "p"]
    lines = table(counted).splitlines()
    assert lines[1].split() == ["all", "4", "1", "0.250"]
    assert lines[-1] == r"p Who broke it? error: ValueError: broken\x1b[31m"


GOLD: list[dict[str, Any]] = [
    {
        "id": "n1",
        "question": "When did Ada Brook meet Jon Lind?",
        "expect_any": ["12 May 2024"],
        "dates": ["2024-05-12"],
        "cite_any": ["gazette-talks", "post-talks"],
        "disagree": False,
        "abstain": False,
    },
    {
        "id": "n2",
        "question": "How many passengers did the Halcyon injure?",
        "disagree": True,
        "sides": [["gazette-talks", "14"], ["courier-accident", "17"]],
        "abstain": False,
    },
    {"id": "n3", "question": "When did Ada Brook visit Lisbon?", "disagree": False, "abstain": True},
]


def write_gold(path: Path, *lines: object) -> Path:
    """A file of gold questions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with gold questions, their articles two folders up, and floors of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("evals.floors.FLOORS", tmp_path / "floors.json")
    newsroom.write(tmp_path / "articles")
    write_gold(tmp_path / "eval" / "island" / "dev.jsonl", *GOLD)
    return tmp_path


def test_whole(home: Path) -> None:
    """Questions asked of the whole program are judged, and nothing is left in the working directory."""
    before = sorted(home.iterdir())
    measured = measure(Path("eval/island"))
    assert measured["failed"] == []
    assert (measured["questions"], measured["right"], measured["quotes"]) == (3, 1.0, 1.0)
    assert sorted(home.iterdir()) == before
    assert measured == measure(Path("eval/island/dev.jsonl"), corpus=home / "articles")


def test_articles_are_found(tmp_path: Path) -> None:
    """The nearest of `articles` and `corpus` beside the questions or at most two folders up is taken."""
    file = tmp_path / "a" / "b" / "c" / "gold.jsonl"
    file.parent.mkdir(parents=True)
    (tmp_path / "articles").mkdir()
    with pytest.raises(DataError, match="--corpus DIR"):
        find_corpus(file)
    for folder in (tmp_path / "a" / "articles", tmp_path / "a" / "b" / "corpus", file.parent / "corpus"):
        folder.mkdir()
        assert find_corpus(file) == folder.resolve()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("no json", "line 2: not JSON"),
        ("[1]", "line 2: not a JSON object"),
        ('{"abstain": true, "disagree": false}', '"question" must be a text'),
        ('{"question": "Who?", "type": "t", "evidence": []}', '"abstain" must be true or false'),
        ('{"question": "Who?", "abstain": true}', '"disagree" must be true or false'),
        ('{"question": "Who?", "abstain": true, "disagree": false, "dates": ["May"]}', "'May' is no day"),
        ('{"question": "Who?", "abstain": true, "disagree": false, "dates": ["2024-13"]}', "is no day"),
        ('{"question": "Who?", "abstain": true, "disagree": false, "expect_any": ["("]}', "no regular exp"),
        ('{"question": "Who?", "abstain": true, "disagree": false, "cite_any": "x"}', "list of texts"),
        ('{"question": "Who?", "abstain": true, "disagree": true, "sides": ["x"]}', "list of pairs"),
    ],
)
def test_bad_gold(tmp_path: Path, line: str, why: str) -> None:
    """A line that is no gold question is named, so that nothing passes for want of anything to ask."""
    file = tmp_path / "gold.jsonl"
    file.write_text("\n" + line)
    with pytest.raises(DataError, match=r"gold\.jsonl: line 2: .*README\.md") as raised:
        read_gold(file)
    assert why in str(raised.value)


def test_no_gold(tmp_path: Path) -> None:
    """A file without questions, a folder without a file or with two are told apart from a perfect score."""
    file = write_gold(tmp_path / "a.jsonl")
    with pytest.raises(DataError, match="holds no question"):
        measure(file)
    (tmp_path / "b.jsonl").touch()
    with pytest.raises(DataError, match=r"a\.jsonl, b\.jsonl"):
        measure(tmp_path)
    (tmp_path / "c").mkdir()
    with pytest.raises(DataError, match=r"there: none"):
        measure(tmp_path / "c")


def test_floors(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Floors are kept on demand; a figure below one is named with status 1 until that is accepted."""
    news = write_news(home / "news.jsonl", "Sunday", "Monday")
    arguments = ["eval", "dates", "--data", str(news), "--json"]
    assert run(arguments) == 0
    assert not (home / "floors.json").exists()
    assert run([*arguments, "--set-floors"]) == 0
    (key,) = read_floors(home / "floors.json")
    assert key.startswith("dates:")
    assert read_floors(home / "floors.json")[key]["recall"] == 1.0
    assert run(arguments) == 0

    floors = home / "floors.json"
    floors.write_text(json.dumps({key: {"exact_share": 1.1, "precision": 1.2, "recall": 0.2}}))
    capsys.readouterr()
    for refused in ([], ["--set-floors"]):
        assert run([*arguments, *refused]) == 1
        out, err = capsys.readouterr()
        assert len(json.loads(out)["below"]) == 2
        (line,) = err.splitlines()
        assert "exact_share is 1.000, below its floor 1.100; precision is 1.000, below" in line
        assert "--lower-floors" in line
        assert read_floors(floors)[key]["recall"] == 0.2
    assert run([*arguments, "--lower-floors"]) == 0
    assert read_floors(floors)[key] == {"exact_share": 1.0, "precision": 1.0, "recall": 1.0}
    floors.write_text("{")
    assert run(arguments) == 1
    assert "cannot read the floors" in capsys.readouterr().err


def test_floors_of_answers(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`dateline eval answers` finds the articles, prints the table and names the figure that fell."""
    gold = write_gold(home / "eval" / "island" / "dev.jsonl", GOLD[2], {**GOLD[2], "abstain": False})
    assert run(["eval", "answers", "--data", str(gold), "--set-floors"]) == 0
    out, err = capsys.readouterr()
    assert "n3 When did Ada Brook visit Lisbon? abstained, though an article answers" in out
    assert "floors.json" in err
    (key,) = read_floors(home / "floors.json")
    assert read_floors(home / "floors.json")[key] == {
        "abstention": 0.5,
        "disagreement": 1.0,
        "quotes": 1.0,
        "right": 0.5,
    }
    (home / "floors.json").write_text(json.dumps({key: {"right": 0.9}}))
    assert run(["eval", "answers", "--data", str(gold), "--corpus", "articles"]) == 1
    assert "right is 0.500, below its floor 0.900" in capsys.readouterr().err


def write_news(path: Path, *days: str) -> Path:
    """A file of one annotated article, published on Tuesday, 14 May 2024, which names Sunday and Monday."""
    values = {"Sunday": "2024-05-12", "Monday": "2024-05-13"}
    text = "They met on Sunday and parted on Monday."
    timex = [
        {
            "start": text.index(day),
            "end": text.index(day) + 6,
            "type": "DATE",
            "value": values[day],
            "text": day,
        }
        for day in days
    ]
    return write_gold(path, {"id": "a", "published": "2024-05-14", "text": text, "timex": timex})
