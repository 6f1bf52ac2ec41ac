"""Agencies, their procedures and the trainings of their people: read by all, kept by their own."""

from __future__ import annotations

from dataclasses import asdict, replace

from admin.agencies import schema
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING, check
from admin.refused import Refused
from bot.handoff.agencies import Agency, Hours, Kind, agency_id, agency_refusal, hours_of, may_edit
from bot.handoff.people import AT_THE_DESK, Account, Role
from bot.handoff.procedure import DutyLine, Procedure, Times, change_refusal, in_force
from bot.handoff.reasons import Reason
from bot.handoff.trained import TrainingRecord, counts_until, is_trained

READERS = AT_THE_DESK | {Role.NETWORK_ADMIN}
KEEPERS = frozenset({Role.NETWORK_ADMIN})


@endpoint(
    "GET",
    "/api/agencies",
    "Every agency that may be asked to help, with its hours and duty to report.",
    gives=schema.AgencyList,
    roles=READERS,
)
async def agencies(call: Call) -> Answered:
    """All agencies: they are no secret, and nothing of a woman is in them."""
    every = list(await call.house.together.agencies.all())
    names = await _names(call, [one.changed_by for one in every])
    every = [await _as_published(call, one) for one in every]
    return Answered(schema.AgencyList(agencies=[_agency(call, one, names) for one in every]))


@endpoint(
    "POST",
    "/api/agencies",
    "Add an agency that may be asked to help; who adds it keeps it.",
    takes=schema.NewAgency,
    gives=schema.Agency,
    refusals={422: (Reason.BAD_REQUEST,)},
    audit="agency.add",
    roles=KEEPERS,
)
async def add_agency(call: Call) -> Answered:
    """A network of the directory is none: where women are sent first is published, not typed."""
    body, house = call.taken(schema.NewAgency), call.house
    known = {one.id for one in await house.together.agencies.all()}
    new = Agency(
        id=agency_id(body.name, known),
        kind=body.kind,
        name=body.name.strip(),
        duty_to_report=body.duty_to_report,
        changed_at=call.now,
        changed_by=call.account.id,
    )
    if new.kind is Kind.ANTI_VIOLENCE or agency_refusal(new) is not None:
        raise Refused(422, Reason.BAD_REQUEST)
    await house.together.agencies.save(new)
    await house.members.joins(call.account.id, new.id)
    shown = _agency(call, new, await _names(call, [new.changed_by]))
    return Answered(shown.model_copy(update={"mine": True, "editable": True}), subject=new.id)


@endpoint(
    "POST",
    "/api/agencies/{id}",
    "Change what is known of an agency: only by who keeps it.",
    takes=schema.AgencyFacts,
    gives=schema.Agency,
    refusals={404: (Reason.UNKNOWN,), 422: (Reason.BAD_REQUEST,)},
    audit="agency.change",
    roles=KEEPERS,
)
async def change_agency(call: Call) -> Answered:
    """Keep an agency so from now on; who changed it is written down. The hours of a network are
    those that it publishes (``/api/hours``): here they stay as they are."""
    known = await _own(call)
    body = call.taken(schema.AgencyFacts)
    new = replace(
        known,
        kind=body.kind,
        name=body.name.strip(),
        answers=body.answers.strip(),
        duty_to_report=body.duty_to_report,
        languages=tuple(dict.fromkeys(body.languages)),
        hours=known.hours
        if _publishes(call, known)
        else tuple(Hours(one.weekday, one.opens, one.closes) for one in body.hours),
        duty_phone=body.duty_phone.strip(),
        changed_at=call.now,
        changed_by=call.account.id,
    )
    if agency_refusal(new) is not None:
        raise Refused(422, Reason.BAD_REQUEST)
    await call.house.together.agencies.save(new)
    shown = await _as_published(call, new)
    return Answered(_agency(call, shown, await _names(call, [new.changed_by])))


@endpoint(
    "GET",
    "/api/agencies/{id}/procedures",
    "The operating procedure of an agency, with every older version.",
    gives=schema.Procedures,
    refusals=MISSING,
    roles=READERS,
)
async def procedures(call: Call) -> Answered:
    """All versions; the one that holds is marked."""
    agency = await _known(call)
    versions = await call.house.together.agencies.procedures(agency.id)
    holds = in_force(agency.id, versions, call.now)
    names = await _names(call, [one.recorded_by for one in versions])
    shown = versions if any(one == holds for one in versions) else [*versions, holds]
    return Answered(
        schema.Procedures(
            agency=agency.id,
            editable=may_edit(call.account, agency.id),
            versions=[_procedure(one, holds, names) for one in shown],
        )
    )


@endpoint(
    "POST",
    "/api/agencies/{id}/procedures",
    "Write down the next version: by an act with number and date, and from when.",
    takes=schema.NewProcedure,
    gives=schema.Procedures,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.OVERTAKEN,),
        422: (Reason.NO_ACT, Reason.BAD_REQUEST),
    },
    audit="procedure.change",
    roles=KEEPERS,
)
async def change_procedure(call: Call) -> Answered:
    """Older versions stay as they are."""
    agency, body = await _own(call), call.taken(schema.NewProcedure)
    house = call.house.together.agencies
    new = Procedure(
        agency=agency.id,
        version=body.version,
        act_number=body.act_number.strip(),
        act_date=body.act_date,
        valid_from=body.valid_from,
        times=Times(**body.times.model_dump()),
        duties=tuple(DutyLine(one.who, one.what, one.within) for one in body.duties),
        recorded_by=call.account.id,
        recorded_at=call.now,
    )
    check(change_refusal(new, await house.procedures(agency.id)))
    if not await house.add_procedure(new):
        raise Refused(409, Reason.OVERTAKEN)
    return await procedures.handler(call)


