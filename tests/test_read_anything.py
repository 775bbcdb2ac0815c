"""Whatever a file holds, reading it gives articles or lines that say what is wrong, in bounded time."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.read import SUFFIXES, read_file

NAMES = [f"a{suffix}" for suffix in SUFFIXES]
# Pieces that the readers look for, in any order.
PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "title: ",
            "published: 2024-13-45\n",
            "\n\n",
            " ",
            "[",
            "]",
            "{",
            "}",
            '"',
            ": ",
            "#",
            "- ",
        ),
        *(
            "By ",
            "Ada Brook",
            " | ",
            "Harbor Gazette",
            "© ",
            "(AP) — ",
            "NORTHMOOR ",
            "2024-06-30",
            "04/14/24 ET",
        ),
        *(
            "Most Popular\n",
            "Read more:\n",
            "This article was published by ",
            "...",
            ".\n",
            "<p>",
            "</p>",
            "<div ",
        ),
        *(
            '{"body": "',
            '"title": ',
            "\\u0000",
            "\\ud800",
            "\x00",
            "\ufeff",
            "\u2028",
            "é",
            "The river rose. ",
        ),
    ]
)
CONTENT = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES, max_size=40).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass")),
    st.binary(max_size=200).map(gzip.compress),
)


def check(folder: Path, name: str, content: bytes) -> None:
    """Read a file and check what must hold of any."""
    path = folder / name
    path.write_bytes(content)
    articles, failures = read_file(path, folder)
    assert articles or failures
    for article in articles:
        assert article.id
        assert article.title.strip()
        assert article.text.strip()
        assert "\n" not in article.title
        for field in (article.id, article.title, article.text, article.outlet or "", article.url or ""):
            field.encode()  # fits into a store
    for failure in failures:
        assert failure.error.startswith(name)
        assert "\n" not in failure.error


@given(st.sampled_from(NAMES), CONTENT)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything(tmp_path: Path, name: str, content: bytes) -> None:
    """Any bytes under any name give an article that can be stored, or one line that names the file."""
    check(tmp_path, name, content)


@pytest.mark.slow
@given(st.sampled_from(NAMES), CONTENT)
@settings(max_examples=4000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_at_length(tmp_path: Path, name: str, content: bytes) -> None:
    """The same of many more."""
    check(tmp_path, name, content)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "A ",
        "1",
        "12 ",
        "1.1.",
        ". ",
        "- ",
        "a | ",
        "©a/",
        "/",
        "By A, ",
        "2024-01-01 ",
        "may ",
        "[(",
        "a\n",
        "<",
        "<p>",
    ],
)
def test_a_long_run_of_one_piece(tmp_path: Path, suffix: str, piece: str) -> None:
    """Endless repeats of what the readers look for are read like other text: no pattern runs away on them."""
    check(tmp_path, f"a{suffix}", (piece * (30_000 // len(piece))).encode())


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["(", "A ", "1", "a\n", "/" * 119 + "\n", "© a/b/c\n", "By A B, C D\n", "The "]
)
def test_a_megabyte_of_one_piece(tmp_path: Path, piece: str) -> None:
    """The same of a megabyte."""
    check(tmp_path, "a.txt", (piece * (1_000_000 // len(piece))).encode())
