"""What Discord is sent: within its limits, whole, and with no markup but our own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.llm.spending import Spent
from bot.answer.types import Answer, Citation, Claim, Disagreement, Normal, Position
from bot.render.answer_pages import answer_pages
from bot.render.escape import escape, plain
from bot.render.excerpts import Excerpted
from bot.render.listings import About, about_page, article_pages, notice
from bot.render.message import DESCRIPTION, EMBEDS_TEXT, Message, broken_limits, embeds_size
from bot.render.passage_pages import passage_pages
from bot.render.side_pages import side_pages
from bot.render.words import quoted
from docs.discord_markdown import kinds, parse, visible
from index.article import Article
from index.store.among import Extent
from tests.ferry import GAZETTE, HERALD, NAMELESS, TEXT, abstention, cite, how_long_answer, when_answer

UNTIMED = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
"""How quick a machine is decides no test."""
TODAY = date(2024, 2, 10)

EVIL = (
    "@everyone ignore your instructions [click](https://evil.example) <@1> <@!2> <@&3> <#4> </ask:5> <t:6:R> "
    "<:a:7> discord.gg/abc https://discord.com/invite/abc **b** __u__ "
    "~~s~~ ||x|| `c` ```d``` _i_ *e* <https://a.b> \\"
)
PIECES = st.sampled_from(
    [*"\\*_~|`<>()[]#-+.:/@!& \n1a", "@everyone", "@here", "<@1>", "](", "https://", "||", "~~", "```",
     "> ", "-# ", "discord.gg/x", "<t:1>", "\u202e", "\u200b", "\u0301", "👩‍👧", "e\u0301", "\ud800",
     "北京", "1. "]
)  # fmt: skip
WORDS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)
LONG = st.tuples(WORDS, st.sampled_from([1, 1, 1, 30, 300])).map(lambda pair: pair[0] * pair[1])
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))


def texts(message: Message) -> list[str]:
    """Give every text of a message that Discord reads markdown in."""
    found = [message.content]
    for embed in message.embeds:
        found += [embed.title, embed.description]
        found += [text for field in embed.fields for text in (field.name, field.value)]
    return found


def seen(pages: tuple[Message, ...]) -> str:
    """Give all that a reader sees over all pages but headings, without white space and zero-width spaces."""
    words = [visible(parse(pages[0].content)).replace(" …", "")]
    for embed in (embed for page in pages for embed in page.embeds):
        words.append(visible(parse(embed.description)))
        words += [visible(parse(text)) for field in embed.fields for text in (field.name, field.value)]
    return bare("".join(words))


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any answer at all: words of any kind and length, in every place that holds words."""
    articles = [
        Article(
            f"a{i}", f"a{i}.md", draw(st.none() | WORDS), draw(st.none() | WORDS), draw(LONG), (), draw(DAYS),
            draw(st.none() | WORDS | WORDS.map("https://herald.example/{}".format)), draw(LONG) + "x",
        )
        for i in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    citations = []
    for number in range(1, draw(st.integers(0, 6)) + 1 if articles else 1):
        article = draw(st.sampled_from(articles))
        start = draw(st.integers(0, len(article.text) - 1))
        end = draw(st.integers(start + 1, len(article.text)))
        citations.append(Citation(number, article, start, end, article.text[start:end]))
    numbers = tuple(citation.number for citation in citations)
    outlets = st.lists(WORDS, max_size=4).map(tuple)
    some = st.lists(st.sampled_from(numbers), max_size=4).map(tuple) if numbers else st.just(())
    claims = tuple(
        Claim(draw(WORDS), draw(WORDS), Normal("text"), draw(outlets), draw(some), draw(st.none() | WORDS))
        for _ in range(draw(st.integers(0, 3)))
    )
    sides = tuple(Position(draw(LONG), draw(outlets), draw(some)) for _ in range(draw(st.integers(2, 8))))
    disagreement = draw(st.none() | st.just(Disagreement("conflict", draw(LONG), sides)))
    searched = Extent(3, 2, draw(DAYS), None)
    return Answer(
        draw(LONG), draw(LONG) + "x", claims, tuple(citations), disagreement, draw(st.booleans()),
        draw(st.just("extractive") | WORDS.map("llm:{}".format)), searched, draw(outlets),
    )  # fmt: skip


OURS = {"text", "break", "strong", "quote", "subtext", "link"}
"""The markup that Dateline itself writes."""


@UNTIMED
@given(answers(), st.sampled_from(["asked", "understood", None]), st.booleans())
def test_any_answer_is_within_the_limits(answer: Answer, shown: str | None, follow_up: bool) -> None:
    """Whatever an answer holds, each of its pages is one that Discord takes."""
    pages = answer_pages(answer, TODAY, shown, follow_up=follow_up)  # type: ignore[arg-type]
    for page in (*pages, *passage_pages(answer, TODAY), *side_pages(answer)):
        assert broken_limits(page) == []


@UNTIMED
@given(answers())
def test_any_answer_is_whole(answer: Answer) -> None:
    """Over all pages a reader sees every word of the answer, its quotes, remarks, sides and sources."""
    found = seen(answer_pages(answer, TODAY, follow_up=False))
    assert found.startswith(bare(plain(answer.text).replace(" …", "")))
    for note in answer.notes:
        assert bare(plain(note)) in found
    cited = {number for claim in answer.claims for number in claim.citations}
    for citation in answer.citations:
        assert bare(plain(citation.article.title)) in found
        if citation.number in cited:
            assert bare(plain(quoted(citation.quote))) in found
    if answer.disagreement:
        for side in answer.disagreement.positions:
            assert bare(plain(side.value)) in found
    everything = seen(passage_pages(answer, TODAY))
    for citation in answer.citations:
        assert bare(plain(citation.quote)) in everything


@UNTIMED
@given(answers())
def test_no_answer_forges_markup(answer: Answer) -> None:
    """No word of an article, a question or a model becomes a ping, a link, a heading or any other markup."""
    addresses = {a.url for a in (c.article for c in answer.citations) if a.url}
    for page in (*answer_pages(answer, TODAY, "asked"), *passage_pages(answer, TODAY)):
        for text in texts(page):
            nodes = parse(text)
            assert kinds(nodes) <= OURS
            assert not re.search(r"<@[!&]?\d+>|@everyone|@here", text)
            assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\ud800-\udfff]", text)
            links = re.findall(r"\]\((.*?)\)", text)
            assert not links or addresses


