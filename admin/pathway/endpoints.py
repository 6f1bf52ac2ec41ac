"""Her pathway: for the holder of her case, and step by step for the agencies that she allowed."""

from __future__ import annotations

from dataclasses import replace

from admin.asking import ASKING, ask_her, proposal_for, wake
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, NOT_HERS, OF_A_CASE, check, held
from admin.pathway import schema
from admin.refused import Refused
from bot.handoff.agencies import Agency
from bot.handoff.case import Ticket, holder_refusal
from bot.handoff.pathway import Pathway, Step, StepState, add_refusal, change_refusal
from bot.handoff.reasons import Reason
from bot.values.proposals import Wish


@endpoint(
    "GET",
    "/api/cases/{id}/pathway",
    "Her steps, as she sees them in the chat.",
    gives=schema.Pathway,
    refusals=OF_A_CASE,
    audit="pathway.view",
)
async def pathway(call: Call) -> Answered:
    """For who holds the case."""
    return Answered(await _all(call, await held(call)))


@endpoint(
    "POST",
    "/api/cases/{id}/pathway/steps",
    "Write a step down with her. No other agency sees it until she lets it.",
    takes=schema.NewStep,
    gives=schema.Pathway,
    refusals={**MISSING, 409: (*NOT_HERS, Reason.NO_SUCH_AGENCY, Reason.TOO_MANY_STEPS)},
    audit="pathway.add",
)
async def add_step(call: Call) -> Answered:
    """The first one begins the pathway."""
    body, ticket = call.taken(schema.NewStep), await held(call)
    together = call.house.together
    if await together.agencies.agency(body.agency) is None:
        raise Refused(409, Reason.NO_SUCH_AGENCY)
    known = await together.pathways.pathway(ticket.conversation)
    check(add_refusal(known.steps if known else ()))
    of = ticket.conversation
    step = Step(body.id, of, body.kind, body.agency, StepState.PLANNED, call.now, body.on)
    if not await together.pathways.add(step, call.now):
        raise Refused(409, Reason.TOO_MANY_STEPS)
    return Answered(await _all(call, ticket))


@endpoint(
    "POST",
    "/api/cases/{id}/pathway/ask",
    "Ask her whether her steps shall be kept for 90 days.",
    gives=schema.Pathway,
    refusals={**MISSING, 409: ASKING},
    audit="pathway.ask",
)
async def ask_to_keep(call: Call) -> Answered:
    """Without her yes they go with her talk."""
    ticket = await held(call)
    known = await call.house.together.pathways.pathway(ticket.conversation)
    if known is None or not known.steps:
        raise Refused(404, Reason.UNKNOWN)
    proposal = proposal_for(call, ticket, f"path-{ticket.id}", Wish.PATHWAY, None)
    await ask_her(call, ticket, proposal)
    return Answered(await _all(call, ticket))


@endpoint(
    "POST",
    "/api/cases/{id}/pathway/steps/{step}/show",
    "Ask her whether the agency of a step may see that step.",
    gives=schema.Pathway,
    refusals={**MISSING, 409: (*ASKING, Reason.NO_SUCH_AGENCY, Reason.NOT_KEPT)},
    audit="pathway.show",
)
async def ask_to_show(call: Call) -> Answered:
    """Only what she wants kept can be shown to somebody else."""
    ticket = await held(call)
    known = await call.house.together.pathways.pathway(ticket.conversation)
    step = _step(known, call.path["step"])
    if known is None or known.until is None:
        raise Refused(409, Reason.NOT_KEPT)
    agency = await call.house.together.agencies.agency(step.agency)
    if agency is None:
        raise Refused(409, Reason.NO_SUCH_AGENCY)
    proposal = proposal_for(call, ticket, step.id, Wish.STEP, agency)
    await ask_her(call, ticket, replace(proposal, step=step.kind.value))
    return Answered(await _all(call, ticket))


@endpoint(
    "POST",
    "/api/cases/{id}/pathway/steps/{step}",
    "Say how a step stands.",
    takes=schema.StepChange,
    gives=schema.Pathway,
    refusals={**MISSING, 409: (*NOT_HERS, Reason.OVERTAKEN)},
    audit="pathway.change",
)
async def change_step(call: Call) -> Answered:
    """By who holds the case."""
    body, ticket = call.taken(schema.StepChange), await held(call)
    known = await call.house.together.pathways.pathway(ticket.conversation)
    await _change(call, _step(known, call.path["step"]), body, ticket)
    return Answered(await _all(call, ticket))


@endpoint(
    "GET",
    "/api/steps",
    "The steps that she lets the reader's agencies see, and nothing else of hers.",
    gives=schema.Steps,
    audit="steps.view",
)
async def steps(call: Call) -> Answered:
    """In the order of what they are about."""
    return Answered(await _own_steps(call))


@endpoint(
    "POST",
    "/api/steps/{id}",
    "Say how a step of the reader's agency stands.",
    takes=schema.StepChange,
    gives=schema.Steps,
    refusals={**MISSING, 409: (Reason.OVERTAKEN,)},
    audit="step.change",
)
async def change_own_step(call: Call) -> Answered:
    """By the agency that has it and may see it."""
    found = existing(await call.house.together.pathways.one(call.account.networks, call.path["id"]))
    await _change(call, found, call.taken(schema.StepChange), None)
    return Answered(await _own_steps(call))


async def _own_steps(call: Call) -> schema.Steps:
    known = await _agencies(call)
    found = await call.house.together.pathways.seen_by(call.account.networks)
    return schema.Steps(steps=[_shown(call, one, known) for one in found])


async def _change(call: Call, step: Step, body: schema.StepChange, ticket: Ticket | None) -> None:
    holder = ticket is not None and holder_refusal(call.account, ticket) is None
    check(change_refusal(call.account, step, body.version, holder=holder))
    after = replace(step, state=body.state, on=body.on, changed_at=call.now)
    if not await call.house.together.pathways.change(step, after):
        raise Refused(409, Reason.OVERTAKEN)
    wake(call, step.agency, *(step.allowed))


def _step(known: Pathway | None, id: str) -> Step:
    return existing(next((one for one in (known.steps if known else ()) if one.id == id), None))


async def _agencies(call: Call) -> dict[str, Agency]:
    return {one.id: one for one in await call.house.together.agencies.all()}


async def _all(call: Call, ticket: Ticket) -> schema.Pathway:
    together = call.house.together
    known = await together.pathways.pathway(ticket.conversation)
    agencies = await _agencies(call)
    ask = proposal_for(call, ticket, "preview", Wish.PATHWAY, None)
    return schema.Pathway(
        began_at=known.began_at if known else None,
        until=known.until if known else None,
        steps=[_shown(call, one, agencies) for one in (known.steps if known else ())],
        preview=list(together.preview(ask, ticket.language)),
    )


def _shown(call: Call, step: Step, known: dict[str, Agency]) -> schema.Step:
    agency = known.get(step.agency)
    return schema.Step(
        id=step.id,
        kind=step.kind,
        agency=step.agency,
        agency_name=agency.name if agency else step.agency,
        state=step.state,
        on=step.on,
        allowed=[known[id].name if id in known else id for id in sorted(step.allowed)],
        version=step.version,
        changed_at=step.changed_at,
        called=step.pseudonym,
        mine=step.agency in call.account.networks,
    )


ENDPOINTS = (pathway, add_step, ask_to_keep, ask_to_show, change_step, steps, change_own_step)
