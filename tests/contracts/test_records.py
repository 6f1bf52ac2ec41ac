"""What every store promises about the copies that a provider keeps: each one is to be deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversation.state import Curtain, Received
from bot.messages import Address, Channel
from bot.storage.gate import FIRST_DELETED
from tests.contracts.stores import NOW, AnyStore, begin, go_on, sms

LEASE = 60.0
NAMELESS = Address(Channel.SMS, "")
DUE = NOW + FIRST_DELETED


async def names(store: AnyStore) -> set[str]:
    """The copies that are to be deleted now. None of them names an address of hers."""
    claimed = await store.claim_erasures(DUE, LEASE, 100)
    assert {one.address for one in claimed} <= {NAMELESS}
    return {name for one in claimed for name in one.provider_ids}


async def send(store: AnyStore, provider_id: str) -> None:
    """The next message is sent, and the provider calls it so."""
    (one,) = await store.claim(NOW, LEASE, 1)
    await store.mark_sent(one, provider_id, NOW)


async def test_every_message_of_both_sides_is_deleted_though_nobody_left(store: AnyStore) -> None:
    """Not at once: most are still on their way then."""
    known = await begin(store, "a", sms("a"), outgoing=1)
    await send(store, "SM1")
    await go_on(store, known, "x", received=Received("r", "MM2/media", NOW))
    assert list(await store.claim_erasures(NOW, LEASE, 10)) == []
    assert await names(store) == {"SM1", "MM2/media"}


async def test_one_that_cannot_be_deleted_yet_keeps_no_other_waiting(store: AnyStore) -> None:
    """The newest of a talk is always on its way."""
    await begin(store, "a", sms("a"), outgoing=2)
    await send(store, "SM1")
    await send(store, "SM2")
    first, second = await store.claim_erasures(DUE, LEASE, 10)
    await store.retry_erasure(second.id, DUE + timedelta(seconds=30))
    await store.end_erasure(first.id, removed=True)
    again = await store.claim_erasures(DUE + timedelta(seconds=30), LEASE, 10)
    assert [one.provider_ids for one in again] == [second.provider_ids]


async def test_whoever_left_or_was_forgotten_leaves_no_copy_either(store: AnyStore) -> None:
    """A message that proved sent afterwards too; on her phone it remains, and that is counted."""
    known = await begin(store, "a", sms("a"), outgoing=1)
    (one,) = await store.claim(NOW, LEASE, 1)
    left = replace(known, curtain=Curtain.EXITED, left_at=NOW, seq=known.seq + 1)
    received = Received("r", "SM2", NOW)
    known = await go_on(
        store, known, "exit", after=left, cancel_outgoing=True, shown=(), received=received
    )
    await store.mark_sent(one, "SM1", NOW)
    await go_on(store, known, "f", forget=True, shown=(), received=Received("s", "SM3", NOW))
    assert await names(store) == {"SM1", "SM2", "SM3"}
    assert (await store.counts())["remaining"] == 1


async def test_deleted_copies_are_counted_apart(store: AnyStore) -> None:
    """They say nothing of what could be taken back from her phone."""
    await begin(store, "a", sms("a"), outgoing=2)
    await send(store, "SM1")
    await send(store, "SM2")
    first, _ = await store.claim_erasures(DUE, LEASE, 10)
    await store.end_erasure(first.id, removed=True)
    assert list(await store.claim_erasures(NOW + timedelta(hours=49), LEASE, 10)) == []
    counts = await store.counts()
    assert (counts["deleted"], counts["undeleted"]) == (1, 1)
    assert (counts["removed"], counts["remaining"]) == (0, 0)
