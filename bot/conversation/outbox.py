"""The one door out for channels that do not read their own thread.

It claims, commits, asks once more whether the request may start, sends, and marks. Messages of one
conversation go in order, conversations go side by side. A request whose outcome is unknown is left
unmarked: the queue hands it out once more after its lease, and then never again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.conversation.ports import Queue
from bot.conversation.state import Outgoing
from bot.messages import Channel

LEASE_SECONDS = 60.0
AT_ONCE = 64

log = structlog.get_logger(__name__)


class NotSent(Exception):
    """The provider certainly did not take it. ``retry_after`` None: it never will."""

    def __init__(self, retry_after: timedelta | None = None) -> None:
        super().__init__("not sent")
        self.retry_after = retry_after


class Sender(Protocol):
    """A channel as the outbox sees it."""

    async def send(self, message: Outgoing) -> str:
        """Send it; the provider's id. Raises ``NotSent`` where it certainly was not sent."""


class Outbox:
    """Sends what the queue holds."""

    def __init__(
        self, queue: Queue, senders: Mapping[Channel, Sender], clock: Callable[[], datetime]
    ) -> None:
        self._queue = queue
        self._senders = senders
        self._clock = clock

    async def send_waiting(self) -> int:
        """Send the head of each conversation's queue, side by side. How many were taken."""
        claimed = await self._queue.claim(self._clock(), LEASE_SECONDS, AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for message in claimed:
                group.create_task(self._send(message))
        return len(claimed)

    async def _send(self, message: Outgoing) -> None:
        sender = self._senders.get(message.address.channel)
        if sender is None:
            await self._queue.mark_failed(message.id, None)
            return
        if not await self._queue.may_start(message.id, self._clock()):
            return
        try:
            provider_id = await sender.send(message)
        except NotSent as refusal:
            again = self._clock() + refusal.retry_after if refusal.retry_after else None
            await self._queue.mark_failed(message.id, again)
            return
        except Exception as error:  # noqa: BLE001 - the outermost line of a send
            log.warning("outcome_unknown", message=message.id, error=type(error).__name__)
            return
        await self._queue.mark_sent(message.id, provider_id)
