"""Passing a case on with exactly one owner at any time, and handing it back to the service."""

from __future__ import annotations

from dataclasses import replace

from admin.asking import ASKING, ask_her, check_trained, proposal_for, trained, wake
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, check, held, post
from admin.refused import Refused
from admin.seats import schema
from admin.seats.endpoints import own_seat
from bot.handoff.case import Ticket
from bot.handoff.people import Account
from bot.handoff.reasons import Reason
from bot.handoff.seats import take_over_refusal
from bot.messages import HandedBack, Passed, Unproposed
from bot.values.proposals import Wish


@endpoint(
    "POST",
    "/api/cases/{id}/transfer",
    "Pass a case on: to a colleague at once, to another network only with her yes.",
    takes=schema.Transfer,
    gives=schema.Passed,
    refusals={
        **MISSING,
        409: (
            *ASKING,
            Reason.NO_SUCH_GUEST,
            Reason.NO_SUCH_AGENCY,
            Reason.GUEST_UNTRAINED,
            Reason.NOT_ON_DUTY,
        ),
    },
    audit="case.transfer",
)
async def transfer(call: Call) -> Answered:
    """Cold: the new one has it from the next moment on. For a warm one invite a successor."""
    body, ticket = call.taken(schema.Transfer), await held(call)
    if body.account:
        await _check_successor(call, body.account, body.network)
    elif body.network == ticket.network:
        raise Refused(409, Reason.NO_SUCH_GUEST)
    if body.network != ticket.network:
        await _ask(call, ticket, body)
        return Answered(schema.Passed(state="asked"))
    what = Passed(ticket.id, call.account.id, body.account, body.network)
    await post(call, ticket, f"pass:{call.account.id}:{body.id}", what)
    wake(call, ticket.network)
    return Answered(schema.Passed(state="done"))


@endpoint(
    "POST",
    "/api/seats/{id}/take-over",
    "Take over a case at which the reader already sits: exactly one person has it afterwards.",
    takes=schema.SeatId,
    gives=schema.Passed,
    refusals={
        **MISSING,
        409: (Reason.SEAT_OVER, Reason.OVERTAKEN, Reason.UNTRAINED, Reason.NOT_HOLDER),
    },
    audit="case.take_over",
)
async def take_over(call: Call) -> Answered:
    """Warm: she has read along, and whoever invited her still holds the case."""
    seat, ticket = await own_seat(call)
    await check_trained(call, seat.network)
    check(take_over_refusal(seat, ticket, call.now))
    what = Passed(ticket.id, seat.invited_by, call.account.id, seat.network)
    await post(call, ticket, f"take:{seat.id}", what)
    await call.house.together.seats.change(seat.id, ("open",), "ended", call.now)
    wake(call, seat.home, seat.network)
    return Answered(schema.Passed(state="done"))


@endpoint(
    "POST",
    "/api/cases/{id}/unask",
    "Take back the question that she has not answered.",
    takes=schema.SeatId,
    refusals={**MISSING, 409: (Reason.CLOSED, Reason.NOT_HOLDER, Reason.TAKEN_BACK)},
    audit="case.unask",
)
async def unask(call: Call) -> Answered:
    """If she answers it nevertheless, nothing follows."""
    body, ticket = call.taken(schema.SeatId), await held(call)
    asked = existing(await call.house.together.asked(ticket, call.now))
    await post(call, ticket, f"unask:{body.id}", Unproposed(ticket.id, call.account.id))
    await call.house.together.seats.change(asked.id, ("asked",), "ended", call.now)
    return Answered()


@endpoint(
    "GET",
    "/api/entries",
    "The flows at whose start the service may go on with her.",
    gives=schema.Entries,
)
async def entries(call: Call) -> Answered:
    """Those that are published now."""
    found = call.house.together.entries()
    return Answered(
        schema.Entries(entries=[schema.Entry(flow=flow, title=title) for flow, title in found])
    )


@endpoint(
    "POST",
    "/api/cases/{id}/hand-back",
    "Close a case, and let the service go on with her at a chosen step.",
    takes=schema.HandBack,
    gives=schema.Passed,
    refusals={
        **MISSING,
        409: (Reason.CLOSED, Reason.TAKEN_BACK, Reason.NOT_HOLDER, Reason.NO_ENTRY),
    },
    audit="case.hand_back",
)
async def hand_back(call: Call) -> Answered:
    """Whoever left or fell silent is told nothing; her case is closed all the same."""
    body, ticket = call.taken(schema.HandBack), await held(call)
    if body.flow not in {flow for flow, _ in call.house.together.entries()}:
        raise Refused(409, Reason.NO_ENTRY)
    what = HandedBack(ticket.id, call.account.id, body.flow)
    await post(call, ticket, f"back:{ticket.id}", what)
    return Answered(schema.Passed(state="done"))


async def _check_successor(call: Call, account: str, network: str) -> None:
    """Refuse whoever could not answer her at once."""
    people = await call.house.together.colleagues()
    found: Account | None = next((one for one in people if one.id == account), None)
    if found is None or network not in found.networks or found.id == call.account.id:
        raise Refused(409, Reason.NO_SUCH_GUEST)
    if not await trained(call, found.id, network):
        raise Refused(409, Reason.GUEST_UNTRAINED)
    if not await call.house.desk.on_duty(found.id, call.now):
        raise Refused(409, Reason.NOT_ON_DUTY)


async def _ask(call: Call, ticket: Ticket, body: schema.Transfer) -> None:
    agency = await call.house.together.agencies.agency(body.network)
    if agency is None or call.house.networks.network(body.network) is None:
        raise Refused(409, Reason.NO_SUCH_AGENCY)
    proposal = proposal_for(call, ticket, body.id, Wish.TRANSFER, agency)
    await ask_her(call, ticket, replace(proposal, person=body.account))


ENDPOINTS = (transfer, take_over, unask, entries, hand_back)
