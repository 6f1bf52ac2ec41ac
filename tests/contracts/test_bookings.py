"""What every store promises of appointments: never double, gone when she is, kept for her."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.appointments.booking import Booking, Waiting, confirmed, freed, held
from bot.appointments.calendar import Calendar, Window
from bot.appointments.slots import NOTHING, Slot, Taking, Wish, at_moment, free
from bot.conversation.moments import can_be_booked
from bot.conversation.state import Conversation, TurnRecord
from bot.messages import Thread
from bot.storage.calendars import SqlCalendars
from bot.storage.sql import SqlStore
from tests.contracts.stores import NOW, AnyStore, begin, begun, go_on, said, web

WEEK = tuple(Window(day, 9 * 60, 12 * 60) for day in range(5))
DESK = Calendar("desk", "agency", "cpi", "Sportello", WEEK)
SLOT = next(iter(free(DESK, NOTHING, NOW)))


async def put(store: AnyStore, *calendars: Calendar) -> None:
    """These calendars are there."""
    for one in calendars:
        if isinstance(store, SqlStore):
            await SqlCalendars(store).put(one, NOW)
        else:
            store.appointments.calendars[one.id] = one


def booking(conversation: str, slot: Slot = SLOT, calendar: Calendar = DESK) -> Booking:
    """A moment that is held."""
    return held(
        slot,
        calendar,
        id=f"b-{conversation}",
        conversation=conversation,
        number="12345678",
        seq=2,
        language="it",
        now=NOW,
    )


def booked(conversation: str) -> Booking:
    """A moment that is booked."""
    done = confirmed(booking(conversation), "melograno", NOW)
    assert done is not None
    return done


async def _try(store: AnyStore, number: int, calendar: Calendar) -> bool:
    """One woman's turn: whether the moment was free, and is hers now."""
    id = f"woman-{number}"
    new = begun(id, web(id))
    async with store.batch() as batch:
        await batch.load_many([said(id, new.address)])
        slot = at_moment(calendar, SLOT.starts_at)
        assert slot is not None
        if not await can_be_booked(batch.book, calendar, slot, Wish(), NOW):
            return False
        mine = booking(id, slot, calendar)
        batch.book.arrange(mine)
        await batch.save_many([TurnRecord(id, None, new, arranged=(mine,))])
    return True


@pytest.mark.parametrize("capacity", [1, 3])
async def test_two_hundred_who_want_one_moment_get_it_as_often_as_it_is_there(
    store: AnyStore, capacity: int
) -> None:
    """All at once, each in a transaction of her own: nobody is received twice at once."""
    windows = tuple(replace(one, capacity=capacity) for one in WEEK)
    desk = replace(DESK, weekly=windows)
    await put(store, desk)
    got = await asyncio.gather(*(_try(store, number, desk) for number in range(200)))
    assert sum(got) == capacity


async def test_within_one_batch_the_second_sees_what_the_first_took(store: AnyStore) -> None:
    """Before anything is written."""
    await put(store, DESK)
    async with store.batch() as batch:
        assert await can_be_booked(batch.book, DESK, SLOT, Wish(), NOW)
        batch.book.arrange(booking("one"))
        assert not await can_be_booked(batch.book, DESK, SLOT, Wish(), NOW)
        batch.book.arrange(freed(booking("one"), "cancelled", NOW))
        assert await can_be_booked(batch.book, DESK, SLOT, Wish(), NOW)


async def _of(store: AnyStore, conversation: str) -> Sequence[Booking]:
    async with store.batch() as batch:
        await batch.load_many([said("look", Thread(conversation))])
        return await batch.book.bookings(conversation)


async def _begin_booked(store: AnyStore, name: str) -> Conversation:
    await put(store, DESK)
    first = await begin(store, name)
    return await go_on(store, first, f"book-{name}", arranged=(booked(name),))


