"""Seats beside a case: invite_beside, join, write to each other, leave."""

from __future__ import annotations

from dataclasses import replace

from admin import answers
from admin.asking import ASKING, ask_her, check_trained, proposal_for, trained, wake
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, check, held, ticket_of
from admin.refused import Refused
from admin.seats import schema
from bot.handoff.case import Ticket, holder_refusal, text_refusal
from bot.handoff.people import Account
from bot.handoff.reading import readable
from bot.handoff.reasons import Reason
from bot.handoff.seats import (
    LASTS,
    LIVE,
    WISHES,
    Aside,
    Seat,
    SeatKind,
    invite_refusal,
    may_read_seated,
    needs_her_yes,
    stands,
    supervise_refusal,
)


@endpoint(
    "GET",
    "/api/colleagues",
    "Who can be invited beside a case, or be given one.",
    gives=schema.Colleagues,
)
async def colleagues(call: Call) -> Answered:
    """Everybody who answers women somewhere: name, agencies, languages, on duty now."""
    known = {one.id: one.name for one in await call.house.together.agencies.all()}
    people = [one for one in await call.house.together.colleagues() if one.id != call.account.id]
    found = [
        schema.Colleague(
            id=one.id,
            name=one.login,
            networks={id: known.get(id, id) for id in one.networks},
            languages=list(one.languages),
            on_duty=await call.house.desk.on_duty(one.id, call.now),
            trained=bool(one.networks) and await trained(call, one.id, one.networks[0]),
        )
        for one in sorted(people, key=lambda one: one.login)
    ]
    return Answered(schema.Colleagues(people=found))


@endpoint(
    "GET",
    "/api/cases/{id}/around",
    "Who sits beside a case, what she is asked, and the lines between those around it.",
    gives=schema.Around,
    refusals={**MISSING, 409: (Reason.NOT_HOLDER, Reason.CLOSED, Reason.TAKEN_BACK)},
    audit="seats.view",
)
async def around(call: Call) -> Answered:
    """Only for who holds the case."""
    return Answered(await _around(call, await held(call)))


@endpoint(
    "POST",
    "/api/cases/{id}/seats",
    "Invite somebody beside a case. Whoever is of another network sits only with her yes.",
    takes=schema.NewSeat,
    gives=schema.Around,
    refusals={
        **MISSING,
        409: (*ASKING, Reason.NO_SUCH_GUEST, Reason.GUEST_UNTRAINED, Reason.MANY_SEATS),
    },
    audit="seat.invite",
)
async def invite_beside(call: Call) -> Answered:
    """A consult, an interpreter, or a successor who joins before she takes over."""
    body, ticket = call.taken(schema.NewSeat), await held(call)
    guest = await _guest(call, body.account, body.network)
    ready = guest is not None and await trained(call, guest.id, body.network)
    check(invite_refusal(call.account, ticket, body.kind, guest, trained=ready))
    assert guest is not None, "a guest that nobody refused is somebody"
    asks = needs_her_yes(body.kind, body.network, ticket)
    seat = _seat(call, ticket, body.id, body.kind, guest.id, body.network)
    seat = replace(seat, state="asked" if asks else "invited")
    if not await call.house.together.seats.add(seat):
        raise Refused(409, Reason.MANY_SEATS)
    if asks:
        await _ask(call, ticket, seat)
    wake(call, seat.network, ticket.network)
    return Answered(await _around(call, ticket))


@endpoint(
    "POST",
    "/api/cases/{id}/supervise",
    "Sit as supervisor: it is logged, and who holds the case sees it.",
    takes=schema.SeatId,
    gives=schema.Seated,
    refusals={
        **MISSING,
        403: (Reason.ROLE,),
        409: (Reason.CLOSED, Reason.TAKEN_BACK, Reason.NOT_CLAIMED, Reason.UNTRAINED),
    },
    audit="seat.supervise",
)
async def supervise(call: Call) -> Answered:
    """A coordinator of the same network reads along; she writes to those around, never to her."""
    body, ticket = call.taken(schema.SeatId), await ticket_of(call)
    ready = await trained(call, call.account.id, ticket.network)
    check(supervise_refusal(call.account, ticket, trained=ready))
    seat = _seat(call, ticket, body.id, SeatKind.SUPERVISOR, call.account.id, ticket.network)
    seat = replace(seat, state="open", joined_at=call.now)
    if not await call.house.together.seats.add(seat):
        raise Refused(409, Reason.MANY_SEATS)
    wake(call, ticket.network)
    return Answered(await _seated(call, seat, ticket))


