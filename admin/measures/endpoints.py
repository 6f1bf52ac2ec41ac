"""Measures: read by all of the staff, vouched for by coordinators and network admins."""

from __future__ import annotations

from admin.directory.endpoints import behind
from admin.directory.schema import Behind
from admin.endpoint import Answered, Call, endpoint, existing
from admin.measures import schema
from admin.of_a_case import MISSING
from admin.refused import Refused
from bot.directory.kinds import Aspect
from bot.directory.measures.keeping import KEPT_AS, digest, may_verify, state_of, waits
from bot.directory.measures.model import Measure
from bot.handoff.people import AT_THE_DESK, Role
from bot.handoff.reasons import Reason

READERS = AT_THE_DESK | {Role.NETWORK_ADMIN}
KEEPERS = frozenset({Role.COORDINATOR, Role.NETWORK_ADMIN})
"""Who answers for what is said of the law; an operator tells them what she noticed."""


@endpoint(
    "GET",
    "/api/measures",
    "Every measure and how it stands, also those that no woman sees now.",
    gives=schema.Measures,
    roles=READERS,
)
async def all_measures(call: Call) -> Answered:
    """They are the same for every network: norms of the State."""
    known = call.house.stage.directory.measures.values()
    listed = [_short(call, one) for one in known]
    waiting = sum(1 for one in listed if one.waits)
    return Answered(schema.Measures(measures=listed, waiting=waiting))


@endpoint(
    "GET",
    "/api/measures/{id}",
    "One measure with all its facts, and what women read of it in each language.",
    gives=schema.OneMeasure,
    refusals=MISSING,
    roles=READERS,
)
async def one_measure(call: Call) -> Answered:
    """Also where it ran out: whoever keeps it right has to read it."""
    return Answered(await _whole(call, _known(call)))


@endpoint(
    "POST",
    "/api/measures/{id}/verify",
    "Vouch for a measure as it stands there: it is shown from today, for its interval.",
    takes=schema.MeasureVerified,
    gives=schema.OneMeasure,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.OVERTAKEN,)},
    audit="measure.verify",
    roles=KEEPERS,
)
async def verify_measure(call: Call) -> Answered:
    """What changed since she read it is not what she vouches for."""
    measure, body = _known(call), call.taken(schema.MeasureVerified)
    if not may_verify(measure, call.account.networks):
        raise Refused(404, Reason.UNKNOWN)
    if digest(measure) != body.digest:
        raise Refused(409, Reason.OVERTAKEN)
    note = body.note.strip()
    await call.house.stage.verify_measure(measure, call.account.id, note, body.interval, call.now)
    return Answered(await _whole(call, _known(call)))


def _known(call: Call) -> Measure:
    return existing(call.house.stage.directory.measures.get(call.path["id"]))


def _short(call: Call, measure: Measure) -> schema.Measure:
    return schema.Measure(
        id=measure.id,
        name=measure.name,
        state=state_of(measure, call.now),
        shown=measure.is_current(call.now),
        waits=waits(measure, call.now),
        until=measure.fact.valid_until,
    )


async def _whole(call: Call, measure: Measure) -> schema.OneMeasure:
    name, owner = f"{KEPT_AS}{measure.id}", measure.fact.owner
    stands = await behind(call, name, owner, {Aspect.ABOUT: digest(measure)})
    return _all_of(call, measure, stands[Aspect.ABOUT])


def _all_of(call: Call, measure: Measure, stands: Behind) -> schema.OneMeasure:
    directory = call.house.stage.directory
    owner = directory.network(measure.fact.owner)
    may = call.account.role in KEEPERS and may_verify(measure, call.account.networks)
    return schema.OneMeasure(
        measure=_short(call, measure),
        source=measure.fact.source,
        basis=measure.fact.basis,
        starts=measure.starts,
        ends=measure.ends,
        interval=measure.interval,
        verified_on=measure.fact.verified_on,
        note=measure.checked.note if measure.checked else "",
        owner=owner.name if owner else measure.fact.owner,
        at=list(measure.at),
        who_will_know=[
            schema.Watched(watcher=one, knows=knows) for one, knows in measure.who_will_know.items()
        ],
        who_may=[
            schema.Condition(question=one.question.text, if_no=one.if_no) for one in measure.who_may
        ],
        beside=[
            schema.Beside(name=directory.measures[id].name, together=how)
            for id, how in measure.together.items()
        ],
        seen=[_seen(call, measure, language) for language in call.house.stage.languages],
        digest=digest(measure),
        mine=may,
        behind=stands,
    )


def _seen(call: Call, measure: Measure, language: str) -> schema.Seen:
    stage = call.house.stage
    said = stage.measure_in(measure, language, call.now)
    return schema.Seen(
        language=language,
        text=said.text,
        who_knows=said.who_knows,
        papers=said.papers,
        where=said.where,
        whom=said.whom,
        questions=list(stage.questions_in(measure, language, call.now)),
    )


ENDPOINTS = (all_measures, one_measure, verify_measure)
