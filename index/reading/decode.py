"""Bytes of a file -> text, or a reason why they are none. Pure."""

from __future__ import annotations

import codecs
import re

from index.errors import ArticleError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins like this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARIES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
_SAMPLE = 1 << 16


def decode(data: bytes) -> tuple[str, str | None]:
    """Decode a file's bytes.

    Returns the text, and where its encoding had to be guessed that encoding's name. Raises
    ArticleError, with a reason and an advice that follow the file's name, where the bytes are no text.
    """
    for start, what in _BINARIES:
        if data.startswith(start):
            raise ArticleError(f"is {what}, not text; save the article as plain text or Markdown")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace").removeprefix("\ufeff")), None
    try:
        return _checked(data.decode("utf-8")), None
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> tuple[str, str | None]:
    damaged = data.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    whole = sum(1 for c in damaged[:_SAMPLE] if c >= "\x80" and c != "\ufffd")
    if broken <= 2 + whole // 4 and 100 * broken <= len(damaged) and whole:
        return _checked(damaged), "UTF-8 with broken characters"
    if _has_controls(data):
        raise ArticleError("is binary, not text; save the article as plain text or Markdown")
    declared = _declared(data)
    accents = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    western = "cp1252" if 4 * accents < len(data[:_SAMPLE]) else None  # ASCII but for accents and quotes
    for name in (declared, western, _detected(data[:_SAMPLE])):
        if name is None:
            continue
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if _looks_written(text):
            return _checked(text), None if name == declared else name
    raise ArticleError("is not text in any encoding that is known; save it as UTF-8")


def _declared(data: bytes) -> str | None:
    """Find the encoding that a web page declares."""
    match = _CHARSET.search(data[:4096])
    name = match[1].decode("ascii") if match else None
    try:
        return codecs.lookup(name).name if name and codecs.lookup(name)._is_text_encoding else None
    except LookupError:
        return None


def _detected(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # a second's part to import, and seldom needed

    best = from_bytes(sample).best()
    sure = best is not None and best.percent_chaos < 10 and best.percent_coherence > 0
    return best.encoding if best is not None and sure else None


def _looks_written(text: str) -> bool:
    """Tell whether a text is made of letters and spaces, as a wrongly decoded one is not."""
    sample = text[:_SAMPLE]
    plain = sum(c.isalpha() or c.isspace() for c in sample)
    strange = sum(c >= "\x80" and not c.isalpha() and not c.isspace() for c in sample)
    return 10 * plain >= 7 * len(sample) and 20 * strange <= len(sample)


def _has_controls(data: bytes) -> bool:
    """Tell whether more than one byte in fifty is a control character, as in no text."""
    return 50 * len(_CONTROLS.findall(data)) > len(data)


def _checked(text: str) -> str:
    """Give the text back unless it is data that happens to decode."""
    if not text.strip():
        raise ArticleError("is empty; put the article's text in it or remove it")
    if _has_controls(text.encode("utf-8", "replace")):
        raise ArticleError("is binary, not text; save the article as plain text or Markdown")
    return text
