"""A PDF -> what is found of its article; the reading itself is done in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from index.adding.found import Found
from index.adding.pdf_layout import PdfLine, lay_out
from index.errors import ArticleError
from index.reading.compose import Fields, host_of, read_authors_field, read_text_field
from index.reading.printed_date import make_date

SECONDS = 60.0  # a PDF of 60 full pages takes one
_WORKER = Path(__file__).with_name("pdf_worker.py")
_FEWEST = 10  # words of an article
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_PROGRAM = re.compile(r"microsoft word|untitled|\.(?:docx?|indd|qxd|pdf|odt|rtf|pptx?)\b", re.IGNORECASE)


def read_pdf(data: bytes, source: str, url: str | None = None) -> Found:
    """Read a PDF's text, headline and what it says of itself.

    The day on which the file was made is only a guess at the day of publication. ArticleError where it holds
    no text, or cannot be read.
    """
    found = _run(data)
    pages = [[PdfLine(*line) for line in page] for page in found["pages"]]
    headline, text = lay_out(pages)
    if len(text.split()) < _FEWEST:
        raise ArticleError("is a PDF without text, most likely pictures of pages; add the text itself")
    titled = read_text_field(found["title"])
    if titled and (_PROGRAM.search(titled) or len(titled.split()) < 2):
        titled = None
    notes = []
    if found["more"]:
        notes.append(f"has {found['more']} more pages, which were not read; split it to add them")
    fields = Fields(
        title=headline or titled,
        authors=read_authors_field(found["author"]) if found["author"] else (),
        url=url,
        host=host_of(url),
    )
    return Found(source, fields, text, tuple(notes), day_guess=_made(found["created"]))


def _run(data: bytes) -> dict[str, Any]:
    """Have the PDF read, and give what was read; ArticleError where that did not end well."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_WORKER)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ArticleError("is a PDF that takes too long to read; save its text as .txt") from None
    try:
        found = json.loads(done.stdout) if done.returncode == 0 else {"error": "damaged"}
    except ValueError:
        found = {"error": "damaged"}
    if found.get("error") == "locked":
        raise ArticleError("is a PDF that wants a password; save it without one")
    if "error" in found:
        raise ArticleError(
            "is a PDF that is damaged and cannot be read; save it anew or save its text as .txt"
        )
    assert isinstance(found, dict)
    return found


def _made(created: str | None) -> date | None:
    match = _CREATED.match(created or "")
    return make_date(int(match[1]), int(match[2]), int(match[3])) if match else None
