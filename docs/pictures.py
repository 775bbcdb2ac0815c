"""Draw the pictures of the README: `python -m docs.pictures`.

Asks the shipped articles the README's questions, draws answers, what the button Compare shows and a timeline
as the bot sends them, and writes docs/*.png. Needs Chromium, for the messages, and a font with emoji.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from datetime import date
from pathlib import Path

from bot.answer.types import Answer
from bot.ask import Desk
from bot.discord.buttons import Style, answer_view
from bot.render.answer_pages import answer_pages
from bot.render.side_pages import side_pages
from bot.render.timeline import draw_timeline
from docs.browser import find_chromium, shoot
from docs.discord_page import page
from index.build import build
from index.embed import load_embedder
from index.search import Index

HERE = Path(__file__).parent
QUESTIONS = {
    "answer": "when did Li meet Putin?",
    "disagreement": "How long was Li Shangfu's visit to Russia?",
}
"""By the name of the picture: a question whose answer is drawn."""

COMPARED = {
    "agreement": "When was Xi Jinping's visit?",
    "disagreement": QUESTIONS["disagreement"],
}
"""By the name of the picture: a question of whose answer the sides are drawn; outlets agree on the first."""

TODAY = date(2023, 4, 21)  # a day on which the articles were news; fixed, so that the pictures stay the same
_WIDTH = 480
_LARGEST = 150_000  # bytes of a picture


def main() -> None:
    """Draw every picture and say what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=HERE, help="the folder of the pictures")
    parser.add_argument("--chromium", default=find_chromium(), help="the browser that draws the messages")
    options = parser.parse_args()
    if options.chromium is None:
        sys.exit("no chromium is on PATH; install it, or name it with --chromium")
    pictures = {}
    for name, question in QUESTIONS.items():
        answer = ask(question)
        pictures[f"discord-{name}.png"] = shoot(draw_message(answer), options.chromium, _WIDTH)
        if name == "answer":
            for theme in ("dark", "light"):
                pictures[f"timeline-{theme}.png"] = draw_timeline(answer, theme == "dark")
    for name, question in COMPARED.items():
        pictures[f"compare-{name}.png"] = shoot(draw_sides(ask(question)), options.chromium, _WIDTH)
    for file, picture in pictures.items():
        if len(picture) > _LARGEST:
            sys.exit(f"{file} would have {len(picture):,} bytes; more than {_LARGEST:,} are too slow to load")
        (options.out / file).write_bytes(picture)
        print(f"{options.out / file}  {len(picture):,} bytes")


def ask(question: str) -> Answer:
    """Answer a question from the shipped articles, with the shipped model and a fresh index."""
    with tempfile.TemporaryDirectory() as folder:
        embedder = load_embedder(None)
        build(HERE.parent / "corpus", Path(folder), embedder)
        return Desk.open(Index.open(Path(folder), embedder)).ask(question)


def draw_message(answer: Answer) -> str:
    """Draw an answer's message, with its buttons, as the bot sends it for /ask."""
    pages = answer_pages(answer, TODAY, "asked")
    return page(pages[0], asyncio.run(_buttons(answer, len(pages))), _WIDTH, f"{TODAY:%d/%m/%Y} 10:02")


def draw_sides(answer: Answer) -> str:
    """Draw what the button Compare shows of an answer."""
    (table,) = side_pages(answer)
    return page(table, (), _WIDTH, f"{TODAY:%d/%m/%Y} 10:03", only_you=True)


async def _buttons(answer: Answer, pages: int) -> list[tuple[str, bool]]:
    """Read what the bot's buttons say; they need a running loop, though not Discord."""
    view = answer_view(1, answer, 0, pages, Style("asked", True))
    rows = view.to_components()
    return [
        (f"{button.get('emoji', {}).get('name', '')} {button['label']}".strip(), not button.get("disabled"))
        for row in rows
        for button in row["components"]
    ]


if __name__ == "__main__":
    main()
