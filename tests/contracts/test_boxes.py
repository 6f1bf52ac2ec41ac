"""What every store promises about operators' texts that could not be given to her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.conversation.state import Conversation, Curtain, Held, Outgoing, Place, TurnRecord
from bot.messages import Address, Shown, Speech, Thread, Voice
from bot.safety.her_words import WordKind
from bot.storage.memory import MemoryStore
from bot.storage.sql import SqlStore
from bot.storage.tables import conversations, held, messages
from tests.contracts.stores import (
    NOW,
    AnyStore,
    begin,
    chat,
    go_on,
    queued,
    said,
    save,
    sms,
)

LEASE = 60.0
LATE = NOW + timedelta(minutes=15)
WEEK = timedelta(days=7)


def kept(known: Conversation, seq: int, place: Place = "box", text: str = "risposta") -> Held:
    """What becomes of an operator's message with that number."""
    until = NOW + (WEEK if place == "box" else timedelta(hours=24))
    id = f"out-{known.id}-{seq}"
    return Held(id, known.id, f"case-{known.id}", "north", "op", NOW, until, place, text)


def from_operator(known: Conversation, seq: int, place: Place = "box") -> Outgoing:
    """An operator's message in the outbox."""
    fallback = kept(known, seq, place)
    speech = Speech(fallback.text, voice=Voice.OPERATOR)
    return Outgoing(fallback.id, known.id, seq, known.address, speech, LATE, fallback=fallback)


async def written(
    store: AnyStore, name: str, *, place: Place = "box", at: Address | None = None
) -> Conversation:
    """A conversation with a case and one operator's message on its way."""
    known = await begin(store, name, at or sms(name), case=queued(f"case-{name}", name))
    line = Shown(f"out-{name}-2", 2, NOW, Voice.OPERATOR, Speech("risposta"), "op")
    after = replace(known, seq=2)
    outgoing = (from_operator(known, 2, place),)
    return await go_on(store, known, f"op-{name}", after=after, shown=(line,), outgoing=outgoing)


async def box(store: AnyStore, name: str, now: datetime = NOW) -> Sequence[Held]:
    """What waits in her box."""
    async with store.batch() as batch:
        await batch.load_many([said("look", Thread(name))])
        return await batch.box(name, now)


async def everything(store: AnyStore) -> set[tuple[str, str]]:
    """All that is held: id and place."""
    if isinstance(store, MemoryStore):
        return {(one.id, one.place) for one in store.held.texts.values()}
    rows = await store.read(lambda connection: connection.execute(held.select()).all())
    return {(row.id, row.place) for row in rows}


async def undelivered(store: AnyStore, name: str) -> list[int]:
    """The lines of the thread that say that they never reached her."""
    found = await store.read_thread(Thread(name))
    assert found is not None
    return [line.seq for line in found[2] if line.undelivered]


async def test_an_operators_message_that_came_too_late_waits_in_her_box(store: AnyStore) -> None:
    """Its line says so, and the desk is told which network to look at."""
    known = await written(store, "a")
    await written(store, "b", place="tray")
    await begin(store, "c", sms("c"), outgoing=1)
    assert await store.drop_stale(NOW) == frozenset()
    assert await store.drop_stale(LATE) == {"north"}
    assert await box(store, "a") == [kept(known, 2)]
    assert await everything(store) == {("out-a-2", "box"), ("out-b-2", "tray")}
    assert await box(store, "b") == []
    assert [await undelivered(store, name) for name in "abc"] == [[2], [2], []]
    assert (await store.counts())["expired"] == 3


async def test_claiming_loses_nothing_of_an_operator_either(store: AnyStore) -> None:
    """Whoever drops what is stale keeps what an operator wrote."""
    await written(store, "a")
    assert list(await store.claim(LATE, LEASE, 10)) == []
    assert await everything(store) == {("out-a-2", "box")}


async def test_what_waited_at_an_exit_is_kept_and_what_was_sent_is_not(store: AnyStore) -> None:
    """Also what a sender had in hand and did not start any more."""
    waiting, in_hand = await written(store, "a"), await written(store, "b")
    done = await written(store, "c")
    taken = {one.conversation: one for one in await store.claim(NOW, LEASE, 10)}
    await store.mark_failed(taken["a"].id, NOW + timedelta(seconds=30))
    await store.mark_sent(taken["c"], "p", NOW)
    for known in (waiting, in_hand, done):
        left = replace(known, curtain=Curtain.EXITED, left_at=NOW)
        await go_on(store, known, f"exit-{known.id}", after=left, cancel_outgoing=True, shown=())
    assert await everything(store) == {("out-a-2", "box")}
    assert await store.drop_stale(NOW + timedelta(seconds=61)) == {"north"}
    assert await everything(store) == {("out-a-2", "box"), ("out-b-2", "box")}
    assert await undelivered(store, "c") == []


async def test_what_is_cancelled_in_the_batch_that_would_have_sent_it_is_kept(
    store: AnyStore,
) -> None:
    """She leaves in the same instant in which her operator writes."""
    known = await begin(store, "a", sms("a"), case=queued("case-a", "a"))
    line = Shown("out-a-2", 2, NOW, Voice.OPERATOR, Speech("risposta"), "op")
    told = replace(known, seq=2)
    left = replace(told, curtain=Curtain.EXITED, left_at=NOW)
    turns = [
        TurnRecord("op", known, told, shown=(line,), outgoing=(from_operator(known, 2),)),
        TurnRecord("exit", told, left, cancel_outgoing=True),
    ]
    await save(store, [said("op", Thread("a")), said("exit", sms("a"))], turns)
    assert await everything(store) == {("out-a-2", "box")}
    assert await undelivered(store, "a") == [2]
    assert list(await store.claim(NOW, LEASE, 10)) == []