async def test_a_booking_comes_back_as_it_was_written(store: AnyStore) -> None:
    """Whatever stands in it; a later state takes the place of an earlier one."""
    known = await _begin_booked(store, "anna")
    assert list(await _of(store, "anna")) == [booked("anna")]
    gone = freed(booked("anna"), "cancelled", NOW)
    await go_on(store, known, "cancel", arranged=(gone,))
    assert list(await _of(store, "anna")) == [gone]


async def test_a_hold_that_ran_out_keeps_nobody_out(store: AnyStore) -> None:
    """Ten minutes, and no second longer."""
    await put(store, DESK)
    first = await begin(store, "anna")
    await go_on(store, first, "hold", arranged=(booking("anna"),))
    for minutes, others in ((9, False), (10, True)):
        async with store.batch() as batch:
            now = NOW + timedelta(minutes=minutes)
            taken = await batch.book.taken(["agency"], NOW, NOW + timedelta(days=9), now)
            assert Taking(taken).leaves(SLOT) is others


async def test_a_booking_outlives_the_talk_it_was_made_in(store: AnyStore) -> None:
    """When the talk's time is over it lives on, for her word, until two days after it; then it is
    gone too. What was said is gone at once."""
    known = await _begin_booked(store, "anna")
    await store.forget_due(known.forget_at, 10)
    assert list(await _of(store, "anna")) == [booked("anna")]
    found = await store.read_thread(Thread("anna"))
    assert found is not None
    assert found[2] == ()
    assert found[0].forget_at == SLOT.ends_at + timedelta(hours=48)
    await store.forget_due(found[0].forget_at, 10)
    assert await store.read_thread(Thread("anna")) is None
    assert list(await _of(store, "anna")) == []


async def test_forgetting_her_frees_her_moment(store: AnyStore) -> None:
    """Nothing of it is left, and somebody else may come."""
    known = await _begin_booked(store, "anna")
    await go_on(store, known, "forget", forget=True, shown=())
    assert list(await _of(store, "anna")) == []
    async with store.batch() as batch:
        assert await can_be_booked(batch.book, DESK, SLOT, Wish(), NOW)


async def test_who_takes_her_yes_back_is_expected_nowhere(store: AnyStore) -> None:
    """No agency sees her any more."""
    known = await _begin_booked(store, "anna")
    await go_on(store, known, "back", taken_back=NOW, cancel_outgoing=True)
    assert list(await _of(store, "anna")) == []


async def test_forgetting_one_talk_leaves_what_was_booked_before_it(store: AnyStore) -> None:
    """Whoever holds her phone cannot cancel her appointment that way."""
    known = await _begin_booked(store, "anna")
    await go_on(store, known, "wipe", wiped_from=3)
    assert len(await _of(store, "anna")) == 1
    found = await store.read_thread(Thread("anna"))
    assert found is not None
    await go_on(store, found[0], "wipe again", wiped_from=2)
    assert list(await _of(store, "anna")) == []


async def test_who_waits_is_found_until_she_was_told(store: AnyStore) -> None:
    """The longest waiting first; nobody for ever."""
    first = await begin(store, "anna")
    week = timedelta(days=7)
    waits = Waiting("w", "anna", "cpi", "015146", NOW, NOW + week, woman=True)
    known = await go_on(store, first, "wait", arranged=(waits,))
    assert await store.due_waiting(NOW, 10) == [("anna", "w")]
    assert await store.due_waiting(NOW + week, 10) == []
    async with store.batch() as batch:
        await batch.load_many([said("look", Thread("anna"))])
        assert await batch.book.waiting("w") == waits
    await go_on(store, known, "told", arranged=(replace(waits, told=NOW),))
    assert await store.due_waiting(NOW, 10) == []


async def test_a_changed_calendar_is_seen_by_the_next_turn(sql_store: SqlStore) -> None:
    """Opened calendars are remembered, and never longer than they are so."""
    await put(sql_store, DESK)
    for changed in (DESK, replace(DESK, minutes=30), replace(DESK, open=False)):
        await put(sql_store, changed)
        async with sql_store.batch() as batch:
            found = list(await batch.book.calendars("cpi"))
        assert found == ([changed] if changed.open else [])
