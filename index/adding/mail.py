"""A mail saved as .eml -> what is found of the article in it."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from contextlib import suppress
from datetime import date
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from index.adding.found import Found
from index.errors import ArticleError
from index.reading.compose import Fields, read_text_field
from index.reading.paragraphs import collapse, printable
from index.reading.web_page import read_page, strip_tags

_PASSED_ON = re.compile(r"^\s*(?:(?:fwd?|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_REPLY = re.compile(r"^\s*(?:re|aw|sv)\s*:\s*", re.IGNORECASE)
_MOST_PARTS = 200
_LONGEST_HEADER = 2000  # characters
_SHORTEST = 40  # letters of a body that is one, and not "your reader cannot show HTML"


def read_mail(data: bytes, source: str) -> Found:
    """Read a mail: subject, day it was sent, text.

    Who sent it is only a guess at the outlet. The day of one that was passed on is when that was done, so it
    is only a guess too. ArticleError where it holds no text.
    """
    try:
        # The library's older reader: the newer's time grows with the square of a damaged header.
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        subject, sender, sent = (_header(message, name) for name in ("Subject", "From", "Date"))
        body, attached = _parts(message)
        name = email.utils.parseaddr(sender or "")[0]
    except ArticleError:
        raise
    except Exception as error:  # the standard library's reader falls over some damaged headers
        raise ArticleError(
            f"is a mail that cannot be read ({type(error).__name__}); save its text as .txt"
        ) from error
    passed_on = bool(subject and _PASSED_ON.match(subject))
    title = _REPLY.sub("", _PASSED_ON.sub("", subject)) if subject else None
    day = _day(sent)
    advice = "attached, which was not added; save it and add it"
    notes = [f"has {name} {advice}" for name in attached[:5]]
    fields = Fields(title=read_text_field(title), published=None if passed_on else day)
    return Found(source, fields, body, tuple(notes), read_text_field(name), day if passed_on else None)


def _header(message: Message, name: str) -> str | None:
    """Give a header as it was meant, in letters of any script."""
    value = message.get(name)
    if value is None:
        return None
    text = str(value)[:_LONGEST_HEADER]
    with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):  # else as it stands
        text = str(make_header(decode_header(text)))
    return collapse(printable(text))


def _parts(message: Message) -> tuple[str, list[str]]:
    """Give the text of a mail, and the names of what is attached.

    The text is the plain part's if it has one that says something, else the HTML part's.
    """
    plain = page = ""
    attached: list[str] = []
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            raise ArticleError("is a mail of hundreds of parts; save its text as .txt")
        if part.is_multipart() or _is_overlong(part):
            continue
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            attached.append(collapse(printable(part.get_filename() or kind))[:60])
        elif kind == "text/html":
            page = page or _content(part)
        else:
            plain = plain or _content(part)
    if sum(char.isalpha() for char in plain) < _SHORTEST and page.strip():
        try:
            return read_page(page)[1], attached
        except ArticleError:
            return strip_tags(page), attached
    if not plain.strip():
        raise ArticleError("is a mail without text; add what is attached to it")
    return plain, attached


def _is_overlong(part: Message) -> bool:
    names = ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding")
    return any(len(str(part.get(name, ""))) > _LONGEST_HEADER for name in names)


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        return payload.decode("utf-8", "replace")


def _day(value: str | None) -> date | None:
    """Give the day a mail was sent, where it was sent."""
    try:
        return email.utils.parsedate_to_datetime(value).date() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
