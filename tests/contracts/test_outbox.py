"""What every store promises about messages on their way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import update

from bot.conversation.state import Curtain, Outgoing
from bot.crypto.keys import Keyring
from bot.messages import Voice
from bot.storage.gate import COUNTED
from bot.storage.sql import SqlStore
from bot.storage.tables import outgoing
from tests.contracts.stores import MASTER, NOW, AnyStore, begin, begun, go_on, sms, to_send

LEASE = 60.0
LATER = NOW + timedelta(seconds=61)
LATE = NOW + timedelta(minutes=5)


async def may_start(store: AnyStore, message: Outgoing, now: datetime) -> bool:
    """Whether the request of that message may still start."""
    async with store.starting(message, lambda: now) as may:
        return may


async def test_messages_of_a_conversation_leave_one_by_one_in_order(store: AnyStore) -> None:
    """The second is not claimed before the first is marked."""
    await begin(store, "a", sms("a"), outgoing=2)
    await begin(store, "b", sms("b"), outgoing=1)
    first = await store.claim(NOW, LEASE, 10)
    assert {(one.conversation, one.seq, one.attempts) for one in first} == {
        ("a", 1, 1),
        ("b", 1, 1),
    }
    assert list(await store.claim(NOW, LEASE, 10)) == []
    await store.mark_sent(first[0], "provider-1", NOW)
    (second,) = await store.claim(NOW, LEASE, 10)
    assert (second.conversation, second.seq, second.speech.text) == ("a", 2, "risposta")
    assert second.address == sms("a")
    assert await store.counts() == _counts(waiting=2, sent=1)


async def test_no_more_than_the_limit_are_claimed(store: AnyStore) -> None:
    """The sender bounds its work."""
    for name in "abc":
        await begin(store, name, sms(name), outgoing=1)
    assert len(await store.claim(NOW, LEASE, 2)) == 2
    assert len(await store.claim(NOW, LEASE, 2)) == 1


async def test_an_expired_message_is_never_sent(store: AnyStore) -> None:
    """A late reply on a phone that changed hands is a danger."""
    await begin(store, "a", sms("a"), outgoing=1)
    assert list(await store.claim(LATE, LEASE, 10)) == []
    assert await store.counts() == _counts(expired=1)


async def test_an_exit_that_meets_a_refusal_leaves_nothing_waiting(sql_url: str) -> None:
    """The refusal is being noted while she leaves: her exit, which waited for that, finds it in
    nobody's hand. It is dropped at once, and not only when it is late."""
    store = await SqlStore.open(sql_url, Keyring(MASTER))
    try:
        known = await begin(store, "a", sms("a"), outgoing=1)
        (one,) = await store.claim(NOW, LEASE, 1)
        left = replace(known, curtain=Curtain.EXITED, left_at=NOW, seq=known.seq + 1)
        await go_on(store, known, "exit", after=left, cancel_outgoing=True, shown=())
        refused = update(outgoing).where(outgoing.c.id == one.id).values(lease_until=None)
        await store.write(lambda connection: connection.execute(refused))
        await store.drop_stale(NOW)
        assert await store.counts() == _counts(cancelled=1)
    finally:
        await store.close()


async def test_what_would_wait_longer_than_anything_does_is_late(store: AnyStore) -> None:
    """The clock was set back while nobody looked: nobody knows how long it has been waiting."""
    for name in "ab":
        await begin(store, name, sms(name), outgoing=1)
    assert len(await store.claim(NOW, LEASE, 1)) == 1
    before = NOW - timedelta(days=1)
    assert list(await store.claim(before, LEASE, 10)) == []
    assert await store.counts() == _counts(expired=1, unknown=1)


async def test_a_claimed_message_does_not_start_after_its_expiry(store: AnyStore) -> None:
    """Waiting for a slow provider does not make a late message."""
    await begin(store, "a", sms("a"), outgoing=1)
    (one,) = await store.claim(NOW, 600.0, 10)
    assert await may_start(store, one, NOW)
    assert not await may_start(store, one, LATE)


