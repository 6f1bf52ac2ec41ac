"""What routing needs from the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.people import Account
from bot.handoff.routing import Carrying, Floor, Skill
from bot.handoff.routing_rules import DeskHours


class Routing(Protocol):
    """Marks and loads, always within some networks: nothing else exists."""

    async def hours(self, networks: Sequence[str]) -> Mapping[str, DeskHours]:
        """When these networks answer, where their people said so."""

    async def carrying(self, accounts: Sequence[str]) -> Mapping[str, Carrying]:
        """What each of these people carries at once."""

    async def set_carrying(self, account: str, units: int, skills: Iterable[Skill]) -> None:
        """So much from now on."""

    async def pause(self, account: str, until: datetime | None) -> None:
        """Nothing is offered to her before then; None: from now on again."""

    async def mark_heavy(
        self, networks: Sequence[str], case: str, operator: str, *, heavy: bool
    ) -> bool:
        """The case that this operator holds weighs more, or no longer. False: she holds none."""

    async def pass_over(self, networks: Sequence[str], case: str, account: str) -> bool:
        """This case is offered to her no more. False: it does not wait in these networks."""

    async def see(self, networks: Sequence[str], case: str, account: str, now: datetime) -> bool:
        """Somebody at the desk has seen the call for this case. False: nobody was called."""

    async def floor(self, networks: Sequence[str], reader: Account, now: datetime) -> Floor:
        """Who is on duty in these networks with what each carries, and the marks of their cases."""
