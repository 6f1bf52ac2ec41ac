"""The risk aid: filled in by who holds the case; a marker calls a human, and nothing is counted."""

from __future__ import annotations

from admin.agencies.endpoints import KEEPERS, READERS
from admin.asking import wake
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, NOT_HERS, OF_A_CASE, check, held
from admin.refused import Refused
from admin.risk import schema
from admin.texts import say
from bot.handoff.agencies import may_edit
from bot.handoff.case import Ticket
from bot.handoff.reasons import Reason
from bot.handoff.risk import (
    KEPT,
    PROMPTS,
    STARTING,
    Filled,
    Guide,
    Question,
    filled_refusal,
    guide_refusal,
    seen,
)


@endpoint(
    "GET",
    "/api/risk-guides",
    "The questions and plans of the reader's networks.",
    gives=schema.Guides,
    roles=READERS,
)
async def guides(call: Call) -> Answered:
    """Each network's own, or what every network starts from."""
    own = [id for id in call.account.networks if call.house.networks.network(id) is not None]
    found = [await call.house.together.risks.guide(id) for id in own]
    return Answered(schema.Guides(guides=[_guide(call, one) for one in found]))


@endpoint(
    "POST",
    "/api/risk-guides/{id}",
    "Write the network's own questions anew.",
    takes=schema.NewGuide,
    gives=schema.Guide,
    refusals={**MISSING, 409: (Reason.OVERTAKEN,), 422: (Reason.BAD_REQUEST,)},
    audit="risk.guide",
    roles=KEEPERS,
)
async def change_guide(call: Call) -> Answered:
    """By who keeps the network's facts and procedure."""
    body, id = call.taken(schema.NewGuide), call.path["id"]
    if not may_edit(call.account, id) or call.house.networks.network(id) is None:
        raise Refused(404, Reason.UNKNOWN)
    new = Guide(
        network=id,
        version=body.version,
        questions=tuple(Question(one.id, one.text, one.marker) for one in body.questions),
        plan=tuple(Question(one.id, one.text) for one in body.plan),
        changed_by=call.account.id,
        changed_at=call.now,
    )
    check(guide_refusal(new))
    known = await call.house.together.risks.guide(id)
    if new.version != known.version + 1 or not await call.house.together.risks.set_guide(new):
        raise Refused(409, Reason.OVERTAKEN)
    return Answered(_guide(call, new))


@endpoint(
    "GET",
    "/api/cases/{id}/risk",
    "The risk aid of a case.",
    gives=schema.Aid,
    refusals=OF_A_CASE,
    audit="risk.view",
)
async def risk(call: Call) -> Answered:
    """Only for who holds the case."""
    return Answered(await _aid(call, await held(call)))


@endpoint(
    "POST",
    "/api/cases/{id}/risk",
    "Fill it in. A marker that was seen puts the case first.",
    takes=schema.Filling,
    gives=schema.Aid,
    refusals={**MISSING, 409: (*NOT_HERS, Reason.OVERTAKEN), 422: (Reason.BAD_REQUEST,)},
    audit="risk.fill",
)
async def fill(call: Call) -> Answered:
    """Kept for 14 days, under her own key; there is no score."""
    body, ticket = call.taken(schema.Filling), await held(call)
    guide = await call.house.together.risks.guide(ticket.network)
    filled = Filled(
        case=ticket.id,
        by=call.account.id,
        at=call.now,
        forget_at=call.now + KEPT,
        guide=body.guide,
        answers=dict(body.answers),
        plan={name: text.strip() for name, text in body.plan.items() if text.strip()},
    )
    check(filled_refusal(guide, filled))
    danger = bool(seen(guide, filled))
    existing(await call.house.together.risks.fill(ticket, filled, danger=danger))
    wake(call, ticket.network)
    return Answered(await _aid(call, ticket))


def _guide(call: Call, one: Guide) -> schema.Guide:
    # What every network starts from is ours and is translated; its own words stay as they are.
    language = call.language if one.version == STARTING.version else ""
    return schema.Guide(
        network=one.network,
        version=one.version,
        questions=[_question(question, language) for question in one.questions],
        plan=[_question(heading, language) for heading in one.plan],
        editable=may_edit(call.account, one.network),
    )


def _question(one: Question, language: str) -> schema.Question:
    text = say(one.text, language) if language else one.text
    return schema.Question.model_validate({"id": one.id, "text": text, "marker": one.marker})


async def _aid(call: Call, ticket: Ticket) -> schema.Aid:
    risks = call.house.together.risks
    guide, filled = await risks.guide(ticket.network), await risks.filled(ticket)
    names = await call.house.accounts.names([filled.by]) if filled else {}
    return schema.Aid(
        guide=_guide(call, guide),
        answers=dict(filled.answers) if filled else {},
        plan=dict(filled.plan) if filled else {},
        by=names.get(filled.by, "") if filled else "",
        at=filled.at if filled else None,
        forget_at=filled.forget_at if filled else None,
        prompts=[
            schema.Prompt(marker=marker, text=say(PROMPTS[marker], call.language))
            for marker in (seen(guide, filled) if filled else ())
        ],
    )


ENDPOINTS = (guides, change_guide, risk, fill)
