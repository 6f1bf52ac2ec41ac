"""What the doors need: passkeys, their challenges, and recovery codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.passkeys import Passkey
from bot.handoff.people import Account


class Keys(Protocol):
    """What opens an account beside password and codes."""

    async def passkeys(self, account: str) -> Sequence[Passkey]:
        """The passkeys of an account, the oldest first."""

    async def passkey(self, id: bytes) -> tuple[Passkey, Account] | None:
        """The passkey of a credential and its owner, where she may enter."""

    async def add_passkey(self, passkey: Passkey) -> bool:
        """Keep a new one. False: she has as many as she may, or this one is somebody's."""

    async def use_passkey(self, passkey: Passkey, uses: int, now: datetime) -> bool:
        """Count a use. False: somebody counted further meanwhile, as a copy of it would."""

    async def remove_passkey(self, account: str, id: bytes) -> bool:
        """Forget one of hers. Whether there was one."""

    def challenge(self, purpose: str, now: datetime) -> bytes:
        """Something to sign, good for a few minutes and for this purpose; nothing is kept."""

    async def spend_challenge(self, challenge: bytes, purpose: str, now: datetime) -> bool:
        """Whether it is one of ours for this purpose, in time, and nobody answered it before."""

    async def set_recovery(self, account: str, codes: Sequence[str]) -> None:
        """Keep the hashes of new codes; older ones open nothing any more."""

    async def use_recovery(self, account: str, code: str) -> bool:
        """Spend a recovery code. False: it is none of hers, or spent."""

    async def recovery_left(self, account: str) -> int:
        """How many recovery codes are left."""
