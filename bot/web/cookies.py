"""The one cookie: a neutral name, out of reach of scripts, as old as a silence may be."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.messages import Address, Channel
from bot.web.ports import Edge

NAME = "giorno"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a token of ours."""

    token: str

    @property
    def address(self) -> Address:
        """Where she is reached."""
        return Address(Channel.WEB, self.token)


def holder(request: web.Request, edge: Edge) -> Holder | None:
    """The holder of a valid token, or None."""
    for part in request.headers.get("Cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == NAME and value and edge.tokens.minted_at(value) is not None:
            return Holder(value)
    return None


def keeping(token: str, edge: Edge) -> str:
    """The ``Set-Cookie`` that keeps the token for one more silence.

    Lax, since a strict cookie is withheld on arrival from another site and on restore.
    """
    age = int(edge.settings.silence.total_seconds())
    return f"{NAME}={token}; Max-Age={age}; Path=/; HttpOnly; SameSite=Lax{_secure(edge)}"


def dropping(edge: Edge) -> str:
    """The ``Set-Cookie`` that removes it."""
    expired = "expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0"
    return f"{NAME}=; {expired}; Path=/; HttpOnly; SameSite=Lax{_secure(edge)}"


def _secure(edge: Edge) -> str:
    return "; Secure" if edge.settings.secure_cookie else ""
