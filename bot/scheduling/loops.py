"""The loops of a worker. Each round stands alone: one that fails is counted and tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog

from bot.messages import Inbound, Reminds, Thread, TimerFired, Unattended
from bot.process.ending import cancelled

log = structlog.get_logger(__name__)


async def fire_timers(
    due: Sequence[tuple[str, str]], post: Callable[[Inbound], Awaitable[object]], now: datetime
) -> None:
    """Let each due timer happen. The same firing has the same id, so it happens once."""
    for conversation, name in due:
        await post(Inbound(f"timer:{name}", Thread(conversation), now, TimerFired(name)))


async def fire_reminders(
    due: Sequence[tuple[str, str]], post: Callable[[Inbound], Awaitable[object]], now: datetime
) -> None:
    """Let the moment of each due reminder come, once: her contract decides in the turn."""
    for conversation, id in due:
        await post(Inbound(f"reminder:{id}", Thread(conversation), now, Reminds(id)))


async def tell_unattended(
    waiting: Sequence[tuple[str, str]],
    post: Callable[[Inbound], Awaitable[object]],
    now: datetime,
) -> None:
    """Let each woman who waits where nobody is on duty any more be told.

    Whether she may still be told is decided by the turn; an attempt that was refused is made again
    in the next round, under an id of its own.
    """
    for conversation, case in waiting:
        inbound = f"unattended:{case}:{now.timestamp():.3f}"
        await post(Inbound(inbound, Thread(conversation), now, Unattended(case)))


class Loops:
    """Runs rounds of work every so many seconds until stopped."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self.failures = 0
        """How many rounds failed since the start."""

    def every(self, seconds: float, name: str, work: Callable[[], Awaitable[object]]) -> None:
        """Run ``work`` now and then every ``seconds``."""
        self._tasks.append(asyncio.create_task(self._run(seconds, name, work), name=name))

    async def _run(self, seconds: float, name: str, work: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - the outermost line of a loop
                self.failures += 1
                log.error("round_failed", loop=name, error=type(error).__name__)
            await asyncio.sleep(seconds)

    async def stop(self) -> None:
        """Stop all loops; a round under way is cancelled."""
        await cancelled(set(self._tasks))
        self._tasks.clear()
