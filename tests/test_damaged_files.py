"""Damaged files of every format: an article or a clear error, never a hang, a traceback or a full memory.

`test_read_anything` puts files together from pieces; here whole files of each format are damaged.
"""

from __future__ import annotations

import gzip
import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfs import make_pdf
from web import FERRY, page

from index.adding.adder import Adder
from index.adding.report import Outcome
from index.read import SUFFIXES, read_file
from index.reading.clean import clean
from index.reading.paragraphs import collapse, printable

MOST_SECONDS = 20  # in which any file must be read, on a busy machine too
MOST_MEMORY = 1_000_000_000  # bytes by which all of it together may swell the process

_LINK = "https://gazette.example/ferry"
_ENTRY = f"<title>Ferry</title><link>{_LINK}</link><pubDate>Wed, 07 Feb 2024 09:00:00 GMT</pubDate>"
_TEXT = "\n\n".join(FERRY)
_LINE = json.dumps(
    {"id": 1, "title": "Ferry", "date": "2024-02-07", "source": "Post", "body": "\n\n".join(FERRY)}
)
_ATOM = f"<entry><id>1</id><title>Ferry</title><link href='{_LINK}'/><updated>2024-02-07</updated></entry>"
_MAP = f"<sitemapindex><sitemap><loc>{_LINK}</loc></sitemap></sitemapindex>"
_FIELDS = "outlet: Post\ntitle: Ferry\nauthors: [A, B]\npublished: 2024-02-07"
_HEAD = "Harbour Gazette\n\nFerry runs again\nBy Ada Holm\nFebruary 7, 2024\n\nBRAE (NPA) - "
_MAIL = (
    "From: =?utf-8?q?Harb=C3=B6r?= <a@gazette.example>\r\nDate: Wed, 07 Feb 2024 23:30:00 -0500\r\n"
    'Subject: Fwd: Ferry\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    f"{FERRY[0]}=\r\n\r\n{FERRY[1]}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>{FERRY[2]}</p>\r\n--b--\r\n"
)
WHOLE = {
    "a.md": f"---\n{_FIELDS}\n---\n\n{_TEXT}",
    "a.txt": _HEAD + _TEXT,
    "a.html": page("Ferry runs again", FERRY, "Harbour Gazette", "2024-02-07"),
    "a.jsonl": f"{_LINE}\n{_LINE.replace('1', '2')}\n",
    "a.jsonl.gz": gzip.compress(f"{_LINE}\n{_LINE}\n".encode(), mtime=0),
    "a.eml": _MAIL,
    "a.rss": f'<?xml version="1.0"?><rss version="2.0"><channel><item>{_ENTRY}</item></channel></rss>',
    "a.atom": f'<feed xmlns="http://www.w3.org/2005/Atom">{_ATOM}</feed>',
    "a.xml": f"<urlset><url><loc>{_LINK}</loc><lastmod>2024-02-07</lastmod></url></urlset>",
    "a.xml.gz": gzip.compress(_MAP.encode(), mtime=0),
    "a.pdf": make_pdf(
        [[(72, 760 - 14 * n, 11, text[:90]) for n, text in enumerate(FERRY)]], "Ferry", "D:20240207"
    ),
}
"""A whole file of each format."""

