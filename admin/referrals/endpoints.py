"""The network that sends: prepare, show what she will read, ask her, take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from admin.asking import ASKING, ask_her, proposal_for, wake
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, NOT_HERS, OF_A_CASE, check, held, ticket_of
from admin.referrals import schema
from admin.refused import Refused
from bot.handoff.abilities import desk_words, in_a_sheet
from bot.handoff.agencies import Agency, Kind
from bot.handoff.case import Ticket, holder_refusal
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.handoff.referral import (
    KEPT,
    MOST_OPEN,
    OVER,
    REACHED,
    Referral,
    State,
    ask_refusal,
    is_late,
    prepare_refusal,
)
from bot.handoff.sheet import FIELDS, fields_for, sheet_of
from bot.values.proposals import Proposal, Wish


@endpoint(
    "GET",
    "/api/cases/{id}/referrals",
    "What was prepared for and passed to other agencies in a case.",
    gives=schema.Referrals,
    refusals=OF_A_CASE,
    audit="referrals.view",
)
async def referrals(call: Call) -> Answered:
    """For who holds the case."""
    return Answered(await _all(call, await held(call)))


@endpoint(
    "GET",
    "/api/referrals/sent",
    "What the reader sent with her yes, also where the talk is over: how it stands.",
    gives=schema.SentReferrals,
    audit="referrals.sent",
)
async def sent_referrals(call: Call) -> Answered:
    """Her own; a coordinator reads those of her networks. What the sheet says is not repeated."""
    account, known = call.account, await _agencies(call)
    by = "" if account.role is Role.COORDINATOR else account.id
    found = await call.house.together.referrals.sent_all(account.networks, by)
    return Answered(schema.SentReferrals(referrals=[_of_sender(call, one, known) for one in found]))


@endpoint(
    "POST",
    "/api/cases/{id}/referrals",
    "Prepare a referral: closed fields only, and nobody but the holder sees it yet.",
    takes=schema.NewReferral,
    gives=schema.Referrals,
    refusals={
        **MISSING,
        409: (*NOT_HERS, Reason.NO_SUCH_AGENCY, Reason.ASKED_ALREADY),
        422: (Reason.SHEET,),
    },
    audit="referral.prepare",
)
async def prepare_referral(call: Call) -> Answered:
    """The sheet is checked against what that kind of agency may read, and what she can do against
    what she let stand in one."""
    body, ticket = call.taken(schema.NewReferral), await held(call)
    together = call.house.together
    agency = await together.agencies.agency(body.agency)
    sheet = sheet_of(body.sheet, agency.kind) if agency is not None else None
    allowed = await together.notebooks.shared(ticket.conversation)
    if sheet is not None and not set(sheet.get("abilities", ())) <= set(allowed):
        sheet = None
    check(prepare_refusal(call.account, ticket, agency, sheet))
    assert sheet is not None, "a sheet that nobody refused is one"
    mine = await together.referrals.of_case(call.account.networks, ticket.id)
    if sum(one.state not in OVER for one in mine) >= MOST_OPEN:
        raise Refused(409, Reason.ASKED_ALREADY)
    new = Referral(
        id=body.id,
        conversation=ticket.conversation,
        case=ticket.id,
        network=ticket.network,
        agency=body.agency,
        state=State.PREPARED,
        prepared_by=call.account.id,
        prepared_at=call.now,
        forget_at=call.now + KEPT,
        sheet=sheet,
        pseudonym=together.referrals.called(ticket.conversation, body.agency),
    )
    existing(await together.referrals.add(new))
    return Answered(await _all(call, ticket))


@endpoint(
    "POST",
    "/api/referrals/{id}/ask",
    "Ask her in the chat whether it may be passed on: she reads who, what, and the duty to report.",
    gives=schema.Referrals,
    refusals={
        **MISSING,
        409: (*ASKING, Reason.NO_SUCH_AGENCY, Reason.ANSWERED_BY_HER, Reason.OVERTAKEN),
    },
    audit="referral.ask",
)
async def ask_referral(call: Call) -> Answered:
    """Only her yes sends it."""
    referral, ticket = await _own(call)
    check(ask_refusal(call.account, ticket, referral))
    agency = await call.house.together.agencies.agency(referral.agency)
    if agency is None:
        raise Refused(409, Reason.NO_SUCH_AGENCY)
    await ask_her(call, ticket, _proposal(call, ticket, referral, agency))
    asked = replace(referral, state=State.ASKED, asked_at=call.now, due_at=await _due(call, agency))
    if not await call.house.together.referrals.change(referral, asked, call.now):
        raise Refused(409, Reason.OVERTAKEN)
    return Answered(await _all(call, ticket))


@endpoint(
    "POST",
    "/api/referrals/{id}/withdraw",
    "Take a referral back that she has not decided, or that the agency has not accepted.",
    refusals={**MISSING, 409: (*NOT_HERS, Reason.REFERRAL_OVER, Reason.OVERTAKEN)},
    audit="referral.withdraw",
)
async def withdraw_referral(call: Call) -> Answered:
    """The sheet is destroyed with it. By who holds the case; where the talk is over, by who sent
    it or a coordinator."""
    referral = await _sent_by_hers(call)
    ticket = await call.house.desk.ticket(call.account.networks, referral.case)
    if ticket is not None:
        check(holder_refusal(call.account, ticket))
    elif call.account.role is not Role.COORDINATOR and referral.prepared_by != call.account.id:
        raise Refused(404, Reason.UNKNOWN)
    if referral.state in (*OVER, State.ACCEPTED):
        raise Refused(409, Reason.REFERRAL_OVER)
    after = replace(referral, state=State.WITHDRAWN, sheet={}, pseudonym="")
    if not await call.house.together.referrals.change(referral, after, call.now):
        raise Refused(409, Reason.OVERTAKEN)
    wake(call, referral.agency, referral.network)
    return Answered()


async def _sent_by_hers(call: Call) -> Referral:
    networks = call.account.networks
    return existing(await call.house.together.referrals.sent(networks, call.path["id"]))


async def _own(call: Call) -> tuple[Referral, Ticket]:
    referral = await _sent_by_hers(call)
    return referral, await ticket_of(call, referral.case)


async def _agencies(call: Call) -> dict[str, Agency]:
    return {one.id: one for one in await call.house.together.agencies.all()}


async def _due(call: Call, agency: Agency) -> datetime:
    procedure = await call.house.together.agencies.procedure_of(agency.id, call.now)
    return call.now + timedelta(days=procedure.times.referral_days)


def _proposal(call: Call, ticket: Ticket, referral: Referral, agency: Agency) -> Proposal:
    asked = proposal_for(call, ticket, referral.id, Wish.REFERRAL, agency)
    return replace(asked, sheet=referral.sheet)


async def _all(call: Call, ticket: Ticket) -> schema.Referrals:
    known = await _agencies(call)
    together = call.house.together
    found = await together.referrals.of_case(call.account.networks, ticket.id)
    allowed = in_a_sheet(await together.notebooks.shared(ticket.conversation))
    said = {id for one in found for id in one.sheet.get("abilities", ())}
    return schema.Referrals(
        referrals=[_shown(call, ticket, one, known.get(one.agency)) for one in found],
        fields={kind.value: _fields(kind, allowed) for kind in Kind},
        words=desk_words([*allowed, *said]),
        language=ticket.language,
    )


def _fields(kind: Kind, allowed: Sequence[str]) -> dict[str, list[str]]:
    """What can be said to an agency of that kind about her."""
    possible = {**FIELDS, "abilities": allowed}
    return {name: list(possible[name]) for name in fields_for(kind) if possible[name]}


def _shown(call: Call, ticket: Ticket, one: Referral, agency: Agency | None) -> schema.Referral:
    preview: list[str] = []
    if agency is not None and one.state in (State.PREPARED, State.ASKED):
        proposal = _proposal(call, ticket, one, agency)
        preview = list(call.house.together.preview(proposal, ticket.language))
    return schema.Referral(
        id=one.id,
        about=one.about,
        agency=one.agency,
        agency_name=agency.name if agency else one.agency,
        duty_to_report=agency.duty_to_report if agency else "unknown",
        state=one.state,
        sheet={name: list(values) for name, values in one.sheet.items()},
        prepared_at=one.prepared_at,
        asked_at=one.asked_at,
        decided_at=one.decided_at,
        due_at=one.due_at,
        late=is_late(one, call.now),
        answered_at=one.answered_at,
        why=one.why,
        follow_ups=[schema.FollowUp(on=day.on, state=day.state) for day in one.follow_ups],
        forget_at=one.forget_at,
        called=one.pseudonym if one.state in REACHED - OVER else "",
        preview=preview,
    )


def _of_sender(call: Call, one: Referral, known: dict[str, Agency]) -> schema.SentReferral:
    assert one.decided_at is not None, "a referral that was sent has her yes"
    agency = known.get(one.agency)
    return schema.SentReferral(
        id=one.id,
        agency_name=agency.name if agency else one.agency,
        state=one.state,
        called=one.pseudonym,
        route=next(iter(one.sheet.get("route", ())), ""),
        sent_at=one.decided_at,
        due_at=one.due_at,
        late=is_late(one, call.now),
        answered_at=one.answered_at,
        why=one.why,
        follow_ups=[schema.FollowUp(on=day.on, state=day.state) for day in one.follow_ups],
        forget_at=one.forget_at,
    )


ENDPOINTS = (sent_referrals, referrals, prepare_referral, ask_referral, withdraw_referral)
