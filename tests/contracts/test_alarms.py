"""What every store promises about alarms and drills."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.conversation.state import AlarmPlan, TurnRecord
from bot.crypto.keys import Keyring
from bot.handoff.alarm import (
    MOST_RINGS,
    Alarm,
    AlarmMark,
    Sign,
    Told,
    drilled,
    raised,
)
from bot.handoff.subject import Found
from bot.messages import Thread, Voice
from bot.storage.alarms import SqlAlarms
from bot.storage.people import SqlPeople
from bot.storage.sql import SqlStore
from bot.storage.tables import metadata
from tests.contracts.stores import (
    MASTER,
    NOW,
    begin,
    begun,
    go_on,
    said,
    save,
    sms,
    to_send,
    web,
)


@pytest.fixture
def store_url(sql_url: str) -> str:
    """Only the databases: what the desk reads is in no store that lives in memory."""
    return sql_url


@pytest.fixture
def book(store: SqlStore) -> SqlAlarms:
    """The alarms of each store in turn."""
    return SqlAlarms(store)


@pytest.fixture
async def workers(store_url: str, store: SqlStore) -> AsyncIterator[tuple[SqlAlarms, ...]]:
    """Several who look at the same alarms; on PostgreSQL each with connections of its own."""
    if not store_url.startswith("postgresql"):
        yield (SqlAlarms(store),) * 3
        return
    others = [await SqlStore.open(store_url, Keyring(MASTER)) for _ in range(2)]
    yield (SqlAlarms(store), *map(SqlAlarms, others))
    for other in others:
        await other.close()


def after(**passed: float) -> datetime:
    """So long after the alarm."""
    return NOW + timedelta(**passed)


def everywhere(_network: str) -> bool:
    """Every network has a duty phone."""
    return True


async def raises(store: SqlStore, name: str = "anna", network: str = "north") -> Alarm:
    """A woman on the telephone who has raised an alarm."""
    known = await begin(store, name, sms(name))
    alarm = raised(f"alarm-{name}", name, network, NOW)
    await go_on(store, known, f"raise-{name}", alarm=alarm)
    return alarm


async def marks(store: SqlStore, name: str, mark: AlarmMark, **changes: object) -> None:
    """A turn of hers that marks the alarm."""
    found = await store.read_thread(Thread(name))
    assert found is not None
    await go_on(store, found[0], f"mark-{mark.sign}-{mark.told}", alarm_mark=mark, **changes)


async def test_an_alarm_is_stored_with_the_turn_that_raised_it(
    store: SqlStore, book: SqlAlarms
) -> None:
    """What she sees and what the staff sees are whole or absent together."""
    alarm = await raises(store)
    assert await book.recent(["north"]) == [alarm]
    assert await book.alarm(["north"], alarm.id) == alarm
    assert await book.under_way(after(hours=1)) == [alarm]


async def test_what_was_agreed_survives_in_her_conversation(store: SqlStore) -> None:
    """Network, signs, language and the alarm that is under way come back equal."""
    plan = AlarmPlan("north", "sky", "ar", "alarm-1", NOW, seen=True)
    new = replace(begun("one", web("1")), alarm=plan)
    await save(store, [said("i", web("1"))], [TurnRecord("i", None, new)])
    found = await store.read_thread(web("1"))
    assert found is not None
    assert found[0].alarm == plan


async def test_an_alarm_of_another_network_does_not_exist(store: SqlStore, book: SqlAlarms) -> None:
    """The scope is in every query of the staff."""
    alarm = await raises(store)
    assert await book.recent(["south"]) == []
    assert await book.alarm(["south"], alarm.id) is None
    assert await book.acknowledge(["south"], alarm.id, "op", NOW) is None
    assert await book.under_way(after(hours=1)) == [alarm]


async def test_the_first_who_has_seen_it_is_written_down(store: SqlStore, book: SqlAlarms) -> None:
    """Of ten who say so at once all learn the same name."""
    alarm = await raises(store)
    claims = [book.acknowledge(["north"], alarm.id, f"op-{n}", after(seconds=9)) for n in range(10)]
    seen = await asyncio.gather(*claims)
    assert len({one.by for one in seen if one is not None}) == 1
    assert {one.acknowledged_at for one in seen if one is not None} == {after(seconds=9)}
    assert await book.under_way(after(hours=1)) == []


async def test_the_duty_phone_rings_once_however_many_workers_look(
    store: SqlStore, workers: tuple[SqlAlarms, ...]
) -> None:
    """After 60 seconds, not before, and then every 60 seconds, ten times at most."""
    await raises(store)
    assert not await workers[0].take_rings(after(seconds=59), everywhere)
    for ring in range(1, MOST_RINGS + 3):
        looks = [one.take_rings(after(minutes=ring), everywhere) for one in workers * 3]
        taken = [ring for rings in await asyncio.gather(*looks) for ring in rings]
        assert len(taken) == (1 if ring <= MOST_RINGS else 0), ring
        again = await workers[1].take_rings(after(minutes=ring, seconds=59), everywhere)
        assert list(again) == []
    (alarm,) = await workers[0].under_way(after(hours=1))
    assert (alarm.rings, alarm.phoned_at) == (MOST_RINGS, after(minutes=1))


async def test_a_ring_says_how_many_wait_in_the_network(store: SqlStore, book: SqlAlarms) -> None:
    """Two alarms of a network are one ring; another network has its own."""
    for name in ("anna", "bice"):
        await raises(store, name)
    await raises(store, "carla", "south")
    rings = {ring.network: ring for ring in await book.take_rings(after(minutes=1), everywhere)}
    assert {network: ring.count for network, ring in rings.items()} == {"north": 2, "south": 1}
    assert set(rings["north"].alarms) == {"alarm-anna", "alarm-bice"}


async def test_a_ring_that_failed_is_tried_again_soon_and_not_counted(
    store: SqlStore, book: SqlAlarms
) -> None:
    """A gateway that is down for a moment costs seconds, and none of the ten rings."""
    await raises(store)
    for _ in range(MOST_RINGS + 2):
        (ring,) = await book.take_rings(after(minutes=1), everywhere)
        await book.ring_failed(ring, after(seconds=55))
    (alarm,) = await book.under_way(after(hours=1))
    assert (alarm.rings, alarm.phoned_at) == (0, None)


async def test_no_phone_rings_where_there_is_none(store: SqlStore, book: SqlAlarms) -> None:
    """And once there is one, it rings."""
    await raises(store)
    assert list(await book.take_rings(after(minutes=1), lambda network: network == "south")) == []
    assert len(await book.take_rings(after(minutes=1), everywhere)) == 1


@pytest.mark.parametrize("how", ["seen", "cancelled"])
async def test_an_alarm_that_waits_no_longer_rings_no_longer(
    store: SqlStore, book: SqlAlarms, how: str
) -> None:
    """The duty phone falls silent with the first who sees it, and when she takes it back."""
    alarm = await raises(store)
    if how == "seen":
        await book.acknowledge(["north"], alarm.id, "op", after(seconds=30))
    else:
        await marks(store, "anna", AlarmMark(alarm.id, cancelled_at=after(seconds=30)))
    assert list(await book.take_rings(after(minutes=1), everywhere)) == []


async def test_she_is_owed_a_sign_when_somebody_saw_it_and_when_nobody_did(
    store: SqlStore, book: SqlAlarms
) -> None:
    """Nobody: after three minutes. Seen: as soon as it is, also after that."""
    alarm = await raises(store)
    assert list(await book.owed(after(minutes=2, seconds=59))) == []
    assert await book.owed(after(minutes=3)) == [(alarm, Sign.NOBODY)]
    await marks(store, "anna", AlarmMark(alarm.id, Sign.NOBODY, Told.YES))
    assert list(await book.owed(after(minutes=4))) == []
    await book.acknowledge(["north"], alarm.id, "op", after(minutes=5))
    ((seen, sign),) = await book.owed(after(minutes=5))
    assert (seen.id, seen.by, sign) == (alarm.id, "op", Sign.SEEN)
    await marks(store, "anna", AlarmMark(alarm.id, Sign.SEEN, Told.YES))
    assert list(await book.owed(after(minutes=6))) == []


async def test_nobody_is_told_anything_of_a_drill_or_of_what_was_taken_back(
    store: SqlStore, book: SqlAlarms
) -> None:
    """A drill has no woman; what she took back she does not hear of."""
    alarm = await raises(store)
    await marks(store, "anna", AlarmMark(alarm.id, cancelled_at=after(seconds=5)))
    await book.start_drill("north", "drill", NOW)
    await book.acknowledge(["north"], "drill", "op", after(seconds=5))
    assert list(await book.owed(after(minutes=9))) == []
    cancelled = await book.alarm(["north"], alarm.id)
    assert cancelled is not None
    assert cancelled.cancelled_at == after(seconds=5)


async def test_what_became_of_a_sign_is_learnt_from_the_outbox(
    store: SqlStore, book: SqlAlarms
) -> None:
    """Sent: she was told. Expired or cancelled: she was not. Still waiting: not known yet."""
    for name in ("anna", "bice"):
        alarm = await raises(store, name)
        found = await store.read_thread(Thread(name))
        assert found is not None
        sign = to_send(found[0], 2, "segno", Voice.COVER)
        mark = AlarmMark(alarm.id, Sign.NOBODY, Told.SENDING, sign.id)
        await marks(store, name, mark, outgoing=(sign,))
    assert list(await book.settle()) == []
    claimed = await store.claim(NOW, 60.0, 1)
    await store.mark_sent(claimed[0], "provider", NOW)
    await store.claim(after(minutes=6), 60.0, 1)
    assert await book.settle() == ["north"]
    told = {one.told for one in await book.recent(["north"])}
    assert told == {Told.YES, Told.LATE}
    assert list(await book.settle()) == []


async def test_a_sign_for_a_conversation_that_is_gone_is_written_down_as_not_told(
    store: SqlStore, book: SqlAlarms
) -> None:
    """But a sign that was given meanwhile is not overwritten by somebody who read before it."""
    alarm = await raises(store)
    await book.untold(alarm, Sign.NOBODY)
    late = await book.alarm(["north"], alarm.id)
    assert late is not None
    assert (late.sign, late.told) == (Sign.NOBODY, Told.LATE)
    await marks(store, "anna", AlarmMark(alarm.id, Sign.SEEN, Told.YES))
    await book.untold(late, Sign.NOBODY)
    told = await book.alarm(["north"], alarm.id)
    assert told is not None
    assert (told.sign, told.told) == (Sign.SEEN, Told.YES)


async def test_an_alarm_outlives_her_conversation_and_names_it_no_more(
    store: SqlStore, book: SqlAlarms
) -> None:
    """Whoever makes her wipe everything does not stop the help; nothing leads back to her."""
    alarm = await raises(store)
    found = await store.read_thread(Thread("anna"))
    assert found is not None
    await go_on(store, found[0], "forget", forget=True, shown=())
    assert await book.under_way(after(hours=1)) == [replace(alarm, conversation="")]
    assert list(await book.owed(after(minutes=5))) == []


async def test_no_row_but_the_ledgers_names_her_conversation_any_more(sqlite_file: Path) -> None:
    """The ledger has the random id so that a restored backup forgets again; nothing leads to it."""
    id = "zyxwv-conversazione-sua"
    store = await SqlStore.open(f"sqlite:///{sqlite_file}", Keyring(MASTER))
    known = await begin(store, id, sms("1"))
    alarm = raised("alarm", id, "north", NOW)
    after_it = await go_on(store, known, "raise", alarm=alarm)
    assert await naming(store, id) >= {"alarms", "conversations", "messages"}
    await go_on(store, after_it, "forget", forget=True, shown=())
    await store.forget_due(NOW, 10)
    assert await naming(store, id) == {"forgotten"}
    assert [one.id for one in await SqlAlarms(store).recent(["north"])] == ["alarm"]
    await store.close()


async def naming(store: SqlStore, id: str) -> set[str]:
    """The tables in which this id stands in some column."""

    def look(connection: Connection) -> set[str]:
        return {
            table.name
            for table in metadata.tables.values()
            if any(id in row for row in connection.execute(select(table)).all())
        }

    return await store.read(look)


async def test_an_alarm_raised_and_wiped_in_one_batch_is_seen(
    store: SqlStore, book: SqlAlarms
) -> None:
    """Two happenings that arrive together lose no call for help."""
    known = await begin(store, "anna")
    second = replace(known, seq=2)
    turns = [
        TurnRecord("a", known, second, alarm=raised("alarm", "anna", "north", NOW)),
        TurnRecord("b", second, second, forget=True),
    ]
    await save(store, [said("a", web("anna")), said("b", web("anna"))], turns)
    (alarm,) = await book.under_way(after(hours=1))
    assert (alarm.id, alarm.conversation) == ("alarm", "")


async def test_a_drill_that_waits_is_not_started_twice(store: SqlStore, book: SqlAlarms) -> None:
    """A second click, or a second colleague, joins it."""
    first = await book.start_drill("north", "one", NOW)
    assert first == drilled("one", "north", NOW)
    assert await book.start_drill("north", "two", after(seconds=5)) == first
    assert (await book.start_drill("south", "three", NOW)).id == "three"
    assert len(await book.under_way(after(hours=1))) == 2


@pytest.mark.parametrize(
    ("seen_after", "asked_after", "proves"),
    [
        (timedelta(seconds=30), timedelta(days=1), True),
        (timedelta(seconds=170), timedelta(days=30), True),
        (timedelta(minutes=3), timedelta(days=1), False),
        (timedelta(seconds=30), timedelta(days=31), False),
    ],
)
async def test_a_drill_proves_only_what_was_seen_in_time_and_not_long_ago(
    store: SqlStore,
    book: SqlAlarms,
    seen_after: timedelta,
    asked_after: timedelta,
    proves: bool,
) -> None:
    """As fast as she would need it, within 30 days, in that network only, and no real alarm."""
    await book.start_drill("north", "drill", NOW)
    await book.acknowledge(["north"], "drill", "op", NOW + seen_after)
    alarm = await raises(store, "anna", "south")
    await book.acknowledge(["south"], alarm.id, "op", NOW + seen_after)
    async with store.batch() as batch:
        assert await batch.is_drilled("north", NOW + asked_after) is proves
        assert not await batch.is_drilled("south", NOW + asked_after)
    found = await book.proofs(["north", "south"], NOW + asked_after)
    assert found == ({"north": NOW + seen_after} if proves else {})


async def test_a_drill_that_nobody_saw_proves_nothing(store: SqlStore, book: SqlAlarms) -> None:
    """Starting one is not enough."""
    await book.start_drill("north", "drill", NOW)
    async with store.batch() as batch:
        assert not await batch.is_drilled("north", after(minutes=1))
    assert await book.proofs(["north"], after(minutes=1)) == {}


async def test_alarms_are_forgotten_after_their_time(store: SqlStore, book: SqlAlarms) -> None:
    """Times and names of the staff are not kept for ever either."""
    await raises(store)
    assert await book.forget(NOW) == 0
    assert await book.forget(after(seconds=1)) == 1
    assert await book.recent(["north"]) == []


async def test_a_data_officer_reads_what_is_kept_of_her_alarm(sql_store: SqlStore) -> None:
    """What was agreed, and when she called; a forgotten one leads to nobody's export."""
    alarm = await raises(sql_store)
    found = await sql_store.read_thread(Thread("anna"))
    assert found is not None
    plan = AlarmPlan("north", "sky", "it", alarm.id, NOW)
    await go_on(sql_store, found[0], "agree", after=replace(found[0], alarm=plan))
    whose = Found("conversation", "anna", "", "it", NOW, NOW)
    kept = await SqlPeople(sql_store).export(whose)
    assert kept is not None
    assert kept["conversation"]["alarm"] == {"network": "north", "signs": "sky"}
    (told,) = kept["alarms"]
    assert (told["network"], told["raised_at"], told["seen_at"]) == ("north", NOW.isoformat(), "")
