"""Adding articles of every kind: what is written reads back the same, and nothing is lost or doubled."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import make_pdf
from web import FERRY, Site, page, serve

from index.adding.adder import Adder, add_file, add_url
from index.adding.keeping import Unknown
from index.adding.markdown import make_sheet, read_sheet
from index.adding.report import AddReport, Item, Outcome
from index.adding.settings import AddSettings
from index.article import Article
from index.errors import ArticleError, CorpusError
from index.read import list_files, read_file
from index.reading.compose import Fields

OWN = AddSettings(private_hosts=("127.0.0.1",), pause=0.0, seconds=20.0)
NEWS = page("Ferry runs again", FERRY, "Harbour Gazette", "2024-02-07")


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site at 127.0.0.1, which the settings allow."""
    with serve() as running:
        yield running


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus folder that is not there yet."""
    return tmp_path / "corpus"


def only(report: AddReport) -> Item:
    """Give the one item of a report."""
    (item,) = report.items
    return item


def read_back(corpus: Path, item: Item) -> Article:
    """Read an item's file as the index does; nothing may be wrong with it."""
    assert item.path is not None
    (articles, failures) = read_file(corpus / item.path, corpus)
    assert failures == []
    (article,) = articles
    return article


def test_page(site: Site, corpus: Path) -> None:
    """A page becomes a file with front matter, which reads back as what the report says."""
    url = site.put("/ferry", NEWS)
    item = only(add_url(url, corpus, OWN))
    assert item.outcome is Outcome.ADDED
    assert item.path == "harbour-gazette-ferry-runs-again.md"
    assert item.notes == ()
    article = read_back(corpus, item)
    assert article == item.article
    assert (article.outlet, article.title, article.published) == (
        "Harbour Gazette",
        "Ferry runs again",
        date(2024, 2, 7),
    )
    assert article.url == url
    assert article.text.split("\n\n") == FERRY


def test_what_is_not_known(site: Site, corpus: Path) -> None:
    """What a page does not say is told, and is not guessed."""
    item = only(add_url(site.put("/ferry", page("Ferry runs again", FERRY)), corpus, OWN))
    assert item.article is not None
    assert (item.article.outlet, item.article.published) == (None, None)
    assert item.notes == ("names no outlet", "names no publication date")


def test_person_is_asked(site: Site, corpus: Path) -> None:
    """A person is asked for what the page does not say, and for nothing else."""
    asked: list[Unknown] = []
    said = {"outlet": " Brae Post ", "published": "7 February 2024"}

    def ask(unknown: Unknown) -> str | None:
        asked.append(unknown)
        return said[unknown.field]

    adder = Adder(corpus, OWN)
    item = only(adder.add_url(site.put("/a", page("Ferry runs again", FERRY)), ask=ask))
    assert [one.field for one in asked] == ["outlet", "published"]
    assert (read_back(corpus, item).outlet, read_back(corpus, item).published) == (
        "Brae Post",
        date(2024, 2, 7),
    )
    assert item.notes == ()
    adder.add_url(site.put("/b", page("Storm ahead", FERRY[::-1], "Brae Post", "2024-02-08")), ask=ask)
    assert len(asked) == 2


def test_answer_that_is_no_date(corpus: Path) -> None:
    """A date that is none leaves the date unknown, and says so."""
    answers = {"outlet": "", "published": "last week or so"}
    item = only(
        Adder(corpus).add_file("a.txt", "\n\n".join(FERRY).encode(), ask=lambda one: answers[one.field])
    )
    assert item.article is not None
    assert item.article.published is None
    assert any("last week or so" in note for note in item.notes)


def test_same_again(site: Site, corpus: Path) -> None:
    """The same address with the same text is there already, however the address is written."""
    url = site.put("/ferry", NEWS)
    site.put("/ferry?utm_source=feed", NEWS)
    first = only(add_url(url, corpus, OWN))
    for again in (url, url + "?utm_source=feed", url + "#top"):
        item = only(add_url(again, corpus, OWN))
        assert (item.outcome, item.path) == (Outcome.THERE, first.path)
        assert item.reason is not None
    assert len(list_files(corpus)) == 1


