"""What the page of channels needs: whether each is on, and what went through it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handoff.channels import ChannelNow
from bot.messages import Channel
from bot.wiring.provided import Provider


class Channels(Protocol):
    """The channels as this service knows them; no provider is asked."""

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[ChannelNow]:
        """Every channel; undelivered messages are those of these networks, and of women without a
        case."""

    async def opt_outs(self) -> int:
        """How often a provider has answered a STOP or START in our place."""


class Provided(Protocol):
    """What the channels' providers show of us."""

    async def all(self) -> Sequence[Provider]:
        """Every channel that is on and shows something, as far as is known now."""

    async def look(self, channel: Channel) -> None:
        """Ask the provider what it shows. Raises ``KeyError``, ``ProviderError``."""

    async def put(self, channel: Channel) -> None:
        """Let the provider show what the cover says now. Raises ``KeyError``, ``TellingError``,
        ``ProviderError``."""


class WithChannels(Protocol):
    """The part of the house that the pages about channels need."""

    @property
    def channels(self) -> Channels:
        """Whether messages go through."""

    @property
    def provided(self) -> Provided:
        """What the channels' providers show of us."""
