"""How the person on duty is reached beyond the staff page (``channels`` holds the ways)."""

from __future__ import annotations

from typing import Protocol


class NotRung(Exception):
    """The duty phone was not reached, as far as is known. The message never holds its address."""


class DutyPhone(Protocol):
    """The phones of the networks, or one for all."""

    def rings_for(self, network: str) -> bool:
        """Whether there is a duty phone for that network."""

    async def ring(self, network: str, count: int) -> None:
        """Tell who is on duty that so many alarms wait, and nothing else. Raises ``NotRung``."""

    async def ring_drill(self, network: str) -> None:
        """The same for a drill, which says that it is one. Raises ``NotRung``."""
