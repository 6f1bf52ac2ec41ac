"""What every store promises about messages that must be taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.conversation.erasing import Erasing, NotRemoved
from bot.conversation.outbox import Outbox
from bot.conversation.state import Conversation, Curtain, Outgoing
from bot.messages import Address, Channel, Voice
from tests.contracts.stores import NOW, AnyStore, begin, chat, go_on, sms, to_send, web

LEASE = 60.0
DEAD = NOW + timedelta(hours=48)


async def sent(
    store: AnyStore, name: str, count: int = 1, at: Address | None = None
) -> Conversation:
    """A conversation with so many messages that its provider has sent as ``p-<name>-<seq>``."""
    known = await begin(store, name, at or chat(name), outgoing=count)
    for _ in range(count):
        (one,) = await store.claim(NOW, LEASE, 1)
        await store.mark_sent(one, f"p-{name}-{one.seq}", NOW)
    return known


async def leave(store: AnyStore, known: Conversation) -> Conversation:
    """She leaves."""
    left = replace(known, curtain=Curtain.EXITED, left_at=NOW, seq=known.seq + 1)
    return await go_on(store, known, f"exit-{known.id}", after=left, cancel_outgoing=True, shown=())


async def blocks(store: AnyStore, at: datetime = NOW) -> list[tuple[Address, tuple[str, ...]]]:
    """What is to be taken back now: address and ids of each block."""
    return [(one.address, one.provider_ids) for one in await store.claim_erasures(at, LEASE, 1000)]


async def counted(store: AnyStore) -> tuple[int, int]:
    """How many messages were removed, and how many remain for good."""
    counts = await store.counts()
    return counts["removed"], counts["remaining"]


async def test_what_was_sent_is_taken_back_at_an_exit_newest_first(store: AnyStore) -> None:
    """The one that she saw last is the one that he would see first."""
    await sent(store, "b")
    await leave(store, await sent(store, "a", 3))
    assert await blocks(store) == [(chat("a"), ("p-a-3", "p-a-2", "p-a-1"))]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_that_is_set_back_keeps_nothing_waiting(
    store: AnyStore, back: timedelta
) -> None:
    """Neither what is to be taken back on her phone nor a provider's copy, of which the first
    attempt failed: each is tried now, and then only as often as ever."""
    await leave(store, await sent(store, "a"))
    await sent(store, "b", at=sms("b"))
    first = await store.claim_erasures(NOW + timedelta(minutes=1), LEASE, 10)
    assert len(first) == 2
    for one in first:
        await store.retry_erasure(one.id, NOW + timedelta(minutes=3))
    before = NOW - back
    assert len(await blocks(store, before)) == 2
    assert await blocks(store, before) == []
    assert len(await blocks(store, before + timedelta(seconds=61))) == 2


async def test_without_an_exit_nothing_is_taken_back(store: AnyStore) -> None:
    """Her thread is hers."""
    known = await sent(store, "a")
    await go_on(store, known, "next")
    assert await blocks(store) == []


async def test_where_a_channel_cannot_take_back_nothing_is_tried(store: AnyStore) -> None:
    """An SMS stays on her phone: no job keeps her number for it."""
    await leave(store, await sent(store, "a", at=sms("a")))
    assert await blocks(store) == []


async def test_a_hundred_are_taken_back_at_once_and_the_next_only_after_them(
    store: AnyStore,
) -> None:
    """In order also where a block has to be tried again."""
    await leave(store, await sent(store, "a", 101))
    (first,) = await store.claim_erasures(NOW, LEASE, 10)
    assert first.provider_ids == tuple(f"p-a-{seq}" for seq in range(101, 1, -1))
    assert await blocks(store) == []
    await store.end_erasure(first.id, removed=True)
    assert await blocks(store) == [(chat("a"), ("p-a-1",))]
    assert await counted(store) == (100, 0)


async def test_forgetting_takes_back_what_was_sent_although_her_key_is_gone(
    store: AnyStore,
) -> None:
    """Asked for by her, and when the time is over."""
    known = await sent(store, "a", 2)
    await go_on(store, known, "forget", forget=True, shown=())
    await sent(store, "b")
    assert await store.forget_due(NOW + timedelta(hours=24), 10) >= 1
    found = dict(await blocks(store, NOW + timedelta(hours=24)))
    assert found == {chat("a"): ("p-a-2", "p-a-1"), chat("b"): ("p-b-1",)}


@pytest.mark.parametrize("forget", [False, True])
async def test_what_was_on_the_wire_at_an_exit_is_taken_back_when_it_proves_sent(
    store: AnyStore, forget: bool
) -> None:
    """Also where nothing of the conversation is left."""
    known = await begin(store, "a", chat("a"), outgoing=2)
    (one,) = await store.claim(NOW, LEASE, 1)
    if forget:
        await go_on(store, known, "forget", forget=True, shown=())
    else:
        await leave(store, known)
    assert await blocks(store) == []
    await store.mark_sent(one, "late", NOW)
    assert await blocks(store) == [(chat("a"), ("late",))]
    assert (await store.counts())["sent"] == 1


async def test_a_line_of_the_cover_stays_where_it_is(store: AnyStore) -> None:
    """Behind the curtain the cover's own lines are what he may find."""
    left = await leave(store, await begin(store, "a", chat("a")))
    line = to_send(left, left.seq + 1, "Domani sole.", Voice.COVER)
    await go_on(store, left, "x", outgoing=(line,))
    (one,) = await store.claim(NOW, LEASE, 1)
    await store.mark_sent(one, "cover", NOW)
    assert await blocks(store) == []


