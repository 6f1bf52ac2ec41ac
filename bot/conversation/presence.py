"""Whose page is alive: an open stream says so, and silence does not count meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages import Address, Thread

REMEMBERED = timedelta(hours=1)
CROWD = 4096
"""After so many entries the old ones are dropped."""


class Presence:
    """When each address was last seen with a live page. In memory only, and soon forgotten."""

    def __init__(self) -> None:
        self._seen: dict[Address, datetime] = {}

    def seen(self, address: Address, now: datetime) -> None:
        """The page of this address is alive now."""
        if len(self._seen) >= CROWD:
            recent = now - REMEMBERED
            self._seen = {who: at for who, at in self._seen.items() if at > recent}
        self._seen[address] = now

    def gone(self, address: Address) -> None:
        """She left: nothing is remembered of the page."""
        self._seen.pop(address, None)

    def last(self, address: Address | Thread) -> datetime | None:
        """When the page was last alive, or None."""
        return self._seen.get(address) if isinstance(address, Address) else None