@endpoint(
    "GET",
    "/api/trainings",
    "The people of the reader's agencies and their trainings.",
    gives=schema.People,
    audit="training.view",
    roles=KEEPERS | {Role.COORDINATOR},
)
async def trainings(call: Call) -> Answered:
    """Who may have contact with women, and until when."""
    return Answered(await _people(call))


@endpoint(
    "POST",
    "/api/trainings",
    "Write down a training of somebody of the agency.",
    takes=schema.NewTraining,
    gives=schema.People,
    refusals={404: (Reason.UNKNOWN,), 422: (Reason.BAD_REQUEST,)},
    audit="training.record",
    roles=KEEPERS,
)
async def record_training(call: Call) -> Answered:
    """A day in the future is none: she has not been there yet."""
    body = call.taken(schema.NewTraining)
    if body.account not in {one.id for one in await _colleagues(call)}:
        raise Refused(404, Reason.UNKNOWN)
    if body.on > call.now.date():
        raise Refused(422, Reason.BAD_REQUEST)
    record = TrainingRecord(
        call.house.ids.new(), body.account, body.course, body.on, call.account.id, call.now
    )
    await call.house.together.agencies.add_training(record)
    return Answered(await _people(call), subject=body.account)


async def _known(call: Call) -> Agency:
    return existing(await call.house.together.agencies.agency(call.path["id"]))


async def _own(call: Call) -> Agency:
    """The agency of the path, which this reader keeps; another one does not exist for her."""
    agency = await _known(call)
    if not may_edit(call.account, agency.id):
        raise Refused(404, Reason.UNKNOWN)
    return agency


def _publishes(call: Call, agency: Agency) -> bool:
    """Whether it is a network, whose hours she is told of."""
    return call.house.networks.network(agency.id) is not None


async def _as_published(call: Call, agency: Agency) -> Agency:
    """The agency with the hours that it publishes, where it is a network: there is one place."""
    facts = call.house.networks.network(agency.id)
    if facts is None:
        return agency
    own = (await call.house.routing.hours([agency.id])).get(agency.id)
    return replace(agency, hours=hours_of(own.timetable if own else facts.timetable))


async def _names(call: Call, ids: list[str]) -> dict[str, str]:
    known = sorted({id for id in ids if id})
    return await call.house.accounts.names(known) if known else {}


async def _colleagues(call: Call) -> list[Account]:
    own = set(call.account.networks)
    return [one for one in await call.house.together.colleagues() if own & set(one.networks)]


async def _people(call: Call) -> schema.People:
    house = call.house.together.agencies
    people = await _colleagues(call)
    records = await house.trainings([one.id for one in people])
    names = await _names(call, [one.recorded_by for one in records])
    found: list[schema.Person] = []
    for one in sorted(people, key=lambda person: person.login):
        shared = [id for id in one.networks if id in call.account.networks]
        procedure = await house.procedure_of(shared[0], call.now)
        years = procedure.times.training_years
        own = [record for record in records if record.account == one.id]
        found.append(
            schema.Person(
                id=one.id,
                name=one.login,
                trained=is_trained(own, call.now.date(), years),
                trainings=[
                    schema.Training(
                        course=record.course,
                        on=record.on,
                        until=counts_until(record, years),
                        recorded_by=names.get(record.recorded_by, ""),
                    )
                    for record in own
                ],
            )
        )
    return schema.People(people=found)


def _agency(call: Call, agency: Agency, names: dict[str, str]) -> schema.Agency:
    mine = agency.id in call.account.networks
    return schema.Agency(
        id=agency.id,
        kind=agency.kind,
        name=agency.name,
        answers=agency.answers,
        duty_to_report=agency.duty_to_report,
        languages=list(agency.languages),
        hours=[
            schema.Hours(weekday=one.weekday, opens=one.opens, closes=one.closes)
            for one in agency.hours
        ],
        publishes=_publishes(call, agency),
        duty_phone=agency.duty_phone if mine else "",
        demonstration=agency.demonstration,
        mine=mine,
        editable=may_edit(call.account, agency.id),
        changed_at=agency.changed_at,
        changed_by=names.get(agency.changed_by, ""),
    )


def _procedure(one: Procedure, holds: Procedure, names: dict[str, str]) -> schema.Procedure:
    return schema.Procedure(
        version=one.version,
        act_number=one.act_number,
        act_date=one.act_date,
        valid_from=one.valid_from,
        times=schema.Times(**asdict(one.times)),
        duties=[schema.DutyLine(**asdict(line)) for line in one.duties],
        recorded_by=names.get(one.recorded_by, ""),
        recorded_at=one.recorded_at,
        holds=one.version == holds.version,
    )


ENDPOINTS = (
    agencies,
    add_agency,
    change_agency,
    procedures,
    change_procedure,
    trainings,
    record_training,
)
