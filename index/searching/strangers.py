"""Outlets that a question names and the index does not know: "a Harbour Post article"; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.searching.outlets import Mention
from index.words import names

_KIND = r"(?:articles?|reviews?|stor(?:y|ies)|editorials?|columns?|op-eds?|coverage)"
_ANY_KIND = rf"(?:{_KIND}|reports?|pieces?|posts?|another|one)"
# A name before such a word, or behind "article from", "reported by". "The ministry's report" is no outlet's:
# "report" counts only with who printed it behind.
_AFTER_NAME = re.compile(rf"['’\"”]?(?:['’]s)?\s+{_KIND}\b", re.I)
_REPORT = re.compile(r"\s+report\s+(?:on|about|regarding|of|detailing|describing)\b", re.I)
_BEFORE_NAME = re.compile(
    rf"(?:\b{_ANY_KIND}\s+(?:from|in|by)|\b(?:reported|published|printed|covered|discussed|detailed)\s+(?:by|in))"
    r"\s+(?:the\s+)?['‘\"“]?$",
    re.I,
)
_OPENING, _CLOSING = ("'", '"', "‘", "“"), ("'", '"', "’", "”")
_LONGEST = 4
"""Words of an outlet's name in quotes; what is longer is a headline."""


def find_strangers(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Find the names that a question takes for outlets' and that no known outlet has.

    mentions: the known outlets that it names, as `find_outlets` gives them.
    """
    found = []
    for name in names(text):
        if any(m.start < name.end and name.start < m.end for m in mentions):
            continue
        before, after = text[: name.start], text[name.end :]
        opened, closed = before.endswith(_OPENING), after.startswith(_CLOSING) and not after.startswith("'s")
        if closed and (not opened or len(name.text.split()) > _LONGEST):
            continue  # a headline, or its end
        reported = re.search(r"\ban?\s+$", before, re.I) and _REPORT.match(after)
        if _AFTER_NAME.match(after) or reported or _BEFORE_NAME.search(before):
            found.append(name.text)
    return tuple(dict.fromkeys(found))
