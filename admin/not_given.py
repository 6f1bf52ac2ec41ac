"""What the desk needs of texts that did not reach her: the tray, and what no provider took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.case import Ticket
from bot.handoff.held import HeldTicket
from bot.handoff.people import Account
from bot.handoff.reasons import Reason
from bot.handoff.undelivered import DeadLetter


class Tray(Protocol):
    """Texts that could not be given to her, always within some networks."""

    async def hold(self, ticket: Ticket, held: HeldTicket) -> HeldTicket | None:
        """Lay a text into the tray of a case, once; None: its conversation is gone."""

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[HeldTicket]:
        """What waits in the tray and in the boxes of these networks, the oldest first."""

    async def one(self, networks: Sequence[str], id: str, now: datetime) -> HeldTicket | None:
        """One of these, or None."""

    async def discard(self, id: str) -> None:
        """Destroy it."""

    async def put_in_box(self, id: str, until: datetime) -> None:
        """Lay it into her letter box, where it waits until then."""

    async def count(self, account: Account, now: datetime) -> int:
        """How many texts in the tray wait for this person: as their author, or as holder."""


class Undelivered(Protocol):
    """Messages that no provider took, within some networks and of women without a case."""

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[DeadLetter]:
        """Those that may still be tried again, the oldest first."""

    async def retry(self, networks: Sequence[str], id: str, now: datetime) -> Reason | None:
        """Try it again; why not, where it may not be."""
