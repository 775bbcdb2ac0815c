"""Bytes of one article, of whatever kind -> what is found of it."""

from __future__ import annotations

from index.adding.fetch import Fetched
from index.adding.found import Found
from index.adding.kinds import Kind
from index.adding.mail import read_mail
from index.adding.pages import read_text, read_web_page
from index.adding.pdf import read_pdf


def read_article(source: str, fetched: Fetched, kind: Kind) -> Found:
    """Read an article. source: what it is called to people; fetched.url is empty where it came from a file.

    ArticleError where there is none.
    """
    url = fetched.url or None
    if kind is Kind.PDF:
        return read_pdf(fetched.data, source, url)
    if kind is Kind.MAIL:
        return read_mail(fetched.data, source)
    if kind is Kind.PAGE:
        return read_web_page(fetched.data, source, url, fetched.charset)
    return read_text(fetched.data, source, url, fetched.charset)