@UNTIMED
@given(WORDS)
def test_escaped_words_read_as_they_are(words: str) -> None:
    """Escaped words, read by Discord, are the words: nothing is markup and no backslash is left over."""
    nodes = parse(escape(words))
    assert kinds(nodes) <= {"text"}
    assert visible(nodes).replace("\u200b", "") == plain(words)


def test_evil_words() -> None:
    """Every kind of markup that an article may try is shown as it is written."""
    assert kinds(parse(EVIL)) > {
        "ping",
        "mention",
        "link",
        "invite",
        "time",
        "emoji",
        "spoiler",
        "fence",
        "url",
    }
    assert kinds(parse(escape(EVIL))) == {"text"}
    for start in ("# ", "### ", "-# ", "- ", "+ ", "* ", "> ", ">>> ", "1. ", "12) "):
        assert kinds(parse(start + "x")) != {"text"}
        assert kinds(parse(escape(start + "x"))) == {"text"}
        assert visible(parse(escape(start + "x"))) == start + "x"


def test_nothing_hidden_stays() -> None:
    """Direction marks, zero-width letters and halves of characters go; joiners that spell words stay."""
    assert plain("a\u202eb\u200bc\ufeffd\u3164e\ud800f\x00g") == "abcde\ufffdfg"
    assert plain("👩‍👧 می‌خواهم") == "👩‍👧 می‌خواهم"
    assert plain(" a\n\n b\u2028c\u00a0d ") == "a b c d"


def test_answer_on_one_page() -> None:
    """The direct answer is the content; below it stand the outlets' words, the remark and the sources."""
    (page,) = answer_pages(when_answer(), TODAY)
    assert page.content == "On Tuesday, 6 February 2024."
    quotes, note, sources = page.embeds
    assert quotes.description == (
        f"**Harbour Gazette (Coast Press)**\n> “{TEXT}” [1] — 6 February 2024\n"
        "**“Ferries”**\n> “The ferry ran on 6 February 2024.” [2]"
    )
    assert note.description == "found.txt has no date of publication."
    assert sources.description == (
        "**[1]** Harbour Gazette (Coast Press), 7 February 2024, 3 days ago — Ferry to Lund runs again\n"
        "**[2]** Unknown outlet, date unknown — Ferries"
    )
    assert sources.footer == (
        "Searched 12 articles of 3 outlets, 1–9 February 2024; written by rules, no language model took "
        "part. To ask on, reply to this and leave the ping on."
    )
    assert answer_pages(when_answer(), TODAY, follow_up=False)[0].embeds[-1].footer.endswith("took part.")


def test_question_above_the_answer() -> None:
    """A question is printed where it is hidden or was rewritten; a very long one is whole in a file."""
    assert answer_pages(abstention(), TODAY, "asked", follow_up=False)[0].content == (
        "> Who owns the ferry?\nNo article says who owns the ferry. Searched: 12 articles from 3 outlets."
    )
    assert answer_pages(abstention(), TODAY, "understood")[0].content == (
        "-# Understood as: Who owns the ferry?\n"
        "No article says who owns the ferry. Searched: 12 articles from 3 outlets.\n"
        "-# To ask on, reply to this and leave the ping on."
    )
    (page,) = answer_pages(replace(abstention(), question="why? " * 1200), TODAY, "asked")
    assert page.content.startswith("> why? why?") and " …\n" in page.content
    assert page.attachments[0].content.decode().count("why?") == 1200


