"""What both databases promise about seats, referrals and her pathway."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from bot.conversation.state import CaseState
from bot.handoff.figures import quarter_of
from bot.handoff.pathway import Step, StepKind, StepState
from bot.handoff.referral import Referral, State
from bot.handoff.risk import Filled
from bot.handoff.seats import LASTS, MOST_SEATS, Seat, SeatKind
from bot.handoff.subject import Reference
from bot.messages import Thread
from bot.storage.counts import SqlCounts
from bot.storage.desk import SqlDesk
from bot.storage.export_together import TOGETHER
from bot.storage.pathways import SqlPathways
from bot.storage.people import SqlPeople
from bot.storage.referrals import SqlReferrals
from bot.storage.risks import SqlRisks
from bot.storage.seats import SqlSeats
from bot.storage.sql import SqlStore
from bot.storage.tables import metadata
from bot.values.proposals import Answered, Proposal, Renewed, Unshared, Wish
from tests.contracts.stores import NOW, begin, go_on, queued

ANNA = Thread("anna")
LATER = NOW + timedelta(days=30)


def _seat(id: str = "seat", state: str = "asked") -> Seat:
    return Seat(
        id,
        "anna",
        "case",
        SeatKind.CONSULT,
        "guest",
        "south",
        "north",
        "op",
        state,  # type: ignore[arg-type]
        NOW,
        NOW + LASTS,
    )


def _referral(id: str = "referral", state: State = State.ASKED) -> Referral:
    return Referral(
        id,
        "anna",
        "case",
        "north",
        "cpi",
        state,
        "op",
        NOW,
        LATER,
        {"needs": ("work",), "languages": ("it",)},
        "Acero 100",
    )


def _step(id: str = "step") -> Step:
    return Step(id, "anna", StepKind.JOB, "cpi", StepState.PLANNED, NOW, date(2026, 4, 1))


def _yes(id: str, wish: Wish, agency: str = "cpi", *, yes: bool = True) -> Answered:
    return Answered(Proposal(id, wish, "case", LATER, agency), yes, NOW)


async def _anna(store: SqlStore) -> None:
    """A conversation with everything around it."""
    anna = await begin(store, "anna", case=queued("case", "anna"))
    await SqlSeats(store).add(_seat())
    await SqlReferrals(store).add(_referral())
    await SqlPathways(store).add(_step(), NOW)
    ticket = await SqlDesk(store, lambda: "x").ticket(["north"], "case")
    assert ticket is not None
    filled = Filled("case", "op", NOW, NOW + timedelta(days=14), 0, {"neck": "yes"})
    await SqlRisks(store).fill(ticket, filled, danger=True)
    await go_on(
        store,
        anna,
        "answers",
        marks=(
            _yes("seat", Wish.CONSULT),
            _yes("referral", Wish.REFERRAL),
            _yes("path", Wish.PATHWAY),
            _yes("step", Wish.STEP),
        ),
    )


async def test_her_yes_and_what_follows_are_written_together(sql_store: SqlStore) -> None:
    """The seat is hers to give, the sheet is sent, the steps are kept, one is shown."""
    await _anna(sql_store)
    seat = await SqlSeats(sql_store).seat("seat")
    assert seat is not None
    assert seat.state == "invited"
    (sent,) = await SqlReferrals(sql_store).received(["cpi"])
    assert (sent.state, sent.decided_at, sent.sheet["needs"]) == (State.SENT, NOW, ("work",))
    pathway = await SqlPathways(sql_store).pathway("anna")
    assert pathway is not None
    assert pathway.until == NOW + timedelta(days=90)
    assert [one.id for one in await SqlPathways(sql_store).seen_by(["cpi"])] == ["step"]
    assert await SqlPathways(sql_store).seen_by(["other"]) == ()


async def test_her_no_destroys_the_sheet(sql_store: SqlStore) -> None:
    """And a second answer to the same question changes nothing."""
    anna = await begin(sql_store, "anna", case=queued("case", "anna"))
    await SqlReferrals(sql_store).add(_referral())
    no = _yes("referral", Wish.REFERRAL, yes=False)
    anna = await go_on(sql_store, anna, "no", marks=(no,))
    await go_on(sql_store, anna, "yes", marks=(_yes("referral", Wish.REFERRAL),))
    (kept,) = await SqlReferrals(sql_store).of_case(["north"], "case")
    assert (kept.state, kept.sheet) == (State.REFUSED, {})


async def test_taking_back_ends_everything_in_the_turn(sql_store: SqlStore) -> None:
    """No sheet, no step, no seat, nothing that an operator wrote down."""
    await _anna(sql_store)
    found = await sql_store.read_thread(ANNA)
    assert found is not None
    await go_on(sql_store, found[0], "unshares", marks=(Unshared(NOW),))
    assert await SqlReferrals(sql_store).received(["cpi"]) == []
    assert await SqlPathways(sql_store).seen_by(["cpi"]) == ()
    pathway = await SqlPathways(sql_store).pathway("anna")
    assert pathway is not None
    assert len(pathway.steps) == 1
    seat = await SqlSeats(sql_store).seat("seat")
    assert seat is not None
    assert seat.state == "ended"


async def test_what_she_agreed_to_keep_outlives_her_talk_under_a_new_key(
    sql_store: SqlStore,
) -> None:
    """Case, thread, seats and risk aid are gone; sheet and steps can still be opened."""
    await _anna(sql_store)
    old = await _sealed_key(sql_store)
    await sql_store.forget_due(NOW + timedelta(days=5), 100)
    assert await _sealed_key(sql_store) != old
    (sent,) = await SqlReferrals(sql_store).received(["cpi"])
    assert sent.sheet["needs"] == ("work",)
    pathway = await SqlPathways(sql_store).pathway("anna")
    assert pathway is not None
    assert pathway.steps[0].on == date(2026, 4, 1)
    assert await _count(sql_store, "cases", "seats", "risk_aids", "messages", "asides") == 0
    await sql_store.forget_due(NOW + timedelta(days=91), 100)
    await sql_store.forget_due(NOW + timedelta(days=91), 100)
    assert await _count(sql_store, *TOGETHER, "conversations") == 0


async def test_forgetting_her_takes_everything_around_her(sql_store: SqlStore) -> None:
    """Whatever she agreed to keep: «cancella tutto» is stronger."""
    await _anna(sql_store)
    found = await sql_store.read_thread(ANNA)
    assert found is not None
    await go_on(sql_store, found[0], "forget", forget=True, shown=())
    assert await _count(sql_store, *TOGETHER) == 0
    assert not await SqlReferrals(sql_store).add(_referral("late"))
    assert not await SqlSeats(sql_store).add(_seat("late"))
    assert not await SqlPathways(sql_store).add(_step("late"), NOW)


async def test_two_changes_of_one_version_have_one_winner(sql_store: SqlStore) -> None:
    """An agency that accepts while another browser declines; a step said twice."""
    await _anna(sql_store)
    referrals, pathways = SqlReferrals(sql_store), SqlPathways(sql_store)
    (before,) = await referrals.received(["cpi"])
    states = (State.ACKNOWLEDGED, State.DECLINED, State.WITHDRAWN)
    won = await asyncio.gather(
        *(referrals.change(before, replace(before, state=state), NOW) for state in states)
    )
    assert sorted(won) == [False, False, True]
    (step,) = await pathways.seen_by(["cpi"])
    states = (StepState.DONE, StepState.GOING, StepState.STOPPED)
    won = await asyncio.gather(
        *(pathways.change(step, replace(step, state=state)) for state in states)
    )
    assert sorted(won) == [False, False, True]


async def test_no_more_seats_than_there_may_be_however_many_ask_at_once(
    sql_store: SqlStore,
) -> None:
    """Each invitation is counted in the transaction that makes it."""
    await begin(sql_store, "anna", case=queued("case", "anna"))
    seats = SqlSeats(sql_store)
    added = await asyncio.gather(*(seats.add(_seat(f"seat-{n}")) for n in range(8)))
    assert sum(added) == MOST_SEATS


async def test_a_case_that_is_passed_on_while_another_claims_it_has_one_owner(
    sql_store: SqlStore,
) -> None:
    """Turns and plain commands meet on the same row."""
    anna = await begin(sql_store, "anna", case=queued("case", "anna"))
    desk = SqlDesk(sql_store, lambda: "x")
    await desk.claim(["north"], "case", "op", NOW)
    claimed = replace(
        queued("case", "anna"), state=CaseState.CLAIMED, operator="new", claimed_at=NOW
    )

    async def passes() -> None:
        await go_on(sql_store, anna, "passes", case=claimed)

    await asyncio.gather(
        passes(),
        desk.release(["north"], "case", "op"),
        desk.claim(["north"], "case", "third", NOW),
    )
    ticket = await desk.ticket(["north"], "case")
    assert ticket is not None
    assert (ticket.state, ticket.operator) in {
        ("claimed", "new"),
        ("claimed", "third"),
        ("queued", ""),
    }
    assert (ticket.state == "queued") == (not ticket.operator)


async def test_everything_around_her_is_exported(sql_store: SqlStore) -> None:
    """In words, by name of the table."""
    await _anna(sql_store)
    people = SqlPeople(sql_store)
    found = await people.find(Reference(id="anna"), None)
    assert found is not None
    kept = await people.export(found)
    assert kept is not None
    assert kept["referrals"][0]["sheet"] == {"needs": ["work"], "languages": ["it"]}
    assert kept["pathway_steps"][0]["about"] == "job"
    assert kept["risk_aids"][0]["answers"] == {"neck": "yes"}
    assert kept["pathway_allowed"] == ["cpi"]
    assert kept["seats"][0]["agency"] == "south"


async def test_a_renewal_never_passes_twelve_months(sql_store: SqlStore) -> None:
    """Whenever she asks for it."""
    await _anna(sql_store)
    found = await sql_store.read_thread(ANNA)
    assert found is not None
    await go_on(sql_store, found[0], "renews", marks=(Renewed(NOW + timedelta(days=340)),))
    pathway = await SqlPathways(sql_store).pathway("anna")
    assert pathway is not None
    assert pathway.until == NOW + timedelta(days=365)


async def _sealed_key(store: SqlStore) -> bytes:
    query = select(metadata.tables["conversations"].c.sealed_key)
    return await store.read(lambda connection: connection.execute(query).scalar_one())


async def _count(store: SqlStore, *tables: str) -> int:
    total = 0
    for name in tables:
        query = select(func.count()).select_from(metadata.tables[name])
        total += await store.read(
            lambda connection, query=query: connection.execute(query).scalar_one()
        )
    return total


async def test_what_agencies_do_and_how_kept_pathways_stand_is_counted_once(
    sql_store: SqlStore,
) -> None:
    """The answer of the agency by change and not by try, and one that never came; steps after 26
    weeks only while she keeps them. Her own yes and no are in no number."""
    await _anna(sql_store)
    counts, referrals = SqlCounts(sql_store), SqlReferrals(sql_store)
    assert await SqlReferrals(sql_store).add(_referral("never", State.SENT))

    async def told(at: datetime) -> dict[tuple[str, str], int]:
        found = await counts.counted([quarter_of(at)])
        tables = {figure: table for (figure, _), table in found.items()}
        return {
            (figure.value, value): count
            for figure, table in tables.items()
            for (value, agency), count in table.items()
            if agency == "cpi"
        }

    assert await told(NOW) == {}
    before = next(one for one in await referrals.received(["cpi"]) if one.id == "referral")
    no = replace(before, state=State.DECLINED, why="full", answered_at=NOW)
    assert await referrals.change(before, no, NOW)
    assert not await referrals.change(before, no, NOW)
    assert await told(NOW) == {("referral", "declined_full"): 1, ("answer", "in_time"): 1}

    anna = (await sql_store.read_thread(ANNA))[0]  # type: ignore[index]
    for days in (80, 160):
        renewed = Renewed(NOW + timedelta(days=days))
        anna = await go_on(sql_store, anna, f"renews-{days}", marks=(renewed,))
    for days in (0, 181, 183, 184):
        await counts.sweep(NOW + timedelta(days=days))
    aged = NOW + timedelta(days=183)
    assert await told(aged) == {("after_26_weeks", "job_planned"): 1}
    await counts.sweep(NOW + timedelta(days=365))
    assert await told(NOW + timedelta(days=365)) == {}

    await sql_store.forget_due(LATER, 500)
    assert (await told(LATER))["answer", "never"] == 1
