"""Files of a corpus folder: what becomes an article, and what is told of the rest."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from index.article import Article, Failure
from index.errors import CorpusError
from index.read import LARGEST, list_files, read_file

TEXT = "The gates of Greyfield will stay open until the autumn, the river board said on Monday."
MORE = '"We had no choice," said Ada Brook, who leads the board, and thanked the millers for their patience.'


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file into a corpus folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, name: str, content: str | bytes) -> tuple[list[Article], list[Failure]]:
    """Write a file and read it."""
    return read_file(put(folder, name, content), folder)


def failure(folder: Path, name: str, content: str | bytes) -> str:
    """Write a file that gives no article, and give the one line that is told of it."""
    articles, failures = read(folder, name, content)
    assert articles == []
    assert [item.path for item in failures] == [name]
    assert not failures[0].indexed
    assert failures[0].error.startswith(name)
    assert "\n" not in failures[0].error
    return failures[0].error


FRONT = """\
---
outlet: Harbor Gazette
via: Associated Press
title: "Gates stay open: board"
authors:
  - Ada Brook
  - Bo Lind
published: 2024-06-30
url: https://harbor-gazette.example/gates
---
"""


def test_front_matter(tmp_path: Path) -> None:
    """Front matter gives an article's fields and the rest its text; an agency gets its short name."""
    [article], failures = read(
        tmp_path, "2024/gates.md", f"{FRONT}\n# Gates stay open: board\n\n{TEXT}\n\n{MORE}\n"
    )
    assert article == Article(
        id="gates",
        path="2024/gates.md",
        outlet="Harbor Gazette",
        via="AP",
        title="Gates stay open: board",
        authors=("Ada Brook", "Bo Lind"),
        published=date(2024, 6, 30),
        url="https://harbor-gazette.example/gates",
        text=f"{TEXT}\n\n{MORE}",
    )
    assert failures == []


def test_empty_fields_come_from_the_text(tmp_path: Path) -> None:
    """What front matter leaves empty is taken from the text's own marks, and else stays unknown."""
    block = "---\noutlet: Harbor Gazette\nvia:\ntitle:\nauthor: Ada Brook, Bo Lind and Una Marsh\n---\n"
    body = f"Gates of Greyfield stay open\n\nPublished April 3, 2024\n\nGREYFIELD (Reuters) - {TEXT}"
    [article], _ = read(tmp_path, "gates.md", block + body)
    assert (article.outlet, article.via, article.published) == ("Harbor Gazette", "Reuters", date(2024, 4, 3))
    assert article.title == "Gates of Greyfield stay open"
    assert article.authors == ("Ada Brook", "Bo Lind", "Una Marsh")
    assert article.url is None


def test_scraped_text(tmp_path: Path) -> None:
    """A page's text gives headline, outlet, day and authors by its marks, and the article without them."""
    page = f"Home\n\nGates stay open\n\nBy Ada Brook | Harbor Gazette\n\n03.04.2024 10:12\n\n{TEXT}\n\nShare"
    [article], failures = read(tmp_path, "a.txt", page)
    assert (article.title, article.outlet) == ("Gates stay open", "Harbor Gazette")
    assert article.authors == ("Ada Brook",)
    assert article.published == date(2024, 4, 3)
    assert article.text == TEXT
    assert failures == []


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("river-gates_open.txt", TEXT, "River gates open"),
        ("0a77.txt", TEXT, "The gates of Greyfield will stay open until the autumn, the river …"),
        ("0a77.txt", "Gates open", "Gates open"),
    ],
)
def test_a_title_is_always_found(tmp_path: Path, name: str, text: str, title: str) -> None:
    """Without a headline the title is the file's name if it is made of words, else the text's first words."""
    [article], _ = read(tmp_path, name, text)
    assert article.title == title


@pytest.mark.parametrize(
    ("content", "encoding", "told"),
    [
        (TEXT, "utf-8", False),
        (TEXT + "é", "utf-8-sig", False),
        (TEXT + "é", "utf-16", False),
        (TEXT + " Café, señor.", "cp1252", True),
    ],
)
def test_encodings(tmp_path: Path, content: str, encoding: str, told: bool) -> None:
    """Unicode files read as they are; another encoding is guessed, and the guess is told."""
    [article], failures = read(tmp_path, "a.txt", content.encode(encoding))
    assert article.text == content
    assert [(item.indexed, "save it as UTF-8" in item.error) for item in failures] == [(True, True)] * told


