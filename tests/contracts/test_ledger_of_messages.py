"""What every store promises about the messages of both sides that can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.state import Conversation, Curtain, Received
from bot.messages import Address, Channel
from tests.contracts.stores import NOW, AnyStore, begin, chat, go_on, sms

LEASE = 60.0
EARLIER = NOW - timedelta(hours=25)


def hers(provider_id: str, at: datetime = NOW) -> Received:
    """A message of hers."""
    return Received(f"received-{provider_id}", provider_id, at)


async def _sent(store: AnyStore, provider_id: str) -> None:
    (one,) = await store.claim(NOW, LEASE, 1)
    await store.mark_sent(one, provider_id, NOW)


async def _leave(store: AnyStore, known: Conversation, provider_id: str) -> None:
    left = replace(known, curtain=Curtain.EXITED, seq=known.seq + 3)
    received = hers(provider_id)
    await go_on(store, known, "exit", after=left, shown=(), cancel_outgoing=True, received=received)


async def test_the_message_with_which_she_leaves_is_taken_back_first(store: AnyStore) -> None:
    """Both sides of a talk go, newest first: the exit word itself before everything else."""
    known = await begin(store, "a", chat("a"), outgoing=2)
    await _sent(store, "8")
    await _sent(store, "9")
    known = await go_on(store, known, "x", received=hers("10"))
    await _leave(store, known, "11")
    (one,) = await store.claim_erasures(NOW, LEASE, 10)
    assert one.provider_ids[0] == "11"
    assert sorted(one.provider_ids, key=int) == ["8", "9", "10", "11"]


async def test_a_hundred_go_at_once_the_newest_first(store: AnyStore) -> None:
    """The oldest of 101 is left for the second call."""
    known = await begin(store, "a", chat("a"))
    for number in range(100):
        known = await go_on(store, known, f"x{number}", received=hers(str(number + 7)))
    await _leave(store, known, "107")
    (first,) = await store.claim_erasures(NOW, LEASE, 10)
    assert [int(id) for id in first.provider_ids] == list(range(107, 7, -1))
    await store.end_erasure(first.id, removed=True)
    (second,) = await store.claim_erasures(NOW, LEASE, 10)
    assert second.provider_ids == ("7",)


async def test_whoever_is_forgotten_takes_her_last_message_with_her(store: AnyStore) -> None:
    """The message that asked to be forgotten is one of those that are taken back."""
    known = await begin(store, "a", chat("a"))
    known = await go_on(store, known, "x", received=hers("1"))
    await go_on(store, known, "forget", forget=True, shown=(), received=hers("2"))
    (one,) = await store.claim_erasures(NOW, LEASE, 10)
    assert one.provider_ids == ("2", "1")


async def test_what_is_old_is_taken_back_and_what_is_new_stays(store: AnyStore) -> None:
    """The rolling sweep reaches both sides, also of whoever did not leave."""
    known = await begin(store, "a", chat("a"), outgoing=1)
    await _sent(store, "9")
    known = await go_on(store, known, "x", received=hers("3", EARLIER))
    await go_on(store, known, "y", received=hers("10"))
    assert await store.recall_old(NOW - timedelta(hours=24), NOW, 10) == 1
    assert await store.recall_old(NOW - timedelta(hours=24), NOW, 10) == 0
    (one,) = await store.claim_erasures(NOW, LEASE, 10)
    assert one.provider_ids == ("3",)


async def test_nothing_is_taken_back_where_nothing_can_be(store: AnyStore) -> None:
    """What is on her telephone as an SMS stays there."""
    known = await begin(store, "a", sms("a"))
    await go_on(store, known, "x", received=hers("3", EARLIER))
    assert await store.recall_old(NOW, NOW, 10) == 0
    # What is deleted is the provider's own copy, and that names no address of hers.
    assert {one.address for one in await store.claim_erasures(NOW, LEASE, 10)} == {
        Address(Channel.SMS, "")
    }


async def test_what_could_not_be_taken_back_is_known_of_her_until_it_is(store: AnyStore) -> None:
    """She can be told how many messages are still there, after the first failure."""
    known = await begin(store, "a", chat("a"))
    await _leave(store, known, "1")
    (one,) = await store.claim_erasures(NOW, LEASE, 10)
    assert await _remaining(store) == 0
    await store.retry_erasure(one.id, NOW)
    assert await _remaining(store) == 1
    (one,) = await store.claim_erasures(NOW, LEASE, 10)
    await store.retry_erasure(one.id, NOW)
    assert await _remaining(store) == 1
    (one,) = await store.claim_erasures(NOW, LEASE, 10)
    await store.end_erasure(one.id, removed=True)
    assert await _remaining(store) == 0


async def test_what_remains_for_good_is_known_of_her(store: AnyStore) -> None:
    """A provider that says never, or 48 hours without success."""
    known = await begin(store, "a", chat("a"))
    await _leave(store, known, "1")
    other = await begin(store, "b", chat("b"))
    await go_on(
        store,
        other,
        "exit-b",
        after=replace(other, curtain=Curtain.EXITED, seq=2),
        cancel_outgoing=True,
        received=hers("2"),
    )
    first, second = await store.claim_erasures(NOW, LEASE, 10)
    refused = first if first.provider_ids == ("1",) else second
    await store.end_erasure(refused.id, removed=False)
    await store.claim_erasures(NOW + timedelta(hours=49), LEASE, 10)
    assert await _remaining(store) == 1
    assert await _remaining(store, "b") == 1


async def test_a_channel_takes_only_its_own(store: AnyStore) -> None:
    """The room of one channel is never filled by another."""
    for name in ("a", "b"):
        await begin(store, name, chat(name), outgoing=1)
    await begin(store, "c", sms("c"), outgoing=1)
    room = {chat("a").channel: 1, sms("a").channel: 0}
    (one,) = await store.claim(NOW, LEASE, 10, room)
    assert one.address.channel is chat("a").channel
    assert list(await store.claim(NOW, LEASE, 10, {chat("a").channel: 0})) == []
    assert len(await store.claim(NOW, LEASE, 10, dict.fromkeys(room, 5))) == 2


async def test_an_unknown_outcome_is_repeated_at_its_time_and_once(store: AnyStore) -> None:
    """Not only when the lease is over, and no oftener for that."""
    await begin(store, "a", sms("a"), outgoing=1)
    later = NOW + timedelta(seconds=3)
    (one,) = await store.claim(NOW, LEASE, 10)
    await store.mark_unknown(one.id, later)
    assert list(await store.claim(NOW, LEASE, 10)) == []
    (again,) = await store.claim(later, LEASE, 10)
    assert (again.id, again.attempts) == (one.id, 2)
    await store.mark_unknown(one.id, later + timedelta(seconds=3))
    assert list(await store.claim(later + timedelta(seconds=3), LEASE, 10)) == []
    counts = await store.counts()
    assert (counts["repeated"], counts["unknown"]) == (1, 1)


async def _remaining(store: AnyStore, name: str = "a") -> int:
    found = await store.read_thread(chat(name))
    assert found is not None
    return found[0].remaining
