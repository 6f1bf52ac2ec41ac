"""What the pages of seats need from the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.seats import Aside, Seat, SeatState


class Seats(Protocol):
    """Who sits beside a case."""

    async def of_case(self, case: str, now: datetime) -> Sequence[Seat]:
        """The seats of a case that are not over."""

    async def of_account(self, account: str, now: datetime) -> Sequence[Seat]:
        """The seats of a person to which she is invited or at which she sits."""

    async def seat(self, id: str) -> Seat | None:
        """One seat, or None."""

    async def add(self, seat: Seat) -> bool:
        """Set up a seat, where there is room."""

    async def change(
        self, id: str, from_: Sequence[SeatState], to: SeatState, now: datetime
    ) -> bool:
        """By compare and set."""

    async def asides_of(self, conversation: str, case: str) -> Sequence[Aside]:
        """What was written around that case, the oldest first."""

    async def say(self, conversation: str, case: str, aside: Aside) -> bool:
        """Write an aside, once."""
