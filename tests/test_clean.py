"""What cleaning keeps of a scraped page, and what it drops."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.reading.clean import clean
from tests.scraped_pages import PAGES, ScrapedPage


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages(page: ScrapedPage) -> None:
    """Of each page the article's own paragraphs are kept, once and in order, and nothing else."""
    assert clean(page.raw).split("\n\n") == list(page.kept)


DUMP = Path(__file__).parents[2] / "shared" / "eval" / "multihop-rag"
PARAGRAPH = (
    "The river board of Greyfield said on Monday that the lower gates will stay open until the autumn."
)
SECOND = (
    "Nobody was hurt when the old bridge gave way, and the mayor thanked the crew of the ferry for its help."
)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright holders met the minister on Monday, and left without the agreement they had come for.",
        "More on the pier: the council will vote on Friday, said the mayor, and nobody expects a surprise.",
        "By Tuesday the water had reached the market square, and the bakers moved their ovens upstairs.",
        "Read more books in winter, the librarian of Aster told the children, who laughed and went away.",
        "Sponsored by the mill, the choir of Northmoor sang for two hours in the rain without a break.",
        "Ada Brook is a reporter for my opponents, the harbor master said, and she should be asked to go.",
        "Photo: the minister, left, shows the four ships that the harbor of Eastbank will have in spring.",
        "Share prices of the glassworks fell by a third on Thursday after its owners had given up.",
    ],
)
def test_sentences_stay(line: str) -> None:
    """A whole sentence stays in the text, even one that begins like a button, a notice or a byline."""
    assert line in clean(
        f"Greyfield keeps its gates open\n\n{PARAGRAPH}\n\n{line}\n\n{SECOND}\n\n{PARAGRAPH[4:]}"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Story continues below",
        "Share Tweet Post Email",
        "CLICK HERE TO GET THE HARBOR CHANNEL APP",
        "Sign up for our daily newsletter",
        "Follow us on Facebook",
        "Read more:",
        "12 Comments",
        "3 min read",
        "Getty Images",
        "© Orla Finch / Harbor Channel",
        "MAYOR OF EASTBANK SAYS FERRY LINK WAS NEVER ON THE TABLE",
        "Enlarge this image toggle caption Orla Finch/Harbor Channel",
        "2 hours ago",
        "___",
    ],
)
def test_furniture_goes(line: str) -> None:
    """Buttons, share bars, promotions in capitals and bare credits between paragraphs are dropped."""
    assert clean(f"{PARAGRAPH}\n\n{line}\n\n{SECOND}") == f"{PARAGRAPH}\n\n{SECOND}"


def test_subheadings_stay() -> None:
    """Short lines inside an article that are no furniture, such as subheadings and list items, stay."""
    text = f"{PARAGRAPH}\n\nWhat happens next\n\n- The gates close in October.\n\nQ. and A.\n\n{SECOND}"
    assert clean(text) == text


def test_clean_text_is_unchanged() -> None:
    """Cleaning what was cleaned changes nothing."""
    for page in PAGES:
        once = clean(page.raw)
        assert clean(once, page.title or "A title that is not in the text") == once


def test_known_title_is_dropped_only_itself() -> None:
    """A headline known from elsewhere is dropped where the text repeats it, and no other line with it."""
    assert clean(f"Gates stay open\n\nA line that opens the text\n\n{PARAGRAPH}", "Gates Stay Open") == (
        f"A line that opens the text\n\n{PARAGRAPH}"
    )
    assert (
        clean(f"A line that opens the text\n\n{PARAGRAPH}", "Gates stay open")
        == f"A line that opens the text\n\n{PARAGRAPH}"
    )


def test_characters_stay() -> None:
    """Inside a paragraph every character stays as it was printed; only white space is collapsed."""
    odd = "“Smart” quo\u00adtes,\u200b ﬁne ligatures… and e\u0301 accents stay ‒ as they are, said Zo\u00eb."
    assert clean(f"{odd}\u00a0 \t{odd[::-1]}") == f"{odd} {odd[::-1]}"


def test_controls_become_spaces() -> None:
    """Control characters part words like spaces."""
    assert clean(f"{PARAGRAPH}\x00{SECOND}") == f"{PARAGRAPH} {SECOND}"


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("The new crane in Port Aster, on May 3, 2024.", "The new crane in Port Aster, on May 3, 2024.", 0),
        ("The new crane in Port Aster.", "The new crane in Port Aster. (Ana Vidal/Lakewire)", 0),
        ("The new crane in Port Aster. (Ana Vidal/Lakewire)", "The new crane in Port Aster.", 1),
        ("FILE - The new crane in Port Aster, on May 3, 2024.", "FILE – The new crane in Port…", 0),
        ("The new crane stands in the harbor of...", "The new crane stands in the harbor of Port Aster.", 1),
        ("The new crane in Port Aster.", "The new crane in Port Aster. (Ana Vidal/Lakewire, May 3, 2024)", 1),
    ],
)  # fmt: skip
def test_captions_once(first: str, second: str, kept: int) -> None:
    """A caption printed twice is kept once: whole rather than cut short, and without its credit unless that
    holds figures."""
    shown = (first, second)[kept]
    assert clean(f"{PARAGRAPH}\n\n{first}\n\n{second}\n\n{SECOND}") == f"{PARAGRAPH}\n\n{shown}\n\n{SECOND}"


def test_something_is_left() -> None:
    """A text that is nothing but a headline comes back as itself."""
    assert clean("Mayor of Greyfield resigns") == "Mayor of Greyfield resigns"
    assert clean("") == ""


@given(st.text(max_size=400), st.text(max_size=30) | st.none())
@settings(max_examples=60, deadline=None)
def test_lines_are_slices(raw: str, title: str | None) -> None:
    """Whatever the text, each paragraph that cleaning gives is in it word for word, white space aside."""
    flat = " ".join(re.sub("[\\x00-\\x08\\x0e-\\x1b\\x7f]", " ", raw).split())
    for paragraph in clean(raw, title).split("\n\n"):
        assert paragraph in flat


@pytest.mark.slow
def test_facts_survive() -> None:
    """Of the sentences that a benchmark's answers rest on, cleaning keeps every one word for word."""
    if not DUMP.is_dir():
        pytest.skip(f"no evaluation data in {DUMP}")
    rows = [json.loads(line) for line in (DUMP / "corpus.jsonl").read_text("utf-8").splitlines()]
    raw = flat("\n".join(row["body"] for row in rows))
    cleaned = flat("\n".join(clean(row["body"], row["title"]) for row in rows))
    questions = (DUMP / "questions-dev.jsonl").read_text("utf-8").splitlines()
    facts = [flat(item["fact"]) for line in questions for item in json.loads(line)["evidence"]]
    assert [fact for fact in facts if fact in raw and fact not in cleaned] == []


def flat(text: str) -> str:
    """Collapse white space."""
    return " ".join(text.split())
