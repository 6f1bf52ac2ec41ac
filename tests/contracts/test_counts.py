"""What both databases promise about the numbers of the reports, and about the proof of deletion."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.config import load
from bot.conversation.scene import Rules
from bot.handoff.figures import KEPT, Count, Figure, quarter_of
from bot.handoff.standing import Why, why
from bot.storage.appointment_tables import bookings
from bot.storage.count_tables import counts
from bot.storage.counts import SqlCounts
from bot.storage.desk import SqlDesk
from bot.storage.kept import KINDS, SqlKept
from bot.storage.sql import SqlStore
from bot.storage.tables import erasures, letters
from bot.wiring.limits import limits_of
from tests.contracts.stores import NOW, begin, queued

QUARTER = quarter_of(NOW)
LATER = NOW + timedelta(days=40)


async def numbers(store: SqlStore, at: datetime = NOW) -> dict[tuple[str, str, str], int]:
    """(figure, value, agency) -> how many, of the quarter of that moment."""
    found = await SqlCounts(store).counted([quarter_of(at)])
    return {
        (figure.value, *cell): count
        for (figure, _), table in found.items()
        for cell, count in table.items()
    }


def kept_of(store: SqlStore) -> SqlKept:
    """The page of retention over that store, with the limits that hold by default."""
    return SqlKept(store, limits_of(load({"FILO_MODE": "demo"}), Rules()))


async def test_numbers_add_up_by_quarter_and_go_after_their_time(sql_store: SqlStore) -> None:
    """Two additions are one sum; another quarter is another number; after its time it is gone."""
    kept = SqlCounts(sql_store)
    one = Count(QUARTER, "north", Figure.CONTACT, "person")
    await kept.add([one, replace(one, more=2), replace(one, network="south")])
    await kept.add([one, replace(one, quarter=quarter_of(LATER))])
    assert await numbers(sql_store) == {
        ("contact", "person", "north"): 4,
        ("contact", "person", "south"): 1,
    }
    assert await kept.sweep(QUARTER + KEPT - timedelta(seconds=1)) == 0
    assert await kept.sweep(QUARTER + KEPT) == 2
    assert await numbers(sql_store) == {}
    assert await numbers(sql_store, LATER) == {("contact", "person", "north"): 1}


async def test_a_request_is_counted_once_and_a_first_claim_with_its_wait(
    sql_store: SqlStore,
) -> None:
    """In four figures each; a case that is put back and taken again waited once. No count has the
    id of anything, a day, or anything that somebody wrote."""
    case = replace(queued("c-1", "h-1", "north"), shared={"need": "work"}, language="ar")
    await begin(sql_store, "h-1", case=case)
    at = case.opened_at
    desk = SqlDesk(sql_store, lambda: "id")
    for minutes in (7, 90):
        await desk.claim(["north"], "c-1", "anna", at + timedelta(minutes=minutes))
        await desk.release(["north"], "c-1", "anna")
    found = await numbers(sql_store, at)
    hour = found.keys() - {
        ("contact", "person", "north"),
        ("language", "ar", "north"),
        ("need", "work", "north"),
        ("wait", "10", "north"),
    }
    assert {figure for figure, *_ in hour} == {"hour"}
    assert set(found.values()) == {1}
    typed = replace(queued("c-2", "h-2", "north"), shared={"need": "mi picchia"}, language="??")
    await begin(sql_store, "h-2", case=typed)
    found = await numbers(sql_store, at)
    assert (found["need", "unsaid", "north"], found["language", "unsaid", "north"]) == (1, 1)
    rows = await sql_store.read(lambda connection: connection.execute(select(counts)).all())
    assert not any("picchia" in str(row) for row in rows)
    assert not any("c-1" in str(row) or "h-1" in str(row) for row in rows)
    assert {row.quarter for row in rows} == {int(quarter_of(at).timestamp() * 1000)}


async def test_what_nobody_answered_is_counted_when_it_is_forgotten(sql_store: SqlStore) -> None:
    """A case that still waited, and a request without an answer, by the hour at which she asked;
    and how much of each kind was destroyed on that day."""
    await begin(sql_store, "h-1", case=queued("c-1", "h-1", "north"))
    asked_at = int(NOW.timestamp() * 1000)
    row: dict[str, Any] = {"word_hash": b"w", "network": "south", "language": "es"}
    row |= {"asked_at": asked_at, "forget_at": asked_at + 1, "sealed_text": b"s"}
    answered = row | {"id": "l-2", "number_hash": b"2", "answered_at": asked_at}
    await sql_store.write(
        lambda connection: (
            connection.execute(insert(letters), [row | {"id": "l-1", "number_hash": b"1"}]),
            connection.execute(insert(letters), [answered]),
        )
    )
    before = await numbers(sql_store, LATER)
    await sql_store.forget_due(LATER, 500)
    found = await numbers(sql_store, LATER)
    assert {key: n for key, n in found.items() if key not in before and key[0] != "unmet_hour"} == {
        ("unmet", "person", "north"): 1,
        ("unmet_language", "it", "north"): 1,
        ("unmet", "letter", "south"): 1,
        ("unmet_language", "es", "south"): 1,
    }
    standing = await kept_of(sql_store).standing(LATER)
    gone = {one.kind: (one.gone, one.gone_on) for one in standing.kinds if one.gone}
    day = LATER.replace(hour=0, minute=0, second=0, microsecond=0)
    assert gone["letters"] == (2, day)
    assert gone["conversations"] == (1, day)


async def test_what_became_of_appointments_is_counted_when_they_are_forgotten(
    sql_store: SqlStore,
) -> None:
    """The first that took place with the days since the first contact, however often she came; a
    moment that was only held is nothing."""
    day = 86_400_000
    asked_at = int(NOW.timestamp() * 1000)
    row: dict[str, Any] = {"calendar": "k", "agency": "cav", "since": 1, "room": "", "sealed": b"s"}

    def booking(id: str, of: str, state: str, after: int) -> dict[str, Any]:
        starts = asked_at + after * day
        own = {"id": id, "conversation": of, "state": state, "made_at": asked_at}
        times = {"starts_at": starts, "ends_at": starts + 1, "forget_at": starts + 2}
        return row | own | times

    made = [
        booking("b-1", "h-1", "came", 5),
        booking("b-2", "h-1", "came", 6),
        booking("b-3", "h-2", "missed", 2),
        booking("b-4", "h-3", "booked", 1),
        booking("b-5", "h-4", "cancelled", 1) | {"forget_at": asked_at},
    ]
    await sql_store.write(lambda connection: connection.execute(insert(bookings), made))
    await sql_store.forget_due(LATER, 500)
    assert await numbers(sql_store, LATER) == {
        ("appointment", "came", "cav"): 2,
        ("appointment", "missed", "cav"): 1,
        ("appointment", "unsaid", "cav"): 1,
        ("meeting", "7", "cav"): 1,
    }


async def test_retention_tells_ages_what_is_overdue_and_what_providers_have(
    sql_store: SqlStore,
) -> None:
    """Of every kind of data; without a sweep what is past its time has stopped, with one it is
    behind."""
    await begin(sql_store, "h-1", case=queued("c-1", "h-1", "north"))
    made_at = int(NOW.timestamp() * 1000)
    row = {"newest": 1, "made_at": made_at, "not_before": 0, "sealed": b"s"}
    await sql_store.write(
        lambda connection: connection.execute(
            insert(erasures),
            [
                row | {"id": "e-1", "talk": "h-9", "count": 30, "attempts": 2},
                row | {"id": "e-2", "talk": "record:e-2", "count": 1, "attempts": 0},
            ],
        )
    )
    kept = kept_of(sql_store)
    found = await kept.standing(LATER)
    assert [one.kind for one in found.kinds] == list(KINDS)
    talks = next(one for one in found.kinds if one.kind == "conversations")
    assert (talks.rows, talks.overdue) == (1, 1)
    assert talks.oldest is not None
    assert talks.oldest <= LATER
    assert why(talks, found.swept_at, LATER) is Why.STOPPED
    assert [(one.provider, one.waiting, one.tried) for one in found.leftovers] == [
        ("telegram", 30, 30),
        ("twilio", 1, 0),
    ]
    await kept.note("audit", 3, LATER)
    await kept.note("audit", 4, LATER)
    await kept.end_sweep(LATER)
    found = await kept.standing(LATER)
    assert found.swept_at == LATER
    assert why(talks, found.swept_at, LATER) is Why.BEHIND
    audit = next(one for one in found.kinds if one.kind == "audit")
    assert (audit.gone, audit.gone_in_all, audit.overdue) == (7, 7, 0)
    assert why(audit, found.swept_at, LATER) is None
