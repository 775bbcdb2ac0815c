"""Pages as scrapers hand them over, of outlets, towns and people that do not exist, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ScrapedPage:
    """A page's raw text and what a careful reader takes from it; `kept` are the paragraphs of the article."""

    name: str
    raw: str
    title: str | None
    kept: tuple[str, ...]
    outlet: str | None = None
    via: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()


PAGES = (
    ScrapedPage(
        name="station page with a caption printed twice and promotions in capitals",
        raw="""\
 date 2024-06-05 Expand / Collapse search
Harbors
Published

Northmoor council votes to rebuild the storm-damaged pier

The plan was backed by fishing families and opposed by the owners of two hotels on the seafront

By Ada Brook | Harbor Channel
The Northmoor council voted late on Tuesday to rebuild the pier that a storm broke in two last winter.

MAYOR OF EASTBANK SAYS FERRY LINK 'NEVER ON THE TABLE' AS COSTS RISE

Workers stand beside the broken pier in Northmoor, on Jan. 14, 2024.

Workers stand beside the broken pier in Northmoor, on Jan. 14, 2024. (Orla Finch/Harbor Channel)

"We will have it open before the herring comes back," said mayor Tom Reed, who had campaigned for it.

Harbor Channel's Bo Lind and Una Marsh contributed to this report.

Ada Brook is a reporter for Harbor Channel. You can follow her on Twitter @adabrook""",
        title="Northmoor council votes to rebuild the storm-damaged pier",
        kept=(
            "The plan was backed by fishing families and opposed by the owners of two hotels on the seafront",
            "The Northmoor council voted late on Tuesday to rebuild the pier that a storm broke in two last"
            " winter.",
            "Workers stand beside the broken pier in Northmoor, on Jan. 14, 2024.",
            '"We will have it open before the herring comes back," said mayor Tom Reed, who had campaigned'
            " for it.",
        ),
        outlet="Harbor Channel",
        published=date(2024, 6, 5),
        authors=("Ada Brook",),
    ),
    ScrapedPage(
        name="paper printing an agency's copy, with lists of other articles around it",
        raw="""\
Trending:

Sponsored:

View all Load more
Reuters International

Ferry runs aground off Eastbank with 214 people aboard

by Reuters - 03/28/24 6:12 PM ET
by Reuters - 03/28/24 6:12 PM ET
FILE - The ferry Marigold, left, leaves the harbor of Eastbank, on Oct. 2, 2023. The ferry ran aground on
FILE – The ferry Marigold, left, leaves the harbor of Eastbank, on Oct. 2, 2023. The ferry…

EASTBANK (Reuters) - A ferry with 214 people aboard ran aground in fog on Thursday, the coast guard said.

All passengers were taken off by fishing boats within two hours, and nobody was hurt.

Tags

Copyright 2024 Thomson Reuters. All rights reserved.

More International News

See All

Most Popular

  1. Bakery on Mill Street sells its last loaf after ninety years
  2. School bus drivers call off their strike in Greyfield
  3. What the leaked letter says about the bridge ...
Load more

Video

See all Video""",
        title="Ferry runs aground off Eastbank with 214 people aboard",
        kept=(
            "FILE - The ferry Marigold, left, leaves the harbor of Eastbank, on Oct. 2, 2023. The ferry ran"
            " aground on",
            "EASTBANK (Reuters) - A ferry with 214 people aboard ran aground in fog on Thursday, the coast"
            " guard said.",
            "All passengers were taken off by fishing boats within two hours, and nobody was hurt.",
        ),
        via="Reuters",
        published=date(2024, 3, 28),
    ),
    ScrapedPage(
        name="agency's own page that signs its last paragraph and prints its dateline without a year",
        raw="""\
A handout photo made available by the harbor board shows the new crane of Port Aster being lifted into place \
by two ships. EFE/HARBOR BOARD HANDOUT -- NO SALES

Port Aster opens its tallest crane

Port Aster, Nov 12 (EFE).- The harbor board of Port Aster on Tuesday opened a crane that lifts ninety tons.

The crane arrived on two ships at the end of a voyage of six weeks. Port Aster, 11 November 2024. \
EFE/ANA VIDAL

"It will outlast all of us," said the board's chair, Rosa Salt, after the first lift. EFE""",
        title="Port Aster opens its tallest crane",
        kept=(
            "A handout photo made available by the harbor board shows the new crane of Port Aster being"
            " lifted into place by two ships. EFE/HARBOR BOARD HANDOUT -- NO SALES",
            "Port Aster, Nov 12 (EFE).- The harbor board of Port Aster on Tuesday opened a crane that lifts"
            " ninety tons.",
            "The crane arrived on two ships at the end of a voyage of six weeks. Port Aster, 11 November"
            " 2024. EFE/ANA VIDAL",
            '"It will outlast all of us," said the board\'s chair, Rosa Salt, after the first lift.',
        ),
        outlet="EFE",
        published=date(2024, 11, 12),
    ),
    ScrapedPage(
        name="page of single line breaks whose picture credit lost the space before its caption",
        raw="""\
Lake Orrin Reaches Its Highest Level in Forty Years, Water Board Says
08:15 09.05.2024 (Updated: 19:40 02.09.2024)
© Lakewire . Piet Maan / Go to the photo bankThe shore road at Lake Orrin stands under water near the mill.

© Lakewire . Piet Maan
/ Subscribe
ORRIN (Lakewire) - The level of Lake Orrin has risen by two metres since March, the water board said.
The board will open the lower gates on Friday if the rain goes on.
Farmers were told to bring their cattle up from the meadows.""",
        title="Lake Orrin Reaches Its Highest Level in Forty Years, Water Board Says",
        kept=(
            "The shore road at Lake Orrin stands under water near the mill.",
            "ORRIN (Lakewire) - The level of Lake Orrin has risen by two metres since March, the water board"
            " said.",
            "The board will open the lower gates on Friday if the rain goes on.",
            "Farmers were told to bring their cattle up from the meadows.",
        ),
        outlet="Lakewire",
        published=date(2024, 5, 9),
    ),
    ScrapedPage(
        name="plain article with a headline and no other mark",
        raw="""\
Greyfield Library Opens Its Doors At Night

Since last weekend the library of Greyfield has stayed open until midnight, and students have filled it, \
according to its director.

Last month the town council agreed to pay for two more librarians, the Greyfield paper reported.""",
        title="Greyfield Library Opens Its Doors At Night",
        kept=(
            "Since last weekend the library of Greyfield has stayed open until midnight, and students have"
            " filled it, according to its director.",
            "Last month the town council agreed to pay for two more librarians, the Greyfield paper"
            " reported.",
        ),
    ),
    ScrapedPage(
        name="page title with the outlet, breadcrumbs, share bar and reading time",
        raw="""\
Beekeepers count the cost of a cold spring | The Valley Courier
Skip to main content
Home > Countryside > Farming
Menu
Subscribe
Log in
Beekeepers count the cost of a cold spring
Una Marsh
Countryside correspondent
Fri 3 May 2024 06.30 BST
3 min read
Share
Facebook Twitter WhatsApp Email
Nearly half of the hives in the Orrin valley did not live through April, the beekeepers' union has found.
Advertisement
What the count showed
The union asked its 310 members, of whom 288 answered, how many hives they had lost since the autumn.
Read more:
Orchard owners fear for the apple harvest
How to build a hive in an afternoon
"I have not seen a spring like it," said Jon Hale, who has kept bees for fifty years.
Related articles
Honey prices rise for the third year
© 2024 The Valley Courier. All rights reserved.
Terms of use
Privacy policy""",
        title="Beekeepers count the cost of a cold spring",
        kept=(
            "Nearly half of the hives in the Orrin valley did not live through April, the beekeepers' union"
            " has found.",
            "What the count showed",
            "The union asked its 310 members, of whom 288 answered, how many hives they had lost since the"
            " autumn.",
            '"I have not seen a spring like it," said Jon Hale, who has kept bees for fifty years.',
        ),
        outlet="The Valley Courier",
        published=date(2024, 5, 3),
    ),
    ScrapedPage(
        name="headlines of other articles above the page's own",
        raw="""\
Tuesday, July 16, 2024
Breaking News
Actor buys island for his parrots
Ten soups for a rainy week
Chess champion loses to a twelve-year-old
Tunnel under Mount Cairn stays shut until autumn, engineers say
By Piet Maan and Rosa Salt, Cairn Observer
Published July 15, 2024 at 4:05 p.m.
Updated July 16, 2024 at 9:10 a.m.
The tunnel under Mount Cairn will stay shut until October because water has come through its roof, the \
engineers in charge said on Monday.
Drivers have to take the pass road, which adds forty minutes to the journey.
Sign up for our newsletter""",
        title="Tunnel under Mount Cairn stays shut until autumn, engineers say",
        kept=(
            "The tunnel under Mount Cairn will stay shut until October because water has come through its"
            " roof, the engineers in charge said on Monday.",
            "Drivers have to take the pass road, which adds forty minutes to the journey.",
        ),
        outlet="Cairn Observer",
        published=date(2024, 7, 15),
        authors=("Piet Maan", "Rosa Salt"),
    ),
    ScrapedPage(
        name="blog entry with a note of where it was printed first",
        raw="""\
Why the clock of Saint Brenna runs backwards

Posted on 12 February 2024 by

The clock in the tower of Saint Brenna has run backwards since 1911, and nobody in the town wants it mended.

Its maker, Elias Thorn, drew the wheels as one sees them in a mirror, and noticed when the hands were on.

Share this:
Tweet
Like Loading...

The post Why the clock of Saint Brenna runs backwards appeared first on The Curious Almanac.""",
        title="Why the clock of Saint Brenna runs backwards",
        kept=(
            "The clock in the tower of Saint Brenna has run backwards since 1911, and nobody in the town"
            " wants it mended.",
            "Its maker, Elias Thorn, drew the wheels as one sees them in a mirror, and noticed when the hands"
            " were on.",
        ),
        outlet="The Curious Almanac",
        published=date(2024, 2, 12),
    ),
    ScrapedPage(
        name="text wrapped at a width, as mails and wire services send it",
        raw="""\
GREYFIELD, 7 August 2024 (AFP) - Two hundred musicians played on the roofs of
Greyfield on Wednesday to mark the end of the repairs to its opera house, which
had been closed for eleven years.

The conductor, Mara Vell, stood on the fire station and led them by radio. She
said that the hardest part had been the wind, and that the second trumpet had
lost his music to it.

Tickets for the first night were gone within nine minutes, the opera house said
in a statement.""",
        title=None,
        kept=(
            "GREYFIELD, 7 August 2024 (AFP) - Two hundred musicians played on the roofs of Greyfield on"
            " Wednesday to mark the end of the repairs to its opera house, which had been closed for eleven"
            " years.",
            "The conductor, Mara Vell, stood on the fire station and led them by radio. She said that the"
            " hardest part had been the wind, and that the second trumpet had lost his music to it.",
            "Tickets for the first night were gone within nine minutes, the opera house said in a statement.",
        ),
        via="AFP",
        published=date(2024, 8, 7),
    ),
    ScrapedPage(
        name="agency report with its name above and its reporters below",
        raw="""\
Glassworks of Aster to close after two centuries

The Associated Press
April 3, 2024

PORT ASTER (AP) — The glassworks of Port Aster will close in June after 203 years, its owners said Wednesday.

About 140 people work there. The union called the decision a blow to the whole coast.

___

Associated Press writer Bo Lind in Greyfield contributed to this report.

Copyright 2024 The Associated Press. All rights reserved. This material may not be published, broadcast, \
rewritten or redistributed without permission.""",
        title="Glassworks of Aster to close after two centuries",
        kept=(
            "PORT ASTER (AP) — The glassworks of Port Aster will close in June after 203 years, its owners"
            " said Wednesday.",
            "About 140 people work there. The union called the decision a blow to the whole coast.",
        ),
        via="AP",
        published=date(2024, 4, 3),
    ),
)
