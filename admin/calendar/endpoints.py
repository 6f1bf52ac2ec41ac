"""Calendars and bookings of the caller's agencies: what is not hers does not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from admin.calendar import schema, values
from admin.endpoint import Answered, Call, endpoint, existing
from admin.refused import Refused
from bot.appointments.booking import waits_still
from bot.appointments.calendar import Calendar, CalendarError, check_calendar
from bot.appointments.desk import (
    BookingTicket,
    Refusal,
    call_off_refusal,
    mark_refusal,
    marked,
)
from bot.appointments.slots import ROME
from bot.handoff.contact import Agreement, in_words, standing
from bot.handoff.people import AT_THE_DESK, Role
from bot.handoff.reasons import Reason
from bot.i18n.translator import Translator
from bot.messages import BookingFailed, Inbound, PlaceFreed, Thread

COORDINATORS = frozenset({Role.COORDINATOR, Role.NETWORK_ADMIN})
"""Who may change calendars, and list the addresses that busy times are read from."""

KEEPERS = COORDINATORS | AT_THE_DESK
"""Who may see how calendars are set up."""

MOST_DAYS = 31
_UNKNOWN = {404: (Reason.UNKNOWN,)}
_REASONS: dict[Refusal, Reason] = {"early": Reason.BOOKING_EARLY, "over": Reason.BOOKING_OVER}


@endpoint(
    "GET",
    "/api/calendar/calendars",
    "The calendars of her agencies.",
    gives=schema.Calendars,
    roles=KEEPERS,
)
async def calendars(call: Call) -> Answered:
    """All, closed ones too."""
    found = await call.house.calendars.all(call.account.networks)
    return Answered(schema.Calendars(calendars=[await _shown(call, one) for one in found]))


@endpoint(
    "POST",
    "/api/calendar/calendars",
    "Open a calendar for one of her agencies.",
    takes=schema.CalendarBody,
    gives=schema.Calendar,
    refusals={404: (Reason.UNKNOWN,), 422: (Reason.CALENDAR,)},
    roles=COORDINATORS,
    audit="calendar.open",
)
async def open_calendar(call: Call) -> Answered:
    """Women may book in it at once."""
    made = _checked(call, values.calendar_of(call.house.ids.new(), call.taken(schema.CalendarBody)))
    await call.house.calendars.put(made, call.now)
    return Answered(await _shown(call, made), subject=made.id)


@endpoint(
    "PUT",
    "/api/calendar/calendars/{id}",
    "Change a calendar. What was booked stays booked.",
    takes=schema.CalendarBody,
    gives=schema.Calendar,
    refusals={404: (Reason.UNKNOWN,), 422: (Reason.CALENDAR,)},
    roles=COORDINATORS,
    audit="calendar.change",
)
async def change_calendar(call: Call) -> Answered:
    """Its agency stays what it is."""
    known = await calendar_of_hers(call)
    made = values.calendar_of(known.id, call.taken(schema.CalendarBody))
    if made.agency != known.agency:
        raise Refused(404, Reason.UNKNOWN)
    await call.house.calendars.put(_checked(call, made), call.now)
    return Answered(await _shown(call, made))


# --- bookings -------------------------------------------------------------------------------


@endpoint(
    "GET",
    "/api/calendar/bookings",
    "The bookings of a day, a week or up to 31 days.",
    gives=schema.Bookings,
    query={"from": "The first day (YYYY-MM-DD), today by default.", "days": "How many: 1 to 31."},
    refusals={422: (Reason.BAD_REQUEST,)},
    audit="booking.list",
)
async def bookings(call: Call) -> Answered:
    """In order of time. Of what is only held, and of what she cancelled, no more than when."""
    first, days = span(call)
    last = first + timedelta(days=days)
    agencies, known = call.account.networks, call.house.calendars
    begins, ends = values.midnight(first), values.midnight(last)
    found = await known.bookings(agencies, begins, ends, call.now)
    taken = await known.taken(agencies, begins, ends, call.now)
    desks = [one for one in await known.all(agencies) if one.open]
    states = [one.state for one in found]
    return Answered(
        schema.Bookings(
            first=first,
            last=last - timedelta(days=1),
            days=values.days(first, days, desks),
            bookings=[values.booking(one) for one in found],
            busy=values.busy(taken),
            came=states.count("came"),
            missed=states.count("missed"),
        )
    )


@endpoint(
    "POST",
    "/api/calendar/bookings/{id}/came",
    "Note that she came.",
    gives=schema.Booking,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.BOOKING_EARLY, Reason.BOOKING_OVER)},
    audit="booking.came",
)
async def came(call: Call) -> Answered:
    """It may be corrected until the booking is forgotten."""
    return await _mark(call, came=True)


@endpoint(
    "POST",
    "/api/calendar/bookings/{id}/missed",
    "Note that she did not come. Nobody writes to her about it.",
    gives=schema.Booking,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.BOOKING_EARLY, Reason.BOOKING_OVER)},
    audit="booking.missed",
)
async def missed(call: Call) -> Answered:
    """It may be corrected until the booking is forgotten."""
    return await _mark(call, came=False)


@endpoint(
    "POST",
    "/api/calendar/bookings/{id}/acknowledge",
    "Acknowledge that she is reached only as she agreed; how that is is told in words.",
    gives=schema.BookingContact,
    refusals=_UNKNOWN,
    audit="booking.acknowledge",
)
async def acknowledge_booking(call: Call) -> Answered:
    """Before this nobody of the agency sees how she may be contacted."""
    ticket = await _ticket(call)
    if ticket.booking.acknowledged_at is None:
        await call.house.calendars.mark(replace(ticket.booking, acknowledged_at=call.now))
    contract = standing(Agreement(ticket.contract, ticket.channel), call.now)
    return Answered(
        schema.BookingContact(allowed=in_words(contract, "it", Translator({}))),
    )


@endpoint(
    "POST",
    "/api/calendar/bookings/{id}/call_off",
    "Call a booking off: its moment is free, and she is told as her agreement lets her be.",
    gives=schema.Booking,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.BOOKING_OVER,)},
    audit="booking.call_off",
)
async def call_off(call: Call) -> Answered:
    """She feels it: it goes through the inbox."""
    ticket = await _ticket(call)
    _refuse(call_off_refusal(ticket.booking, call.now))
    id = ticket.booking.id
    turned = await call.house.inbox.post(
        Inbound(f"call_off:{id}", Thread(ticket.booking.conversation), call.now, BookingFailed(id))
    )
    if turned.refused:
        raise Refused(409, Reason.BOOKING_OVER)
    _tell(call, ticket)
    return Answered(values.booking(replace(ticket.booking, state="called_off")))


@endpoint(
    "GET",
    "/api/calendar/waiting",
    "Who waits for a moment to become free: since when, and nothing that says who.",
    gives=schema.WaitingList,
)
async def waiting(call: Call) -> Answered:
    """The longest waiting first."""
    return Answered(await _waiting(call))


@endpoint(
    "POST",
    "/api/calendar/waiting/{id}/offer",
    "Offer a free moment to somebody who waits: a neutral line, if her agreement allows it.",
    gives=schema.WaitingList,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.WAITS_ON, Reason.NOT_FREE, Reason.NOT_WAITING)},
    audit="waiting.offer",
)
async def offer_waiting(call: Call) -> Answered:
    """Once. Where she may not be told now nothing is sent, and why is not told: her agreement is
    hers; she is told by itself as soon as she may be."""
    waits = existing(
        await call.house.calendars.waits(call.account.networks, call.path["id"], call.now)
    )
    if not waits_still(waits, call.now):
        raise Refused(409, Reason.NOT_WAITING)
    what = PlaceFreed(waits.id)
    id = f"offer:{waits.id}:{call.now.timestamp():.3f}"
    turned = await call.house.inbox.post(Inbound(id, Thread(waits.conversation), call.now, what))
    if turned.refused:
        allowed = not turned.refused.startswith("contact_")
        raise Refused(409, Reason.NOT_FREE if allowed else Reason.WAITS_ON)
    return Answered(await _waiting(call))


async def _waiting(call: Call) -> schema.WaitingList:
    found = await call.house.calendars.waiting(call.account.networks, call.now)
    return schema.WaitingList(waiting=[values.waiting(one) for one in found])


# --- what they share ------------------------------------------------------------------------


async def calendar_of_hers(call: Call) -> Calendar:
    """The calendar of the path. Raises ``Refused`` where none of her agencies has it."""
    return existing(await call.house.calendars.one(call.account.networks, call.path["id"]))


def _checked(call: Call, calendar: Calendar) -> Calendar:
    if calendar.agency not in call.account.networks:
        raise Refused(404, Reason.UNKNOWN)
    try:
        check_calendar(calendar)
    except CalendarError:
        raise Refused(422, Reason.CALENDAR) from None
    return calendar


async def _shown(call: Call, calendar: Calendar) -> schema.Calendar:
    feed = await call.house.calendars.has_feed(calendar.id)
    return schema.Calendar(id=calendar.id, settings=values.body_of(calendar), feed=feed)


async def _ticket(call: Call) -> BookingTicket:
    return existing(await call.house.calendars.booking(call.account.networks, call.path["id"]))


async def _mark(call: Call, *, came: bool) -> Answered:
    ticket = await _ticket(call)
    _refuse(mark_refusal(ticket.booking, call.now))
    noted = marked(ticket.booking, came=came)
    await call.house.calendars.mark(noted)
    _tell(call, ticket)
    return Answered(values.booking(noted))


def _refuse(why: Refusal | None) -> None:
    if why is not None:
        raise Refused(409, _REASONS[why])


def _tell(call: Call, ticket: BookingTicket) -> None:
    call.house.bus.publish(f"network:{ticket.booking.agency}")


def span(call: Call) -> tuple[date, int]:
    """The first day that is asked for, and how many. Raises ``Refused``."""
    given, days = call.query.get("from", ""), call.query.get("days", "1")
    try:
        first = date.fromisoformat(given) if given else call.now.astimezone(ROME).date()
        count = int(days)
    except ValueError:
        raise Refused(422, Reason.BAD_REQUEST) from None
    if not 1 <= count <= MOST_DAYS or not 2000 <= first.year <= 2200:
        raise Refused(422, Reason.BAD_REQUEST)
    return first, count


ENDPOINTS = (
    calendars,
    open_calendar,
    change_calendar,
    bookings,
    came,
    missed,
    acknowledge_booking,
    call_off,
    waiting,
    offer_waiting,
)