@endpoint("GET", "/api/seats", "The seats to which the reader is invited.", gives=schema.SeatList)
async def my_seats(call: Call) -> Answered:
    """Her invitations and open seats, while they stand."""
    own = await call.house.together.seats.of_account(call.account.id, call.now)
    shown = []
    for seat in own:
        ticket = await call.house.desk.ticket([seat.home], seat.case)
        if ticket is not None and stands(seat, ticket, call.now):
            shown.append(await _shown(call, seat))
    return Answered(schema.SeatList(seats=shown))


@endpoint(
    "POST",
    "/api/seats/{id}/join",
    "Sit down: from now on the talk since her consent can be read.",
    gives=schema.Seated,
    refusals={**MISSING, 409: (Reason.SEAT_OVER, Reason.UNTRAINED)},
    audit="seat.join",
)
async def join(call: Call) -> Answered:
    """Only who was invited, and only with her yes where that is needed."""
    seat, ticket = await own_seat(call)
    await check_trained(call, seat.network)
    if seat.state == "invited":
        await call.house.together.seats.change(seat.id, ("invited",), "open", call.now)
        seat = replace(seat, state="open", joined_at=call.now)
        wake(call, seat.home)
    check(None if may_read_seated(seat, call.account, ticket, call.now) else Reason.SEAT_OVER)
    return Answered(await _seated(call, seat, ticket))


@endpoint(
    "GET",
    "/api/seats/{id}/thread",
    "The talk since her consent, from a seat.",
    gives=schema.Seated,
    refusals={**MISSING, 409: (Reason.SEAT_OVER,)},
    audit="seat.thread",
    query={"after": "Only lines with a greater seq. A first reading, without it, is audited."},
)
async def seat_thread(call: Call) -> Answered:
    """What the guest may read now."""
    seat, ticket = await own_seat(call)
    check(None if may_read_seated(seat, call.account, ticket, call.now) else Reason.SEAT_OVER)
    return Answered(await _seated(call, seat, ticket))


@endpoint(
    "POST",
    "/api/seats/{id}/asides",
    "Write to those around the case, from a seat; she never sees it.",
    takes=schema.NewAside,
    gives=schema.Seated,
    refusals={**MISSING, 409: (Reason.SEAT_OVER,), 422: (Reason.EMPTY, Reason.TOO_LONG)},
    audit="seat.aside",
)
async def say_from_seat(call: Call) -> Answered:
    """An interpreter's translation, or advice."""
    seat, ticket = await own_seat(call)
    check(None if may_read_seated(seat, call.account, ticket, call.now) else Reason.SEAT_OVER)
    await _say(call, ticket)
    return Answered(await _seated(call, seat, ticket))


@endpoint(
    "POST",
    "/api/cases/{id}/asides",
    "Write to those who sit beside the case; she never sees it.",
    takes=schema.NewAside,
    gives=schema.Around,
    refusals={
        **MISSING,
        409: (Reason.NOT_HOLDER, Reason.CLOSED, Reason.TAKEN_BACK),
        422: (Reason.EMPTY, Reason.TOO_LONG),
    },
    audit="case.aside",
)
async def say_aside(call: Call) -> Answered:
    """Only for who holds the case."""
    ticket = await held(call)
    await _say(call, ticket)
    return Answered(await _around(call, ticket))


@endpoint(
    "POST",
    "/api/seats/{id}/end",
    "End a seat: by who sits there, or by who holds the case.",
    refusals=MISSING,
    audit="seat.end",
)
async def end_seat(call: Call) -> Answered:
    """Nothing can be read from it any more."""
    seat = await call.house.together.seats.seat(call.path["id"])
    if seat is None or not await _may_end(call, seat):
        raise Refused(404, Reason.UNKNOWN)
    await call.house.together.seats.change(seat.id, LIVE, "ended", call.now)
    wake(call, seat.home, seat.network)
    return Answered()


async def _may_end(call: Call, seat: Seat) -> bool:
    if seat.account == call.account.id:
        return True
    ticket = await call.house.desk.ticket(call.account.networks, seat.case)
    return ticket is not None and holder_refusal(call.account, ticket) is None