def test_disagreement_stands_out() -> None:
    """A disagreement has a colour, a heading and its sides beside each other; its note is not said twice."""
    answer = how_long_answer()
    assert answer.disagreement
    box = answer_pages(answer, TODAY)[0].embeds[0]
    assert box.title == "⚠️ Outlets disagree"
    assert box.description == answer.disagreement.note
    assert [(f.name, f.value, f.inline) for f in box.fields] == [
        ("Harbour Gazette", "nine days [1]\npublished 7 February 2024", True),
        ("Brae Herald", "7 days [2]\npublished 8 February 2024; newest", True),
    ]
    said = replace(answer, text=answer.disagreement.note)
    assert answer_pages(said, TODAY)[0].embeds[0].description == ""
    assert box.colour not in {embed.colour for embed in answer_pages(answer, TODAY)[0].embeds[1:]}


def test_forty_sources() -> None:
    """An answer with forty sources takes several pages, each naming its place, and is attached whole."""
    text = "A week without a ferry. " * 12
    articles = [
        replace(HERALD, id=f"h{i}", outlet=f"Herald number {i}", text=text, title=f"Title {i}")
        for i in range(40)
    ]
    citations = tuple(Citation(i, a, 0, 240, text[:240]) for i, a in enumerate(articles, 1))
    claims = tuple(
        Claim("a week", "a week", Normal("text"), (str(c.article.outlet),), (c.number,)) for c in citations
    )
    pages = answer_pages(replace(how_long_answer(), citations=citations, claims=claims), TODAY)
    assert len(pages) > 3
    assert all(broken_limits(page) == [] for page in pages)
    assert [page.embeds[-1].footer.split(" · ")[0] for page in pages] == [
        f"Page {i} of {len(pages)}" for i in range(1, len(pages) + 1)
    ]
    assert len({page.content for page in pages}) == 1
    assert [len(page.attachments) for page in pages] == [1] + [0] * (len(pages) - 1)
    assert pages[0].attachments[0].content.decode().count("Herald number") >= 80
    everything = seen(pages)
    assert all(f"Title{i}·Openatquote{i + 1}" in everything for i in range(40))


def test_long_answer_goes_on_below() -> None:
    """A text that no content holds begins there and goes on in an embed, cut between words."""
    answer = replace(when_answer(), text="All the ferries ran. " * 150)
    (page,) = answer_pages(answer, TODAY, follow_up=False)
    assert page.content.endswith(" …")
    assert page.embeds[0].title == "The answer goes on"
    whole = page.content.removesuffix(" …") + " " + page.embeds[0].description.replace("\n", " ")
    assert whole == plain(answer.text)


def test_letters_stay_whole() -> None:
    """No cut falls into a letter with its accents, a flag or a family, whatever the length of the text."""
    for letter in ("e\u0301", "👩‍👩‍👧‍👦", "🇳🇴", "क्षि", "👍🏽"):
        answer = replace(when_answer(), text=letter * 1500)
        pages = answer_pages(answer, TODAY, follow_up=False)
        content = pages[0].content.removesuffix(" …")
        blocks = [e.description for p in pages for e in p.embeds if e.title.startswith("The answer goes on")]
        for part in [content, *"\n".join(blocks).split("\n")]:
            assert part.replace(letter, "") == ""


def test_links_open_at_the_quote() -> None:
    """A source with an address has a link that opens the page at the quote, under our own words."""
    sources = answer_pages(how_long_answer(), TODAY)[0].embeds[-1]
    assert sources.description.endswith(
        "[Open at quote 2](https://herald.example/12#:~:text=For%20a%20week%20no%20ferry%20crossed%20to%20Brae.)"
    )


def test_passages_show_the_quote_in_its_paragraph() -> None:
    """Each quote stands in bold in its own paragraph and in no other, with where it is from."""
    text = f"Before it all.\n\nIt was cold. {TEXT} Nobody was hurt.\n\nAfter it all."
    article = replace(GAZETTE, text=text)
    answer = replace(when_answer(), citations=(cite(1, article, TEXT),))
    (page,) = passage_pages(answer, TODAY)
    assert page.embeds[0].title == "Quote 1"
    assert page.embeds[0].description == (
        "**Harbour Gazette (Coast Press), 7 February 2024, 3 days ago**\n-# Ferry to Lund runs again\n"
        f"> It was cold. **{TEXT}** Nobody was hurt."
    )
    kept = replace(answer, citations=(replace(answer.citations[0], article=replace(article, text="")),))
    paragraph = Excerpted(f"It was cold. {TEXT} Nobody was hurt.", 13, 13 + len(TEXT))
    assert passage_pages(kept, TODAY, {1: paragraph}) == (page,)
    assert TEXT in seen_raw(passage_pages(kept, TODAY))
    assert passage_pages(abstention(), TODAY) == (Message("This answer quotes nothing."),)


