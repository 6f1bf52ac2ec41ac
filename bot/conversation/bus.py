"""Wakes those who wait, within this process and onward. A wake-up carries no content."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Set
from contextlib import asynccontextmanager, suppress


class LocalWaiter:
    """One who waits on a topic; wake-ups between two waits are one."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._topics: set[str] = set()

    def wake(self, topic: str) -> None:
        """Let the current or the next wait return."""
        self._topics.add(topic)
        self._event.set()

    async def wait(self, seconds: float) -> Set[str]:
        """The topics that woke it since the last wait; none after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()
        self._event.clear()
        topics, self._topics = self._topics, set()
        return topics


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
            waiter.wake(topic)

    def wake_all(self) -> None:
        """Wake everybody, so that streams can see that the process is about to stop."""
        for topic, waiters in self._waiters.items():
            for waiter in waiters:
                waiter.wake(topic)

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
