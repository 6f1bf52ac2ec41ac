"""Takes back what was sent to who has left, where the channel can.

Newest first, a block at a time; what fails is tried again with growing pauses until the queue
drops it. Once a provider has said that it never will, nobody asks it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

import structlog

from bot.conversation.ports import Erasures
from bot.conversation.state import Erasure
from bot.messages import Address, Channel
from bot.process.ending import cancelled

LEASE_SECONDS = 60.0
REMOVE_SECONDS = 20.0
AT_ONCE = 16
LONGEST_PAUSE = timedelta(minutes=10)

log = structlog.get_logger(__name__)


class NotRemoved(Exception):
    """The provider did not take it back. ``retry_after`` None: it never will."""

    def __init__(self, retry_after: timedelta | None = None) -> None:
        super().__init__("not removed")
        self.retry_after = retry_after


@runtime_checkable
class Unsender(Protocol):
    """A channel that can take back what it sent: what some senders also are."""

    async def unsend(self, address: Address, provider_ids: Sequence[str]) -> None:
        """Remove these messages, newest first, 100 at most; what is gone already is no error.

        Raises ``NotRemoved`` where some of them remain.
        """


class Erasing:
    """Works off what has to be taken back."""

    def __init__(
        self,
        erasures: Erasures,
        senders: Mapping[Channel, object],
        clock: Callable[[], datetime],
    ) -> None:
        self._erasures = erasures
        self._clock = clock
        self._under_way: set[asyncio.Task[None]] = set()
        self._unsenders = {
            channel: one for channel, one in senders.items() if isinstance(one, Unsender)
        }

    async def start(self) -> int:
        """Start taking back the newest block of each conversation. How many were taken.

        A provider that hangs keeps the blocks of others waiting for ``REMOVE_SECONDS`` at most.
        """
        room = AT_ONCE - len(self._under_way)
        if room <= 0:
            return 0
        claimed = await self._erasures.claim_erasures(self._clock(), LEASE_SECONDS, room)
        for one in claimed:
            task = asyncio.create_task(self._take_back(one))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(claimed)

    async def work_off(self) -> int:
        """Take back the newest block of each conversation and wait for it. How many were taken."""
        taken = await self.start()
        await asyncio.gather(*self._under_way)
        return taken

    async def stop(self) -> None:
        """Cut off what is under way: it comes again when its lease is over."""
        await cancelled(set(self._under_way))

    async def _take_back(self, one: Erasure) -> None:
        pause: timedelta | None = min(timedelta(seconds=2 ** min(one.attempts, 10)), LONGEST_PAUSE)
        unsender = self._unsenders.get(one.address.channel)
        try:
            if unsender is not None:
                async with asyncio.timeout(REMOVE_SECONDS):
                    await unsender.unsend(one.address, one.provider_ids)
                await self._erasures.end_erasure(one.id, removed=True)
                return
        except NotRemoved as refusal:
            pause = refusal.retry_after
        except Exception as error:  # noqa: BLE001 - the outermost line of an erasure
            log.warning("not_removed", attempt=one.attempts, error=type(error).__name__)
        if pause is None:
            await self._erasures.end_erasure(one.id, removed=False)
        else:
            await self._erasures.retry_erasure(one.id, self._clock() + pause)
