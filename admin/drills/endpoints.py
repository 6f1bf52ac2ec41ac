"""Begin a drill, see how it goes, end it: by who coordinates or administers its network."""

from __future__ import annotations

from collections.abc import Mapping

from admin import answers
from admin.drills import schema
from admin.endpoint import Answered, Call, endpoint
from admin.of_a_case import MISSING
from admin.refused import Refused
from bot.handoff.drills import Drill, Scenario, results
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.handoff.trace import concerns

KEEPERS = frozenset({Role.COORDINATOR, Role.NETWORK_ADMIN})


@endpoint(
    "GET",
    "/api/drills",
    "The drills of one's networks: what runs, what came of the last ones, what can be practised.",
    roles=KEEPERS,
    gives=schema.DrillsState,
)
async def drills(call: Call) -> Answered:
    """Times and steps; nothing that was written stays after a drill."""
    own = _own(call)
    found = await call.house.practice.all(own)
    names = await call.house.accounts.names(sorted({one.by for one in found}))
    known = call.house.practice.scenarios
    return Answered(
        schema.DrillsState(
            drills=[_drill(call, one, names) for one in found if one.scenario in known],
            scenarios=[_scenario(one, call.language) for one in known.values()],
            networks=[answers.network(call.house, id) for id in own],
            phones=[id for id in own if call.house.phone.rings_for(id)],
        )
    )


@endpoint(
    "POST",
    "/api/drills",
    "Begin a drill: a made-up conversation, whose page is told this once.",
    roles=KEEPERS,
    takes=schema.NewDrill,
    gives=schema.BegunDrill,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.DRILL_RUNS, Reason.NO_DUTY, Reason.NO_PHONE),
    },
    audit="drill.begin",
)
async def begin_drill(call: Call) -> Answered:
    """It reaches that network alone, and ends by itself after an hour."""
    body = call.taken(schema.NewDrill)
    if body.network not in _own(call) or body.scenario not in call.house.practice.scenarios:
        raise Refused(404, Reason.UNKNOWN)
    if body.rings and not call.house.phone.rings_for(body.network):
        raise Refused(409, Reason.NO_PHONE)
    floor = await call.house.routing.floor([body.network], call.account, call.now)
    if not floor.people:
        raise Refused(409, Reason.NO_DUTY)
    one = Drill(
        id=call.house.ids.new(),
        network=body.network,
        scenario=body.scenario,
        by=call.account.id,
        at=call.now,
        ends_at=call.now,
        conversation="",
        rings=body.rings,
    )
    concerns(one.id)
    page = await call.house.practice.begin(one)
    if page is None:
        raise Refused(409, Reason.DRILL_RUNS)
    begun = await _one(call, one.id)
    state = _drill(call, begun, {call.account.id: call.account.login})
    return Answered(schema.BegunDrill(drill=state, page=page), subject=one.id)


@endpoint(
    "POST",
    "/api/drills/{id}/end",
    "End a drill now: its conversation is destroyed, its times stay.",
    roles=KEEPERS,
    gives=schema.DrillState,
    refusals=MISSING,
    audit="drill.end",
)
async def end_drill(call: Call) -> Answered:
    """Ending it twice has one effect."""
    one = await _one(call, call.path["id"])
    await call.house.practice.end(one, call.now, call.account.id)
    ended = await _one(call, one.id)
    names = await call.house.accounts.names([ended.by])
    call.house.bus.publish(f"network:{ended.network}")
    return Answered(_drill(call, ended, names))


def _own(call: Call) -> list[str]:
    """Those of her agencies that women are routed to."""
    return [id for id in call.account.networks if call.house.networks.network(id) is not None]


async def _one(call: Call, id: str) -> Drill:
    found = [one for one in await call.house.practice.all(_own(call)) if one.id == id]
    if not found:
        raise Refused(404, Reason.UNKNOWN)
    return found[0]


def _drill(call: Call, one: Drill, names: Mapping[str, str]) -> schema.DrillState:
    scenario = call.house.practice.scenarios[one.scenario]
    return schema.DrillState(
        id=one.id,
        network=answers.network(call.house, one.network).name,
        scenario=_scenario(scenario, call.language),
        by=names.get(one.by, ""),
        at=one.at,
        ends_at=one.ends_at,
        ended_at=one.ended_at,
        rings=one.rings,
        results=[
            schema.DrillResult(
                step=each.expected.step,
                verdict=each.verdict,
                seconds=each.seconds,
                minutes=each.expected.minutes,
            )
            for each in results(one, scenario, call.now)
        ],
    )


def _scenario(one: Scenario, language: str) -> schema.ScenarioState:
    spoken = language if language in one.title else "it"
    return schema.ScenarioState(
        id=one.id,
        title=one.title[spoken],
        brief=one.brief[spoken],
        play=list(one.play[spoken]),
    )


ENDPOINTS = (drills, begin_drill, end_drill)
