"""A small invented corpus: seven articles of one island, in which outlets agree, differ, copy and plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.ask import Desk
from index.build import build
from index.embed import load_embedder
from index.search import Index

ARTICLES = {
    "gazette-talks": """---
outlet: Northmoor Gazette
title: Mayor and governor settle the ferry dispute
published: 2024-05-14
---
Mayor Ada Brook and Governor Jon Lind ended their long dispute over the night ferry at a meeting in Eastfell on Sunday.

After the meeting the two signed a charter that puts the ferry under a joint board. "The boats will sail again before summer," Brook said.

Brook, who trained as a marine engineer, has led the town since she was elected mayor in November 2021. She told reporters on Monday that the repairs would cost $4.2 million.

The ferry Halcyon ran aground off Cape Sorrel last month, injuring 14 passengers. A court in Eastfell sentenced its captain, Tom Verrill, to six years in prison on Monday for sailing while drunk.
""",
    "post-talks": """---
outlet: Eastfell Post
title: Lind receives Brook
published: 2024-05-13
---
EASTFELL (NPA) - Governor Jon Lind received Mayor Ada Brook of Northmoor on Sunday and held talks with her at the Customs House in Eastfell.

Lind called the charter "a fair end to a foolish quarrel". It was the mayor's first trip to Eastfell since she took office.

The two-day visit ended on Monday with a tour of the new fish market.

At least 14 people were hurt when the Halcyon struck rocks off Cape Sorrel on April 9.
""",
    "herald-plan": """---
outlet: Island Herald
via: NPA
title: Brook to travel to Eastfell for ferry talks
published: 2024-05-10
---
NORTHMOOR (NPA) - Mayor Ada Brook will travel to Eastfell next week for talks with Governor Jon Lind, the town council said Friday.

Her visit to Eastfell will run May 12-15, council clerk Mira Oyelaran said. Brook will also open a school library during the visit.

The council has refused to pay for the repair of the Halcyon. "We will not pay a penny," Oyelaran said.
""",
    "courier-accident": """---
outlet: Coast Courier
via: NPA
title: Halcyon captain jailed
published: 2024-05-14
---
EASTFELL (NPA) - The captain of the ferry Halcyon, Tom Verrill, was jailed for six years on Monday because he had sailed while drunk.

The Halcyon hit rocks off Cape Sorrel on April 9, and 17 passengers were injured. The ship carried 212 people.

Prosecutor Lena Marsh had asked for nine years. Verrill will appeal, his lawyer said.
""",
    "undated": """---
title: What the ferry deal means
---
On Sunday Ada Brook met Jon Lind and the two buried a quarrel of four years.

Last month the Halcyon ran aground. Nobody has yet said who will pay for it.
""",
    "gazette-school": """---
outlet: Northmoor Gazette
title: A library opens
published: 2024-06-03
---
Governor Jon Lind opened the library of the Harbour School in Northmoor on Saturday. He did not meet Mayor Brook, who was in Denmark.

The library holds 8,000 books. It was built with money of the Sorrel Fund, which gave 300,000 euros.

Brook visited Copenhagen from May 29 to June 2 to look at electric ferries.
""",
    "herald-school": """---
outlet: Island Herald
title: New school library
published: 2024-06-02
---
The new library of Harbour School was opened on Saturday by Governor Jon Lind, who read to the children for half an hour.

The library, which has 8,000 books, cost 310,000 euros, head teacher Sam Ito said. "Children here had waited for it since 2019," Ito added.
""",
}


def write(corpus: Path) -> Path:
    """Write the articles into a folder and give it back."""
    corpus.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (corpus / f"{name}.md").write_text(text, encoding="utf-8")
    return corpus


@contextmanager
def open_desk(folder: Path) -> Iterator[Desk]:
    """Write the articles into a folder, index them, and give a desk over them."""
    corpus, embedder = write(folder / "corpus"), load_embedder(None)
    build(corpus, folder / "index", embedder)
    with Index.open(folder / "index", embedder) as index:
        yield Desk.open(index)
