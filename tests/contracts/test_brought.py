"""Files that the staff brings and addresses that it lists: the same on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.storage.brought import LEASE, SqlBrought
from bot.storage.sql import SqlStore
from bot.storage.training_feeds import SqlFeeds
from bot.training.feeds import Feed, Outcome, Version
from bot.values.brought import (
    LEFT_ALONE,
    LOOKED_AT,
    MOST_WAITING,
    REMEMBERED,
    Brought,
    Found,
    Kind,
    Line,
    State,
)
from tests.contracts.stores import NOW

NEAR = ["near"]
SECOND = timedelta(seconds=1)


@pytest.fixture
def files(sql_store: SqlStore) -> SqlBrought:
    """The files of each database in turn."""
    return SqlBrought(sql_store)


def new(id: str = "one", network: str = "near", size: int = 6) -> Brought:
    """A file of six bytes that is sent from now on."""
    return Brought(
        id, network, Kind.CALLS, State.SENDING, "staff", NOW, NOW, size,
        file="=calls.csv", source=f"{network}:corsi", owner="near", use="legal",
    )  # fmt: skip


async def sent(files: SqlBrought, id: str = "one", network: str = "near") -> Brought:
    """It is there whole."""
    one = new(id, network)
    assert await files.begin(one)
    assert await files.add_part(one, 0, b"abc", NOW)
    assert await files.add_part(one, 3, b"def", NOW)
    return one


async def state(files: SqlBrought, id: str = "one") -> State:
    """How far it is."""
    found = await files.one(NEAR, id)
    assert found is not None
    return found.state


async def test_a_file_comes_in_parts_each_once_and_in_order(files: SqlBrought) -> None:
    """What is repeated, left out or too much is not taken; the last part lets a worker begin."""
    one = new()
    assert await files.begin(one)
    assert not await files.add_part(one, 3, b"def", NOW)
    assert await files.add_part(one, 0, b"abc", NOW)
    assert not await files.add_part(one, 0, b"abc", NOW)
    assert not await files.add_part(one, 3, b"defg", NOW)
    assert await files.claim(NOW) is None
    assert await files.add_part(one, 3, b"def", NOW)
    found = await files.claim(NOW)
    assert found == replace(one, state=State.READING, received=6, tries=1)
    whole = bytearray()
    await files.unpack("one", whole.extend)
    assert whole == b"abcdef"


async def test_one_worker_takes_it_and_another_what_was_left_behind(files: SqlBrought) -> None:
    """After a crash it is begun again; who comes back from the dead says nothing any more."""
    await sent(files)
    claimed = await asyncio.gather(*(files.claim(NOW) for _ in range(8)))
    (first,) = [one for one in claimed if one]
    assert await files.tell(first, 3, 9, NOW + LEASE / 2)
    assert await files.claim(NOW + LEASE) is None
    second = await files.claim(NOW + 2 * LEASE)
    assert second is not None
    assert (second.state, second.tries, second.done, second.total) == (State.READING, 2, 3, 9)
    assert not await files.tell(first, 4, 9, NOW)
    assert not await files.settle(first, State.FAILED, None, NOW)
    assert await files.settle(second, State.READY, Found(new=2), NOW)
    assert (await files.one(NEAR, "one")).found == Found(new=2)  # type: ignore[union-attr]


async def test_a_worker_that_ends_in_order_gives_back_what_it_was_at(files: SqlBrought) -> None:
    """The next one goes on at once, and nobody counts it as a failure."""
    await sent(files)
    one = await files.claim(NOW)
    assert one is not None
    await files.give_back(one)
    again = await files.claim(NOW)
    assert again == one


async def test_what_is_confirmed_is_stored_once(files: SqlBrought) -> None:
    """Only what was looked at; and it is not read anew."""
    await sent(files)
    assert not await files.confirm("one", NOW)
    one = await files.claim(NOW)
    assert one is not None
    await files.settle(one, State.READY, Found(), NOW)
    done = await asyncio.gather(*(files.confirm("one", NOW) for _ in range(5)))
    assert sorted(done) == [False] * 4 + [True]
    writing = await files.claim(NOW)
    assert writing is not None
    assert writing.state is State.WRITING


async def test_what_is_over_has_no_file_any_more(files: SqlBrought) -> None:
    """Refused rows are told, the file itself is gone."""
    await sent(files)
    one = await files.claim(NOW)
    assert one is not None
    found = Found(refused=1, lines=(Line("f", 2, "what", "remedy"),), remarks=("r",))
    await files.settle(one, State.REFUSED, found, NOW)
    whole = bytearray()
    await files.unpack("one", whole.extend)
    assert whole == b""
    kept = await files.one(NEAR, "one")
    assert kept is not None
    assert (kept.state, kept.found, kept.file) == (State.REFUSED, found, "=calls.csv")
    assert (await files.all(NEAR))[0].found is None


async def test_it_is_stopped_at_once_or_at_its_next_sign(files: SqlBrought) -> None:
    """What nobody is at ends at once, with its parts; a worker is told."""
    await sent(files, "asleep")
    assert await files.stop("asleep", NOW)
    assert await state(files, "asleep") is State.STOPPED
    assert not await files.stop("asleep", NOW)
    await sent(files)
    one = await files.claim(NOW)
    assert one is not None
    assert await files.stop("one", NOW)
    assert await state(files) is State.READING
    assert not await files.tell(one, 1, 2, NOW)
    assert await files.settle(one, State.STOPPED, None, NOW)
    assert await state(files) is State.STOPPED


async def test_another_networks_file_does_not_exist(files: SqlBrought) -> None:
    """Neither in the list nor by its id."""
    await sent(files, "far", "far")
    assert await files.one(NEAR, "far") is None
    assert await files.all(NEAR) == []


async def test_a_network_has_so_many_files_at_once_and_no_more(files: SqlBrought) -> None:
    """Disks are not endless; another network is not kept from its own."""
    for at in range(MOST_WAITING):
        assert await files.begin(new(str(at)))
    assert not await files.begin(new("more"))
    assert await files.begin(new("other", "far"))
    assert await files.stop("0", NOW)
    assert await files.begin(new("more"))


async def test_what_nobody_goes_on_with_ends_and_is_forgotten(files: SqlBrought) -> None:
    """Half a file after an hour, an unread preview after a day, the report after a month."""
    await files.begin(new("half"))
    await sent(files)
    one = await files.claim(NOW)
    assert one is not None
    await files.settle(one, State.READY, None, NOW)
    assert await files.sweep(NOW + LEFT_ALONE + SECOND, 10) == 1
    assert await state(files, "half") is State.STOPPED
    assert await files.sweep(NOW + LOOKED_AT + SECOND, 10) == 1
    assert await state(files) is State.STOPPED
    assert await files.sweep(NOW + LOOKED_AT + REMEMBERED, 10) == 1
    assert [one.id for one in await files.all(NEAR)] == ["one"]


async def test_an_address_is_kept_read_and_dropped_within_its_network(
    sql_store: SqlStore,
) -> None:
    """One worker takes it; what it was told last is told; nobody else drops it."""
    feeds = SqlFeeds(sql_store)
    feed = Feed("f", "near", "near:corsi", 6, NOW, "https://example.org/feed")
    assert await feeds.add(feed)
    assert await feeds.all(["far"]) == []
    assert await feeds.all(NEAR) == [feed]
    claimed = await asyncio.gather(*(feeds.claim(NOW, 5) for _ in range(4)))
    assert sum(len(one) for one in claimed) == 1
    told = replace(
        feed, due_at=NOW + timedelta(hours=6), asked_at=NOW, read_at=NOW, problem="",
        version=Version("e", "m"), outcome=Outcome(3, 2, 1, 0, 1, (Line("a", 1, "b", "c"),)),
    )  # fmt: skip
    await feeds.settle(told)
    assert await feeds.all(NEAR) == [told]
    assert await feeds.claim(NOW, 5) == []
    assert not await feeds.ask_now(["far"], "f", NOW)
    assert await feeds.ask_now(NEAR, "f", NOW)
    assert len(await feeds.claim(NOW, 5)) == 1
    assert not await feeds.drop(["far"], "f")
    assert await feeds.drop(NEAR, "f")
    assert await feeds.all(NEAR) == []
