"""Rate limits as Discord keeps them: a bucket a route and channel, and one for everything a bot asks."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


@dataclass(slots=True)
class _Bucket:
    limit: Limit
    left: int
    ends: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a request is told. allowed: whether it goes through; headers: as Discord sends them.

    wait: after how many seconds to come again, where it does not; shared by all routes where `whole` is set.
    """

    allowed: bool
    headers: dict[str, str]
    wait: float = 0.0
    whole: bool = False


ROOMY = Limit(50, 1.0)
REAL = {
    "POST /channels/{channel}/messages": Limit(5, 5.0),
    "PATCH /channels/{channel}/messages/{message}": Limit(5, 5.0),
    "POST /channels/{channel}/typing": Limit(5, 5.0),
    "POST /channels/{channel}/messages/{message}/threads": Limit(5, 10.0),
    "POST /webhooks/{app}/{token}": Limit(5, 5.0),
    "PATCH /webhooks/{app}/{token}/messages/{message}": Limit(5, 5.0),
}
"""The limits that a bot meets on real servers, as far as its headers have told people."""


@dataclass
class RateLimits:
    """Counts requests. limits: by "METHOD template"; what is not in there has `other`.

    whole: for everything that the bot's token asks; Discord's is 50 a second. clock: in seconds.
    """

    limits: dict[str, Limit] = field(default_factory=dict)
    other: Limit = ROOMY
    whole: Limit = Limit(50, 1.0)
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[tuple[str, str], _Bucket] = field(default_factory=dict)

    def take(self, route: str, major: str, counts_to_whole: bool = True) -> Verdict:
        """Count one request. route: "METHOD template"; major: the channel, guild or token that it is of.

        counts_to_whole: whether the bot's token asks; interactions have their own and are not counted.
        """
        if counts_to_whole:
            whole = self._bucket("", "", self.whole)
            if whole.left <= 0:
                wait = whole.ends - self.clock()
                return Verdict(False, {"X-RateLimit-Global": "true", **_refusal("global", wait)}, wait, True)
            whole.left -= 1
        bucket = self._bucket(route, major, self.limits.get(route, self.other))
        wait = bucket.ends - self.clock()
        if bucket.left <= 0:
            return Verdict(False, self._headers(route, bucket) | _refusal("user", wait), wait)
        bucket.left -= 1
        return Verdict(True, self._headers(route, bucket))

    def _bucket(self, route: str, major: str, limit: Limit) -> _Bucket:
        now = self.clock()
        bucket = self._buckets.get((route, major))
        if bucket is None or bucket.ends <= now:
            bucket = self._buckets[route, major] = _Bucket(limit, limit.requests, now + limit.seconds)
        return bucket

    def _headers(self, route: str, bucket: _Bucket) -> dict[str, str]:
        left = max(bucket.ends - self.clock(), 0.0)
        return {
            "X-RateLimit-Limit": str(bucket.limit.requests),
            "X-RateLimit-Remaining": str(max(bucket.left, 0)),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.md5(route.encode(), usedforsecurity=False).hexdigest(),
        }


def _refusal(scope: str, wait: float) -> dict[str, str]:
    # Without "Via" discord.py takes a 429 for a ban at the edge, and gives up.
    return {"X-RateLimit-Scope": scope, "Retry-After": f"{wait:.3f}", "Via": "1.1 google"}
