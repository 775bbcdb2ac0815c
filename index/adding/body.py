"""A response's body -> bytes, unpacked as it comes, and never more of them than is allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from index.adding.errors import FetchError

_PIECE = 1 << 18
_GZIP, _RAW = 16 + zlib.MAX_WBITS, -zlib.MAX_WBITS


def read_body(response: httpx.Response, limit: int, cut: bool = False) -> Iterator[bytes]:
    """Yield a body's bytes, unpacked, and stop at a limit: of what comes, and of what it unpacks to.

    cut: whether what lies beyond the limit is left out; else FetchError.
    """
    too_long = FetchError(f"has more than {limit / 1e6:.0f} MB; save it and add the part that is the article")
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length[:18]) > limit and not cut:
        raise too_long
    unpacker = _Unpacker(response.headers.get("content-encoding", ""))
    received = given = 0
    for chunk in response.iter_raw():
        received += len(chunk)
        for piece in unpacker.unpack(chunk):
            given += len(piece)
            if given > limit:
                if not cut:
                    raise too_long
                yield piece[: limit - given + len(piece)]
                return
            yield piece
        if received > limit:  # packed bytes that unpack to nothing
            raise too_long
    if received and not unpacker.ended:
        raise FetchError("broke off before its end; try again later", again=True)


class _Unpacker:
    """Takes one content coding off, a bounded piece at a time."""

    def __init__(self, coding: str) -> None:
        coding = coding.strip().casefold()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(
                f"is packed as {coding[:20]}, which was not asked for; save the page and add the file"
            )
        self._plain = coding in ("", "identity")
        self._deflate = coding == "deflate"
        self._inner = None if self._plain or self._deflate else zlib.decompressobj(_GZIP)

    @property
    def ended(self) -> bool:
        """Whether the packed data came to its own end; always for what is not packed."""
        return self._plain or (self._inner is not None and self._inner.eof)

    def unpack(self, chunk: bytes) -> Iterator[bytes]:
        if self._plain:
            yield chunk
            return
        if self._inner is None:
            # "deflate" should have zlib's header; many servers leave it out.
            headed = chunk[:1] and chunk[0] & 0x0F == 8 and int.from_bytes(chunk[:2]) % 31 == 0
            self._inner = zlib.decompressobj(zlib.MAX_WBITS if headed else _RAW)
        try:
            while chunk and not self._inner.eof:
                piece = self._inner.decompress(chunk, _PIECE)
                chunk = self._inner.unconsumed_tail
                if piece:
                    yield piece
                elif not chunk:
                    break
        except zlib.error as error:
            raise FetchError(f"is packed in a way that cannot be unpacked ({error}); try later") from error
