"""Training calls: looked for by all of the staff, corrected and taken down by those whose they
are."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from admin.endpoint import Answered, Call, endpoint, existing
from admin.imports.words import in_words
from admin.of_a_case import MISSING
from admin.refused import Refused
from admin.training import schema
from bot.handoff.people import AT_THE_DESK, Role
from bot.handoff.reasons import Reason
from bot.training.call import TrainingCall, id_of, lacking
from bot.training.importing import Change, Held, Kept, amended, put_back, taken_down
from bot.training.looking import Entry, Looked, State, look
from bot.training.reading import COLUMNS, Reading, row_of
from bot.training.writing import cells_of
from bot.values.brought import is_theirs, network_of

READERS = AT_THE_DESK | {Role.NETWORK_ADMIN}
KEEPERS = frozenset({Role.COORDINATOR, Role.NETWORK_ADMIN})
STALE = 30
"""Days after which it is said that a source has not named a call again."""

FIXED = frozenset({"id", "basis"})
"""Columns that nobody changes by hand: they say which call it is, and that it is made up."""


@endpoint(
    "POST",
    "/api/training/search",
    "Look for calls, those first that run out first; also those that no woman sees.",
    takes=schema.CallsLooked,
    gives=schema.CallsFound,
    roles=READERS,
)
async def find_calls(call: Call) -> Answered:
    """A POST, so that what is looked for stands in no address."""
    body, shelf = call.taken(schema.CallsLooked), call.house.stage.shelf
    looked = Looked(
        body.words, body.state, body.audience, body.followed, body.changed, body.until, body.source
    )
    found = look(shelf, looked, call.now)
    shown = [_call(call, one, state) for one, state in islice(found, schema.MOST_FOUND)]
    count = len(shown) + sum(1 for _ in found)
    return Answered(schema.CallsFound(calls=shown, count=count, sources=shelf.sources))


@endpoint(
    "GET",
    "/api/training/calls/{id}",
    "One call with everything that is said of it, by whom, and what changed when.",
    gives=schema.OneCall,
    refusals=MISSING,
    roles=READERS,
)
async def one_call(call: Call) -> Answered:
    """What its source says stands beside what somebody wrote over it."""
    return await _whole(call)


@endpoint(
    "POST",
    "/api/training/calls/{id}",
    "Write over a call: it counts field by field, until its source says that field otherwise.",
    takes=schema.CallCells,
    gives=schema.OneCall,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.OVERTAKEN,),
        422: (Reason.CALL_CELL, Reason.BAD_REQUEST),
    },
    audit="training.amend",
    roles=KEEPERS,
)
async def amend_call(call: Call) -> Answered:
    """Read by the same rules as a sheet: what these refuse is not taken by hand either."""
    entry, body = _mine(call), call.taken(schema.CallCells)
    if not body.fits or not body.cells.keys() <= COLUMNS.keys():
        raise Refused(422, Reason.BAD_REQUEST)
    written = _written(call, entry, body.cells)

    def decide(held: Held) -> Change:
        one = held.one(entry.key)
        if one is None or _version(one) != body.version:
            raise Refused(409, Reason.OVERTAKEN)
        return amended(held, one, written, call.account.id, call.now)

    await call.house.stage.change_call(decide, call.now)
    return await _whole(call)


@endpoint(
    "POST",
    "/api/training/calls/{id}/withdraw",
    "Take a call down: from now on no woman is told of it, whichever source gives it.",
    gives=schema.OneCall,
    refusals=MISSING,
    audit="training.withdraw",
    roles=KEEPERS,
)
async def withdraw_call(call: Call) -> Answered:
    """It stays down at the next import."""
    entry = _mine(call)

    def decide(held: Held) -> Change:
        return taken_down(held, _there(held, entry), call.account.id, call.now)

    await call.house.stage.change_call(decide, call.now)
    return await _whole(call)


@endpoint(
    "POST",
    "/api/training/calls/{id}/restore",
    "Put a call back that was taken down.",
    gives=schema.OneCall,
    refusals=MISSING,
    audit="training.restore",
    roles=KEEPERS,
)
async def restore_call(call: Call) -> Answered:
    """Women are told of it again where it is complete and has not run out."""
    entry = _mine(call)

    def decide(held: Held) -> Change:
        return put_back(held, _there(held, entry), call.now)

    await call.house.stage.change_call(decide, call.now)
    return await _whole(call)


def _known(call: Call) -> Entry:
    return existing(call.house.stage.shelf.by_key.get(call.path["id"]))


def _mine(call: Call) -> Entry:
    """The call of the path, which the caller keeps right: another's does not exist for that."""
    entry = _known(call)
    if not is_theirs(entry.kept.source, call.account.networks):
        raise Refused(404, Reason.UNKNOWN)
    return entry


