"""Links that open a page at the words quoted from it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.render.links import link_to
from docs.browser import find_chromium, read_output

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How quick a machine is decides no test."""
PAGE = "https://herald.example/12"
TEXT = (
    "The ferry sank. A boy saw it.\n\n"
    "The ferry sank on Monday - with 14 people, a dog & no cargo aboard, off the cape, said Ada Holm.\n\n"
    "The ferry sank on Monday, said the owner of the line, who had been called from his bed that night."
)


def terms(address: str | None) -> tuple[str, str, str]:
    """Take the fragment of an address apart: what stands before, how the quote begins, how it ends."""
    assert address is not None
    directive = address.partition(":~:text=")[2]
    parts = [unquote(part) for part in directive.split(",")]
    before = parts.pop(0)[:-1] if "-," in directive else ""
    return before, parts[0], "".join(parts[1:])


def cited(quote: str, nth: int = 1) -> str | None:
    """Link the nth place where the quote stands."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(quote, start + 1)
    return link_to(PAGE, TEXT, start, start + len(quote))


def test_short_quote_is_named_whole() -> None:
    """A quote of a few words stands in the fragment as it is, its signs encoded."""
    assert cited("A boy saw it.") == f"{PAGE}#:~:text=A%20boy%20saw%20it."
    assert (
        cited("14 people, a dog & no cargo") == f"{PAGE}#:~:text=14%20people%2C%20a%20dog%20%26%20no%20cargo"
    )


def test_long_quote_is_named_by_its_ends() -> None:
    """A long quote is named by its first and last words, more of them where fewer stand before it as well."""
    assert terms(cited(TEXT.split("\n\n")[1])) == ("", "The ferry sank on", "cape, said Ada Holm.")
    before, start, end = terms(cited(TEXT.split("\n\n")[2]))
    assert (before, start, end) == ("", "The ferry sank on Monday,", "his bed that night.")


def test_repeated_quote_is_told_by_what_stands_before() -> None:
    """Where the same words stand earlier, the words before the quote are named too; a dash is encoded."""
    address = cited("The ferry sank on Monday", 2)
    assert terms(address) == ("said Ada Holm.", "The ferry sank on Monday", "")
    assert "-," in str(address) and cited("Monday - with 14") == f"{PAGE}#:~:text=Monday%20%2D%20with%2014"


def test_no_end_reaches_over_a_paragraph() -> None:
    """A quote of two paragraphs is named by words of the first and words of the second."""
    quote = "A boy saw it.\n\nThe ferry sank on Monday - with 14 people"
    _, start, end = terms(cited(quote))
    assert "\n" not in start + end
    assert start == "A boy saw it." and end == "Monday - with 14 people"[-len(end) :]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://herald.example/a (b)", "https://herald.example/a%20%28b%29"),
        ("https://herald.example/a?x=1&y=ü#part", "https://herald.example/a?x=1&y=%C3%BC#part"),
        ("https://bücher.example:8080", "https://xn--bcher-kva.example:8080"),
        ("https://herald.example/@everyone", "https://herald.example/%40everyone"),
        ("https://herald.example/)[x](<y>\"'", "https://herald.example/%29%5Bx%5D%28%3Cy%3E%22%27"),
        ("https://bank.example@evil.example/", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//herald.example", None),
        ("https://", None),
        ("https://[::1/", None),
        ("herald", None),
        (None, None),
    ],
)
def test_only_safe_addresses_are_linked(url: str | None, address: str | None) -> None:
    """An address of the web is encoded so that it cannot end the link; anything else is no link."""
    assert link_to(url) == address


def test_fragment_of_a_page_that_has_one() -> None:
    """The words follow an anchor that the address has already, and take the place of other words."""
    assert link_to(f"{PAGE}#top", "A boy.", 0, 6) == f"{PAGE}#top:~:text=A%20boy."
    assert link_to(f"{PAGE}#:~:text=x", "A boy.", 0, 6) == f"{PAGE}#:~:text=A%20boy."


def test_overlong_addresses() -> None:
    """Words that would make the address very long are left out, and so is a link that is too long itself."""
    text = "北" * 400
    assert link_to(PAGE, text, 0, 400) == PAGE
    assert link_to(f"{PAGE}/{'x' * 1000}") is None


@UNTIMED
@given(
    st.lists(st.sampled_from(["a", "b", "the", "sea", "Sea,", "x-y", "\n\n"]), min_size=1, max_size=60),
    st.data(),
)
def test_first_match_is_the_quote(words: list[str], data: st.DataObject) -> None:
    """A browser that looks for what the fragment names finds the quote first, or says what stands before."""
    text = " ".join(words)
    spans = [m.span() for m in re.finditer(r"\S+", text)]
    if not spans:
        return
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    start, end = spans[first][0], spans[last][1]
    before, opening, ending = terms(link_to(PAGE, text, start, end))

    def place(term: str, after: int = 0) -> int:
        words = r"\s+".join(map(re.escape, term.split()))
        found = re.compile(rf"(?<!\w){words}(?!\w)", re.I).search(text, after)
        assert found, term
        return found.start()

    assert before or place(opening) == start
    if ending and not before:
        assert place(ending, start + len(opening)) + len(ending) <= end


@pytest.mark.skipif(find_chromium() is None, reason="no Chromium on PATH to open a page with")
def test_browser_opens_at_the_quote() -> None:
    """A browser that follows the link scrolls to the quote, not to the same words in an earlier paragraph."""
    chromium = find_chromium()
    assert chromium
    paragraphs = [
        f"On day {i} the ferry ran, and the boy who saw it go wrote it down as ever." for i in range(200)
    ]
    text = "\n\n".join(paragraphs)
    start = text.index(paragraphs[150])
    script = (
        "setTimeout(() => { const box = document.querySelectorAll('p')[150].getBoundingClientRect();"
        " document.querySelector('output').textContent = box.top >= 0 && box.bottom <= innerHeight }, 1500)"
    )
    page = "".join(f"<p>{words}</p>" for words in paragraphs) + f"<output></output><script>{script}</script>"
    html = f"<!doctype html><meta charset=utf-8>{page}"
    quote = link_to(PAGE, text, start, start + len(paragraphs[150]))
    assert read_output(html, chromium, str(quote).removeprefix(PAGE)) == "true"
    assert read_output(html, chromium) == "false"
