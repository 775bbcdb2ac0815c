"""What a page's text says of its outlet, agency, date and authors."""

from __future__ import annotations

import pytest

from index.marks import read_marks
from tests.scraped_pages import PAGES, ScrapedPage


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages(page: ScrapedPage) -> None:
    """Each page's outlet, agency, day, headline and authors are read from its own marks."""
    marks = read_marks(page.raw)
    assert (marks.outlet, marks.via, marks.published, marks.title, marks.authors) == (
        page.outlet,
        page.via,
        page.published,
        page.title,
        page.authors,
    )
