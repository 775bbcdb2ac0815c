"""Terminal, Discord, JSON and page tell the same: who disagrees, and nobody where all of it can be true."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from bot.answer.comparing.sides import find_sides
from bot.answer.types import Answer
from bot.ask import Desk
from bot.render.answer_pages import answer_pages
from bot.render.console import to_text
from bot.render.contract import to_json
from bot.render.page import to_page
from bot.render.side_pages import has_sides, side_pages
from bot.render.side_words import NOT_JUDGED
from bot.render.sides import sides_text
from bot.terminal import Look
from docs.pictures import COMPARED
from index.build import build
from index.embed import load_embedder
from index.search import Index

ROOT = Path(__file__).parent.parent
SHIPPED = (ROOT / "tests" / "gold" / "shipped.jsonl", ROOT / "corpus")
SCRAPED = (
    ROOT.parent / "shared" / "eval" / "five-articles" / "dev.jsonl",
    ROOT.parent / "shared" / "articles",
)
TODAY = date(2023, 4, 21)
WARNING = "⚠️"


@pytest.fixture(scope="module", params=[SHIPPED, SCRAPED], ids=["shipped", "as scraped"])
def answers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[tuple[bool, Answer]]]:
    """Each gold question's answer, and whether outlets disagree on it."""
    gold, corpus = request.param
    if not gold.is_file():
        pytest.skip("the scraped articles and their questions are not here; they are not part of the project")
    index, embedder = tmp_path_factory.mktemp("fronts"), load_embedder(None)
    build(corpus, index, embedder)
    with Index.open(index, embedder) as opened:
        desk = Desk.open(opened)
        asked = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield [(one["disagree"], desk.ask(one["question"])) for one in asked]


def fronts(answer: Answer) -> dict[str, bool]:
    """Say of each front whether it tells of a disagreement."""
    discord = [embed.title for page in answer_pages(answer, TODAY) for embed in page.embeds]
    table = side_pages(answer)[0]
    return {
        "terminal": "▌" in to_text(answer, Look(width=100)),
        "json": to_json(answer)["disagreement"] is not None,
        "discord": any(title.startswith(WARNING) for title in discord),
        "page": 'class="differ"' in to_page(answer, TODAY),
        "table": bool(table.embeds) and NOT_JUDGED in table.embeds[-1].footer and _compared(answer),
    }


def _compared(answer: Answer) -> bool:
    return not all(claim.normal.type == "text" for claim in answer.claims)


def test_every_front_tells_it(answers: list[tuple[bool, Answer]]) -> None:
    """A disagreement is told by every front, and an agreement is called a disagreement by none."""
    wrong = [
        (answer.question, front)
        for disagree, answer in answers
        for front, told in fronts(answer).items()
        if told != disagree
    ]
    assert wrong == []
    assert any(disagree for disagree, _ in answers)


def test_each_position_is_whole_everywhere(answers: list[tuple[bool, Answer]]) -> None:
    """Each position has its outlets, its days and its quotes in every front, and the newest is marked."""
    for disagree, answer in answers:
        if not disagree:
            continue
        sides = find_sides(answer)
        shown = {
            "compare": " ".join(sides_text(answer, sides, Look(width=400)).split()),
            "page": unescape(to_page(answer, TODAY)),
            "table": " ".join(str(embed) for page in side_pages(answer) for embed in page.embeds),
        }
        assert has_sides(answer) and len(sides) > 1
        for front, text in shown.items():
            for side in sides:
                assert side.first and f"published {side.first.day} {side.first:%B %Y}" in text, front
                assert all(outlet in text for outlet in side.outlets), front
                assert all(citation.quote.split()[0] in text for citation in side.citations), front
            assert text.count("newest)") == sum(side.newest for side in sides), front
        assert any(position["newest"] for position in to_json(answer)["disagreement"]["positions"])
        assert "; newest)" in to_text(answer, Look(width=200))


def test_agreement_of_different_precision(answers: list[tuple[bool, Answer]]) -> None:
    """Where a weekday and a date, or a month and its days, are told of one event, compare says they agree."""
    agreeing = [
        answer
        for disagree, answer in answers
        if not disagree and answer.claims and answer.claims[0].normal.type == "date" and has_sides(answer)
    ]
    assert len(agreeing) >= 2
    for answer in agreeing:
        (side,) = find_sides(answer)
        assert side.voices > 1
        assert sides_text(answer, [side], Look(width=100)).startswith("They agree:")
        assert "They agree" in to_page(answer, TODAY)


def test_pictures_of_the_readme(tmp_path: Path) -> None:
    """The question whose picture shows an agreement is one, over several voices; the other is none."""
    embedder = load_embedder(None)
    build(ROOT / "corpus", tmp_path, embedder)
    with Index.open(tmp_path, embedder) as opened:
        desk = Desk.open(opened)
        agreed, differ = (find_sides(desk.ask(COMPARED[name])) for name in ("agreement", "disagreement"))
    assert len(agreed) == 1 and agreed[0].voices > 2
    assert len(differ) == 2
