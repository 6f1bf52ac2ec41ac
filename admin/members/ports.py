"""What the page of people needs: accounts within some agencies, and invitations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.members import Wanted
from bot.handoff.passkeys import Invitation
from bot.handoff.people import Account
from bot.handoff.reasons import Reason


class Members(Protocol):
    """Accounts, always within some agencies: nothing else exists.

    What an admin does to somebody is asked once more in the transaction that does it: she is still
    an admin, and the account is still hers to change.
    """

    async def within(self, networks: Sequence[str]) -> Sequence[Account]:
        """Every account that has one of these agencies, by name."""

    async def one(self, networks: Sequence[str], id: str) -> Account | None:
        """One of these, or None."""

    async def invite(
        self, account: Account, invitation: Invitation, code: str, until: datetime
    ) -> bool:
        """A new account that its invitation opens once. False: the name is taken."""

    async def invite_again(
        self, by: Account, invitation: Invitation, code: str, until: datetime, now: datetime
    ) -> Reason | None:
        """Nothing opens the account any more but this invitation. Why not, where it may not be."""

    async def invited_until(self, ids: Collection[str]) -> Mapping[str, datetime]:
        """Until when the invitations of these accounts open; of those that are over, none."""

    async def invitation(self, code: str, now: datetime) -> Invitation | None:
        """What this code was made for, unless it was used or is too old."""

    async def accept(
        self, code: str, password_hash: str, step: int, now: datetime
    ) -> Account | None:
        """Use the invitation, once: the account is hers from now on. None: somebody was first."""

    async def change(
        self, by: Account, id: str, wanted: Wanted, known: Collection[str], now: datetime
    ) -> Account | Reason:
        """Role, agencies, languages and skills from now on; why not, where it may not be."""

    async def joins(self, id: str, network: str) -> None:
        """One more agency is hers: she added it, and keeps it."""

    async def suspend(self, by: Account, account: str, now: datetime) -> Reason | None:
        """She enters no longer, and no woman waits for her. Why not, where it may not be."""

    async def resume(self, by: Account, account: str) -> Reason | None:
        """She may enter again. Why not, where it may not be."""
