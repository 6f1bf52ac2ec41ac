"""What the staff did cannot be changed afterwards without its being found, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from bot.crypto.keys import Keyring
from bot.handoff.audit import Fault, Sought
from bot.handoff.trace import Trace, acting
from bot.storage.audit import SqlAudit
from bot.storage.audit_seal import AT_ONCE
from bot.storage.desk import SqlDesk
from bot.storage.plain import to_ms
from bot.storage.sql import SqlStore
from bot.storage.staff_tables import audit, audit_anchor, audit_batches
from tests.contracts.stores import MASTER, NOW, begin, queued


def trace(id: str, *, account: str = "op-1", subject: str = "case", minute: int = 0) -> Trace:
    """One view of a case."""
    return Trace(id, account, "thread.view", subject, NOW + timedelta(minutes=minute))


async def lived(store: SqlStore, batches: int = 4, rows: int = 3) -> SqlAudit:
    """An audit of so many sealed batches, an hour between each and the next."""
    kept = SqlAudit(store)
    for batch in range(batches):
        for row in range(rows):
            await kept.record(trace(f"row-{batch}-{row}", minute=60 * batch + row))
        assert await kept.seal(NOW + timedelta(hours=batch)) == rows
    return kept


async def run(store: SqlStore, *statements) -> None:
    """What somebody does who can write the database and has no key."""

    def work(connection):
        for statement in statements:
            connection.execute(statement)

    await store.write(work)


async def faults(kept: SqlAudit) -> set[Fault]:
    """The kinds of what is found."""
    return {one.fault for one in (await kept.verify()).found}


async def test_what_nobody_touched_is_whole(sql_store):
    """Rows are sealed in batches, and what waits for its seal is counted apart."""
    kept = await lived(sql_store)
    await kept.record(trace("waits"))
    seen = await kept.verify()
    assert seen.whole
    assert (seen.batches, seen.rows, seen.waiting, seen.unsigned, seen.since) == (4, 12, 1, 0, 1)
    assert await kept.seal(NOW) == 1
    assert (await kept.verify()).waiting == 0


@pytest.mark.parametrize("field", ["at", "account", "role", "act", "subject", "network"])
async def test_a_changed_row_is_named(sql_store, field):
    """Whichever of its fields was changed, and the other rows are not accused."""
    kept = await lived(sql_store)
    other = {"at": to_ms(NOW) + 1}.get(field, "other")
    await run(sql_store, update(audit).where(audit.c.id == "row-1-1").values({field: other}))
    found = (await kept.verify()).found
    assert [(one.fault, one.batch, one.row) for one in found] == [(Fault.CHANGED, 2, "row-1-1")]


async def test_a_row_that_was_taken_away_is_missed(sql_store):
    """Its batch has fewer rows than it was sealed with, also when the number is changed too."""
    kept = await lived(sql_store)
    await run(sql_store, delete(audit).where(audit.c.id == "row-1-1"))
    assert [(one.fault, one.batch) for one in (await kept.verify()).found] == [(Fault.FEWER, 2)]
    less = update(audit_batches).where(audit_batches.c.number == 2).values(size=2)
    await run(sql_store, less)
    assert [(one.fault, one.batch) for one in (await kept.verify()).found] == [(Fault.BROKEN, 2)]


async def test_rows_that_changed_their_places_are_found(sql_store):
    """From one batch into another, or out of every batch."""
    kept = await lived(sql_store)
    await run(
        sql_store,
        update(audit).where(audit.c.id == "row-0-0").values(batch=2),
        update(audit).where(audit.c.id == "row-1-0").values(batch=1),
    )
    assert [(one.fault, one.batch) for one in (await kept.verify()).found] == [
        (Fault.BROKEN, 1),
        (Fault.BROKEN, 2),
    ]
    await run(sql_store, update(audit).where(audit.c.id == "row-2-0").values(batch=None))
    assert Fault.FEWER in await faults(kept)


async def test_a_whole_batch_that_is_gone_leaves_a_gap(sql_store):
    """In the middle, at the beginning, with or without its rows."""
    kept = await lived(sql_store)
    await run(sql_store, delete(audit_batches).where(audit_batches.c.number == 2))
    assert await faults(kept) == {Fault.GONE, Fault.ORPHAN}
    await run(sql_store, delete(audit).where(audit.c.batch == 2))
    assert await faults(kept) == {Fault.GONE}
    await run(
        sql_store,
        delete(audit_batches).where(audit_batches.c.number == 1),
        delete(audit).where(audit.c.batch == 1),
    )
    assert [one.batch for one in (await kept.verify()).found] == [1, 2]


async def test_batches_that_changed_their_numbers_are_found(sql_store):
    """Exchanged with their rows, so that each is still whole in itself."""
    kept = await lived(sql_store)
    for table, column in ((audit_batches, audit_batches.c.number), (audit, audit.c.batch)):
        for old, new in ((2, 99), (3, 2), (99, 3)):
            await run(sql_store, update(table).where(column == old).values({column.name: new}))
    assert await faults(kept) == {Fault.BROKEN}


async def test_who_has_no_key_can_make_no_row(sql_store):
    """An invented row is never sealed, and is named; nor is one without any signature."""
    kept = await lived(sql_store)
    row = {"at": to_ms(NOW), "account": "op-2", "act": "thread.view", "subject": "case"}
    more = {**row, "network": "", "role": "operator"}
    signature = Keyring(bytes(reversed(MASTER))).audit.row("other")
    await run(
        sql_store,
        insert(audit).values(id="invented", signature=signature, **more),
        insert(audit).values(id="bare", signature=b"", **more),
    )
    assert await kept.seal(NOW) == 0
    found = {(one.fault, one.row) for one in (await kept.verify()).found}
    assert found == {(Fault.FORGED, "invented"), (Fault.FORGED, "bare")}
    await run(sql_store, update(audit).where(audit.c.id == "invented").values(batch=4))
    assert {Fault.CHANGED, Fault.MORE} <= await faults(kept)


async def test_the_end_of_the_chain_is_missed_by_who_noted_it(sql_store):
    """A chain cut at its end is whole in itself: the head that was noted elsewhere says so, and
    so does the process that sealed it."""
    kept = await lived(sql_store)
    head = (await kept.verify()).head
    await run(
        sql_store,
        delete(audit_batches).where(audit_batches.c.number >= 3),
        delete(audit).where(audit.c.batch >= 3),
    )
    assert (await kept.verify()).whole
    assert [one.fault for one in (await kept.verify(head)).found] == [Fault.SHORTER]
    await kept.record(trace("next"))
    await kept.seal(NOW)
    assert kept.heads_lost == 1


async def test_old_batches_go_at_a_boundary_and_the_rest_stays_verifiable(sql_store):
    """An anchor says where the chain begins; without ours it does not hold."""
    kept = await lived(sql_store)
    head = (await kept.verify()).head
    assert await kept.forget(NOW - timedelta(days=1), NOW) == 0
    middle = NOW + timedelta(hours=1, minutes=1)
    assert await kept.forget(middle, NOW) == 3, "the second batch has a row of after"
    assert await kept.forget(NOW + timedelta(hours=2), NOW) == 3
    seen = await kept.verify(head)
    assert (seen.whole, seen.batches, seen.since) == (True, 2, 3)
    await kept.record(trace("next"))
    await kept.seal(NOW)
    assert (await kept.verify()).whole
    await run(sql_store, update(audit_anchor).values(number=1))
    assert Fault.ANCHOR in await faults(kept)
    await run(sql_store, delete(audit_anchor))
    assert Fault.GONE in await faults(kept)


async def test_everything_may_go_and_the_chain_goes_on(sql_store):
    """After two silent years the anchor alone stands, and the next batch is chained to it."""
    kept = await lived(sql_store)
    assert await kept.forget(NOW + timedelta(days=800), NOW) == 12
    assert ((await kept.verify()).whole, (await kept.verify()).since) == (True, 5)
    await kept.record(trace("next"))
    await kept.seal(NOW)
    assert (await kept.verify()).whole
    assert (await kept.verify()).batches == 1


async def test_rows_of_before_the_chain_stand_in_its_first_batch(sql_store):
    """They are counted as unsigned; from then on they cannot be changed either."""
    row = {"at": to_ms(NOW), "account": "op-1", "act": "case.claim", "subject": "case"}
    await run(
        sql_store,
        insert(audit).values(id="old", network="", role="", signature=b"", **row),
    )
    kept = SqlAudit(sql_store)
    await kept.seal(NOW)
    seen = await kept.verify()
    assert (seen.whole, seen.unsigned) == (True, 1)
    await run(sql_store, update(audit).where(audit.c.id == "old").values(account="op-2"))
    assert await faults(kept) == {Fault.BROKEN}


async def test_several_processes_append_and_one_at_a_time_seals(store_url):
    """None waits for another, no row is sealed twice or lost."""
    if not store_url.startswith("postgresql"):
        pytest.skip("only PostgreSQL is shared by several processes")
    stores = [await SqlStore.open(store_url, Keyring(MASTER)) for _ in range(3)]
    audits = [SqlAudit(one) for one in stores]

    async def works(kept: SqlAudit, name: str) -> None:
        for number in range(30):
            await kept.record(trace(f"{name}-{number}", minute=number))
            if number % 5 == 0:
                await kept.seal(NOW)

    await asyncio.gather(*(works(one, f"p{index}") for index, one in enumerate(audits)))
    await audits[0].seal(NOW)
    seen = await audits[1].verify()
    assert (seen.whole, seen.rows, seen.waiting) == (True, 90, 0)
    assert all(one.heads_lost == 0 for one in audits)
    for one in stores:
        await one.close()


async def test_more_than_a_batch_holds_is_sealed_in_one_round(sql_store):
    """Nothing waits for the next second while somebody is busy."""
    kept = SqlAudit(sql_store)
    chain = sql_store.keys.audit
    fields = ("op-1", "", "thread.view", "case", "")

    def work(connection):
        rows = [
            {
                "id": f"row-{number}",
                "at": to_ms(NOW),
                **dict(zip(("account", "role", "act", "subject", "network"), fields, strict=True)),
                "signature": chain.row(f"row-{number}", to_ms(NOW), *fields),
            }
            for number in range(AT_ONCE + 5)
        ]
        connection.execute(insert(audit), rows)

    await sql_store.write(work)
    assert await kept.seal(NOW) == AT_ONCE + 5
    assert ((await kept.verify()).batches, (await kept.verify()).whole) == (2, True)


async def test_an_act_and_its_row_are_whole_or_absent_together(sql_store):
    """A claim that took effect is in the audit by the same transaction; one that did not is not."""
    await begin(sql_store, "a", case=queued("case", "a"))
    desk = SqlDesk(sql_store, lambda: "unused")
    act = Trace("act-1", "op-1", "case.claim", "case", NOW)
    with acting(act):
        await desk.claim(["north"], "case", "op-1", NOW)
    assert act.written
    late = Trace("act-2", "op-2", "case.claim", "case", NOW)
    with acting(late):
        await desk.claim(["north"], "case", "op-2", NOW)
    assert not late.written
    rows = await sql_store.read(lambda connection: connection.execute(select(audit)).all())
    assert [(row.id, row.act, row.network) for row in rows] == [("act-1", "case.claim", "north")]


async def test_an_officer_sees_her_networks_and_nothing_else(sql_store):
    """What is of another network is not there, however it is asked for."""
    await begin(sql_store, "a", case=queued("case", "a"))
    await begin(sql_store, "b", case=queued("far", "b", "south"))
    kept = SqlAudit(sql_store)
    rows = (
        Trace("1", "op-1", "thread.view", "case", NOW),
        Trace("2", "op-2", "thread.view", "far", NOW),
        Trace("3", "op-1", "session.login", "", NOW),
        Trace("4", "op-2", "session.login", "", NOW),
        Trace("5", "op-1", "case.view.refused_unknown", "far", NOW),
        Trace("6", "op-2", "case.view.refused_unknown", "case", NOW),
    )
    for one in rows:
        await kept.record(one)
    north = Sought(("north",), ("op-1",))
    assert {one.id for one in await kept.page(north, 50)} == {"1", "3", "5", "6"}
    far = Sought(("north",), ("op-1",), subject="far")
    assert {one.id for one in await kept.page(far, 50)} == {"5"}
    first = await kept.page(Sought(("north",), ("op-1",)), 3)
    last = (to_ms(first[-1].at), first[-1].id)
    rest = await kept.page(Sought(("north",), ("op-1",), before=last), 3)
    assert [one.id for one in (*first, *rest)] == ["6", "5", "3", "1"]
    assert [one.id for one in await kept.page(Sought((), ()), 50)] == []
