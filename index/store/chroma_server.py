"""Where Chroma keeps the vectors, a server that hosts share or a folder, and what may be wrong there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from index.errors import IndexStateError, SettingError

MOST = 300
"""Records that Chroma Cloud writes, reads or finds at once."""

ASKING, BUILDING = 5.0, 60.0
"""Seconds that one request may take, while somebody waits for an answer and while an index is built."""

CHROMA_VARIABLES = ("CHROMA_URL", "CHROMA_API_KEY", "CHROMA_TENANT", "CHROMA_DATABASE")


class VectorServerError(IndexStateError):
    """The vector server cannot be used now; the catalog and what it finds by words are as good as before."""


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where vectors are kept in the place of a folder. api_key never shows in a text that is made of this.

    tenant, database: None for those of the key, and without a key for Chroma's default ones.
    """

    url: str
    tenant: str | None = None
    database: str | None = None
    api_key: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The server and what of it is used; also what tells one place of vectors from another."""
        parts = [part for part in (self.tenant, self.database) if part]
        return f"{self.url} ({'/'.join(parts)})" if parts else self.url

    @property
    def address(self) -> tuple[str, int, bool]:
        """Host, port, and whether it is spoken to over TLS."""
        parts = urlsplit(self.url)
        secure, host = parts.scheme == "https", parts.hostname or ""
        return f"[{host}]" if ":" in host else host, parts.port or (443 if secure else 80), secure

    def choose(self, who_am_i: Callable[[], Any]) -> tuple[str, str]:
        """Give the tenant and the database: those that are set, else the key's, else Chroma's default ones.

        who_am_i: asks the server what the key is for. ValueError where neither says.
        """
        tenant, database = self.tenant, self.database
        if self.api_key and not (tenant and database):
            own = who_am_i()
            named = [name for name in own.databases or () if name != "*"]
            tenant = tenant or own.tenant
            database = database or (named[0] if len(named) == 1 else None)
            if not tenant or not database:
                raise ValueError("the key is not for one database; set CHROMA_TENANT and CHROMA_DATABASE")
        return tenant or "default_tenant", database or "default_database"

    def explain(self, error: BaseException, patience: float) -> VectorServerError:
        """Say in one line what is wrong, and what to do."""
        kind = type(error).__name__
        reason = " ".join(str(error).split())[:200] or kind
        if self.api_key:
            reason = reason.replace(self.api_key, "…")
        if kind in ("ConnectError", "ConnectTimeout") or "Could not connect" in reason:
            told = f"cannot be reached ({reason}); start it, or check CHROMA_URL"
        elif kind.endswith("Timeout"):
            told = f"did not answer within {patience:g} s; see what keeps it, and try again"
        elif kind in ("ChromaAuthError", "AuthorizationError", "UnauthorizedError", "ForbiddenError"):
            told = f"refuses the key ({reason}); check CHROMA_API_KEY, CHROMA_TENANT and CHROMA_DATABASE"
        elif kind == "NotFoundError":
            told = f"does not have what is asked for ({reason}); check CHROMA_TENANT and CHROMA_DATABASE"
        elif kind.endswith("ProtocolError") or kind in ("ReadError", "WriteError", "CloseError"):
            told = f"was lost ({reason}); see that it runs, and try again"
        else:
            told = f"cannot be used ({reason}); check that CHROMA_URL is a Chroma server's address"
        return VectorServerError(f"the vector server {self.name} {told}")


def explain_folder(place: str, reason: str) -> IndexStateError:
    """Say in one line what is wrong with Chroma's folder, and what to do."""
    reason = " ".join(reason.split())[:200]
    remedy = f"delete the folder {place} and run: dateline index"
    if any(word in reason.lower() for word in ("permission denied", "readonly", "read-only")):
        remedy = "allow writing to it, or choose another index folder"
    elif "disk is full" in reason or "no space left" in reason.lower():
        remedy = "make room on the disk and run: dateline index"
    return IndexStateError(f"the vector store {place} cannot be used ({reason}); {remedy}")


def read_chroma_server(env: Mapping[str, str]) -> ChromaServer | None:
    """Read which server is set; None where none is, and vectors are in the index folder.

    Raises SettingError, which names the variable and never shows a key.
    """
    url, key, tenant, database = (env.get(name, "").strip() for name in CHROMA_VARIABLES)
    if not url:
        return None
    _check_url(url)
    for name, value in (("CHROMA_TENANT", tenant), ("CHROMA_DATABASE", database)):
        if not value.isprintable() or any(mark in value for mark in "/?#% "):
            raise SettingError(f"{name}={value!r}: must be a name, without spaces or slashes")
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise SettingError("CHROMA_API_KEY has characters that no key has; copy it anew")
    return ChromaServer(url.rstrip("/"), tenant or None, database or None, key or None)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.username or parts.password:
        raise SettingError("CHROMA_URL holds a name or password; put the key into CHROMA_API_KEY")
    strange = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not parts.hostname or strange or not url.isprintable():
        raise SettingError(
            f"CHROMA_URL={url!r}: must be a server's address, as in http://127.0.0.1:8000 "
            "or https://api.trychroma.com"
        )
