"""Publications at a given hour, and how many talks stand at which step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field, field_validator

from admin.endpoint import Answered, Call, endpoint, existing
from admin.flows.endpoints import PUBLISHING, WRITERS
from admin.flows.making import tried
from admin.flows.schema import Publishing
from admin.of_a_case import MISSING
from admin.refused import Refused
from admin.schema import Given
from bot.engine.editing.schedule import Schedule
from bot.handoff.reasons import Reason
from bot.safety.contract import ROME
from bot.workshop.planning import HourError, PlannedError


class FlowPlanning(Publishing):
    """The same as a publication, at an hour. ``at``: day and time as clocks in Milan show them."""

    at: datetime

    @field_validator("at")
    @classmethod
    def is_of_milan(cls, at: datetime) -> datetime:
        """The moment, out of what the clock shows."""
        if at.tzinfo is not None:
            raise ValueError("day and time without a zone: those of Milan")
        return at.replace(tzinfo=ROME)


class FlowPlan(Given):
    """One planned publication. ``why``: what stood in its way at its hour."""

    id: str
    at: datetime
    made_at: datetime
    by: str
    note: str
    flows: list[str]
    withdraws: bool
    state: Literal["waiting", "published", "refused", "cancelled"]
    why: Literal["", "changed", "unreviewed", "stranded", "faulty", "account"]


class FlowPlans(Given):
    """The newest, the latest hour first."""

    planned: list[FlowPlan]


class StepStanding(Given):
    """How many talks stand at a step: in what is live, and in older texts."""

    flow: str
    step: str
    live: int = Field(ge=0)
    older: int = Field(ge=0)


class WhoIsInside(Given):
    """Numbers, and never who. ``whole``: every talk was looked at, not only the newest."""

    steps: list[StepStanding]
    whole: bool


@endpoint(
    "GET",
    "/api/flow-plans",
    "Publications at a given hour: those that wait, and what became of the others.",
    gives=FlowPlans,
    roles=WRITERS,
)
async def planned_flows(call: Call) -> Answered:
    """The latest hour first."""
    found = await call.house.around.planning.all()
    names = await call.house.accounts.names(sorted({one.by for one in found}))
    return Answered(FlowPlans(planned=[_row(one, names) for one in found]))


@endpoint(
    "POST",
    "/api/flow-plans",
    "Publish drafts at a given hour, as they are now. The gate judges them now and then again.",
    takes=FlowPlanning,
    gives=FlowPlan,
    refusals={
        **PUBLISHING,
        409: (*PUBLISHING[409], Reason.PLANNED),
        422: (*PUBLISHING[422], Reason.BAD_HOUR),
    },
    roles=WRITERS,
    audit="flows.plan",
    fresh=True,
)
async def plan_flows(call: Call) -> Answered:
    """What changes meanwhile keeps all of it from going live."""
    body = call.taken(FlowPlanning)
    planning = call.house.around.planning.plan(
        body.flows,
        body.at,
        call.account.id,
        body.note,
        call.now,
        withdraws=body.withdraws,
        redirects={(one.flow, one.step): (one.to_flow, one.to_step) for one in body.redirects},
    )
    try:
        one = await tried(planning)
    except PlannedError as error:
        raise Refused(409, Reason.PLANNED, flows=str(error)) from None
    except HourError:
        raise Refused(422, Reason.BAD_HOUR) from None
    names = await call.house.accounts.names([one.by])
    return Answered(_row(one, names), subject=one.id)


@endpoint(
    "DELETE",
    "/api/flow-plans/{id}",
    "Cancel a planned publication.",
    refusals=MISSING,
    roles=WRITERS,
    audit="flows.unplan",
)
async def cancel_plan(call: Call) -> Answered:
    """The drafts stay."""
    existing(await call.house.around.planning.cancel(call.path["id"]))
    return Answered()


@endpoint(
    "GET",
    "/api/flow-inside",
    "How many talks stand at which step now. Nobody is named.",
    gives=WhoIsInside,
    roles=WRITERS,
)
async def inside_flows(call: Call) -> Answered:
    """By flow and step."""
    found = await call.house.around.inside.count()
    steps = [
        StepStanding(
            flow=flow,
            step=step,
            live=found.live.get((flow, step), 0),
            older=found.older.get((flow, step), 0),
        )
        for flow, step in sorted({*found.live, *found.older})
    ]
    return Answered(WhoIsInside(steps=steps, whole=found.whole))


def _row(one: Schedule, names: Mapping[str, str]) -> FlowPlan:
    return FlowPlan(
        id=one.id,
        at=one.at,
        made_at=one.made_at,
        by=names.get(one.by, ""),
        note=one.note,
        flows=sorted(one.stamps),
        withdraws=one.withdraws,
        state=one.state.value,
        why=one.why.value,
    )


ENDPOINTS = (planned_flows, plan_flows, cancel_plan, inside_flows)
