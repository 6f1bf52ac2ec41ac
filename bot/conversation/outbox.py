"""The one door out for channels that do not read their own thread.

It claims, commits, asks once more whether the request may start, sends, and marks. Messages of one
conversation go in order, conversations go side by side. Each channel has requests of its own, so
that a provider which hangs keeps no other channel waiting. A request whose outcome is unknown is
handed out once more after a pause, and then never again. What an operator wrote and was not sent
waits for her or at the desk, and the desk is told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.conversation.ports import FRESH, OUTBOX, Queue
from bot.conversation.sending import (
    LONGEST_EXPIRY,
    Gone,
    NotSent,
    Pace,
    Pacer,
    Sender,
    Unreached,
    Watch,
    pause,
)
from bot.conversation.speaker import may_send
from bot.conversation.state import Outgoing
from bot.handoff.channels import Sign
from bot.messages import Channel, Inbound, Left, Reported
from bot.process.ending import cancelled
from bot.safety.contract import Forbidden, forbidden

__all__ = ["NotSent", "Outbox", "Sender"]

LEASE_SECONDS = 60.0
SEND_SECONDS = 20.0
"""A request without an outcome after so long is given up: long before its lease is over."""

STOPPING_SECONDS = 5.0
SET_BACK = timedelta(seconds=30)
"""A clock that loses more than this between two looks was set back."""

EXTERNAL: tuple[Channel, ...] = tuple(channel for channel in Channel if channel is not Channel.WEB)
USUAL = Pace()

log = structlog.get_logger(__name__)


async def _nobody(_: Inbound) -> None:
    """Nobody is told."""


class Outbox:
    """Sends what the queue holds."""

    def __init__(
        self,
        queue: Queue,
        senders: Mapping[Channel, Sender],
        clock: Callable[[], datetime],
        tell: Callable[[str], None] = lambda _: None,
        *,
        paces: Mapping[Channel, Pace] | None = None,
        post: Callable[[Inbound], Awaitable[object]] = _nobody,
        chance: Callable[[], float] = lambda: 0.5,
        note: Callable[[Channel, Sign], None] = lambda channel, sign: None,
    ) -> None:
        """``tell`` wakes who waits for a topic (``ports.Bus.publish``), ``post`` is the inbox.

        ``paces``: how fast each channel may go. ``chance`` gives numbers from 0 to 1.
        ``note`` is told which channel's provider took a message, or did not.
        """
        self._queue = queue
        self._senders = senders
        self._clock = clock
        self._tell = tell
        self._post = post
        self._chance = chance
        self._note = note
        self.seconds = SEND_SECONDS
        """How long a request may be without an outcome."""
        self.stopping_seconds = STOPPING_SECONDS
        self.watch = Watch()
        """What messages wait by until their channel's pace lets them go."""
        self._paces = {channel: (paces or {}).get(channel, USUAL) for channel in EXTERNAL}
        self._pacers: dict[Channel, Pacer] = {}
        self._failures: dict[str, int] = {}
        self._looked: tuple[datetime, float] | None = None
        self._under_way: dict[Channel, set[asyncio.Task[None]]] = {
            channel: set() for channel in EXTERNAL
        }

    async def start_waiting(self) -> int:
        """Start what may be sent now, and wait for none of it. How many were taken."""
        now = self._clock()
        self._tell_desks(await self._queue.drop_stale(self._or_later(now)))
        room = {
            channel: self._paces[channel].at_once - len(under_way)
            for channel, under_way in self._under_way.items()
        }
        claimed = await self._queue.claim(now, LEASE_SECONDS, sum(room.values()), room)
        for message in claimed:
            under_way = self._under_way[message.address.channel]
            task = asyncio.create_task(self._send(message))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        return len(claimed)

    def _or_later(self, now: datetime) -> datetime:
        """Now; or, where the clock was set back, a moment at which all that waited before is late.

        Nobody can tell any more how long it has been waiting.
        """
        seconds = asyncio.get_running_loop().time()
        before, then = self._looked or (now, seconds)
        self._looked = (now, seconds)
        back = before - now + timedelta(seconds=seconds - then)
        if back <= SET_BACK:
            return now
        log.warning("clock_set_back", seconds=round(back.total_seconds()))
        return before + LONGEST_EXPIRY

    async def send_waiting(self) -> int:
        """Send the head of each conversation's queue and wait for it. How many were taken."""
        taken = await self.start_waiting()
        tasks = [task for under_way in self._under_way.values() for task in under_way]
        await asyncio.gather(*tasks)
        return taken

    async def stop(self) -> None:
        """Wait a little for what is under way; what is cut off then has an unknown outcome."""
        tasks = [task for under_way in self._under_way.values() for task in under_way]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=self.stopping_seconds)
            await cancelled(late)

    async def _send(self, message: Outgoing) -> None:
        try:
            await self._send_or_mark(message)
        except Exception as error:  # noqa: BLE001 - the outermost line of a send
            log.error("send_failed", message=message.id, error=type(error).__name__)
        self._tell(OUTBOX)

    async def _send_or_mark(self, message: Outgoing) -> None:
        sender = self._senders.get(message.address.channel)
        if sender is None:
            self._tell_desks(await self._queue.mark_failed(message.id, None, self._clock()))
            return
        await self.watch.rest(self._pacer(message.address.channel).wait(message.address))
        why: Forbidden | None = None
        async with self._queue.starting(message, self._clock) as may_start:
            looked_at = self._clock()
            if not may_start:
                return
            if message.reminder:
                why = await self._why_not(message)
            if self._clock() - looked_at > FRESH:
                # Stopped in between: she may have left meanwhile. Its lease hands it out again.
                return
            if why is None:
                request = asyncio.create_task(sender.send(message))
                # The task has done its first step, and with it begun, when this returns.
                await asyncio.sleep(0)
        if why is not None:
            await self._queue.mark_forbidden(message.id, why)
            return
        await self._settle(message, request)

    async def _settle(self, message: Outgoing, request: asyncio.Task[str]) -> None:
        """Mark what became of a request that has begun."""
        try:
            provider_id = await asyncio.wait_for(request, self.seconds)
        except NotSent as refusal:
            await self._refused(message, refusal)
        except Exception as error:  # noqa: BLE001 - whatever it was, nobody knows the outcome
            log.warning("outcome_unknown", message=message.id, error=type(error).__name__)
            self._note(message.address.channel, Sign.FAILED)
            await self._queue.mark_unknown(message.id, self._clock() + pause(1, self._chance()))
        else:
            self._failures.pop(message.id, None)
            self._note(message.address.channel, Sign.TAKEN)
            await self._queue.mark_sent(message, provider_id, self._clock())

    async def _refused(self, message: Outgoing, refusal: NotSent) -> None:
        again = refusal.retry_after
        if isinstance(refusal, Unreached):
            failures = self._failures[message.id] = self._failures.get(message.id, 0) + 1
            again = pause(failures, self._chance())
        now = self._clock()
        if again is None or now + again >= message.expires_at:
            self._failures.pop(message.id, None)
        if not isinstance(refusal, Gone):
            # Whoever blocked us or wrote STOP has left: nothing is wrong with the channel.
            self._note(message.address.channel, Sign.FAILED)
        at = None if again is None else now + again
        self._tell_desks(await self._queue.mark_failed(message.id, at, now))
        if isinstance(refusal, Gone):
            what = Reported(message.id, "opted_out") if refusal.how == "stop" else Left(refusal.how)
            await self._post(Inbound(f"gone:{message.id}", message.address, now, what))

    def _pacer(self, channel: Channel) -> Pacer:
        if channel not in self._pacers:
            self._pacers[channel] = Pacer(self._paces[channel], self.watch.seconds)
        return self._pacers[channel]

    def _tell_desks(self, networks: Iterable[str]) -> None:
        for network in networks:
            self._tell(f"network:{network}")

    async def _why_not(self, message: Outgoing) -> Forbidden | None:
        """Why her contract does not let a reminder go now: it may have changed since."""
        contract, curtain = await self._queue.agreement(message.conversation)
        away = not may_send(curtain)
        return forbidden(contract, message.address.channel, self._clock(), away=away)
