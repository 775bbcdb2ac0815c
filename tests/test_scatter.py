"""Values that lie all over the place are no disagreement, a toll that rises is told as one."""

from __future__ import annotations

from test_matter import chosen, told

ASKED = "Who won the Harbour Cup?"
HURT = "How many people were hurt in the fire in Eastfell?"


def _won(*names: str, day: str = "2024-05-13") -> list[tuple[str, str, str]]:
    return [(f"Outlet {n}", day, f"{name} won the Harbour Cup.") for n, name in enumerate(names)]


def test_two_winners_stay() -> None:
    """Two names told by one voice each stand side by side."""
    assert told(ASKED, _won("Ada Brook", "Jon Lind")) == {"Ada Brook", "Jon Lind"}


def test_many_winners_are_those_of_many_cups() -> None:
    """Where each outlet names another winner, only what two of them say is held beside the first."""
    assert len(told(ASKED, _won("Ada Brook", "Jon Lind", "Tom Verrill"))) == 1
    both = told(ASKED, _won("Ada Brook", "Ada Brook", "Ada Brook", "Jon Lind", "Jon Lind", "Tom Verrill"))
    assert both == {"Ada Brook", "Jon Lind"}


def test_the_later_of_a_yes_and_a_no_answers() -> None:
    """Whether a race will be held is answered by the later report, whatever the earlier one said."""
    reports = [
        ("Gazette", "2024-05-13", "The Eastfell race has been called off."),
        ("Post", "2024-05-20", "The Eastfell race, called off last week, will now be held in June."),
    ]
    asked = "Will the Eastfell race be held?"
    assert chosen(asked, reports)[0].value.text == "Yes"


def test_a_rising_toll_stays() -> None:
    """Three numbers that rise from day to day are all told."""
    reports = [
        (f"Outlet {n}", f"2024-05-{13 + n}", f"The fire in Eastfell hurt {hurt} people.")
        for n, hurt in enumerate((12, 17, 23))
    ]
    assert len(told(HURT, reports)) == 3
    shuffled = [(outlet, "2024-05-13", text) for outlet, _, text in reports]
    assert len(told(HURT, [*shuffled[:1], ("Outlet 5", "2024-05-12", reports[2][2]), *shuffled[1:2]])) == 1
