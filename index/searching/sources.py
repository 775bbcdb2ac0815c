"""Which articles are of the outlets and days that a question names; the unknown lies in between. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.searching.query import Published

UNKNOWN = 0.5  # what an article counts whose outlet or day nobody knows
SLACK = 1  # days that time zones may shift
AFTERMATH = 3  # days that an event is in the news

Floats = NDArray[np.float64]


def from_outlets(articles: Sequence[Article], names: Sequence[str]) -> Floats:
    """Say of each article whether one of these outlets printed it: 1 yes, 0 no; 0 where none is named."""
    if not names:
        return np.zeros(len(articles))
    return np.array([_is_from(article, names) for article in articles])


def of_days(articles: Sequence[Article], days: Published) -> Floats:
    """Say of each article whether it was published on these days; if they are an event's, or soon after."""
    later = SLACK if days.sure else AFTERMATH
    return np.array(
        [UNKNOWN if a.published is None else float(days.hold(a.published, SLACK, later)) for a in articles]
    )


def _is_from(article: Article, names: Sequence[str]) -> float:
    if article.outlet in names or article.via in names:
        return 1.0
    return UNKNOWN if article.outlet is None else 0.0
