"""What may be set about adding articles; pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddSettings:
    """How articles are fetched.

    private_hosts: names, addresses and networks ("intranet.example", "10.1.0.0/16") that may be read
    although they are not public; none by default.
    largest: bytes of one fetched thing, as sent and unpacked. seconds: for one fetch, redirects included.
    pause: seconds between two requests to one host. most: entries of a feed or sitemap added at once.
    """

    private_hosts: tuple[str, ...] = ()
    largest: int = 20_000_000
    seconds: float = 30.0
    pause: float = 1.0
    most: int = 100