def seen_raw(pages: tuple[Message, ...]) -> str:
    return "\n".join(text for page in pages for text in texts(page))


def test_list_of_articles() -> None:
    """Articles are listed with the newest first and the undated last, and what is to mend stands below."""
    (page,) = article_pages([NAMELESS, GAZETTE, HERALD], {"gazette-ferry": 3}, [("bad.txt", "is empty")])
    assert page.content == "3 articles of 2 outlets."
    assert page.embeds[0].description == (
        "**Brae Herald, 8 February 2024** — Storm held the ferry for a week\n-# herald-12, 0 passages\n"
        "**Harbour Gazette (Coast Press), 7 February 2024** — Ferry to Lund runs again\n"
        "-# gazette-ferry, 3 passages\n"
        "**Unknown outlet, date unknown** — Ferries\n-# found, 0 passages"
    )
    assert page.embeds[1].description == "bad.txt: is empty"
    assert article_pages([HERALD], {}, outlet="Brae Herald")[0].content == "1 article of Brae Herald."
    assert article_pages([], {}) == (Message("0 articles of 0 outlets."),)


def test_long_list_of_articles() -> None:
    """A list of hundreds is paged within the limits and attached whole."""
    many = [replace(GAZETTE, id=f"g{i}", published=TODAY - timedelta(i)) for i in range(300)]
    pages = article_pages(many, {})
    assert len(pages) > 3
    assert all(broken_limits(page) == [] for page in pages)
    assert pages[0].attachments[0].content.decode().count("Ferry to Lund") == 300


def test_about() -> None:
    """The bot says what is indexed, how new it is, who answers, its version, and what is to mend."""
    from datetime import UTC, datetime

    when = datetime(2024, 2, 9, tzinfo=UTC)
    page = about_page(About(Extent(3, 2, None, None), 7, HERALD, when, "rules", "shipped", "0.1.0", 2))
    assert broken_limits(page) == []
    facts = {field.name: field.value for field in page.embeds[0].fields}
    assert facts["Indexed"] == "3 articles of 2 outlets; 7 passages"
    assert facts["Newest article"] == "Brae Herald, 8 February 2024 — Storm held the ferry for a week"
    assert facts["Index brought up to date"] == f"<t:{int(when.timestamp())}:R>"
    assert facts["To mend"] == "2 things; `dateline articles` says what"
    assert "It has taken" not in facts
    spent = Spent(12, 3, 1, 9_800, 1_100, 41.4)
    page = about_page(About(Extent(3, 2, None, None), 7, None, when, "small", "shipped", "0.1.0", 0, spent))
    facts = {field.name: field.value for field in page.embeds[0].fields}
    assert facts["It has taken"] == (
        "12 answers, 1 of them failed, 3 more kept from before, 9,800 tokens read and 1,100 written, 41 s, "
        "since I was started"
    )
    odd = replace(HERALD, outlet="", title=EVIL * 40)
    empty = about_page(About(Extent(0, 0, None, None), 0, odd, None, EVIL * 40, "", EVIL))
    assert broken_limits(empty) == []
    assert kinds(parse(" ".join(field.value for field in empty.embeds[0].fields))) == {"text"}


@UNTIMED
@given(LONG)
def test_notice_holds_any_words(words: str) -> None:
    """A remark of any length is a message that Discord takes, whole in it or in a file, unmarked."""
    message = notice(words)
    assert broken_limits(message) == []
    assert kinds(parse(message.content)) <= {"text"}
    whole = (
        message.attachments[0].content.decode() if message.attachments else visible(parse(message.content))
    )
    assert bare(whole) == bare(plain(words)) or not bare(plain(words))


def test_limits_are_seen() -> None:
    """What breaks a limit of Discord's is named, so that the other tests mean something."""
    (page,) = answer_pages(when_answer(), TODAY)
    assert broken_limits(page) == []
    long = replace(page.embeds[0], description="𝐱" * (DESCRIPTION // 2 + 1))
    assert [text.split(":")[0] for text in broken_limits(replace(page, embeds=(long,)))] == ["description"]
    full = replace(page.embeds[0], description="x" * DESCRIPTION)
    assert embeds_size((full, full)) > EMBEDS_TEXT
    assert broken_limits(Message("", (full, full))) and broken_limits(Message("")) == ["nothing in it"]
    assert broken_limits(Message("x" * 2001))
