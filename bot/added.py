"""What was added and what was built, for people at a terminal and for scripts; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.render.words import count
from bot.terminal import Look, printable
from index.article import Article
from index.dates import format_interval

if TYPE_CHECKING:
    from index.adding.report import Item
    from index.build import BuildReport

_MARKS = {"added": "+", "updated": "~", "there": "=", "failed": "-"}


def item_json(item: Item) -> dict[str, Any]:
    """Give one item the shape that `dateline add --json` promises."""
    article = item.article
    return {
        "source": item.source,
        "outcome": item.outcome.value,
        "path": item.path,
        "earlier": item.earlier,
        "reason": item.reason,
        "notes": list(item.notes),
        "article": article
        and {
            "article": article.id,
            "outlet": article.outlet,
            "via": article.via,
            "title": article.title,
            "authors": list(article.authors),
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "words": len(article.text.split()),
        },
    }


def build_json(report: BuildReport) -> dict[str, Any]:
    """Give what a build did the shape that `dateline index --json` promises."""
    failed = [{"path": failure.path, "error": failure.error} for failure in report.failed]
    return {**asdict(report), "failed": failed}


def item_lines(item: Item, dry_run: bool, look: Look) -> list[str]:
    """Write one item: its title and what was understood, or why it was not added."""
    mark = f"{_MARKS[item.outcome.value]} "
    if item.article is None or item.outcome.value in ("there", "failed"):
        told = f"{item.source} {item.reason}"
        lines = look.block(printable(told), "  ", first=mark)
        return [look.bad(line) if item.outcome.value == "failed" else look.dim(line) for line in lines]
    lines = [look.bold(line) for line in look.block(printable(item.article.title), "  ", first=mark)]
    lines += look.block(printable(_understood(item.article)), "  ")
    lines += [look.dim(line) for line in look.block(printable(_place(item, dry_run)), "  ")]
    for note in item.notes:
        lines += [look.warn(line) for line in look.block(printable(note), "  ", first="  ! ")]
    return lines


def summary_lines(items: Sequence[Item], left_out: int, corpus: Path, dry_run: bool, look: Look) -> list[str]:
    """Write what was done in all, and what comes next."""
    numbers = {name: sum(item.outcome.value == name for item in items) for name in _MARKS}
    said = {
        "added": f"{numbers['added']:,} {'would be added' if dry_run else 'added'}",
        "updated": f"{numbers['updated']:,} {'would be updated' if dry_run else 'updated'}",
        "there": f"{numbers['there']:,} there already",
        "failed": f"{numbers['failed']:,} not added",
    }
    told = ", ".join(text for name, text in said.items() if numbers[name]) or "nothing to add"
    text = f"{told[0].upper()}{told[1:]}."
    if left_out:
        text += (
            f" {left_out:,} more {'was' if left_out == 1 else 'were'} left out; add the same again for them."
        )
    if not dry_run and any(_lacks_something(item) for item in items):
        text += " What is unknown can be filled in at the top of the file."
    if (numbers["added"] or numbers["updated"]) and not dry_run:
        text += f" The next question reads what is new in {corpus}."
    return ["", *look.block(printable(text))]


def _lacks_something(item: Item) -> bool:
    article = item.article
    new = item.outcome.value in ("added", "updated")
    return new and article is not None and (article.outlet is None or article.published is None)


def _understood(article: Article) -> str:
    """Say who, when, by whom and how long."""
    who = article.outlet or "unknown outlet"
    if article.via:
        who += f" ({article.via})"
    when = (
        format_interval(article.published, article.published, "day") if article.published else "date unknown"
    )
    by = f", by {', '.join(article.authors)}" if article.authors else ""
    return f"{who}, {when}{by}, {count(len(article.text.split()), 'word')}"


def _place(item: Item, dry_run: bool) -> str:
    if item.earlier:
        return f"{item.path}, with new text; what it said before is kept in {item.earlier}"
    if item.outcome.value == "updated":
        return f"{item.path} would get a new text; what it says now would be kept"
    return f"{'would be ' if dry_run else ''}{item.path}"