async def test_a_message_that_was_sent_twice_is_taken_back_twice(store: AnyStore) -> None:
    """The first outcome came after the repetition's."""
    known = await begin(store, "a", chat("a"), outgoing=1)
    (one,) = await store.claim(NOW, LEASE, 1)
    (again,) = await store.claim(NOW + timedelta(seconds=61), LEASE, 1)
    await store.mark_sent(again, "second", NOW)
    await store.mark_sent(one, "first", NOW)
    await leave(store, known)
    (block,) = await blocks(store)
    assert set(block[1]) == {"first", "second"}


async def test_moving_to_another_address_leaves_nothing_at_the_old_one(store: AnyStore) -> None:
    """What waits is not sent there any more, what was sent is taken back there."""
    known = await sent(store, "a")
    waiting = to_send(known, 5)
    known = await go_on(store, known, "more", outgoing=(waiting,))
    moved = replace(known, address=web("elsewhere"), seq=known.seq + 1)
    await go_on(store, known, "moved", after=moved, moved=True, shown=())
    assert list(await store.claim(NOW, LEASE, 10)) == []
    assert await blocks(store) == [(chat("a"), ("p-a-1",))]
    await store.mark_sent(waiting, "late", NOW)
    assert await blocks(store, NOW + timedelta(seconds=61)) != []


async def test_a_block_comes_again_when_its_worker_died(store: AnyStore) -> None:
    """And counts how often it was tried."""
    await leave(store, await sent(store, "a"))
    (one,) = await store.claim_erasures(NOW, LEASE, 10)
    assert one.attempts == 1
    assert await blocks(store, NOW + timedelta(seconds=59)) == []
    (again,) = await store.claim_erasures(NOW + timedelta(seconds=60), LEASE, 10)
    assert (again.id, again.attempts) == (one.id, 2)


async def test_after_48_hours_nobody_keeps_the_ids_and_what_remains_is_counted(
    store: AnyStore,
) -> None:
    """A job that never succeeds dies: it holds her address."""
    await leave(store, await sent(store, "a", 2))
    assert await blocks(store, DEAD - timedelta(seconds=1)) != []
    assert await blocks(store, DEAD) == []
    assert await counted(store) == (0, 2)


