"""Reads one PDF in a process of its own and prints its lines as JSON; run as a script by `index.adding.pdf`.

A PDF is a program for a large library in C: whatever a damaged one does to it, it does to this process. In:
the PDF on standard input. Out: {"title", "author", "created", "pages": [[line, …], …]}, or {"error"}; a line
is [text, left, right, bottom, top, size of its letters], in points from the lower left corner.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

MOST_PAGES = 60
MOST_LETTERS = 400_000
MEMORY = 1_000_000_000  # bytes
_HYPHENS = "\x02\ufffe"  # what the library gives for a hyphen at which a word was broken


def main() -> None:
    """Read standard input, write standard output."""
    _limit_memory()
    import pypdfium2

    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold()
        print(json.dumps({"error": "locked" if locked else "damaged"}))
        return
    about = document.get_metadata_dict()
    pages: list[list[list[Any]]] = []
    letters = 0
    for number in range(min(len(document), MOST_PAGES)):
        lines = _lines(document[number].get_textpage())
        letters += sum(len(line[0]) for line in lines)
        pages.append(lines)
        if letters > MOST_LETTERS:
            break
    more = len(document) - len(pages)
    found = {"title": about.get("Title"), "author": about.get("Author"), "created": about.get("CreationDate")}
    print(json.dumps({**found, "pages": pages, "more": more}))


def _lines(page: Any) -> list[list[Any]]:
    """Gather a page's letters into its lines, in the order in which they are read."""
    import pypdfium2.raw as raw

    lines: list[list[Any]] = []
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    sizes: list[float] = []

    def end() -> None:
        text = "".join(letters).strip()
        if text and boxes:
            lefts, rights, bottoms, tops = zip(*boxes, strict=True)
            size = sorted(sizes)[len(sizes) // 2]
            lines.append([text, min(lefts), max(rights), min(bottoms), max(tops), size])
        letters.clear()
        boxes.clear()
        sizes.clear()

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(min(page.count_chars(), MOST_LETTERS)):
        char = chr(raw.FPDFText_GetUnicode(page, index) or 0xFFFD)
        if char in "\r\n":
            end()
            continue
        if char in _HYPHENS:
            letters.append("\u00ad")
            end()
            continue
        letters.append(char)
        if char.isspace():
            continue
        if raw.FPDFText_GetCharBox(page, index, left, right, bottom, top):
            boxes.append((left.value, right.value, bottom.value, top.value))
            sizes.append(raw.FPDFText_GetFontSize(page, index))
    end()
    return lines


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
