"""placeholder until the reader lands"""

from __future__ import annotations

from datetime import date


def heading(title: str, published: date | None) -> str:
    """What the reader sees before a window's text: "Title. 4 March 2021. ", or less where less is known."""
    parts = [" ".join(title.split()).rstrip(".")] if title.strip() else []
    if published is not None:
        parts.append(f"{published.day} {published:%B} {published.year}")
    return "".join(f"{part}. " for part in parts)
