"""What the page of people needs: accounts within some agencies, and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.passkeys import Invitation
from bot.handoff.people import Account


class Members(Protocol):
    """Accounts, always within some agencies: nothing else exists."""

    async def within(self, networks: Sequence[str]) -> Sequence[Account]:
        """Every account that has one of these agencies, by name."""

    async def one(self, networks: Sequence[str], id: str) -> Account | None:
        """One of these, or None."""

    async def invite(
        self, account: Account, invitation: Invitation, code: str, until: datetime
    ) -> bool:
        """A new account that its invitation opens once. False: the name is taken."""

    async def invite_again(self, invitation: Invitation, code: str, until: datetime) -> None:
        """Nothing opens the account any more but this invitation."""

    async def invitation(self, code: str, now: datetime) -> Invitation | None:
        """What this code was made for, unless it was used or is too old."""

    async def accept(
        self, code: str, password_hash: str, step: int, now: datetime
    ) -> Account | None:
        """Use the invitation, once: the account is hers from now on. None: somebody was first."""

    async def change(self, account: Account) -> None:
        """Role, agencies, languages and skills from now on."""

    async def suspend(self, account: str, since: datetime | None) -> None:
        """She enters no longer, and no woman waits for her; None: she may enter again."""