DATA = {name: text.encode() if isinstance(text, str) else text for name, text in WHOLE.items()}
READ = [name for name in DATA if name.endswith(SUFFIXES)]
_BYTES = st.one_of(
    st.binary(min_size=1, max_size=8),
    st.sampled_from(
        [b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"---\n", b"<![CDATA[", b"<!--", b"]]>",
         b"&#0;", b"\x1b[31m"]
    ),
    st.sampled_from(
        [b"<div>" * 3000, b"[" * 3000, b"(" * 3000, b"\n" * 3000, b"a" * 30_000, b"&lt;" * 3000,
         b'{"a":' * 3000]
    ),
)  # fmt: skip
_PLACE = st.floats(0, 1)
DAMAGE = st.lists(
    st.one_of(
        st.tuples(st.just("put"), _PLACE, _BYTES),
        st.tuples(st.just("over"), _PLACE, _BYTES),
        st.tuples(st.just("cut"), _PLACE, _PLACE),
        st.tuples(st.just("again"), _PLACE, _PLACE),
        st.tuples(st.just("end"), _PLACE, st.just(0)),
        st.tuples(st.just("other"), _PLACE, st.sampled_from(sorted(DATA))),
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, damage: list[tuple[str, float, object]]) -> bytes:
    """Damage a file: put bytes in or over others, cut or repeat a part, end it, go on as another."""
    for what, place, how in damage:
        at = int(place * len(data))
        if isinstance(how, bytes):
            data = data[:at] + how + data[at + (len(how) if what == "over" else 0) :]
        elif isinstance(how, str):
            data = data[:at] + DATA[how][int(place * len(DATA[how])) :]
        elif what == "end":
            data = data[:at]
        elif isinstance(how, float):
            to = at + int(how * (len(data) - at) / 2)
            data = data[:at] + (data[to:] if what == "cut" else data[at:to] * 2 + data[to:])
        data = data[:200_000]
    return data


@contextmanager
def in_time() -> Iterator[None]:
    """Raise where something takes too long, wherever it is then."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"took more than {MOST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module", autouse=True)
def memory() -> Iterator[None]:
    """See that all the files together do not swell the process."""
    resource = pytest.importorskip("resource", reason="Windows does not tell how much memory was used")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - before) * 1024 < MOST_MEMORY


def check_reading(folder: Path, name: str, data: bytes) -> None:
    """Read a damaged file of the corpus: articles that can be stored, or lines that name the file."""
    (folder / name).write_bytes(data)
    with in_time():
        articles, failures = read_file(folder / name, folder)
    assert articles or failures
    for article in articles:
        assert article.text.strip()
        assert article.title.strip()
        for text in (article.text, article.title, article.outlet or "", article.url or "", *article.authors):
            text.encode()
    assert all(failure.error.startswith(name) and "\n" not in failure.error for failure in failures)


def check_adding(folder: Path, name: str, data: bytes) -> None:
    """Add a damaged file: each item is an article that reads back, or has a reason."""
    corpus = folder / "corpus"
    with in_time():
        report = Adder(corpus, fetch_nothing()).add_file(name, data)
    for item in report.items:
        assert (item.article is not None) or item.reason
        assert item.reason is None or "\n" not in item.reason
        if item.outcome is Outcome.ADDED:
            assert item.path is not None
            ((article,), failures) = read_file(corpus / item.path, corpus)
            assert (article, failures) == (item.article, [])
            (corpus / item.path).unlink()


def fetch_nothing() -> object:
    """Give settings with which nothing can be fetched: the addresses are of nobody, and there is no time."""
    from index.adding.settings import AddSettings

    return AddSettings(seconds=0.0, pause=0.0, most=2)


WITHOUT_PDF = [name for name in DATA if name != "a.pdf"]
QUIETLY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@given(st.sampled_from(READ), DAMAGE)
@settings(max_examples=60, deadline=None, suppress_health_check=QUIETLY)
def test_reading(tmp_path: Path, name: str, damage: list[tuple[str, float, object]]) -> None:
    """A damaged file of the corpus gives articles, or lines that say what is wrong with it."""
    check_reading(tmp_path, name, damaged(DATA[name], damage))


@given(st.sampled_from(WITHOUT_PDF), DAMAGE)
@settings(max_examples=60, deadline=None, suppress_health_check=QUIETLY)
def test_adding(tmp_path: Path, name: str, damage: list[tuple[str, float, object]]) -> None:
    """A damaged file of any format gives articles that read back as they were, or a reason."""
    check_adding(tmp_path, name, damaged(DATA[name], damage))


@given(DAMAGE)
@settings(max_examples=8, deadline=None, suppress_health_check=QUIETLY)
def test_adding_pdf(tmp_path: Path, damage: list[tuple[str, float, object]]) -> None:
    """A damaged PDF gives an article or a reason, and whatever it does, it does to another process."""
    check_adding(tmp_path, "a.pdf", damaged(DATA["a.pdf"], damage))


@given(st.sampled_from(["a.txt", "a.md"]), DAMAGE, st.sampled_from([None, "Ferry runs again"]))
@settings(max_examples=60, deadline=None, suppress_health_check=QUIETLY)
def test_cleaning(name: str, damage: list[tuple[str, float, object]], title: str | None) -> None:
    """Damaged text is cleaned into paragraphs that stand in it word for word."""
    raw = damaged(DATA[name], damage).decode("utf-8", "replace")
    with in_time():
        text = clean(raw, title)
    whole = collapse(printable(raw))
    assert all(paragraph in whole for paragraph in text.split("\n\n"))


@pytest.mark.slow
@given(st.sampled_from(READ), DAMAGE)
@settings(max_examples=5000, deadline=None, suppress_health_check=QUIETLY)
def test_reading_at_length(tmp_path: Path, name: str, damage: list[tuple[str, float, object]]) -> None:
    """The same of 5,000 damaged files of the corpus."""
    check_reading(tmp_path, name, damaged(DATA[name], damage))


@pytest.mark.slow
@given(st.sampled_from(WITHOUT_PDF), DAMAGE)
@settings(max_examples=4800, deadline=None, suppress_health_check=QUIETLY)
def test_adding_at_length(tmp_path: Path, name: str, damage: list[tuple[str, float, object]]) -> None:
    """The same of 4,800 damaged files of every format."""
    check_adding(tmp_path, name, damaged(DATA[name], damage))


@pytest.mark.slow
@given(DAMAGE)
@settings(max_examples=200, deadline=None, suppress_health_check=QUIETLY)
def test_adding_pdf_at_length(tmp_path: Path, damage: list[tuple[str, float, object]]) -> None:
    """The same of 200 damaged PDFs, each read in a process of its own."""
    check_adding(tmp_path, "a.pdf", damaged(DATA["a.pdf"], damage))
