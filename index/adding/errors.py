"""Why something could not be fetched."""

from __future__ import annotations

from index.errors import ArticleError


class FetchError(ArticleError):
    """An address that gives nothing to read; the message follows the address. again: later it may."""

    def __init__(self, message: str, again: bool = False) -> None:
        super().__init__(message)
        self.again = again
