"""Trials of a flow: talk with the draft, leave it, keep it, and hold it against the golden ones.

The page sends what was done until now, and all of it is played anew: nothing is kept in between.
"""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import UTC
from typing import TypeVar

from admin.endpoint import Answered, Call, endpoint, existing
from admin.flows.endpoints import WRITERS
from admin.of_a_case import MISSING
from admin.refused import Refused
from admin.rehearsal import schema
from bot.calendar.timetable import BadHours, read_week
from bot.handoff.reasons import Reason
from bot.messages import Channel
from bot.rehearsal.leaving import Parted
from bot.rehearsal.recording import Recorded
from bot.rehearsal.room import MOST_REPLAYED, FullError, OtherWayError, UnplayableError
from bot.rehearsal.setting import Setting
from bot.rehearsal.transcripts import Transcript
from bot.rehearsal.trial import Plan, Tried, UntriableError
from bot.text.tongues import LANGUAGES
from bot.workshop.workshop import UnknownFlowError

T = TypeVar("T")
_REFUSALS = {404: (Reason.UNKNOWN,), 422: (Reason.UNPLAYABLE, Reason.BAD_REQUEST)}
_LARGEST = 256 * 1024


@endpoint(
    "GET",
    "/api/flows/{id}/trial",
    "What a trial of this flow can be set to, and the golden transcripts that it can begin like.",
    gives=schema.TrialStage,
    refusals=MISSING,
    roles=WRITERS,
)
async def trial_stage(call: Call) -> Answered:
    """Languages, networks and covers are those of this installation."""
    await _is_there(call)
    house, flow = call.house.rehearsals, call.path["id"]
    return Answered(
        schema.TrialStage(
            scripts=[_script(one) for one in await house.transcripts() if one.about == flow],
            languages=list(LANGUAGES),
            networks=[schema.TrialNetwork(id=id, name=name) for id, name in house.places()],
            covers=list(house.covers()),
        )
    )


@endpoint(
    "POST",
    "/api/flows/{id}/trials",
    "Begin the trial of a flow as it is drafted.",
    takes=schema.Trial,
    gives=schema.TriedTrial,
    refusals=_REFUSALS,
    roles=WRITERS,
    audit="flows.rehearse",
    largest=_LARGEST,
)
async def begin_trial(call: Call) -> Answered:
    """Nothing of it is stored but that it was begun."""
    return await _tried(call)


@endpoint(
    "POST",
    "/api/flows/{id}/trials/acts",
    "Go on with a trial: all that she did until now, and what follows.",
    takes=schema.Trial,
    gives=schema.TriedTrial,
    refusals=_REFUSALS,
    roles=WRITERS,
    largest=_LARGEST,
)
async def continue_trial(call: Call) -> Answered:
    """The whole is played anew."""
    return await _tried(call)


@endpoint(
    "POST",
    "/api/flows/{id}/trials/exit",
    "Leave a trial at its end, on every channel: what is left on her phone and in the database.",
    takes=schema.Trial,
    gives=schema.TrialExits,
    refusals=_REFUSALS,
    roles=WRITERS,
    largest=_LARGEST,
)
async def leave_trial(call: Call) -> Answered:
    """As the channels and the store do it."""
    plan = _plan(call.taken(schema.Trial))
    await _is_there(call)
    found = await _played(call.house.rehearsals.parts(call.path["id"], plan))
    return Answered(schema.TrialExits(channels=[_parted(one) for one in found]))


@endpoint(
    "POST",
    "/api/flows/{id}/trials/transcript",
    "A trial as a golden transcript, to be put beside the flows.",
    takes=schema.Recording,
    gives=schema.RecordedTrial,
    refusals=_REFUSALS,
    roles=WRITERS,
    largest=_LARGEST,
)
async def record_trial(call: Call) -> Answered:
    """It is played once more, in what golden transcripts are played in."""
    body = call.taken(schema.Recording)
    await _is_there(call)
    recording = call.house.rehearsals.records(call.path["id"], _plan(body), body.part)
    return _recorded(await _played(recording))


