"""Plan who is there when; read it; promise that published hours are never without anybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from admin import answers
from admin.endpoint import Answered, Call, endpoint
from admin.members.endpoints import ADMINS
from admin.refused import Refused
from admin.rota import schema
from admin.rota.values import check_covered, timetable, week_of
from admin.routing.board import KEEPERS
from bot.calendar.timetable import ROME, Timetable
from bot.handoff.people import AT_THE_DESK
from bot.handoff.reasons import Reason
from bot.handoff.rota import (
    AHEAD,
    FURTHEST,
    MOST_SHIFTS,
    Plan,
    Rota,
    Shift,
    able,
    has_turn,
    is_sound,
    is_twice,
    may_plan,
    network_shifts,
    taken_out,
    turns,
)

READERS = AT_THE_DESK | ADMINS
HANDING_OVER = timedelta(hours=1)
"""So long after the end of her turn somebody who is still on duty is reminded to hand over."""

_REFUSALS = {
    404: (Reason.UNKNOWN,),
    409: (Reason.UNCOVERED, Reason.SHIFT_TWICE),
    422: (Reason.SHIFT,),
}


@endpoint(
    "GET",
    "/api/rota",
    "Who is planned when in the reader's networks, beside their published hours: one week.",
    roles=READERS,
    gives=schema.RotaWeek,
    refusals={422: (Reason.BAD_REQUEST,)},
    query={"day": "A day of the week that is wanted, as 2026-11-30; without it, this week."},
)
async def rota(call: Call) -> Answered:
    """Everybody of a network sees all of it."""
    today = call.now.astimezone(ROME).date()
    try:
        day = date.fromisoformat(call.query.get("day") or today.isoformat())
        first = day - timedelta(days=day.weekday())
        first + timedelta(days=14)
    except (ValueError, OverflowError):
        raise Refused(422, Reason.BAD_REQUEST) from None
    own = _networks(call)
    found, hours = await call.house.rota.rotas(own), await call.house.routing.hours(own)
    people = await call.house.members.within(own)
    weeks = [
        week_of(call, found[id], hours[id].timetable if id in hours else None, people, first)
        for id in own
    ]
    return Answered(schema.RotaWeek(first=first, today=today, networks=weeks))


@endpoint(
    "GET",
    "/api/turns",
    "The reader's own turns of the next fourteen days.",
    gives=schema.OwnTurns,
)
async def own_turns(call: Call) -> Answered:
    """In order; one that ended within the hour is there too, so that its note is not forgotten."""
    own = _networks(call)
    today = call.now.astimezone(ROME).date()
    shifts = [
        one
        for each in (await call.house.rota.rotas(own)).values()
        for one in each.shifts
        if one.account == call.account.id
    ]
    found = turns(shifts, today - timedelta(days=1), today + AHEAD)
    return Answered(
        schema.OwnTurns(
            turns=[
                schema.OwnTurn(
                    network=answers.network(call.house, one.shift.network).name,
                    begins_at=one.begins,
                    ends_at=one.ends,
                )
                for one in found
                if one.ends > call.now - HANDING_OVER
            ]
        )
    )


@endpoint(
    "POST",
    "/api/rota/{id}/shifts",
    "Plan somebody: on one day, or every week.",
    roles=KEEPERS,
    takes=schema.NewShift,
    refusals=_REFUSALS,
    audit="rota.plan",
)
async def plan_shift(call: Call) -> Answered:
    """Only people who answer in that network can be planned there."""
    body = call.taken(schema.NewShift)
    id = call.house.ids.new()
    network = call.path["id"]
    new = Shift(id, network, body.account, body.day, body.begins, body.ends, body.weekly, body.last)

    def decide(before: Rota, there: frozenset[str]) -> Rota:
        _check(call, new, before, there)
        return network_shifts(before, [new])

    return await _change(call, decide)


@endpoint(
    "POST",
    "/api/rota/{id}/shifts/{shift}",
    "Change a turn, or it and all that follow: other hours, somebody else, or nobody.",
    roles=KEEPERS,
    takes=schema.ChangedTurn,
    refusals=_REFUSALS,
    audit="rota.change",
)
async def change_turn(call: Call) -> Answered:
    """Refused where it leaves a published hour without anybody that is promised to have one."""
    body = call.taken(schema.ChangedTurn)
    new = call.house.ids.new()

    def decide(before: Rota, there: frozenset[str]) -> Rota:
        known = next((one for one in before.shifts if one.id == call.path["shift"]), None)
        if known is None or not has_turn(known, body.day):
            raise Refused(404, Reason.UNKNOWN)
        left = taken_out(known, body.day, onwards=body.onwards)
        after = network_shifts(before, [left] if left else [], known.id)
        if body.put is None:
            return after
        goes_on = known.weekly and body.onwards
        put = Shift(
            new,
            known.network,
            body.put.account,
            body.day,
            body.put.begins,
            body.put.ends,
            goes_on,
            known.last if goes_on else None,
            known.without if goes_on else frozenset(),
        )
        _check(call, put, after, there)
        return network_shifts(after, [put])

    return await _change(call, decide)


@endpoint(
    "PUT",
    "/api/rota/{id}/cover",
    "Promise through which day every published hour has somebody.",
    roles=KEEPERS,
    takes=schema.Cover,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.UNCOVERED,), 422: (Reason.COVER,)},
    audit="rota.cover",
)
async def promise_cover(call: Call) -> Answered:
    """It is only ever made longer; a network admin may take it back altogether."""
    until = call.taken(schema.Cover).until
    today = call.now.astimezone(ROME).date()

    def decide(before: Rota, _: frozenset[str]) -> Rota:
        if until is None and call.account.role not in ADMINS:
            raise Refused(422, Reason.COVER)
        if until is not None and not max(today, before.until or today) <= until <= today + FURTHEST:
            raise Refused(422, Reason.COVER)
        return replace(before, until=until)

    return await _change(call, decide)


async def _change(call: Call, decide: Callable[[Rota, frozenset[str]], Rota]) -> Answered:
    """Change the rota of the path's network, if that leaves no promised hour empty."""
    network = call.path["id"]
    if not may_plan(call.account, network) or call.house.networks.network(network) is None:
        raise Refused(404, Reason.UNKNOWN)
    there = able(await call.house.members.within([network]), network)

    def checked(before: Rota, own: Timetable | None) -> Rota:
        after = decide(before, there)
        hours = timetable(call, network, own)
        check_covered(call, Plan(before, hours, there), Plan(after, hours, there))
        return after

    await call.house.rota.change(network, call.account.id, call.now, checked)
    call.house.bus.publish(f"network:{network}")
    return Answered()


def _check(call: Call, new: Shift, others: Rota, there: frozenset[str]) -> None:
    if new.account not in there or not is_sound(new, call.now):
        raise Refused(422, Reason.SHIFT)
    if len(others.shifts) >= MOST_SHIFTS:
        raise Refused(422, Reason.SHIFT)
    if is_twice(new, others.shifts):
        raise Refused(409, Reason.SHIFT_TWICE)


def _networks(call: Call) -> list[str]:
    """The reader's networks that women are routed to."""
    return [id for id in call.account.networks if call.house.networks.network(id) is not None]


ENDPOINTS = (rota, own_turns, plan_shift, change_turn, promise_cover)