def test_new_text(site: Site, corpus: Path) -> None:
    """The same address with new text takes the file's place; what it said before is kept, word for word."""
    url = site.put("/ferry", NEWS)
    adder = Adder(corpus, OWN, today=lambda: date(2024, 2, 9))
    first = only(adder.add_url(url))
    assert first.path is not None
    before = (corpus / first.path).read_bytes()
    site.put(
        "/ferry",
        page("Ferry runs, then stops", [*FERRY, "On Thursday the ferry stopped again, with a torn rope."]),
    )
    item = only(adder.add_url(url))
    assert (item.outcome, item.path) == (Outcome.UPDATED, first.path)
    assert item.earlier is not None
    assert (corpus / item.earlier).read_bytes() == before
    article = read_back(corpus, item)
    assert article == item.article
    assert "torn rope" in article.text
    assert (article.title, article.outlet) == ("Ferry runs, then stops", "Harbour Gazette")
    assert article.published == date(2024, 2, 7)
    assert "updated: 2024-02-09\n" in (corpus / item.path).read_text() if item.path else False
    assert list_files(corpus) == [corpus / first.path]


def test_what_the_owner_wrote_stays(site: Site, corpus: Path) -> None:
    """What the owner corrected or noted in a file is still there when its text is updated."""
    url = site.put("/ferry", NEWS)
    adder = Adder(corpus, OWN)
    path = corpus / str(only(adder.add_url(url)).path)
    path.write_text(
        path.read_text().replace("outlet: Harbour Gazette", "outlet: The Gazette\ntags: [ferry, storm]")
    )
    site.put(
        "/ferry",
        page(
            "Ferry runs again",
            [*FERRY, "The ramp will be rebuilt in concrete, Holm said."],
            "Harbour Gazette",
        ),
    )
    item = only(adder.add_url(url))
    assert item.outcome is Outcome.UPDATED
    assert read_back(corpus, item).outlet == "The Gazette"
    assert "tags:\n- ferry\n- storm\n" in path.read_text()


def test_two_updates_at_once(site: Site, corpus: Path) -> None:
    """Of two updates within one second both earlier versions are kept."""
    url = site.put("/ferry", NEWS)
    adder = Adder(corpus, OWN)
    adder.add_url(url)
    kept = []
    for more in ("One more sentence came of it.", "Two more sentences came of it."):
        site.put("/ferry", page("Ferry runs again", [*FERRY, more]))
        kept.append(only(adder.add_url(url)).earlier)
    assert len({str(path) for path in kept if path and (corpus / path).is_file()}) == 2


def test_copies_of_two_outlets(site: Site, corpus: Path) -> None:
    """One text of two outlets is two articles; twice of one outlet it is one."""
    adder = Adder(corpus, OWN)
    adder.add_url(site.put("/a", NEWS))
    other = only(adder.add_url(site.put("/b", NEWS.replace("Harbour Gazette", "Brae Post"))))
    assert other.outcome is Outcome.ADDED
    again = only(adder.add_url(site.put("/c", NEWS)))
    assert again.outcome is Outcome.THERE
    assert "word for word" in str(again.reason)


def test_address_in_a_dump_of_the_corpus(site: Site, corpus: Path) -> None:
    """An address that a dump in the corpus has is there already; the dump is left as it is."""
    url = site.put("/ferry", NEWS)
    corpus.mkdir()
    (corpus / "old.jsonl").write_text(
        json.dumps({"url": url, "title": "Ferry", "body": " ".join(FERRY)}) + "\n"
    )
    item = only(add_url(url, corpus, OWN))
    assert (item.outcome, item.path) == (Outcome.THERE, "old.jsonl")


