"""What only one process may do at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.crypto.keys import Keyring
from bot.messages import Inbound
from bot.storage import postgres
from bot.storage.sql import SqlStore
from bot.storage.trouble import StorageError
from bot.wiring import external
from bot.wiring.sweeping import by_one
from tests.contracts.stores import MASTER

POLLING = "polling"


async def test_one_process_at_a_time(sql_store: SqlStore, sql_url: str) -> None:
    """Another one is told so at once, and gets it when the first lets go."""
    async with sql_store.alone(POLLING) as mine:
        assert mine is not None
        await mine()
        async with sql_store.alone("something else") as other:
            assert other is not None
        if sql_url.startswith("postgres"):
            second = await SqlStore.open(sql_url, Keyring(MASTER))
            async with second.alone(POLLING) as theirs:
                assert theirs is None
            await second.close()
    async with sql_store.alone(POLLING) as again:
        assert again is not None


async def test_of_two_workers_one_sweeps(postgres_url: str) -> None:
    """While one is at it the other does nothing; afterwards it is anybody's."""
    stores = [await SqlStore.open(postgres_url, Keyring(MASTER)) for _ in range(2)]
    begun, may_end = asyncio.Event(), asyncio.Event()
    swept: list[int] = []

    async def first() -> None:
        swept.append(1)
        begun.set()
        await may_end.wait()

    async def second() -> None:
        swept.append(2)

    at_it = asyncio.create_task(by_one(stores[0].alone, "forgetting", first))
    await begun.wait()
    assert not await by_one(stores[1].alone, "forgetting", second)
    may_end.set()
    assert await at_it
    assert await by_one(stores[1].alone, "forgetting", second)
    assert swept == [1, 2]
    for store in stores:
        await store.close()


async def test_who_hangs_for_good_does_not_keep_it(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server takes it back from a process that shows no sign of life."""
    monkeypatch.setattr(postgres, "HELD_SECONDS", 1)
    stores = [await SqlStore.open(postgres_url, Keyring(MASTER)) for _ in range(2)]

    async def hang() -> None:
        async with stores[0].alone("forgetting") as mine:
            assert mine is not None
            async with asyncio.timeout(60):
                while True:
                    async with stores[1].alone("forgetting") as theirs:
                        if theirs is not None:
                            return

    with pytest.raises(StorageError):
        await hang()
    for store in stores:
        await store.close()


class Work:
    """A channel that does something by itself."""

    def __init__(self, alone: str = POLLING) -> None:
        self.alone = alone
        self.running = asyncio.Event()
        self.stopped = asyncio.Event()

    async def serve(self, post: Callable[[Inbound], Awaitable[object]]) -> None:
        """Until cancelled."""
        self.running.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped.set()

    async def close(self) -> None:
        """Nothing is open."""


async def _post(_: Inbound) -> None:
    """Nothing happens."""


@pytest.mark.parametrize("again", [1, 2])
async def test_two_workers_poll_by_turns(postgres_url: str, again: int) -> None:
    """The second one does nothing until the first has gone, however it went."""
    stores = [await SqlStore.open(postgres_url, Keyring(MASTER)) for _ in range(2)]
    first, second = Work(), Work()
    serving = asyncio.create_task(external.serve(first, stores[0].alone, _post))
    await first.running.wait()
    await external.serve(second, stores[1].alone, _post)
    assert not second.running.is_set()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    assert first.stopped.is_set()
    taking_over = asyncio.create_task(external.serve(second, stores[1].alone, _post))
    await second.running.wait()
    taking_over.cancel()
    await asyncio.gather(taking_over, return_exceptions=True)
    for store in stores:
        await store.close()


async def test_whoever_lost_the_database_stops() -> None:
    """Another process may have taken over: nobody knows."""
    work = Work()

    class Lost:
        """Held, and then nobody answers."""

        async def __aenter__(self) -> Callable[[], Awaitable[object]]:
            """It is ours at first."""

            async def gone() -> None:
                raise StorageError("the database does not answer", "start it")

            return gone

        async def __aexit__(self, *_: object) -> None:
            """Nothing is left to give back."""

    with pytest.raises(StorageError):
        await external.serve(work, lambda _: Lost(), _post, 0.01)
    assert work.stopped.is_set()


async def test_what_any_process_may_do_asks_nobody() -> None:
    """A webhook is named by all of them."""
    work = Work(alone="")

    def nobody(_: str) -> object:
        raise AssertionError("nobody has to be asked")

    serving = asyncio.create_task(external.serve(work, nobody, _post))  # type: ignore[arg-type]
    running = asyncio.create_task(work.running.wait())
    await asyncio.wait({serving, running}, return_when=asyncio.FIRST_COMPLETED)
    assert running.done(), "it works, and was not stopped by asking"
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