async def test_an_unknown_outcome_is_repeated_once_and_counted(store: AnyStore) -> None:
    """A sender that died may have sent: once more, then never."""
    await begin(store, "a", sms("a"), outgoing=1)
    await store.claim(NOW, LEASE, 10)
    (again,) = await store.claim(LATER, LEASE, 10)
    assert again.attempts == 2
    assert (await store.counts())["repeated"] == 1
    assert list(await store.claim(LATER + timedelta(seconds=61), LEASE, 10)) == []
    assert await store.counts() == _counts(repeated=1, unknown=1)


async def test_an_unknown_outcome_past_its_expiry_is_not_repeated(store: AnyStore) -> None:
    """Expiry is stronger than repetition."""
    await begin(store, "a", sms("a"), outgoing=1)
    await store.claim(NOW, LEASE, 10)
    assert list(await store.claim(LATE, LEASE, 10)) == []
    assert await store.counts() == _counts(unknown=1)


async def test_a_certain_failure_is_retried_at_its_time(store: AnyStore) -> None:
    """A provider that said no for now is asked later, and it does not count as a repetition."""
    await begin(store, "a", sms("a"), outgoing=2)
    (one,) = await store.claim(NOW, LEASE, 10)
    await store.mark_failed(one.id, NOW + timedelta(seconds=30))
    assert list(await store.claim(NOW, LEASE, 10)) == []
    (again,) = await store.claim(NOW + timedelta(seconds=30), LEASE, 10)
    assert (again.id, again.attempts) == (one.id, 1)
    await store.mark_failed(again.id, None)
    assert await store.counts() == _counts(waiting=1, failed=1)


async def test_exit_cancels_what_was_queued_and_stops_what_was_claimed(store: AnyStore) -> None:
    """After an exit no provider request starts; one on the wire can still be recorded."""
    kept = await begin(store, "a", sms("a"), outgoing=3)
    (one,) = await store.claim(NOW, LEASE, 10)
    left = replace(kept, curtain=Curtain.EXITED, left_at=NOW, seq=2)
    cover = to_send(left, 9, "Domani sole.", Voice.COVER)
    await go_on(store, kept, "exit", after=left, cancel_outgoing=True, outgoing=(cover,))
    assert not await may_start(store, one, NOW)
    await store.mark_sent(one, "already-on-the-wire", NOW)
    (line,) = await store.claim(NOW, LEASE, 10)
    assert line.speech.text == "Domani sole."
    assert await may_start(store, line, NOW)
    assert await store.counts() == _counts(waiting=1, sent=1, cancelled=2, remaining=1)


async def test_a_cancelled_claim_that_is_never_marked_ends_with_its_lease(store: AnyStore) -> None:
    """What did not start is not repeated after an exit."""
    kept = await begin(store, "a", sms("a"), outgoing=1)
    await store.claim(NOW, LEASE, 10)
    left = replace(kept, curtain=Curtain.EXITED, seq=2)
    await go_on(store, kept, "exit", after=left, cancel_outgoing=True)
    assert list(await store.claim(LATER, LEASE, 10)) == []
    assert await store.counts() == _counts(cancelled=1)


async def test_behind_a_curtain_only_the_cover_speaks(store: AnyStore) -> None:
    """A message of the service waits, and expires, while the curtain is down."""
    await begin(store, "a", sms("a"), outgoing=1, curtain=Curtain.COVERED)
    kept = await begin(store, "b", sms("b"), curtain=Curtain.COVERED)
    cover = to_send(kept, 2, "Domani sole.", Voice.COVER)
    await go_on(store, kept, "x", outgoing=(cover,))
    (one,) = await store.claim(NOW, LEASE, 10)
    assert one.conversation == "b"
    assert not await may_start(store, to_send(begun("a", sms("a")), 1), NOW)


async def test_marks_of_a_forgotten_message_are_harmless(store: AnyStore) -> None:
    """A sender may come back to a conversation that is gone; what it sent is counted as left."""
    kept = await begin(store, "a", sms("a"), outgoing=2)
    (one,) = await store.claim(NOW, LEASE, 10)
    await go_on(store, kept, "forget", forget=True, shown=())
    assert not await may_start(store, one, NOW)
    await store.mark_sent(one, "p", NOW)
    await store.mark_failed(one.id, NOW)
    assert await store.counts() == _counts(cancelled=2, sent=1, remaining=1)


def _counts(**other: int) -> dict[str, int]:
    return {name: other.get(name, 0) for name in COUNTED}
