"""What a translation engine has to offer to the desk, and when it may be asked.

Her text never leaves the machine: an engine runs here, or there is none. What it says stands beside
the original, never instead of it, and is kept nowhere.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit


class NotTranslated(Exception):
    """The engine gave no translation. It holds no text."""


class NotLoopback(ValueError):
    """The address is not one of this machine: her text would leave it."""


def check_loopback(url: str) -> str:
    """The root of an engine as it was given, without a slash at the end. Raises ``NotLoopback``.

    Only addresses count, not names: what a name means is decided elsewhere.
    """
    parts = urlsplit(url)
    try:
        local = ip_address(parts.hostname or "").is_loopback
    except ValueError:
        local = False
    plain = not (parts.query or parts.fragment or parts.username or parts.path.strip("/"))
    if not local or not plain or parts.scheme != "http":
        raise NotLoopback(
            "must be an address of this machine, such as http://127.0.0.1:5000: what she writes"
            " may not leave it"
        )
    return url.rstrip("/")


class Translation(Protocol):
    """An engine on this machine."""

    async def pairs(self) -> frozenset[tuple[str, str]]:
        """The (from, to) languages that it knows now; empty where it does not answer."""

    async def translate(self, text: str, source: str, target: str) -> str:
        """The text in the other language. Raises ``NotTranslated``."""


class NoTranslation:
    """There is no engine: nothing is translated."""

    async def pairs(self) -> frozenset[tuple[str, str]]:
        """None."""
        return frozenset()

    async def translate(self, text: str, source: str, target: str) -> str:
        """Never. Raises ``NotTranslated``."""
        raise NotTranslated