def _there(held: Held, entry: Entry) -> Kept:
    return existing(held.one(entry.key))


def _written(call: Call, entry: Entry, cells: dict[str, str]) -> TrainingCall:
    """The call that these cells say."""
    scene, before = call.house.stage.scene, entry.kept.call
    reading = Reading(scene.directory.town_codes, frozenset[str]().union(*scene.risky.values()))
    own = {name: text.strip() for name, text in cells.items() if name not in FIXED}
    reading.take(row_of({**own, "id": "one"}, "", 1))
    if reading.problems:
        problem = reading.problems[0]
        what, remedy = (in_words(one, call.language) for one in (problem.what, problem.remedy))
        raise Refused(422, Reason.CALL_CELL, what=what, remedy=remedy)
    (found,) = reading.calls.values()
    return replace(found, id=before.id, demonstration=before.demonstration)


def _version(one: Kept) -> str:
    return id_of(repr(one.call), repr(one.amended), repr(one.down))


def _call(call: Call, entry: Entry, state: State) -> schema.TrainingCall:
    kept, one = entry.kept, entry.call
    network = call.house.networks.network(network_of(kept.source))
    stale = (call.now - (kept.imported or kept.seen)).days
    return schema.TrainingCall(
        id=entry.key,
        title=one.title,
        provider=one.provider,
        state=state,
        audience=one.audience,
        eligibility=one.eligibility,
        until=one.until,
        place=one.place,
        lacks=list(lacking(one)) if state is State.DRAFT else [],
        changed=list(kept.changed_by_import),
        source=kept.source.rpartition(":")[2],
        network=network.name if network else network_of(kept.source),
        stale=stale if stale > STALE else 0,
        amended=kept.amended is not None,
        demonstration=one.demonstration,
    )


async def _whole(call: Call) -> Answered:
    entry = _known(call)
    kept, directory = entry.kept, call.house.stage.scene.directory
    towns = {code: town.name for code, town in directory.municipalities.items()}
    counts, said = cells_of(entry.call, towns), cells_of(kept.call, towns)
    by = [one.by for one in (kept.amended, kept.down) if one]
    names = await call.house.accounts.names(by) if by else {}
    return Answered(
        schema.OneCall(
            call=_call(call, entry, entry.state(call.now)),
            cells=[
                schema.CallCell(
                    name=name,
                    text=counts.get(name, ""),
                    source_text=said.get(name, ""),
                    overruled=name in kept.overruled,
                )
                for name in COLUMNS
                if name not in FIXED
            ],
            changes=[
                schema.CallChange(at=one.at, fields=list(one.fields))
                for one in reversed(kept.changes)
            ],
            seen=kept.seen,
            imported=kept.imported,
            amended_by=names.get(kept.amended.by, "") if kept.amended else "",
            amended_at=kept.amended.at if kept.amended else None,
            down_by=names.get(kept.down.by, "") if kept.down else "",
            down_at=kept.down.at if kept.down else None,
            gone=kept.withdrawn,
            mine=call.account.role in KEEPERS and is_theirs(kept.source, call.account.networks),
            version=_version(kept),
        )
    )


ENDPOINTS = (find_calls, one_call, amend_call, withdraw_call, restore_call)
