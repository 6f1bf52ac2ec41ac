"""Wakes those who wait, within this process and onward. A wake-up carries no content."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class LocalWaiter:
    """One who waits on a topic; wake-ups between two waits are one."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def wake(self) -> None:
        """Let the current or the next wait return."""
        self._event.set()

    async def wait(self, seconds: float) -> bool:
        """True when woken since the last wait, False after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class LocalBus:
    """The bus of one process (``ports.Bus``)."""

    def __init__(self) -> None:
        self.onward: Callable[[str], None] | None = None
        """Who tells the other processes of a topic, where there are any."""
        self._waiters: dict[str, set[LocalWaiter]] = defaultdict(set)

    def publish(self, topic: str) -> None:
        """Wake all who wait for the topic now, in every process."""
        self.wake(topic)
        if self.onward is not None:
            self.onward(topic)

    def wake(self, topic: str) -> None:
        """Wake those of this process who wait for the topic now."""
        for waiter in self._waiters.get(topic, ()):
            waiter.wake()

    def wake_all(self) -> None:
        """Wake everybody, so that streams can see that the process is about to stop."""
        for waiters in self._waiters.values():
            for waiter in waiters:
                waiter.wake()

    @asynccontextmanager
    async def subscribe(self, *topics: str) -> AsyncIterator[LocalWaiter]:
        """One waiter on all these topics within the block."""
        waiter = LocalWaiter()
        for topic in topics:
            self._waiters[topic].add(waiter)
        try:
            yield waiter
        finally:
            for topic in topics:
                self._waiters[topic].discard(waiter)
                if not self._waiters[topic]:
                    del self._waiters[topic]
