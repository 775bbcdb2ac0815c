"""A link that opens a page at the words that are quoted from it; pure.

Browsers scroll to what a text fragment names: `#:~:text=[prefix-,]start[,end]`. The first place that matches
wins, so the words are chosen to match nowhere before the quote. A browser that cannot do it, or a page that
has changed, just opens at the top.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_WORDS = 4  # of each end of a quote, to begin with
_MORE = 10
_EXACT = 8  # a quote of no more words is named whole
_LONGEST = 1000  # characters of an address; a longer one gives no link


def link_to(url: str | None, text: str = "", start: int = 0, end: int = 0) -> str | None:
    """Write the address of text[start:end] on an article's page; None where nothing safe can be linked.

    text: the article's text, of which `start` and `end` count characters; without it the page is linked.
    Only http and https, without a user name before the host, which people take for the host. The result
    holds no bracket, space or quotation mark, so that markdown takes it as it is.
    """
    address = _safe(url or "")
    if address is None or len(address) > _LONGEST:
        return None
    page, _, anchor = address.partition("#")
    anchor = anchor.partition(":~:")[0]
    directive = _directive(text, start, end)
    whole = f"{page}#{anchor}:~:text={directive}" if directive else address
    return whole if len(whole) <= _LONGEST else address


def _safe(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if (
        parts.scheme not in ("http", "https")
        or "@" in parts.netloc
        or not re.fullmatch(r"[\w.-]+", host, re.A)
    ):
        return None
    rest = re.sub(r"[\ud800-\udfff]", "", parts._replace(scheme="", netloc="").geturl())
    if rest.startswith("//") or (rest and rest[0] not in "/?#"):
        return None
    # No "@" is left as it is, so that no address can ping anybody.
    return f"{parts.scheme}://{host}{port}{quote(rest, safe='%/:?#!$&*+,;=~-._')}"


def _directive(text: str, start: int, end: int) -> str:
    """Name text[start:end] in a text fragment; "" where it holds no whole word."""
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    if words and words[0][0] and re.match(r"\w\w", text[words[0][0] - 1 : words[0][0] + 1]):
        words = words[1:]  # the quote begins inside a word, where no browser looks for one
    if words and re.match(r"\w\w", text[words[-1][1] - 1 : words[-1][1] + 1]):
        words = words[:-1]
    if not words:
        return ""
    first = [word for word in words if "\n" not in text[words[0][0] : word[1]]]
    last = [word for word in words if "\n" not in text[word[0] : words[-1][1]]]
    if len(first) == len(words) <= _EXACT:
        opening, ending = (first[0][0], first[-1][1]), None
    else:
        # Neither end may reach over a paragraph's border, nor the two into each other.
        most = len(words) // 2
        opening = _first_unique(text, first[: min(_MORE, most) or 1])
        ending = _last_unique(text, opening[1], last[-(min(_MORE, most) or 1) :])
    terms = [_encode(text[slice(*opening)])]
    before = re.findall(r"\S+", text[: opening[0]])[-3:]
    if _places(text, text[slice(*opening)])[0] != opening[0] and before:
        terms.insert(0, _encode(" ".join(before)) + "-")
    if ending and ending[0] >= opening[1]:
        terms.append(_encode(text[slice(*ending)]))
    return ",".join(terms)


def _first_unique(text: str, words: list[tuple[int, int]]) -> tuple[int, int]:
    """Take as few words from the left as match nowhere before."""
    for count in range(min(_WORDS, len(words)), len(words) + 1):
        if _places(text, text[words[0][0] : words[count - 1][1]])[0] == words[0][0]:
            break
    return words[0][0], words[count - 1][1]


def _last_unique(text: str, after: int, words: list[tuple[int, int]]) -> tuple[int, int]:
    """Take as few words from the right as match nowhere between the opening and them."""
    for count in range(min(_WORDS, len(words)), len(words) + 1):
        begin = words[-count][0]
        if all(place >= begin for place in _places(text, text[begin : words[-1][1]]) if place >= after):
            break
    return begin, words[-1][1]


def _places(text: str, words: str) -> list[int]:
    """Find where words stand as a browser finds them: whole words, in capitals or not, however spaced."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [m.start() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.I)] or [-1]


def _encode(words: str) -> str:
    """Encode a term; "-" and "," have a meaning in a fragment."""
    return quote(" ".join(words.split()), safe="", errors="replace").replace("-", "%2D")
