"""What is offered to whom, «not this one», heavy chats, pauses, calls that somebody has seen."""

from __future__ import annotations

from datetime import timedelta

from admin import answers
from admin.endpoint import Answered, Call, endpoint, existing
from admin.members.endpoints import ADMINS
from admin.of_a_case import MISSING
from admin.refused import Refused
from admin.routing import schema
from bot.handoff.members import Wanted, change_refusal
from bot.handoff.people import AT_THE_DESK, Account
from bot.handoff.reasons import Reason
from bot.handoff.routing import Skill, offers
from bot.handoff.routing_waiting import Wait


@endpoint(
    "GET",
    "/api/routing",
    "What is offered to the reader now, what she carries, and for whom somebody was called.",
    gives=schema.RoutingState,
)
async def routing(call: Call) -> Answered:
    """An offer takes nothing from anybody: everything that waits stays in the queue."""
    house, account = call.house, call.account
    floor = await house.routing.floor(account.networks, account, call.now)
    tickets = await house.desk.queue(account.networks)
    there = any(one.account == account.id for one in floor.people)
    offered = offers(floor.reader, floor.people, tickets, floor.heavy, call.now) if there else ()
    own = (await house.routing.carrying([account.id]))[account.id]
    called = [one for one in floor.waits.values() if one.rings or one.raised_at is not None]
    names = await house.accounts.names(sorted({one.seen_by for one in called if one.seen_by}))
    return Answered(
        schema.RoutingState(
            at=call.now,
            load=floor.reader.load,
            units=floor.reader.units,
            paused_until=own.paused_until if own.is_paused(call.now) else None,
            offered=list(offered),
            heavy=sorted(floor.heavy),
            called=[_called(call, one, names) for one in sorted(called, key=_longest_first)],
        )
    )


@endpoint(
    "POST",
    "/api/cases/{id}/pass",
    "«Not this one»: the case is offered to her no more. No reason is asked, and none is kept.",
    refusals=MISSING,
    audit="case.pass_over",
)
async def pass_over(call: Call) -> Answered:
    """It stays in the queue, where she too may still take it."""
    own = call.account.networks
    existing(await call.house.routing.pass_over(own, call.path["id"], call.account.id))
    _tell(call)
    return Answered()


@endpoint(
    "PUT",
    "/api/cases/{id}/heavy",
    "Mark a chat as heavy: it counts as two.",
    takes=schema.Heavy,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.NOT_HOLDER,)},
    audit="case.heavy",
)
async def heavy(call: Call) -> Answered:
    """By who holds it, and taken off again by her."""
    own, id = call.account.networks, call.path["id"]
    if await call.house.desk.ticket(own, id) is None:
        raise Refused(404, Reason.UNKNOWN)
    mark = call.taken(schema.Heavy).heavy
    if not await call.house.routing.mark_heavy(own, id, call.account.id, heavy=mark):
        raise Refused(409, Reason.NOT_HOLDER)
    _tell(call)
    return Answered()


@endpoint(
    "PUT",
    "/api/pause",
    "Pause for some minutes: she stays on duty, and nothing is offered to her.",
    takes=schema.Pause,
    audit="duty.pause",
)
async def pause(call: Call) -> Answered:
    """Nobody is told why; she goes on when she wants."""
    minutes = call.taken(schema.Pause).minutes
    until = call.now + timedelta(minutes=minutes) if minutes else None
    await call.house.routing.pause(call.account.id, until)
    _tell(call)
    return Answered()


@endpoint(
    "POST",
    "/api/cases/{id}/seen",
    "Say that one has seen the call for a case that nobody has taken.",
    refusals=MISSING,
    audit="case.call_seen",
)
async def seen(call: Call) -> Answered:
    """The duty phone rings no more for it."""
    own = call.account.networks
    existing(await call.house.routing.see(own, call.path["id"], call.account.id, call.now))
    _tell(call)
    return Answered()


@endpoint(
    "GET",
    "/api/carrying",
    "What the people of one's agencies carry at once.",
    roles=ADMINS,
    gives=schema.CarryingState,
)
async def carrying(call: Call) -> Answered:
    """Where nothing was said, the usual."""
    members = await call.house.members.within(call.account.networks)
    people = [one for one in members if one.role in AT_THE_DESK]
    found = await call.house.routing.carrying([one.id for one in people])
    listed = [_carries(one, found[one.id].units, found[one.id].skills) for one in people]
    return Answered(schema.CarryingState(people=listed, skills=list(Skill)))


@endpoint(
    "PUT",
    "/api/members/{id}/carrying",
    "Change how much somebody carries at once, and what she is prepared for.",
    roles=ADMINS,
    takes=schema.NewCarrying,
    gives=schema.Carries,
    refusals={403: (Reason.YOURSELF, Reason.NOT_YOURS), 404: (Reason.UNKNOWN,)},
    audit="member.carrying",
)
async def change_carrying(call: Call) -> Answered:
    """From her next offer on; what she holds she keeps."""
    body, own = call.taken(schema.NewCarrying), call.account.networks
    member = existing(await call.house.members.one(own, call.path["id"]))
    shared = tuple(one for one in member.networks if one in own)
    as_is = Wanted(member.role, shared, member.languages, member.skills)
    refusal = change_refusal(call.account, member, as_is, shared)
    if refusal is not None:
        raise Refused(403, refusal)
    await call.house.routing.set_carrying(member.id, body.units, body.skills)
    for network in member.networks:
        call.house.bus.publish(f"network:{network}")
    return Answered(_carries(member, body.units, frozenset(body.skills)))


def _carries(one: Account, units: int, skills: frozenset[Skill]) -> schema.Carries:
    return schema.Carries(account=one.id, name=one.login, units=units, skills=sorted(skills))


def _called(call: Call, wait: Wait, names: dict[str, str]) -> schema.Called:
    return schema.Called(
        case=wait.case,
        network=answers.network(call.house, wait.network).name,
        since=wait.since,
        phoned_at=wait.phoned_at,
        told_at=wait.told_at,
        raised_at=wait.raised_at,
        seen_at=wait.seen_at,
        seen_by=names.get(wait.seen_by, ""),
        unseen=wait.is_unseen,
    )


def _longest_first(wait: Wait) -> tuple[float, str]:
    return wait.since.timestamp(), wait.case


def _tell(call: Call) -> None:
    """Who is offered what may have changed for everybody there."""
    for network in call.account.networks:
        call.house.bus.publish(f"network:{network}")


ENDPOINTS = (routing, pass_over, heavy, pause, seen, carrying, change_carrying)
