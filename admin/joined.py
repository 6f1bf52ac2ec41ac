"""What the staff site needs to work with other agencies, and small steps that its pages share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from admin.agencies.ports import Agencies
from admin.pathway.ports import Pathways
from admin.referrals.ports import Notebooks, Referrals
from admin.risk.ports import Risks
from admin.seats.ports import Seats
from bot.handoff.case import Ticket
from bot.handoff.contact import Agreement
from bot.handoff.people import Account
from bot.values.proposals import Proposal


class Together(Protocol):
    """Everything that agencies do together around one woman."""

    @property
    def agencies(self) -> Agencies:
        """What agencies are, what they decided, who was trained."""

    @property
    def seats(self) -> Seats:
        """Who sits beside a case."""

    @property
    def referrals(self) -> Referrals:
        """What is passed to another agency with her yes."""

    @property
    def pathways(self) -> Pathways:
        """Her steps."""

    @property
    def notebooks(self) -> Notebooks:
        """What she keeps for herself, as far as she lets a sheet say it."""

    @property
    def risks(self) -> Risks:
        """The risk aid."""

    async def is_trained(self, account: str, agency: str, now: datetime) -> bool:
        """Whether this person may have contact with her, by the procedure of that agency."""

    async def colleagues(self) -> Sequence[Account]:
        """Everybody of every agency who can answer."""

    async def asked(self, ticket: Ticket, now: datetime) -> Proposal | None:
        """What she is being asked in this case, or None."""

    async def agreement(self, conversation: str) -> Agreement:
        """How she may be contacted, also where no case of hers is open."""

    def entries(self) -> Sequence[tuple[str, str]]:
        """The flows at whose start the service may go on with her, with their titles."""

    def preview(self, proposal: Proposal, language: str) -> Sequence[str]:
        """What she will read, line by line, in that language."""
