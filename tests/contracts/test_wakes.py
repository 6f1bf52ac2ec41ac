"""What one process publishes wakes the others over the same PostgreSQL, at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg  # type: ignore[import-untyped]

from bot.conversation.bus import LocalBus
from bot.crypto.keys import Keyring
from bot.scheduling.loops import Loops
from bot.storage.sql import SqlStore
from tests.contracts.stores import MASTER

QUEUE = "network:north"


@asynccontextmanager
async def process(url: str) -> AsyncIterator[LocalBus]:
    """The bus of one process over that database, told of what others publish."""
    store = await SqlStore.open(url, Keyring(MASTER))
    bus, loops = LocalBus(), Loops()
    wakes = store.wakes()
    assert wakes is not None, "PostgreSQL serves several processes."
    bus.onward = wakes.tell
    ready = asyncio.Event()

    def missed() -> None:
        ready.set()
        bus.wake_all()

    loops.every(0.1, "wake-ups", lambda: wakes.keep(bus.wake, missed))
    try:
        async with asyncio.timeout(5):
            await ready.wait()
        yield bus
    finally:
        await loops.stop()
        await store.close()


async def woken(bus: LocalBus, act: Callable[[], None]) -> float:
    """Seconds from the act until whoever waits for the queue is woken."""
    async with bus.subscribe(QUEUE) as waiter:
        begun = time.monotonic()
        act()
        assert await waiter.wait(5)
        return time.monotonic() - begun


async def test_a_new_case_wakes_the_other_process_within_a_second(postgres_url: str) -> None:
    """Also the hundredth of a flood, and not who waits for something else."""
    async with process(postgres_url) as public, process(postgres_url) as staff:
        async with staff.subscribe("network:south") as elsewhere:
            assert await woken(staff, lambda: public.publish(QUEUE)) < 1
            assert not await elsewhere.wait(0.1)

        def flood() -> None:
            for number in range(2000):
                public.publish(f"thread:{number:0>40}")
            public.publish(QUEUE)

        assert await woken(staff, flood) < 1


async def test_what_is_heard_is_not_told_again(postgres_url: str) -> None:
    """Otherwise two processes would wake each other for ever."""
    async with process(postgres_url) as public, process(postgres_url) as staff:
        await woken(staff, lambda: public.publish(QUEUE))
        async with public.subscribe(QUEUE) as waiter:
            assert not await waiter.wait(0.3)


async def test_a_lost_connection_is_made_again_and_nothing_is_missed(postgres_url: str) -> None:
    """Whoever waits looks again as soon as others can be heard, and hears them from then on."""
    async with process(postgres_url) as public, process(postgres_url) as staff:
        direct = await asyncpg.connect(postgres_url)
        try:
            ends = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
            async with staff.subscribe(QUEUE) as waiter:
                assert len(await direct.fetch(ends)) == 2
                assert await waiter.wait(5)
        finally:
            await direct.close()
        assert await woken(staff, lambda: public.publish(QUEUE)) < 5


async def test_a_file_has_one_process_and_nobody_to_wake(sqlite_file: object) -> None:
    """A second process is refused by the lock: nothing has to be polled."""
    store = await SqlStore.open(f"sqlite:///{sqlite_file}", Keyring(MASTER))
    assert store.wakes() is None
    await store.close()