async def own_seat(call: Call) -> tuple[Seat, Ticket]:
    """The seat of the path with its case, which is the reader's; another one does not exist."""
    seat = await call.house.together.seats.seat(call.path["id"])
    if seat is None or seat.account != call.account.id:
        raise Refused(404, Reason.UNKNOWN)
    ticket = await call.house.desk.ticket([seat.home], seat.case)
    if ticket is None or seat.state not in ("invited", "open"):
        raise Refused(404, Reason.UNKNOWN)
    if not stands(seat, ticket, call.now):
        raise Refused(409, Reason.SEAT_OVER)
    return seat, ticket


async def _guest(call: Call, account: str, network: str) -> Account | None:
    people = await call.house.together.colleagues()
    found = next((one for one in people if one.id == account), None)
    return found if found is not None and network in found.networks else None


async def _ask(call: Call, ticket: Ticket, seat: Seat) -> None:
    """Ask her; where that cannot be, nobody is left waiting for her answer."""
    agency = await call.house.together.agencies.agency(seat.network)
    try:
        proposal = proposal_for(call, ticket, seat.id, WISHES[seat.kind], agency)
        await ask_her(call, ticket, proposal)
    except Refused:
        await call.house.together.seats.change(seat.id, ("asked",), "ended", call.now)
        raise


def _seat(call: Call, ticket: Ticket, id: str, kind: SeatKind, account: str, network: str) -> Seat:
    return Seat(
        id=id,
        conversation=ticket.conversation,
        case=ticket.id,
        kind=kind,
        account=account,
        network=network,
        home=ticket.network,
        invited_by=call.account.id,
        state="invited",
        at=call.now,
        until=call.now + LASTS,
    )


async def _say(call: Call, ticket: Ticket) -> None:
    body = call.taken(schema.NewAside)
    reason = text_refusal(body.text)
    if reason is not None:
        raise Refused(422, reason)
    aside = Aside(f"{call.account.id[:22]}-{body.id}", call.account.id, call.now, body.text.strip())
    existing(await call.house.together.seats.say(ticket.conversation, ticket.id, aside))
    call.house.bus.publish(f"thread:{ticket.conversation}")
    seats = await call.house.together.seats.of_case(ticket.id, call.now)
    wake(call, ticket.network, *(one.network for one in seats))


async def _asides(call: Call, ticket: Ticket) -> list[schema.AsideLine]:
    found = await call.house.together.seats.asides_of(ticket.conversation, ticket.id)
    names = await call.house.accounts.names(sorted({one.author for one in found})) if found else {}
    return [
        schema.AsideLine(
            id=one.id,
            author=names.get(one.author, ""),
            mine=one.author == call.account.id,
            at=one.at,
            text=one.text,
        )
        for one in found
    ]


async def _shown(call: Call, seat: Seat) -> schema.Seat:
    names = await call.house.accounts.names([seat.account])
    known = {one.id: one.name for one in await call.house.together.agencies.all()}
    return schema.Seat(
        id=seat.id,
        case=seat.case,
        kind=seat.kind,
        name=names.get(seat.account, ""),
        network=known.get(seat.network, seat.network),
        home=known.get(seat.home, seat.home),
        state=seat.state,
        until=seat.until,
        joined_at=seat.joined_at,
        mine=seat.account == call.account.id,
    )


async def _around(call: Call, ticket: Ticket) -> schema.Around:
    together = call.house.together
    seats = await together.seats.of_case(ticket.id, call.now)
    proposal = await together.asked(ticket, call.now)
    asked = None
    if proposal is not None:
        about, wish = proposal.id, proposal.wish
        asked = schema.Asked(wish=wish, about=about, agency=proposal.told, until=proposal.until)
    return schema.Around(
        seats=[await _shown(call, one) for one in seats if one.home == ticket.network],
        asked=asked,
        asides=await _asides(call, ticket),
    )


async def _seated(call: Call, seat: Seat, ticket: Ticket) -> schema.Seated:
    lines = readable(ticket, await call.house.desk.thread(ticket))
    authors = sorted({shown.author for shown in lines if shown.author})
    names = await call.house.accounts.names(authors) if authors else {}
    after = call.query.get("after", "0")
    first = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    return schema.Seated(
        seat=await _shown(call, seat),
        language=ticket.language,
        danger=ticket.danger,
        lines=[answers.line(shown, names) for shown in lines if shown.seq > first],
        asides=await _asides(call, ticket),
    )


ENDPOINTS = (
    colleagues,
    around,
    invite_beside,
    supervise,
    my_seats,
    join,
    seat_thread,
    say_from_seat,
    say_aside,
    end_seat,
)
