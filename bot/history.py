"""The versions of articles for people at a terminal and for scripts; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.render.words import count
from bot.terminal import Look, printable
from index.article import Article
from index.dates import format_interval
from index.versions import Change, Version, changes

MOST = 12
"""Changes of one version that are shown at a terminal; scripts get all."""

Histories = Sequence[tuple[Article, Sequence[Version]]]
"""Articles as they are now, each with what it said before, the oldest first."""


def histories_json(histories: Histories) -> list[dict[str, Any]]:
    """List versions for scripts; `changes` are those from a version to the next."""
    return [
        {
            "article": article.id,
            "path": article.path,
            "title": article.title,
            "url": article.url,
            "versions": [
                {
                    "path": version.path,
                    "until": version.until.isoformat().replace("+00:00", "Z"),
                    "title": version.article.title,
                    "published": version.article.published.isoformat() if version.article.published else None,
                    "changes": [_change_json(change) for change in changes(version.article, following)],
                }
                for version, following in _steps(article, versions)
            ],
        }
        for article, versions in histories
    ]


def histories_text(histories: Histories, look: Look) -> str:
    """Write versions for a terminal: each day on which an article changed, and what changed."""
    if not histories:
        return "No article has an earlier version.\n"
    lines: list[str] = []
    for article, versions in histories:
        lines += [look.bold(line) for line in look.block(printable(article.title))]
        lines += look.block(f"{printable(article.path)}, {count(len(versions), 'earlier version')}", "  ")
        for version, following in _steps(article, versions):
            day = format_interval(version.until.date(), version.until.date(), "day")
            head = f"changed on {day}, {version.until:%H:%M} UTC; before: {printable(version.path)}"
            lines += [look.dim(line) for line in look.block(head, "  ")]
            found = changes(version.article, following)
            for change in found[:MOST]:
                lines += look.block(_change_text(change), "      ", first="    ")
            if len(found) > MOST:
                lines.append(f"    and {count(len(found) - MOST, 'more change')}; --json lists all")
            if not found:
                lines.append("    no word of it changed")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _steps(article: Article, versions: Sequence[Version]) -> list[tuple[Version, Article]]:
    """Pair each version with the article that took its place."""
    following = [version.article for version in versions[1:]] + [article]
    return list(zip(versions, following, strict=True))


def _change_text(change: Change) -> str:
    was = f"[-{printable(change.before)}-]" if change.before else ""
    now = f"{{+{printable(change.after)}+}}" if change.after else ""
    lead = f"… {printable(change.lead)}" if change.lead else ""
    tail = f"{printable(change.tail)} …" if change.tail else ""
    return " ".join(part for part in (lead, was, now, tail) if part)


def _change_json(change: Change) -> Mapping[str, str]:
    return {"before": change.before, "after": change.after, "lead": change.lead, "tail": change.tail}
