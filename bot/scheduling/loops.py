"""The loops of a worker. Each round stands alone: one that fails is counted and tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog

from bot.messages import Inbound, Thread, TimerFired

log = structlog.get_logger(__name__)


async def fire_timers(
    due: Sequence[tuple[str, str]], post: Callable[[Inbound], Awaitable[object]], now: datetime
) -> None:
    """Let each due timer happen. The same firing has the same id, so it happens once."""
    for conversation, name in due:
        await post(Inbound(f"timer:{name}", Thread(conversation), now, TimerFired(name)))


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
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks.clear()