@endpoint(
    "GET",
    "/api/flows/{id}/recordings",
    "The trials that are kept with a flow's drafts, and whether the files hold them.",
    gives=schema.KeptTrials,
    refusals=MISSING,
    roles=WRITERS,
)
async def kept_trials(call: Call) -> Answered:
    """By name."""
    await _is_there(call)
    return await _kept(call)


@endpoint(
    "POST",
    "/api/flows/{id}/recordings",
    "Keep a trial with the drafts, as a golden transcript.",
    takes=schema.Recording,
    gives=schema.RecordedTrial,
    refusals={**_REFUSALS, 409: (Reason.SHELF_FULL,)},
    roles=WRITERS,
    audit="flows.record",
    largest=_LARGEST,
)
async def keep_trial(call: Call) -> Answered:
    """What is kept is what was played here: no text comes from the page but what she would say."""
    body = call.taken(schema.Recording)
    await _is_there(call)
    flow, plan = call.path["id"], _plan(body)
    keeping = call.house.rehearsals.keeps(flow, plan, body.part, call.account.id, call.now)
    try:
        found = await _played(keeping)
    except FullError:
        raise Refused(409, Reason.SHELF_FULL) from None
    return _recorded(found)


@endpoint(
    "POST",
    "/api/flows/{id}/recordings/drop",
    "Throw away a trial that was kept.",
    takes=schema.DroppedTrial,
    gives=schema.KeptTrials,
    refusals=MISSING,
    roles=WRITERS,
    audit="flows.unrecord",
)
async def drop_trial(call: Call) -> Answered:
    """The files stay as they are. Gives those that are left."""
    name = call.taken(schema.DroppedTrial).name
    existing(await call.house.rehearsals.drops(call.path["id"], name))
    return await _kept(call)


@endpoint(
    "GET",
    "/api/flow-transcripts",
    "Every golden transcript by name.",
    gives=schema.TranscriptNames,
    roles=WRITERS,
)
async def flow_transcripts(call: Call) -> Answered:
    """A page replays them in several requests."""
    found = await call.house.rehearsals.transcripts()
    return Answered(schema.TranscriptNames(names=[one.name for one in found], most=MOST_REPLAYED))


@endpoint(
    "POST",
    "/api/flow-transcripts/replay",
    "Play golden transcripts with all drafts: which of them go another way, and where.",
    takes=schema.TranscriptReplay,
    gives=schema.DifferingTranscripts,
    refusals={422: (Reason.UNPLAYABLE,)},
    roles=WRITERS,
)
async def replay_transcripts(call: Call) -> Answered:
    """What differs just so with what is live is marked."""
    names = frozenset(call.taken(schema.TranscriptReplay).names)
    found = await _played(call.house.rehearsals.replays(names))
    return Answered(
        schema.DifferingTranscripts(
            differing=[
                schema.DifferingTranscript(
                    name=one.transcript.name,
                    flow=one.transcript.about,
                    turns=[schema.TranscriptTurn(was=was, now=now) for was, now in one.turns],
                    already=one.already,
                    digest=one.digest,
                )
                for one in found
            ]
        )
    )


@endpoint(
    "POST",
    "/api/flow-transcripts/accept",
    "The new way of a golden transcript is right: keep it with the drafts, in its place.",
    takes=schema.AcceptedWay,
    gives=schema.DifferingTranscripts,
    refusals={
        409: (Reason.OVERTAKEN, Reason.SHELF_FULL),
        422: (Reason.UNPLAYABLE, Reason.BAD_REQUEST),
    },
    roles=WRITERS,
    audit="flows.record",
)
async def accept_way(call: Call) -> Answered:
    """It is played once more, and kept only as it was read. Nothing differs in it any more."""
    body = call.taken(schema.AcceptedWay)
    accepting = call.house.rehearsals.accepts(body.name, body.digest, call.account.id, call.now)
    try:
        await _played(accepting)
    except OtherWayError:
        raise Refused(409, Reason.OVERTAKEN) from None
    except FullError:
        raise Refused(409, Reason.SHELF_FULL) from None
    return Answered(schema.DifferingTranscripts(differing=[]))


