"""When a network answers: kept by its admin, and told to her where nobody is on duty."""

from __future__ import annotations

from admin import answers
from admin.endpoint import Answered, Call, endpoint
from admin.members.endpoints import ADMINS
from admin.refused import Refused
from admin.rota.values import check_covered, timetable
from admin.routing import schema
from admin.routing.board import KEEPERS
from bot.calendar.timetable import Timetable, is_open, opens_next, write_day, write_week
from bot.handoff.reasons import Reason
from bot.handoff.rota import Plan, Rota, able
from bot.handoff.routing_rules import DeskHours, may_write_hours, timetable_of


@endpoint(
    "GET",
    "/api/hours",
    "When the reader's networks answer, as their people said.",
    roles=KEEPERS,
    gives=schema.HoursState,
)
async def hours(call: Call) -> Answered:
    """Where nobody said anything, the directory's hours hold."""
    own = [id for id in call.account.networks if call.house.networks.network(id) is not None]
    found = await call.house.routing.hours(own)
    return Answered(schema.HoursState(networks=[_hours(call, id, found.get(id)) for id in own]))


@endpoint(
    "PUT",
    "/api/hours/{id}",
    "Say when a network answers: its week, August, holidays, single days.",
    roles=ADMINS,
    takes=schema.NewHours,
    gives=schema.NetworkHours,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.UNCOVERED,), 422: (Reason.HOURS,)},
    audit="network.hours",
)
async def change_hours(call: Call) -> Answered:
    """From now on she is told so; refused where it opens hours for which nobody is planned."""
    body, id = call.taken(schema.NewHours), call.path["id"]
    if not may_write_hours(call.account, id) or call.house.networks.network(id) is None:
        raise Refused(404, Reason.UNKNOWN)
    days = {one.day.isoformat(): one.hours for one in body.days}
    try:
        table = timetable_of(body.week, body.august, days, holidays=body.holidays)
    except ValueError:
        raise Refused(422, Reason.HOURS) from None
    new = DeskHours(id, table, call.now, call.account.id)
    there = able(await call.house.members.within([id]), id)

    def fits(rota: Rota, own: Timetable | None) -> None:
        before = Plan(rota, timetable(call, id, own), there)
        check_covered(call, before, Plan(rota, table, there))

    await call.house.rota.set_hours(new, fits)
    call.house.bus.publish(f"network:{id}")
    return Answered(_hours(call, id, new))


def _hours(call: Call, id: str, known: DeskHours | None) -> schema.NetworkHours:
    name = answers.network(call.house, id).name
    if known is None:
        return schema.NetworkHours(id=id, network=name)
    table = known.timetable
    return schema.NetworkHours(
        id=id,
        network=name,
        own=True,
        week=write_week(table.week),
        august=None if table.august is None else write_week(table.august),
        holidays=table.holidays,
        days=[schema.OwnDay(day=day, hours=write_day(week)) for day, week in table.days],
        open_now=is_open(table, call.now),
        opens_next=opens_next(table, call.now),
        changed_at=known.at,
    )


ENDPOINTS = (hours, change_hours)
