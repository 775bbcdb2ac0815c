"""Search results, the list of articles and the doctor's findings for people at a terminal; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.render.words import count, name_and_date, outlet_name
from bot.terminal import Look, cells, pad, printable, shorten
from index.article import Article
from index.dates import format_interval
from index.searching.pointing import with_neighbours

if TYPE_CHECKING:
    from index.search import Hit


def hits_json(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Give ranked passages the shape that `dateline search --json` promises."""
    return [
        {
            "rank": rank,
            "score": round(float(hit.score), 4),
            **({} if hit.reader is None else {"reader": round(hit.reader, 4)}),
            "article": hit.article.id,
            "outlet": hit.article.outlet,
            "title": hit.article.title,
            "published": hit.article.published.isoformat() if hit.article.published else None,
            "text": hit.passage.text,
            "start": hit.passage.start,
            "end": hit.passage.end,
            **({} if hit.sentence is None else {"sentence": _sentence(hit, hit.sentence)}),
        }
        for rank, hit in enumerate(hits, 1)
    ]


def hits_text(hits: Sequence[Hit], look: Look) -> str:
    """Write ranked passages for a terminal, best first, ending in a line end."""
    if not hits:
        return "No passage was found.\n"
    return "\n\n".join("\n".join(_hit_lines(rank, hit, look)) for rank, hit in enumerate(hits, 1)) + "\n"


def _hit_lines(rank: int, hit: Hit, look: Look) -> Iterator[str]:
    head = f"{name_and_date(hit.article)} — {printable(hit.article.title)}"
    indent = " " * 4
    lines = look.block(head, indent, first=pad(f"{rank}.", 4))
    yield from (look.bold(line) for line in lines)
    before, sentence, after = _around(hit)
    yield from (look.dim(line) for line in look.block(printable(before), indent) if before)
    yield from look.block(printable(sentence), indent, first="  » " if before or after else None)
    yield from (look.dim(line) for line in look.block(printable(after), indent) if after)
    also = "; ".join(name_and_date(article) for article in hit.also)
    foot = f"{hit.article.id}, characters {hit.passage.start}–{hit.passage.end}, score {hit.score:.3f}"
    if hit.reader is not None:
        foot += f", answers with {hit.reader:.0%} by the reader"
    yield from (look.dim(line) for line in look.block(printable(foot), indent))
    if also:
        yield from (look.dim(line) for line in look.block(f"Also printed by {also}", indent))


def _around(hit: Hit) -> tuple[str, str, str]:
    """Give the sentence that a hit is shown for and its neighbours; the whole passage where none is known."""
    text = hit.passage.text
    if hit.sentence is None:
        return "", text, ""
    (start, end), (first, last) = (
        (a - hit.passage.start, b - hit.passage.start)
        for a, b in (hit.sentence, with_neighbours(hit.passage, hit.sentence))
    )
    before, after = text[first:start].rstrip(), text[end:last].lstrip()
    return (
        f"… {before}" if before and text[:first].strip() else before,
        text[start:end],
        f"{after} …" if after and text[last:].strip() else after,
    )


def _sentence(hit: Hit, place: tuple[int, int]) -> dict[str, Any]:
    start, end = place
    text = hit.passage.text[start - hit.passage.start : end - hit.passage.start]
    return {"text": text, "start": start, "end": end}


def articles_json(articles: Sequence[Article], passages: dict[str, int]) -> list[dict[str, Any]]:
    """List articles for scripts; `passages` counts them by article id."""
    return [
        {
            "article": article.id,
            "path": article.path,
            "outlet": article.outlet,
            "via": article.via,
            "title": article.title,
            "authors": list(article.authors),
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "passages": passages.get(article.id, 0),
        }
        for article in articles
    ]


def articles_text(
    articles: Sequence[Article], passages: dict[str, int], failures: Sequence[tuple[str, str]], look: Look
) -> str:
    """Write the table of articles for a terminal: who, when, how many passages, and what is unknown.

    passages: how many, by article id. failures: what is wrong with which file.
    """
    rows = [
        (
            outlet_name(article),
            format_interval(article.published, article.published, "day") if article.published else "unknown",
            f"{passages.get(article.id, 0):,}",
            printable(article.title),
            printable(article.id),
        )
        for article in articles
    ]
    heads = ("Outlet", "Published", "Passages")
    widths = [max(cells(row[i]) for row in [heads, *rows]) for i in range(3)]
    widths[0] = min(widths[0], max(look.width // 4, 12))
    rest = max(look.width - sum(widths) - 6, 20)

    def line(outlet: str, published: str, number: str, title: str) -> str:
        left = f"{pad(shorten(outlet, widths[0]), widths[0])}  {pad(published, widths[1])}"
        return f"{left}  {number:>{widths[2]}}  {shorten(title, rest)}".rstrip()

    lines = [look.bold(line(*heads, "Title and id"))]
    gap = " " * (sum(widths) + 6)
    for outlet, published, number, title, key in rows:
        lines.append(line(outlet, published, number, title))
        lines.append(look.dim(gap + shorten(key, rest)))
    lines += ["", *look.block(_summary(articles, passages)), *failures_lines(failures, look)]
    return "\n".join(lines) + "\n"


def _summary(articles: Sequence[Article], passages: dict[str, int]) -> str:
    nameless = sum(article.outlet is None for article in articles)
    dateless = sum(article.published is None for article in articles)
    days = sorted(article.published for article in articles if article.published)
    outlets = len({article.outlet for article in articles if article.outlet})
    text = f"{count(len(articles), 'article')}, {count(outlets, 'outlet')}, "
    text += count(sum(passages.values()), "passage")
    if days:
        text += f", {format_interval(days[0], days[-1], 'range' if days[0] != days[-1] else 'day')}"
    unknown = [
        f"{number:,} without {what}"
        for number, what in ((nameless, "an outlet"), (dateless, "a date"))
        if number
    ]
    return f"{text}; {' and '.join(unknown)}." if unknown else f"{text}."


def failures_lines(failures: Sequence[tuple[str, str]], look: Look) -> list[str]:
    """List what is wrong with files, as (path, error) tells it; nothing where all is well."""
    if not failures:
        return []
    lines = ["", look.warn(f"{count(len(failures), 'thing')} to mend in the articles:")]
    for path, error in failures:
        text = error if error.startswith(path) else f"{path}: {error}"
        lines += look.block(printable(text), "    ", first="  ")
    return lines


def checks_text(checks: Sequence[tuple[bool, str, str]], look: Look) -> str:
    """Write the doctor's findings (well or not, what was looked at, what was found), a line each."""
    column = max(cells(what) for _, what, _ in checks) + 6
    lines: list[str] = []
    for well, what, found in checks:
        mark = look.good("ok  ") if well else look.bad("no  ")
        lines += look.block(printable(found), " " * column, first=mark + pad(what, column - 4))
    return "\n".join(lines) + "\n"
