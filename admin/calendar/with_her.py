"""Appointments out of a case: its holder keeps a moment for her and asks; only her yes books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from admin.asking import ASKING, ask_her
from admin.calendar import schema, values
from admin.calendar.endpoints import calendar_of_hers, span
from admin.endpoint import Answered, Call, endpoint
from admin.of_a_case import MISSING, OF_A_CASE, held
from admin.refused import Refused
from bot.appointments.booking import Booking
from bot.appointments.calendar import NEEDS, Calendar, Need
from bot.appointments.slots import Taking, Wish, at_moment, free
from bot.conversation.moments import moment_of, slot_id
from bot.handoff.case import Ticket
from bot.handoff.reasons import Reason
from bot.values.proposals import ASKED_FOR, Proposal
from bot.values.proposals import Wish as Asked

MOST_MOMENTS = 60


@endpoint(
    "GET",
    "/api/calendar/calendars/{id}/free",
    "The moments of a calendar that are free for what she wishes, the first ones.",
    gives=schema.Moments,
    query={
        "from": "The first day (YYYY-MM-DD), today by default.",
        "days": "How many: 1 to 31.",
        "wants": "interpreter, mediator or woman; empty: nobody in particular.",
    },
    refusals={**MISSING, 422: (Reason.BAD_REQUEST,)},
)
async def free_moments(call: Call) -> Answered:
    """Notice, capacity, rooms, holidays and busy times are reckoned with."""
    calendar = await calendar_of_hers(call)
    first, days = span(call)
    begins = max(call.now, values.midnight(first))
    ends = values.midnight(first + timedelta(days=days))
    taking = await _taking(call, calendar, begins, ends)
    found = free(calendar, taking, call.now, _wish(call.query.get("wants", "")), begins, ends)
    shown = list(islice(found, MOST_MOMENTS))
    return Answered(
        schema.Moments(
            moments=[
                schema.Moment(starts_at=one.starts_at, ends_at=one.ends_at, room=one.room)
                for one in shown
            ],
            more=next(found, None) is not None,
        )
    )


@endpoint(
    "GET",
    "/api/cases/{id}/appointments",
    "Her appointments with the caller's agencies, and what she is being asked.",
    gives=schema.CaseAppointments,
    refusals=OF_A_CASE,
    audit="appointments.view",
)
async def case_appointments(call: Call) -> Answered:
    """For who holds the case. What she has with other agencies is between her and them."""
    return Answered(await _of_case(call, await held(call)))


@endpoint(
    "POST",
    "/api/cases/{id}/appointments",
    "Keep a moment for her for ten minutes, and ask her in the chat whether it shall be hers.",
    takes=schema.NewAppointment,
    gives=schema.CaseAppointments,
    refusals={
        **MISSING,
        409: (*ASKING, Reason.MOMENT_TAKEN, Reason.MOMENT_MANY),
    },
    audit="appointment.ask",
)
async def ask_appointment(call: Call) -> Answered:
    """She reads who sees it, who receives her and what they may have to report. Asked again, the
    moment is kept anew."""
    body, ticket = call.taken(schema.NewAppointment), await held(call)
    calendar = await call.house.calendars.one(call.account.networks, body.calendar)
    if calendar is None or (body.instead and await _hers(call, ticket, body.instead) is None):
        raise Refused(404, Reason.UNKNOWN)
    slot = at_moment(calendar, body.starts_at)
    if slot is None:
        raise Refused(409, Reason.MOMENT_TAKEN)
    await ask_her(call, ticket, await _proposal(call, ticket, calendar, slot_id(slot), body))
    call.house.bus.publish(f"network:{calendar.agency}")
    return Answered(await _of_case(call, ticket))


async def _proposal(
    call: Call, ticket: Ticket, calendar: Calendar, slot: str, body: schema.NewAppointment
) -> Proposal:
    """The question; the same moment asked about again is the same question."""
    agency = await call.house.together.agencies.agency(calendar.agency)
    told = (agency.told, agency.duty_to_report) if agency else (calendar.who, "")
    waiting = await call.house.together.asked(ticket, call.now)
    again = waiting is not None and (waiting.slot, waiting.wants) == (slot, body.wants)
    return Proposal(
        id=waiting.id if waiting is not None and again else call.house.ids.new(),
        wish=Asked.APPOINTMENT,
        case=ticket.id,
        until=call.now + ASKED_FOR,
        agency=calendar.agency,
        told=told[0],
        duty=told[1] or calendar.duty_to_report,
        slot=slot,
        wants=body.wants,
        instead=body.instead,
    )


async def _of_case(call: Call, ticket: Ticket) -> schema.CaseAppointments:
    found = await _bookings(call, ticket)
    proposal = await call.house.together.asked(ticket, call.now)
    asked = None
    if proposal is not None and proposal.wish is Asked.APPOINTMENT:
        asked = _asked(call, ticket, proposal, found)
    return schema.CaseAppointments(
        bookings=[values.booking(one) for one in found],
        asked=asked,
        asked_other=proposal is not None and proposal.wish is not Asked.APPOINTMENT,
    )


def _asked(
    call: Call, ticket: Ticket, proposal: Proposal, found: Sequence[Booking]
) -> schema.AskedAppointment | None:
    """What she is being asked, where it is about a calendar that exists for the caller."""
    starts_at = moment_of(proposal.slot)
    if starts_at is None or proposal.agency not in call.account.networks:
        return None
    own = next((one for one in found if one.id == proposal.id and one.state == "held"), None)
    return schema.AskedAppointment(
        calendar=proposal.slot.rpartition(".")[0],
        starts_at=starts_at,
        held_until=own.until if own is not None else None,
        preview=list(call.house.together.preview(proposal, ticket.language)),
    )


async def _bookings(call: Call, ticket: Ticket) -> Sequence[Booking]:
    known = call.house.calendars
    return await known.of_conversation(call.account.networks, ticket.conversation, call.now)


async def _hers(call: Call, ticket: Ticket, id: str) -> Booking | None:
    found = await _bookings(call, ticket)
    return next((one for one in found if one.id == id and one.is_ahead(call.now)), None)


async def _taking(call: Call, calendar: Calendar, begins: datetime, ends: datetime) -> Taking:
    day = timedelta(days=1)
    known = call.house.calendars
    return Taking(await known.taken([calendar.agency], begins - day, ends + day, call.now))


def _wish(wants: str) -> Wish:
    need: Need = next((need for need in NEEDS if need and need == wants), "")
    return Wish(need, woman=wants == "woman")


WITH_HER = (free_moments, case_appointments, ask_appointment)
