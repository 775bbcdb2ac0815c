"""What a page's text says of its outlet, agency, date and authors."""

from __future__ import annotations

import pytest

from index.reading.marks import read_marks
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


BODY = (
    "The gates of Greyfield will stay open until the autumn, the river board said, and the mills may go on."
)


def page(*head: str, foot: str = "") -> str:
    """Print a page: a headline, lines below it, an article, lines at the end."""
    return "\n\n".join(["River board keeps the gates open at Greyfield", *head, BODY, BODY[::-1], foot])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published April 3, 2024", "2024-04-03"),
        ("Published: 6:00pm, 17 Apr, 2024", "2024-04-17"),
        ("Published On 18 Apr 2024", "2024-04-18"),
        ("Mon 17 Apr 2024 02.22 BST", "2024-04-17"),
        ("04/14/24 4:47 AM ET", "2024-04-14"),
        ("03/04/24 4:47 AM ET", "2024-03-04"),
        ("10:49 18.04.2024 (Updated: 10:48 03.08.2024)", "2024-04-18"),
        ("Updated: 17-04-2024 10:49 IST | Created: 16-04-2024 23:40 IST", "2024-04-16"),
        ("Issued on: 16/04/2024 - 18:42 Modified: 17/04/2024 - 18:40", "2024-04-16"),
        ("2024-04-18T10:49:15Z", "2024-04-18"),
        ("By Ada Brook | April 18, 2024 at 9:02 a.m.", "2024-04-18"),
        ("Last updated: April 18, 2024, 9:02 a.m.", "2024-04-18"),
        ("LAKEWIRE - Apr 17, 2024 - 09:12 | World, All", "2024-04-17"),
        ("Tuesday, 18th of April 2024", "2024-04-18"),
        ("03/04/24", None),  # March or April
        ("30.02.2024 10:49", None),
        ("April 2024", None),
        ("Tuesday", None),
        ("3 hours ago", None),
    ],
)
def test_days(line: str, expected: str | None) -> None:
    """A line under the headline dates the page if it prints a whole and unambiguous day, else not."""
    published = read_marks(page(line)).published
    assert (published.isoformat() if published else None) == expected


@pytest.mark.parametrize(
    ("head", "foot", "outlet", "via"),
    [
        (["By Ada Brook | Harbor Gazette"], "", "Harbor Gazette", None),
        (["By Ada Brook, Harbor Gazette"], "", "Harbor Gazette", None),
        (["By Harbor Gazette Staff"], "", None, None),
        (["By Ada Brook and Bo Lind"], "", None, None),
        (["By Reuters"], "", None, "Reuters"),
        (["Agence France-Presse"], "", None, "AFP"),
        (["By Ada Brook, Associated Press"], "© 2024 Harbor Gazette Ltd", "Harbor Gazette", "AP"),
        ([], "© 2024 Harbor Gazette Media LLC. All rights reserved.", "Harbor Gazette Media", None),
        ([], "Copyright 2024 The Associated Press. All rights reserved.", None, "AP"),
        ([], "Source: Harbor Gazette and agencies", "Harbor Gazette", None),
        ([], "Harbor Gazette's Bo Lind contributed to this report.", "Harbor Gazette", None),
        ([], "The Associated Press contributed to this report.", None, None),
        ([], "This article was published by The Cairn on 2024-05-06 in Rivers.", "The Cairn", None),
        ([], "The post The gates appeared first on Rivers Today.", "Rivers Today", None),
    ],
)  # fmt: skip
def test_owners(head: list[str], foot: str, outlet: str | None, via: str | None) -> None:
    """The outlet is what the page's own lines name; an agency that they name is whose copy it is."""
    marks = read_marks(page(*head, foot=foot))
    assert (marks.outlet, marks.via) == (outlet, via)


@pytest.mark.parametrize(
    ("dateline", "via"),
    [
        ("NORTHMOOR (AP) — ", "AP"),
        ("NORTHMOOR, Orland (AP) -- ", "AP"),
        ("Northmoor, Apr 18 (EFE).- ", "EFE"),
        ("Northmoor (dpa) - ", "dpa"),
        ("NORTHMOOR, April 18 (Xinhua) -- ", "Xinhua"),
        ("NORTHMOOR, April 18. /TASS/. ", "TASS"),
        ("Northmoor [Orland], April 18 (ANI): ", "ANI"),
        ("April 17 (UPI) -- ", "UPI"),
        ("(Reuters) - ", "Reuters"),
        ("NORTHMOOR (Valley Wire) - ", "Valley Wire"),
        ("NORTHMOOR (Harbor Gazette) - ", None),
        ("The union (AP) is small. ", None),
        ("The Workers' Party (PAP) - an old one - said: ", None),
        ("", None),
    ],
)
def test_datelines(dateline: str, via: str | None) -> None:
    """In a known outlet's page the name in the dateline is the agency, unless it is the outlet itself."""
    text = f"{dateline}{BODY}\n\n{BODY[::-1]}"
    assert read_marks(text, outlet="Harbor Gazette", title="River board keeps gates open").via == via


def test_a_house_of_its_own() -> None:
    """A name in a dateline that is no agency's is the page's own outlet where the page names no other."""
    marks = read_marks(f"NORTHMOOR (Valley Star) - {BODY}")
    assert (marks.outlet, marks.via) == ("Valley Star", None)


def test_year_is_never_guessed() -> None:
    """A dateline without a year dates the page only if a full date in the days before it fixes the year."""
    opening = f"Northmoor, Jan 2 (EFE).- {BODY}"
    assert read_marks(opening).published is None
    assert read_marks(opening).undated == "2 January without a year"
    fixed = read_marks(
        f"{opening}\n\nThe gates of Greyfield, seen from the air on 30 December 2023."
    ).published
    assert fixed is not None
    assert fixed.isoformat() == "2024-01-02"
    assert read_marks(f"{opening}\n\nThe gates of Greyfield, opened on 30 June 2019.").published is None
    assert (
        read_marks(f"{opening}\n\nThe gates on 1 January 2023.\n\nThe gates on 1 January 2024.").published
        is None
    )


def test_dates_in_the_text_are_not_the_pages() -> None:
    """Dates inside captions and sentences do not date a page."""
    caption = "Workers stand beside the broken pier in Northmoor, on Jan. 14, 2024. (Orla Finch)"
    assert (
        read_marks(
            page(caption, foot="The gates were opened on 3 May 2023, as the board had said.")
        ).published
        is None
    )


def test_body_start() -> None:
    """The body starts at the first line after the headline and the lines that belong to it."""
    raw = page("By Ada Brook", "Published April 3, 2024")
    assert raw[read_marks(raw).body_start :].startswith(BODY)