@dataclass
class Provider:
    """A channel that sends and takes back, as the test says."""

    removed: list[str] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    on_start: Callable[[str], None] = lambda _: None

    async def send(self, message: Outgoing) -> str:
        """Sent after a moment on the wire."""
        self.started.append(f"p-{message.id}")
        self.on_start(message.conversation)
        await asyncio.sleep(0)
        return f"p-{message.id}"

    async def unsend(self, address: Address, provider_ids: Sequence[str]) -> None:
        """Removed, unless the next refusal says otherwise."""
        assert address.channel is Channel.TELEGRAM
        assert len(provider_ids) <= 100
        if self.refusals:
            raise self.refusals.pop(0)
        self.removed.extend(provider_ids)


class Clock:
    """A time that only the test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def later(self, seconds: float) -> None:
        """Time passes."""
        self.now += timedelta(seconds=seconds)


async def test_an_erasure_is_tried_until_it_succeeds(store: AnyStore) -> None:
    """With growing pauses; a provider that names a time is asked then."""
    provider, clock = Provider(), Clock()
    erasing = Erasing(store, {Channel.TELEGRAM: provider}, clock)
    provider.refusals = [ConnectionError(), NotRemoved(timedelta(seconds=30))]
    await leave(store, await sent(store, "a"))
    assert await erasing.work_off() == 1
    clock.later(1)
    assert await erasing.work_off() == 0
    clock.later(1)
    assert await erasing.work_off() == 1
    clock.later(29)
    assert await erasing.work_off() == 0
    clock.later(1)
    assert await erasing.work_off() == 1
    assert provider.removed == ["p-a-1"]
    assert await counted(store) == (1, 0)
    clock.later(3600)
    assert await erasing.work_off() == 0


async def test_what_a_provider_never_takes_back_is_counted_and_dropped(store: AnyStore) -> None:
    """Nobody asks again, and the older ones follow."""
    provider, clock = Provider(), Clock()
    erasing = Erasing(store, {Channel.TELEGRAM: provider}, clock)
    provider.refusals = [NotRemoved()]
    await leave(store, await sent(store, "a", 101))
    assert await erasing.work_off() == 1
    assert await erasing.work_off() == 1
    assert provider.removed == ["p-a-1"]
    assert await counted(store) == (1, 100)


async def test_without_a_channel_that_takes_back_a_job_waits_and_dies(store: AnyStore) -> None:
    """A channel may be switched off for an hour."""
    clock = Clock()
    erasing = Erasing(store, {}, clock)
    await leave(store, await sent(store, "a"))
    for _ in range(300):
        await erasing.work_off()
        clock.later(600)
    assert await counted(store) == (0, 1)


async def test_whatever_is_sent_in_a_race_with_an_exit_is_taken_back(store: AnyStore) -> None:
    """No order of exit, start, answer and mark leaves a message on her phone.

    Every second woman leaves as soon as a request of hers is on the wire.
    """
    provider = Provider()
    names = [f"n{number}" for number in range(60)]
    known = {name: await begin(store, name, chat(name), outgoing=2) for name in names}
    outbox = Outbox(store, {Channel.TELEGRAM: provider}, lambda: NOW)
    erasing = Erasing(store, {Channel.TELEGRAM: provider}, lambda: NOW)
    leaving: list[asyncio.Task[Conversation]] = []
    on_the_wire = set(names[::2])

    def started(name: str) -> None:
        if name in on_the_wire:
            on_the_wire.discard(name)
            leaving.append(asyncio.create_task(leave(store, known[name])))

    async def leaves(number: int) -> None:
        for _ in range(number):
            await asyncio.sleep(0)
        await leave(store, known[names[number]])

    provider.on_start = started
    early = (leaves(number) for number in range(1, len(names), 2))
    await asyncio.gather(outbox.send_waiting(), *early)
    while await outbox.send_waiting():
        pass
    await asyncio.gather(*leaving)
    while await erasing.work_off():
        pass
    assert len(leaving) == len(names) // 2
    assert sorted(provider.removed) == sorted(provider.started)
    assert await counted(store) == (len(provider.started), 0)
