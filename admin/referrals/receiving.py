"""The agency that receives: read the sheet, acknowledge her contract, answer, follow up.

Nothing of the talk is here, and nothing of other agencies. What is not of the reader's agencies
does not exist.
"""

from __future__ import annotations

from dataclasses import replace

from admin.asking import trained, wake
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, check
from admin.referrals import schema
from admin.refused import Refused
from admin.texts import hers
from bot.handoff.abilities import desk_words
from bot.handoff.agencies import Agency
from bot.handoff.contact import in_words, standing
from bot.handoff.reasons import Reason
from bot.handoff.referral import (
    KEPT,
    Referral,
    State,
    acknowledge_refusal,
    answer_refusal,
    follow_up_refusal,
    is_late,
    may_know_how_to_reach_her,
    next_follow_up,
)
from bot.handoff.referral import FollowUp as Day


@endpoint(
    "GET",
    "/api/referrals",
    "What reached the reader's agencies with her yes.",
    gives=schema.Inbox,
    audit="referrals.inbox",
)
async def referral_inbox(call: Call) -> Answered:
    """The longest waiting first."""
    known = await _known(call)
    found = await call.house.together.referrals.received(call.account.networks)
    return Answered(schema.Inbox(referrals=[await _shown(call, one, known) for one in found]))


@endpoint(
    "POST",
    "/api/referrals/{id}/acknowledge",
    "Say that her contact contract was read: only then is it shown how to reach her.",
    gives=schema.Received,
    refusals={**MISSING, 409: (Reason.REFERRAL_OVER, Reason.UNTRAINED, Reason.OVERTAKEN)},
    audit="referral.acknowledge",
)
async def acknowledge_referral(call: Call) -> Answered:
    """By a woman with a training that counts."""
    referral = await _own(call)
    ready = await trained(call, call.account.id, referral.agency)
    check(acknowledge_refusal(call.account, referral, trained=ready))
    if referral.state is State.SENT:
        after = replace(
            referral,
            state=State.ACKNOWLEDGED,
            acknowledged_by=call.account.id,
            acknowledged_at=call.now,
        )
        referral = await _change(call, referral, after)
    return Answered(await _shown(call, referral, await _known(call)))


@endpoint(
    "POST",
    "/api/referrals/{id}/accept",
    "Take it: the first day to ask how it goes follows from the agency's procedure.",
    gives=schema.Received,
    refusals={
        **MISSING,
        409: (Reason.NOT_ACKNOWLEDGED, Reason.REFERRAL_OVER, Reason.UNTRAINED, Reason.OVERTAKEN),
    },
    audit="referral.accept",
)
async def accept_referral(call: Call) -> Answered:
    """Kept for 30 days from now."""
    referral = await _answerable(call)
    procedure = await call.house.together.agencies.procedure_of(referral.agency, call.now)
    days = procedure.times.follow_up_days
    after = replace(
        _answered(call, referral, State.ACCEPTED),
        follow_ups=next_follow_up(referral.follow_ups, call.now.date(), days),
    )
    after = await _change(call, referral, after)
    return Answered(await _shown(call, after, await _known(call)))


@endpoint(
    "POST",
    "/api/referrals/{id}/decline",
    "Decline it, with a reason of a closed list.",
    takes=schema.Decline,
    gives=schema.Received,
    refusals={
        **MISSING,
        409: (Reason.NOT_ACKNOWLEDGED, Reason.REFERRAL_OVER, Reason.UNTRAINED, Reason.OVERTAKEN),
    },
    audit="referral.decline",
)
async def decline_referral(call: Call) -> Answered:
    """The sheet is destroyed; who sent it learns why."""
    referral = await _answerable(call)
    why = call.taken(schema.Decline).why.value
    after = replace(_answered(call, referral, State.DECLINED), why=why, sheet={}, pseudonym="")
    after = await _change(call, referral, after)
    return Answered(await _shown(call, after, await _known(call)))


@endpoint(
    "POST",
    "/api/referrals/{id}/follow-up",
    "Say what became of the day that waits, and set the next one.",
    takes=schema.NextFollowUp,
    gives=schema.Received,
    refusals={
        **MISSING,
        409: (Reason.REFERRAL_OVER, Reason.OVERTAKEN),
        422: (Reason.BAD_REQUEST,),
    },
    audit="referral.follow_up",
)
async def follow_up_referral(call: Call) -> Answered:
    """A next day lies in the future."""
    referral, body = await _own(call), call.taken(schema.NextFollowUp)
    check(follow_up_refusal(call.account, referral))
    if body.on is not None and body.on <= call.now.date():
        raise Refused(422, Reason.BAD_REQUEST)
    done = tuple(
        replace(day, state=body.became) if day.state == "waiting" else day
        for day in referral.follow_ups
    )
    days = (*done, Day(body.on)) if body.on is not None else done
    after = await _change(call, referral, replace(referral, follow_ups=days[-12:]))
    return Answered(await _shown(call, after, await _known(call)))


async def _answerable(call: Call) -> Referral:
    """The referral of the path, which this reader may accept or decline."""
    referral = await _own(call)
    ready = await trained(call, call.account.id, referral.agency)
    check(answer_refusal(call.account, referral) or (None if ready else Reason.UNTRAINED))
    return referral


def _answered(call: Call, referral: Referral, state: State) -> Referral:
    return replace(
        referral,
        state=state,
        answered_by=call.account.id,
        answered_at=call.now,
        forget_at=call.now + KEPT,
    )


async def _own(call: Call) -> Referral:
    agencies = call.account.networks
    return existing(await call.house.together.referrals.reached(agencies, call.path["id"]))


async def _change(call: Call, before: Referral, after: Referral) -> Referral:
    if not await call.house.together.referrals.change(before, after, call.now):
        raise Refused(409, Reason.OVERTAKEN)
    wake(call, before.network, before.agency)
    return replace(after, version=before.version + 1)


async def _known(call: Call) -> dict[str, Agency]:
    return {one.id: one for one in await call.house.together.agencies.all()}


async def _contract(call: Call, referral: Referral) -> str:
    """Her contact contract as it is now, in words; a talk that is over allows nothing first."""
    agreement = await call.house.together.agreement(referral.conversation)
    return in_words(standing(agreement, call.now), call.language, hers())


async def _shown(call: Call, one: Referral, known: dict[str, Agency]) -> schema.Received:
    agency, sender = known.get(one.agency), known.get(one.network)
    tells = agency is not None and agency.reads_sender and sender is not None
    reach = may_know_how_to_reach_her(one)
    assert one.decided_at is not None, "a referral that reached an agency has her yes"
    return schema.Received(
        id=one.id,
        agency=one.agency,
        agency_name=agency.name if agency else one.agency,
        sender=sender.name if tells and sender else "",
        state=one.state,
        sheet={name: list(values) for name, values in one.sheet.items() if name != "route"},
        about=one.about,
        words=desk_words(one.sheet.get("abilities", ())),
        contract=await _contract(call, one),
        called=one.pseudonym if reach else "",
        route=next(iter(one.sheet.get("route", ())), "") if reach else "",
        reached_at=one.decided_at,
        due_at=one.due_at,
        late=is_late(one, call.now),
        acknowledged_at=one.acknowledged_at,
        answered_at=one.answered_at,
        why=one.why,
        follow_ups=[schema.FollowUp(on=day.on, state=day.state) for day in one.follow_ups],
        forget_at=one.forget_at,
    )


ENDPOINTS = (
    referral_inbox,
    acknowledge_referral,
    accept_referral,
    decline_referral,
    follow_up_referral,
)
