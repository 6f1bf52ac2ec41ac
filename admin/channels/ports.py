"""What the page of channels needs: whether each is on, and what went through it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.channels import ChannelNow


class Channels(Protocol):
    """The channels as this service knows them; no provider is asked."""

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[ChannelNow]:
        """Every channel; undelivered messages are those of these networks, and of women without a
        case."""

    async def opt_outs(self) -> int:
        """How often a provider has answered a STOP or START in our place."""