def test_a_broken_character_does_not_spoil_a_file(tmp_path: Path) -> None:
    """One broken byte in a UTF-8 file is shown as such, and the rest is read."""
    [article], failures = read(tmp_path, "a.txt", f"Café señor über. {TEXT} ".encode() + b"\xe2\x80")
    assert article.text.startswith("Café señor über. The gates")
    assert failures[0].indexed


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", " \n\t\n", "is empty"),
        ("a.txt", b"\x00\x01\x02" * 300, "is binary"),
        ("a.txt", bytes(range(256)) * 20, "is binary"),
        ("a.txt", b"\x81\x8d\x8f\x90\x9d" * 300, "not text"),
        ("a.txt", b"%PDF-1.7 text", "is a PDF"),
        ("a.md", b"PK\x03\x04 text", "ZIP"),
        ("a.txt", "1234 5678", "no article text"),
        ("a.md", f"---\ntitle: Gates: open\n---\n{TEXT}", "line 2"),
        ("a.md", f"---\ntitle: Gates\n# one\noutlet: [Gazette\n---\n{TEXT}", "line 4"),
        ("a.md", f"---\ntitle: Gates\n\n{TEXT}", "never closes it"),
        ("a.md", "---\ntitle: Gates\n---\n", "no article text"),
        ("a.md", "---\ntitle: " + "[" * 5000 + f"\n---\n{TEXT}", "not YAML"),
        ("a.md", "---\ntitle: " + "x" * 70000 + f"\n---\n{TEXT}", "more than 64 kB"),
        ("a.html", "<html><body></body></html>", "without an article"),
        ("a.html", "<div>" * 100_000, "more tags"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: str | bytes, part: str) -> None:
    """A file that gives no article is told of in one line: its name, what is wrong and what to do."""
    told = failure(tmp_path, name, content)
    assert part in told
    assert ";" in told


@pytest.mark.parametrize("day", ["2024-02-30", "soon", "31/31/2024"])
def test_an_impossible_date(tmp_path: Path, day: str) -> None:
    """An article with an impossible date is read without it, and the date is told with its file and field."""
    [article], [told] = read(tmp_path, "a.md", f"---\ntitle: Gates\npublished: {day}\n---\n{TEXT}")
    assert article.published is None
    assert told.indexed
    assert told.error.startswith(f'a.md front matter, field published: "{day}" is no date')


def test_too_large_a_file(tmp_path: Path) -> None:
    """A file of more than 20 MB is not opened, and its line says so."""
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST * 10)
    articles, [told] = read_file(path, tmp_path)
    assert articles == []
    assert told.error.startswith("big.txt has 200 MB and 20 MB are the most")


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    """A file that is gone when it is read is told of."""
    path = put(tmp_path, "a.txt", TEXT)
    path.unlink()
    assert read_file(path, tmp_path) == ([], [Failure("a.txt", "a.txt is gone; index again")])


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened is told of."""
    path = put(tmp_path, "a.txt", TEXT)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    _, [told] = read_file(path, tmp_path)
    assert told.error == "a.txt may not be read; change its permissions or remove it"


def test_links(tmp_path: Path) -> None:
    """Links in a circle and links to nothing are told of; each folder is read once."""
    put(tmp_path, "in/a.txt", TEXT)
    (tmp_path / "in" / "back").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "in")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere.txt")
    files = list_files(tmp_path)
    assert len([path for path in files if path.name == "a.txt"]) == 1
    told = [item for path in files for item in read_file(path, tmp_path)[1]]
    assert sorted(item.path for item in told) == ["lost.txt", "self.txt"]


def test_listing(tmp_path: Path) -> None:
    """Files are listed from all folders, sorted; hidden ones, README.md and other kinds are passed over."""
    names = ["b.TXT", "a.md", "sub/c.jsonl.gz", "sub/d.htm", "e.jsonl"]
    others = ["README.md", "sub/ReadMe.MD", ".hidden.txt", ".git/f.txt", "g.pdf", "h.json", "i.gz", "j"]
    for name in names + others:
        put(tmp_path, name, TEXT)
    os.mkfifo(tmp_path / "pipe.txt")
    found = [path.relative_to(tmp_path).as_posix() for path in list_files(tmp_path)]
    assert found == sorted(names)


def test_an_unusable_corpus(tmp_path: Path) -> None:
    """A corpus that is missing, a file or without articles is refused with one line that names it."""
    file = put(tmp_path, "a.txt", TEXT)
    (tmp_path / "empty").mkdir()
    for place, part in (
        (tmp_path / "no", "does not exist"),
        (file, "is a file"),
        (tmp_path / "empty", "no article"),
    ):
        with pytest.raises(CorpusError, match=part) as caught:
            list_files(place)
        assert str(place) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_odd_names(tmp_path: Path) -> None:
    """A file whose name is no Unicode is read under a name that can be stored."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_text(TEXT)
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    [article], _ = read_file(path, tmp_path)
    assert article.path == "caf\\xe9.txt"
    assert article.id.encode()
