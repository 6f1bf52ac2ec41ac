"""The one cookie: a neutral name, out of reach of scripts, as old as a silence may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.messages import Address, Channel
from bot.web.ports import Edge

NAME = "giorno"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a token of ours: where she is reached, and when it was minted (UTC)."""

    address: Address
    minted_at: datetime

    @property
    def token(self) -> str:
        """The token itself."""
        return self.address.value


def holder(request: web.Request, edge: Edge) -> Holder | None:
    """The holder of a valid token, or None."""
    for part in request.headers.get("Cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == NAME and value:
            minted_at = edge.tokens.minted_at(value)
            if minted_at is not None:
                return Holder(Address(Channel.WEB, value), minted_at)
    return None


def keeping(token: str, edge: Edge, patience: timedelta | None = None) -> str:
    """The ``Set-Cookie`` that keeps the token for one more silence.

    ``patience`` is how long that is where she chose it. Lax, since a strict cookie is withheld on
    arrival from another site and on restore.
    """
    age = int((patience or edge.settings.silence).total_seconds())
    return f"{NAME}={token}; Max-Age={age}; Path=/; HttpOnly; SameSite=Lax{_secure(edge)}"


def dropping(edge: Edge) -> str:
    """The ``Set-Cookie`` that removes it."""
    expired = "expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0"
    return f"{NAME}=; {expired}; Path=/; HttpOnly; SameSite=Lax{_secure(edge)}"


def _secure(edge: Edge) -> str:
    return "; Secure" if edge.settings.secure_cookie else ""