async def test_what_a_provider_never_takes_is_kept(store: AnyStore) -> None:
    """A refusal for good is no reason to lose what was written; one for now keeps it waiting."""
    await written(store, "a")
    (one,) = await store.claim(NOW, LEASE, 10)
    assert await store.mark_failed(one.id, NOW) == frozenset()
    assert await everything(store) == set()
    (one,) = await store.claim(NOW, LEASE, 10)
    assert await store.mark_failed(one.id, None) == {"north"}
    assert await everything(store) == {("out-a-2", "box")}


async def test_what_she_was_shown_leaves_the_box(store: AnyStore) -> None:
    """With the turn that shows it; what is in other boxes stays."""
    known = await written(store, "a")
    await written(store, "b")
    await store.drop_stale(LATE)
    (one,) = await box(store, "a")
    await go_on(store, known, "read", fetched=(one.id,))
    assert await box(store, "a") == []
    assert await everything(store) == {("out-b-2", "box")}


async def test_nobody_fetches_what_is_too_old(store: AnyStore) -> None:
    """After its time it is neither shown nor kept."""
    await written(store, "a", place="tray")
    await written(store, "b")
    await store.drop_stale(LATE)
    assert len(await box(store, "b", NOW + WEEK - timedelta(seconds=1))) == 1
    assert await box(store, "b", NOW + WEEK) == []
    await store.forget_due(NOW + timedelta(hours=23), 10)
    assert len(await everything(store)) == 2
    await store.forget_due(NOW + WEEK, 10)
    assert await everything(store) == set()


async def test_forgetting_her_destroys_the_tray_and_the_box(store: AnyStore) -> None:
    """Nothing that an operator wrote to her outlives her wish."""
    await written(store, "a", place="tray")
    known = await written(store, "b")
    await written(store, "c")
    await store.drop_stale(LATE)
    await go_on(store, known, "forget", forget=True, shown=())
    assert await everything(store) == {("out-a-2", "tray"), ("out-c-2", "box")}


async def with_words(store: AnyStore, name: str) -> Conversation:
    """A Telegram conversation with a return word, a number, messages sent, and a text in the box.

    Its own time is over after 24 hours.
    """
    known = await written(store, name, at=chat(name))
    (one,) = await store.claim(NOW, LEASE, 1)
    await store.mark_failed(one.id, None)
    words = frozenset({WordKind.RETURN})
    after = replace(known, seq=3, words=words, numbered=True, forget_at=NOW + timedelta(hours=24))
    known = await go_on(
        store,
        known,
        f"word-{name}",
        after=after,
        words=((WordKind.RETURN, "tramezzino"),),
        number="12345678",
        outgoing=(replace(from_operator(known, 3), fallback=None),),
        shown=(),
    )
    (one,) = await store.claim(NOW, LEASE, 1)
    await store.mark_sent(one, "p-3", NOW)
    return known


DAY = NOW + timedelta(hours=24)


async def test_the_box_outlives_the_thread_and_nothing_else_does(store: AnyStore) -> None:
    """Her words and number open it; thread, case and answers are gone, sent messages taken back."""
    known = await with_words(store, "a")
    assert known.session is not None
    await store.forget_due(DAY, 10)
    found = await store.read_thread(Thread("a"))
    assert found is not None
    here, case, lines = found
    assert (case, lines) == (None, ())
    assert here.curtain is Curtain.COVERED
    assert here.forget_at == NOW + WEEK
    assert here.session is not None
    assert (here.session.language, here.session.stack, here.session.variables) == ("it", (), {})
    assert [one.text for one in await box(store, "a", DAY)] == ["risposta"]
    async with store.batch() as batch:
        loaded = await batch.load_many([said("word", chat("a"), "tramezzino")])
        assert loaded.words == {(chat("a"), "word"): frozenset({WordKind.RETURN})}
        assert await batch.find_numbered("12345678", "tramezzino") == "a"
    (job,) = await store.claim_erasures(DAY, LEASE, 10)
    assert job.provider_ids == ("p-3",)
    after = replace(here, seq=here.seq + 1, curtain=Curtain.VERIFIED)
    await go_on(store, here, "back", after=after, shown=())
    await store.forget_due(NOW + WEEK, 10)
    assert await store.read_thread(Thread("a")) is None
    assert await everything(store) == set()


async def test_the_thread_of_a_kept_box_is_under_a_key_that_is_no_more(
    sql_store: SqlStore,
) -> None:
    """What is dug out of old files does not open with the key that is left."""
    await with_words(sql_store, "a")
    query = conversations.select()
    before = await sql_store.read(lambda connection: connection.execute(query).one())
    thread = await sql_store.read(lambda connection: connection.execute(messages.select()).all())
    assert thread
    await sql_store.forget_due(DAY, 10)
    after = await sql_store.read(lambda connection: connection.execute(query).one())
    old = sql_store.keys.data_key("a", before.sealed_key)
    new = sql_store.keys.data_key("a", after.sealed_key)
    line = thread[0]
    assert old.unseal("messages", "sealed", f"a/{line.seq}", line.sealed)
    with pytest.raises(Exception, match="does not open"):
        new.unseal("messages", "sealed", f"a/{line.seq}", line.sealed)


async def test_a_conversation_without_a_box_goes_when_its_time_is_over(store: AnyStore) -> None:
    """A tray keeps nobody's conversation."""
    known = await written(store, "a", place="tray")
    await store.drop_stale(LATE)
    assert known.forget_at == DAY
    await store.forget_due(DAY, 10)
    assert await store.read_thread(Thread("a")) is None
    assert await everything(store) == set()
