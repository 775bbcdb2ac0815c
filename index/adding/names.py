"""What an article's file is called: words of its outlet and title, never a path. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from index.article import Article

_LONGEST = 80  # bytes; citations show the name, and file systems allow 255 with what is added to it
_OUTLET = 30  # bytes of them
_RESERVED = re.compile(r"(?:con|prn|aux|nul|clock|conin|conout|com\d|lpt\d|readme)", re.IGNORECASE)
"""What Windows takes for a device, and the one Markdown file that is not read as an article."""


def slug(text: str, longest: int = _LONGEST) -> str:
    """Make words that may stand in a file name on any system: small letters, digits and hyphens.

    Accents are taken off Latin letters; letters of other scripts stay. May be empty.

    >>> slug("../Müller & Søn: the “ferry”, AGAIN?")
    'muller-son-the-ferry-again'
    """
    text = text.casefold().replace("ø", "o").replace("ł", "l").replace("’", "").replace("'", "")
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in apart if unicodedata.category(char) != "Mn" or ord(char) > 0x36F)
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare))
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if len(longer.encode("utf-8", "ignore")) > longest:
            break
        made = longer
    if not made and words:  # one word longer than all that is allowed
        made = words[0].encode("utf-8", "ignore")[:longest].decode("utf-8", "ignore")
    return made.encode("utf-8", "ignore").decode()


def stems(article: Article, today: date) -> Iterator[str]:
    """Give names for an article's file, without ending, the best first; each is good on any system.

    today: what tells two articles of one outlet and title apart where no publication date does.
    """
    outlet = slug(article.outlet or article.via or "", _OUTLET)
    title = slug(article.title, _LONGEST - len(outlet.encode()) - 1)
    stem = "-".join(part for part in (outlet, title) if part) or "article"
    if _RESERVED.fullmatch(stem):
        stem = f"article-{stem}"
    yield stem
    stem = f"{stem}-{article.published or today}"
    yield stem
    for number in range(2, 10_000):
        yield f"{stem}-{number}"
