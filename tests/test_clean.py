"""What cleaning keeps of a scraped page, and what it drops."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import clean
from tests.scraped_pages import PAGES, ScrapedPage


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages(page: ScrapedPage) -> None:
    """Of each page the article's own paragraphs are kept, once and in order, and nothing else."""
    assert clean(page.raw).split("\n\n") == list(page.kept)
