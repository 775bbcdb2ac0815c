"""Who speaks in an article: copies of one agency and sections of one outlet are one voice; pure."""

from __future__ import annotations

import re

from index.article import Article
from index.reading.agencies import agency_name

_SECTION = re.compile(r"\s+(?:[-–—|]\s|\().*$")


def voice_of(article: Article) -> str:
    """Name who speaks in an article, an agency by its short name.

    "Eastfell Post - Sport" and "Eastfell Post (Web)" are the Eastfell Post.
    """
    return agency_name(article.voice) or _SECTION.sub("", article.voice)