def test_dry_run(site: Site, corpus: Path) -> None:
    """A dry run says what would be done and writes nothing at all."""
    adder = Adder(corpus, OWN)
    url = site.put("/ferry", NEWS)
    item = only(adder.add_url(url, dry_run=True))
    assert (item.outcome, item.path) == (Outcome.ADDED, "harbour-gazette-ferry-runs-again.md")
    assert not corpus.exists()
    adder.add_url(url)
    before = {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    site.put("/ferry", page("Ferry runs again", [*FERRY, "It stopped again."]))
    assert only(adder.add_url(url, dry_run=True)).outcome is Outcome.UPDATED
    assert before == {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}


def test_another_sites_address(site: Site, corpus: Path) -> None:
    """A page that calls itself another site's is kept under the address at which it was read."""
    head = '<link rel="canonical" href="https://gazette.example/ferry">'
    url = site.put("/fake", page("Ferry runs again", FERRY, head=head))
    item = only(add_url(url, corpus, OWN))
    assert item.article is not None
    assert (item.article.url, item.article.outlet) == (url, None)


def test_wrong_charset(site: Site, corpus: Path) -> None:
    """UTF-8 that a server calls Latin-1 is read as UTF-8, and Latin-1 that it calls so as Latin-1."""
    text = [*FERRY, "Café Søndag on the quay was flooded, its owner Zoë Brandt said."]
    written = page("Flood", text, "Harbour Gazette", "2024-02-07").replace("“", '"').replace("”", '"')
    other = written.replace("Harbour Gazette", "Brae Post")
    for path, data in (("/a", written.encode()), ("/b", other.encode("latin-1"))):
        item = only(add_url(site.put(path, data, "text/html; charset=ISO-8859-1"), corpus, OWN))
        assert item.article is not None
        assert "Café Søndag on the quay was flooded, its owner Zoë" in item.article.text


def test_home_page(site: Site, corpus: Path) -> None:
    """A page without an article is not added; the feed that it names is told."""
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    item = only(add_url(site.put("/", page("Home", [], head=head)), corpus, OWN))
    assert item.outcome is Outcome.FAILED
    assert f"its feed is {site.url}/feed.xml" in str(item.reason)
    assert not corpus.exists()


def test_what_cannot_be_fetched(site: Site, corpus: Path) -> None:
    """What is refused or not there is an item with a reason, and no file."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /no\n")
    for url in (
        site.put("/no", NEWS),
        site.url + "/nothing",
        site.put("/p.png", b"\x89PNG", "image/png"),
        "ftp://a/b",
    ):
        item = only(add_url(url, corpus, OWN))
        assert item.outcome is Outcome.FAILED
        assert item.reason
    assert not corpus.exists()


def test_pdf(corpus: Path) -> None:
    """A PDF gives its headline and its paragraphs, without page numbers and with broken words whole."""
    first = [
        (72.0, 760.0, 20.0, "Ferry runs again after storm"),
        (
            72.0,
            720.0,
            11.0,
            "The ferry between Lund and Brae took up its runs again on Tuesday, six days after a",
        ),
        (72.0, 706.0, 11.0, "storm had torn the ramp off its landing in Brae."),
        (
            72.0,
            680.0,
            11.0,
            "Captain Tom Verrill said that the repairs had cost 42,000 crowns and that the insurer",
        ),
        (72.0, 666.0, 11.0, "would pay half of it, as had been"),
        (290.0, 40.0, 9.0, "Page 1 of 2"),
    ]
    second = [
        (72.0, 760.0, 11.0, "agreed with the harbour in the spring."),
        (290.0, 40.0, 9.0, "Page 2 of 2"),
    ]
    data = make_pdf([first, second], "draft_final.docx", "D:20240209101500Z")
    item = only(add_file("report.pdf", data, corpus))
    assert item.article is not None
    assert read_back(corpus, item) == item.article
    assert item.article.title == "Ferry runs again after storm"
    assert item.article.text.split("\n\n") == [
        FERRY[0],
        "Captain Tom Verrill said that the repairs had cost 42,000 crowns and that the insurer would pay "
        "half of it, as had been agreed with the harbour in the spring.",
    ]
    assert item.article.published is None
    assert "names no publication date; the file is of 2024-02-09" in item.notes


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", make_pdf([[]]), make_pdf([[(9, 9, 9, "x y")]])[:300], b"%PDF-" + bytes(5000)]
)
def test_pdf_without_text(data: bytes, corpus: Path) -> None:
    """A PDF that is damaged or holds no text is told of in one line."""
    item = only(add_file("a.pdf", data, corpus))
    assert item.outcome is Outcome.FAILED
    assert "PDF" in str(item.reason)


_JUNK = '; ("=' * 250_000


def mail(**parts: str) -> EmailMessage:
    """Write a mail."""
    message = EmailMessage()
    message["From"] = "Harbour Gazette <news@gazette.example>"
    message["Date"] = "Wed, 07 Feb 2024 23:30:00 -0500"
    message["Subject"] = parts.get("subject", "Ferry runs again")
    message.set_content(parts.get("plain", "\n\n".join(FERRY)))
    return message


def test_mail(corpus: Path) -> None:
    """A mail gives its subject, its day where it was sent, and its text; who sent it is only a guess."""
    message = mail()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="report.pdf")
    item = only(add_file("ferry.eml", message.as_bytes(), corpus))
    article = read_back(corpus, item)
    assert article == item.article
    assert (article.title, article.published, article.outlet) == ("Ferry runs again", date(2024, 2, 7), None)
    assert article.text.split("\n\n") == FERRY
    assert item.notes[0] == "has report.pdf attached, which was not added; save it and add it"
    assert "names no outlet; it may be Harbour Gazette" in item.notes


def test_mail_of_html(corpus: Path) -> None:
    """Of a mail whose plain part says nothing the HTML part is read."""
    message = mail(plain="See HTML.")
    message.add_alternative(NEWS, subtype="html")
    item = only(add_file("a.eml", message.as_bytes(), corpus))
    assert item.article is not None
    assert item.article.text.split("\n\n") == FERRY


def test_mail_passed_on(corpus: Path) -> None:
    """The day on which a mail was passed on is not the article's; it is told as what may be."""
    item = only(add_file("a.eml", mail(subject="Fwd: FW: Ferry runs again").as_bytes(), corpus))
    assert item.article is not None
    assert (item.article.title, item.article.published) == ("Ferry runs again", None)
    assert "names no publication date; the file is of 2024-02-07" in item.notes


@pytest.mark.parametrize("header", ["Content-Type: text/plain", "Content-Disposition: inline", "Subject: x"])
def test_mail_with_an_endless_header(header: str, corpus: Path) -> None:
    """A header of a megabyte is not taken apart; what can be read of the mail is."""
    data = f"From: a@b.example\n{header}{_JUNK}\n\n{FERRY[0]}\n".encode()
    item = only(add_file("a.eml", data, corpus))
    assert item.article is not None or "without text" in str(item.reason)


def test_mail_with_nested_brackets(corpus: Path) -> None:
    """A sender who is brackets in brackets without end makes a mail that is refused in one line."""
    data = f"From: {'(' * 1900} x\nSubject: Ferry\n\n{FERRY[0]}\n".encode()
    item = only(add_file("a.eml", data, corpus))
    assert item.article is not None or "cannot be read" in str(item.reason)


def test_dump(corpus: Path) -> None:
    """Each line of a dump becomes a file; lines that give none are told of by their number."""
    lines = [
        {"title": f"Ferry {number}", "source": "Brae Post", "date": "2024-02-07",
         "url": f"https://post.example/{number}", "body": "\n\n".join([*FERRY, f"It was run {number}."])}
        for number in range(3)
    ]  # fmt: skip
    data = "\n".join([*map(json.dumps, lines), "{broken"]).encode()
    for name, content in (("a.jsonl", data), ("b.jsonl.gz", gzip.compress(data))):
        report = add_file(name, content, corpus)
        done = report.added if name == "a.jsonl" else report.there
        assert len(done) == 3
        assert [item.source for item in report.failed] == [f"{name}:4"]
    assert [path.name for path in list_files(corpus)] == [
        f"brae-post-ferry-{number}.md" for number in range(3)
    ]


def test_large_dump(tmp_path: Path, corpus: Path) -> None:
    """A dump that is larger than any article may be is read line by line."""
    line = json.dumps({"title": "Ferry", "body": "\n\n".join(FERRY)}) + "\n"
    (tmp_path / "a.jsonl").write_text(line + "\n" * 5000 + line.replace("Tuesday", "Friday"))
    report = Adder(corpus, AddSettings(largest=1000)).add_path(tmp_path / "a.jsonl")
    assert [item.path for item in report.added] == ["ferry.md", f"ferry-{date.today()}.md"]


def test_folder(tmp_path: Path, corpus: Path) -> None:
    """A folder's files are added, with those of folders in it; hidden ones and READMEs are not."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.html").write_text(NEWS)
    (folder / "b.md").write_text("---\ntitle: Storm\ntags: [x]\n---\n" + "\n\n".join(FERRY[:2]))
    (folder / "README.md").write_text("Not an article, but " + FERRY[0])
    (folder / ".hidden.txt").write_text(FERRY[0])
    (folder / "c.png").write_bytes(b"\x89PNG")
    (folder / "d.txt").write_text("")
    report = Adder(corpus).add_path(folder)
    assert [Path(item.source).name for item in report.items] == ["b.md", "d.txt", "a.html"]
    assert [item.outcome.value for item in report.items] == ["added", "failed", "added"]
    assert "tags:\n- x\n" in (corpus / "storm.md").read_text()


def test_corpus_itself(corpus: Path) -> None:
    """Adding the corpus to itself does nothing and says why."""
    corpus.mkdir()
    (corpus / "a.txt").write_text("\n\n".join(FERRY))
    for path in (corpus, corpus / "a.txt"):
        assert only(Adder(corpus).add_path(path)).outcome is Outcome.THERE
    assert only(Adder(corpus).add_path(corpus.parent / "nothing.md")).reason == "is not there"


def test_corpus_that_cannot_be_written(tmp_path: Path) -> None:
    """Where the corpus cannot be made the error names it."""
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="corpus"):
        add_file("a.txt", "\n\n".join(FERRY).encode(), tmp_path / "file" / "corpus")


@pytest.mark.parametrize(
    "title",
    ["../../etc/passwd", "CON", "com1", "readme", "a" * 500, "…", "漢字の題名です",
     "a/b\\c:d*e?f\"g<h>i|j", ".hidden now",
     "Ends with a dot. ", "\u202egnp.exe", "-rf *", "nul.txt", "😀😀", "𝔉𝔢𝔯𝔯𝔶 𝔯𝔲𝔫𝔰"],
)  # fmt: skip
def test_file_names(title: str, corpus: Path) -> None:
    """Whatever the title is, the file lies in the corpus under a name that any system takes, and is read."""
    data = f"---\ntitle: {json.dumps(title)}\n---\n{FERRY[0]}\n\n{FERRY[1]}".encode()
    for _ in range(2):
        item = only(add_file("x.md", data, corpus))
        data = data.replace(b"Tuesday", b"Friday")
        assert item.outcome is Outcome.ADDED
        assert item.path is not None
        stem = item.path.removesuffix(".md")
        assert len(item.path.encode()) < 120
        assert all(char.isalnum() or char == "-" for char in stem)
        assert stem.casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1", "readme"}
        assert (corpus / item.path).parent == corpus
        assert read_back(corpus, item) == item.article
    assert len(list_files(corpus)) == 2


def test_name_that_is_taken(corpus: Path) -> None:
    """A file that is there is never overwritten by another article, whatever its ending."""
    corpus.mkdir()
    (corpus / "ferry-runs.txt").write_text("mine")
    data = f"---\ntitle: Ferry runs\npublished: 2024-02-07\n---\n{FERRY[0]}".encode()
    assert only(add_file("x.md", data, corpus)).path == "ferry-runs-2024-02-07.md"
    assert (corpus / "ferry-runs.txt").read_text() == "mine"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
LINES = st.lists(
    st.one_of(WORDS, st.sampled_from(FERRY), st.just("By Ada Holm"), st.just("---")), min_size=1, max_size=8
)


@settings(max_examples=150, deadline=None)
@given(title=WORDS, outlet=WORDS, author=WORDS, lines=LINES)
def test_sheet_round_trip(title: str, outlet: str, author: str, lines: list[str]) -> None:
    """Whatever an article holds, what is written reads back as what was said to be written."""
    fields = Fields(title or None, outlet or None, None, (author,) if author else (), date(2024, 2, 7))
    try:
        sheet = make_sheet(fields, "\n\n".join(lines), {"tags": ["a", title]}, "stem", "stem.md")
    except ArticleError:
        return
    assert read_sheet(sheet.text, "stem", "stem.md")[0] == sheet.article
