"""What a provider posts to us, as the web edge hands it to a channel and the inbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.messages import Inbound


class Refused(Exception):
    """It is not from the provider: a wrong secret or signature. Nothing of it may happen."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One request of a provider.

    ``url`` is the address as the world sees it, with its query: signatures are made over it.
    ``headers`` have lower-case names.
    """

    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    url: str


class Webhook(Protocol):
    """Where a provider tells what happened.

    ``answer_type`` and ``answer`` are what it wants to hear when all of it was written down.
    """

    answer_type: str
    answer: str

    async def read(self, delivered: Delivered, now: datetime) -> Sequence[Inbound]:
        """What happened, in order; empty where it is nothing to us. Raises ``Refused``.

        Their ids come from the provider's own, so that what is delivered twice happens once.
        """

    def taken(self, inbound: Inbound) -> None:
        """It was written down, for good. Returns at once: what follows goes on by itself."""
