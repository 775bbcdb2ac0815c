"""A mail saved as .eml -> what is found of the article in it."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from datetime import date
from email.message import EmailMessage

from index.adding.found import Found
from index.errors import ArticleError
from index.reading.compose import Fields, read_text_field
from index.reading.paragraphs import collapse
from index.reading.web_page import read_page, strip_tags

_PASSED_ON = re.compile(r"^\s*(?:(?:fwd?|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_REPLY = re.compile(r"^\s*(?:re|aw|sv)\s*:\s*", re.IGNORECASE)
_MOST_PARTS = 200
_SHORTEST = 40  # letters of a body that is one, and not "your reader cannot show HTML"


def read_mail(data: bytes, source: str) -> Found:
    """Read a mail: subject, day it was sent, text.

    Who sent it is only a guess at the outlet. The day of one that was passed on is when that was done, so it
    is only a guess too. ArticleError where it holds no text.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        subject, sender, sent = (_header(message, name) for name in ("Subject", "From", "Date"))
        body = _body(message)
        attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
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
    notes = [f"has {collapse(str(name))[:60]} {advice}" for name in attached[:5]]
    name = email.utils.parseaddr(sender or "")[0]
    fields = Fields(title=read_text_field(title), published=None if passed_on else day)
    return Found(source, fields, body, tuple(notes), read_text_field(name), day if passed_on else None)


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return collapse(str(value))[:1000] if value is not None else None


def _body(message: EmailMessage) -> str:
    """Give the text of a mail: the plain part if it has one that says something, else the HTML part's."""
    if sum(1 for _, _ in zip(message.walk(), range(_MOST_PARTS + 1), strict=False)) > _MOST_PARTS:
        raise ArticleError("is a mail of hundreds of parts; save its text as .txt")
    plain = _content(message.get_body(("plain",)))
    if sum(char.isalpha() for char in plain) >= _SHORTEST:
        return plain
    page = _content(message.get_body(("html",)))
    if page.strip():
        try:
            return read_page(page)[1]
        except ArticleError:
            return strip_tags(page)
    if plain.strip():
        return plain
    raise ArticleError("is a mail without text; add what is attached to it")


def _content(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    try:
        text = part.get_content()
    except (LookupError, UnicodeError, ValueError):
        payload = part.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return text if isinstance(text, str) else ""


def _day(value: str | None) -> date | None:
    """Give the day a mail was sent, where it was sent."""
    try:
        return email.utils.parsedate_to_datetime(value).date() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
