"""Exit against send, many times: after an exit no request of a provider starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.conversation.outbox import Outbox
from bot.conversation.state import Curtain, Outgoing, TurnRecord
from bot.crypto.keys import Keyring
from bot.messages import Channel, Voice
from bot.storage.sql import SqlStore
from tests.contracts.stores import MASTER, NOW, AnyStore, begin, go_on, said, sms, to_send

PAIRS = 200
AT_ONCE = 8
"""Exits that are being written at the same time, as several processes would."""

ROUNDS = 12
"""Each round takes up to 64 messages; the last ones find nothing."""

KINDS = ("flow", "operator", "timer", "repeated")


@dataclass
class Provider:
    """Notes for each conversation whether its exit was over when a request started."""

    left: set[str] = field(default_factory=set)
    started: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)

    async def send(self, message: Outgoing) -> str:
        """The request begins with the first line."""
        self.started.append(message.conversation)
        if message.conversation in self.left:
            self.late.append(message.conversation)
        await asyncio.sleep(0)
        return f"provider-{message.id}"


@asynccontextmanager
async def _senders(store: AnyStore, url: str) -> AsyncIterator[list[AnyStore]]:
    """The stores that send: on PostgreSQL a second process would be one more."""
    if not isinstance(store, SqlStore) or not url.startswith("postgresql"):
        yield [store]
        return
    other = await SqlStore.open(url, Keyring(MASTER))
    yield [store, other]
    await other.close()


async def _leave(store: AnyStore, provider: Provider, name: str) -> None:
    """She leaves, and only then is it noted that she has left."""
    async with store.batch() as batch:
        loaded = await batch.load_many([said(f"exit-{name}", sms(name))])
        before = loaded.conversations[sms(name)]
        after = replace(before, curtain=Curtain.EXITED, left_at=NOW)
        turn = TurnRecord(f"exit-{name}", before, after, cancel_outgoing=True)
        await batch.save_many([turn])
    provider.left.add(name)


async def _prepared(store: AnyStore, kind: str) -> list[str]:
    """Conversations with one message each in the outbox, as this kind of sending leaves it."""
    names = [f"{kind}-{number}" for number in range(PAIRS // len(KINDS))]
    voice = Voice.OPERATOR if kind == "operator" else Voice.SERVICE
    for name in names:
        known = await begin(store, name, sms(name))
        await go_on(store, known, f"x-{name}", outgoing=(to_send(known, 1, voice=voice),))
    if kind == "repeated":
        await store.claim(NOW - timedelta(seconds=61), 60.0, len(names))
    return names


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_request_starts_after_an_exit(store: AnyStore, store_url: str, seed: int) -> None:
    """200 pairs of exit and send in every order that chance and the two engines give."""
    chance, provider = Random(seed), Provider()  # noqa: S311 - an order, no secret
    names = [name for kind in KINDS for name in await _prepared(store, kind)]
    async with _senders(store, store_url) as stores:
        outboxes = [Outbox(each, {Channel.SMS: provider}, lambda: NOW) for each in stores]

        exits = asyncio.Semaphore(AT_ONCE)

        async def send() -> None:
            for _ in range(ROUNDS):
                await asyncio.gather(*(box.send_waiting() for box in outboxes))

        async def leave(name: str) -> None:
            for _ in range(chance.randrange(60)):
                await asyncio.sleep(0)
            async with exits:
                await _leave(store, provider, name)

        chance.shuffle(names)
        await asyncio.gather(send(), *(leave(name) for name in names))
        await send()
    assert provider.left == set(names)
    assert provider.late == []
    assert len(provider.started) == len(set(provider.started)), "none is sent twice"
    # What was claimed and may not start any more is dropped and counted when its lease is over.
    assert list(await store.claim(NOW + timedelta(seconds=61), 60.0, PAIRS)) == []
    counts = await store.counts()
    assert counts["waiting"] == 0
    assert counts["sent"] + counts["cancelled"] == PAIRS
    assert counts["sent"] == len(provider.started)


async def test_the_race_has_both_outcomes(store: AnyStore, store_url: str) -> None:
    """A race that one side always wins would prove nothing: here each side wins some."""
    provider = Provider()
    names = await _prepared(store, "flow")
    box = Outbox(store, {Channel.SMS: provider}, lambda: NOW)
    for name in names[: len(names) // 2]:
        await _leave(store, provider, name)
    await box.send_waiting()
    assert set(provider.started) == set(names[len(names) // 2 :])
    assert provider.late == []


async def test_an_exit_waits_for_a_start_and_for_nothing_more(store: AnyStore) -> None:
    """While a request is being started the exit is not yet committed; then it is, at once."""
    known = await begin(store, "a", sms("a"), outgoing=1)
    (message,) = await store.claim(NOW, 60.0, 1)
    provider = Provider()
    async with store.starting(message, lambda: NOW) as may_start:
        assert may_start
        leaving = asyncio.create_task(_leave(store, provider, "a"))
        for _ in range(50):
            await asyncio.sleep(0.001)
        assert not leaving.done()
    async with asyncio.timeout(5):
        await leaving
    async with store.starting(message, lambda: NOW) as may_start:
        assert not may_start
    found = await store.read_thread(sms("a"))
    assert found is not None
    assert found[0].curtain is Curtain.EXITED
    assert found[0].id == known.id


class Jumping:
    """The clock of a process that is stopped for a second after so many looks."""

    def __init__(self, after: int) -> None:
        self._left = after

    def __call__(self) -> datetime:
        """The time."""
        self._left -= 1
        return NOW if self._left >= 0 else NOW + timedelta(seconds=1)


async def test_who_was_stopped_while_looking_at_the_gate_starts_nothing(store: AnyStore) -> None:
    """The exit does not wait for ever: what was seen before it counts no more."""
    await begin(store, "a", sms("a"), outgoing=1)
    (message,) = await store.claim(NOW, 60.0, 1)
    async with store.starting(message, Jumping(1)) as may_start:
        assert not may_start
    async with store.starting(message, Jumping(2)) as may_start:
        assert may_start


async def test_who_was_stopped_before_the_start_starts_nothing(store: AnyStore) -> None:
    """Its message comes again when the lease is over, and is looked at anew."""
    await begin(store, "a", sms("a"), outgoing=1)
    provider = Provider()
    # Dropping, claiming and looking take four looks at the clock; the stop comes after them.
    box = Outbox(store, {Channel.SMS: provider}, Jumping(4))
    await box.send_waiting()
    assert provider.started == []
    later = Outbox(store, {Channel.SMS: provider}, lambda: NOW + timedelta(seconds=61))
    await later.send_waiting()
    assert provider.started == ["a"]
