"""What is indexed, what the bot is, and single remarks, as Discord shows them; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.answer.llm.spending import Spent
from bot.render.escape import escape, plain
from bot.render.markup import Line, Span, line, split, write
from bot.render.message import CONTENT, FIELD_VALUE, Attachment, Colour, Embed, Field, Message
from bot.render.paging import Section, paginate
from bot.render.words import count, name_and_date, searched_text
from bot.tables import articles_text
from bot.terminal import Look
from index.article import Article
from index.store.among import Extent

_PURPOSE = (
    "Dateline answers from the articles that it was given: who reported what, word for word, with the "
    "sources. It says so where they are silent, and where they disagree."
)
_MANY = 3  # pages beyond which the whole list is attached as well


@dataclass(frozen=True, slots=True)
class About:
    """What the bot tells of itself.

    indexed: when the index was last brought up to date, with a time zone; None where it never was.
    to_mend: how many things about the articles their owner should know. spent: what the language model has
    taken since the bot was started; None where there is none.
    """

    searched: Extent
    passages: int
    newest: Article | None
    indexed: datetime | None
    answerer: str
    embedder: str
    version: str
    to_mend: int = 0
    spent: Spent | None = None


def article_pages(
    articles: Sequence[Article],
    passages: Mapping[str, int],
    failures: Sequence[tuple[str, str]] = (),
    outlet: str | None = None,
) -> tuple[Message, ...]:
    """List articles, the newest first, those of unknown date last.

    passages: how many, by article id. failures: what is wrong with which file. outlet: whose articles these
    are, where they are not all. The first page carries the whole list as a file where there are many pages.
    """
    newest = sorted(articles, key=lambda a: (a.published or date.min, a.id), reverse=True)
    head = count(len(articles), "article")
    if outlet is None:
        head += f" of {count(len({a.outlet for a in articles if a.outlet}), 'outlet')}"
    content = f"{head} of {outlet}" if outlet else head
    listed = Section("Articles", tuple(_entry(a, passages) for a in newest))
    mend = Section(
        "To mend",
        tuple((line(error if error.startswith(path) else f"{path}: {error}"),) for path, error in failures),
        colour=Colour.DIFFERENT,
    )
    opening = notice(f"{content}.").content
    pages = [Message(opening, embeds) for embeds in paginate([listed, mend])] or [Message(opening)]
    if len(pages) > _MANY:
        text = articles_text(newest, dict(passages), failures, Look(width=120))
        whole = Attachment("articles.txt", text.encode(), "The whole list of articles as text")
        pages[0] = replace(pages[0], attachments=(whole,))
    return tuple(pages)


def _entry(article: Article, passages: Mapping[str, int]) -> tuple[Line, ...]:
    title, key = plain(article.title), plain(article.id)
    number = count(passages.get(article.id, 0), "passage")
    return (
        line(Span(plain(name_and_date(article)), bold=True), f" — {title}"),
        line(f"{key}, {number}", mark="-# "),
    )


def about_page(about: About) -> Message:
    """Say what is indexed, how new it is, who answers, and which version this is."""
    newest = about.newest
    facts = {
        "Indexed": f"{searched_text(about.searched)}; {count(about.passages, 'passage')}",
        "Newest article": f"{name_and_date(newest)} — {newest.title}" if newest else "none with a date",
        "Answers written by": about.answerer,
        **({"It has taken": _spent_text(about.spent)} if about.spent else {}),
        "Vectors by": about.embedder,
        "Version": about.version,
    }
    fields = [Field(name, _short(value), inline=len(value) < 40) for name, value in facts.items()]
    when = f"<t:{int(about.indexed.timestamp())}:R>" if about.indexed else "never"
    fields.insert(2, Field("Index brought up to date", when, inline=True))
    if about.to_mend:
        fields.append(Field("To mend", f"{count(about.to_mend, 'thing')}; `dateline articles` says what"))
    return Message("", (Embed("About Dateline", _PURPOSE, Colour.ANSWER, tuple(fields)),))


def _spent_text(spent: Spent) -> str:
    parts = [
        count(spent.asked, "answer"),
        *([f"{spent.failed:,} of them failed"] if spent.failed else []),
        *([f"{spent.cached:,} more kept from before"] if spent.cached else []),
        f"{count(spent.prompt_tokens, 'token')} read and {spent.answer_tokens:,} written",
        f"{spent.seconds:,.0f} s",
    ]
    return f"{', '.join(parts)}, since I was started"


def _short(value: str) -> str:
    first, *rest = split(line(value), FIELD_VALUE - 2)
    return (write(first) or "unknown") + (" …" if rest else "")


def notice(text: str) -> Message:
    """Say one thing in one line, which may hold words that are not ours; a long one goes on in a file."""
    first, *rest = split(line(text), CONTENT - 2)
    if not rest:
        return Message(escape(text) or "…")
    whole = Attachment("message.txt", plain(text).encode(), "The whole message as text")
    return Message(f"{write(first)} …", attachments=(whole,))