def _recorded(found: Recorded) -> Answered:
    name, text = found.transcript.name, found.transcript.text
    return Answered(schema.RecordedTrial(name=f"{name}.txt", text=text, same=found.same))


async def _kept(call: Call) -> Answered:
    found = await call.house.rehearsals.kept(call.path["id"])
    names = await call.house.accounts.names(sorted({one.by for one, _ in found}))
    return Answered(
        schema.KeptTrials(
            kept=[
                schema.KeptTrial(
                    name=one.name,
                    text=one.text,
                    by=names.get(one.by, ""),
                    at=one.at,
                    standing=standing,
                )
                for one, standing in found
            ]
        )
    )


async def _tried(call: Call) -> Answered:
    plan = _plan(call.taken(schema.Trial))
    await _is_there(call)
    return Answered(_given(await _played(call.house.rehearsals.tries(call.path["id"], plan))))


async def _is_there(call: Call) -> None:
    try:
        await call.house.workshop.open(call.path["id"])
    except UnknownFlowError:
        raise Refused(404, Reason.UNKNOWN) from None


async def _played(work: Awaitable[T]) -> T:
    """The result, or a refusal that says in words why there is none."""
    try:
        return await work
    except UnplayableError as error:
        raise Refused(422, Reason.UNPLAYABLE, errors=str(len(error.problems))) from None
    except UntriableError:
        raise Refused(422, Reason.BAD_REQUEST) from None


def _plan(body: schema.Trial) -> Plan:
    """What was asked for. Refused where a language, an hour or a cover is none."""
    given = body.setting
    try:
        read_week(given.hours)
    except BadHours:
        raise Refused(422, Reason.BAD_REQUEST) from None
    if body.language not in LANGUAGES:
        raise Refused(422, Reason.BAD_REQUEST)
    at = given.at.astimezone(UTC) if given.at else None
    setting = Setting(
        at=at,
        duty=tuple(given.duty),
        hours=given.hours,
        absent=tuple(given.absent),
        busy=given.busy,
        drilled=given.drilled,
        desks=given.desks,
        calls=given.calls,
        box=tuple(" ".join(one.split()) for one in given.box),
        cover=given.cover,
    )
    acts = (" ".join(one.split()) for one in body.acts)
    return Plan(Channel(body.channel), body.language, setting, tuple(filter(None, acts)))


def _given(found: Tried) -> schema.TriedTrial:
    standing = found.standing
    return schema.TriedTrial(
        moments=[
            schema.TrialMoment(
                act=one.act,
                said=one.said,
                at=one.at,
                bubbles=[_bubble(each) for each in one.bubbles],
                path=[_step(each) for each in one.path],
                refused=one.refused,
            )
            for one in found.moments
        ],
        standing=schema.TrialStanding(
            at=standing.at,
            language=standing.language,
            sight=standing.sight,
            place=_step(standing.place) if standing.place else None,
            stack=[_step(one) for one in standing.stack],
            variables=[
                schema.TrialVariable(name=name, value=said) for name, said in standing.variables
            ],
            wakes_at=standing.wakes_at,
            case=standing.case,
            network=standing.network,
            danger=standing.danger,
        ),
        lost=found.lost,
    )


def _step(one: object) -> schema.TrialStep:
    return schema.TrialStep.model_validate(one, from_attributes=True)


def _bubble(one: object) -> schema.TrialBubble:
    return schema.TrialBubble.model_validate(one, from_attributes=True)


def _parted(one: Parted) -> schema.TrialExit:
    return schema.TrialExit.model_validate(one, from_attributes=True)


def _script(one: Transcript) -> schema.TrialScript:
    return schema.TrialScript(
        name=one.name,
        channel=one.channel,
        language=one.language,
        setting=schema.ScriptSetting.model_validate(one.setting, from_attributes=True),
        acts=list(one.said),
    )


ENDPOINTS = (
    trial_stage,
    begin_trial,
    continue_trial,
    leave_trial,
    record_trial,
    kept_trials,
    keep_trial,
    drop_trial,
    flow_transcripts,
    replay_transcripts,
    accept_way,
)
