"""A data officer's two acts: export what is kept of somebody, and erase it.

Each asks for a one-time code again: an unattended browser exports and erases nothing.
"""

from __future__ import annotations

from typing import Any

from admin import schema
from admin.endpoint import Answered, Call, endpoint, existing
from admin.guard import is_fresh
from admin.refused import Refused
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.handoff.subject import Found, reference_of
from bot.handoff.trace import concerns
from bot.messages import Erased, Inbound, Thread

_REFUSALS = {
    403: (Reason.CODE, Reason.PROVE),
    404: (Reason.UNKNOWN,),
    429: (Reason.SLOW_DOWN,),
}


@endpoint(
    "POST",
    "/api/people/export",
    "Everything that is kept of somebody: by the id of a case or the number of a letter.",
    roles=frozenset({Role.DATA_OFFICER}),
    takes=schema.Subject,
    gives=schema.Export,
    refusals=_REFUSALS,
    audit="person.export",
)
async def export_person(call: Call) -> Answered:
    """What is kept, readable. It is nowhere stored: keep it only where she asked for it."""
    found = await _found(call)
    kept: dict[str, Any] | None = await call.house.people.export(found)
    if kept is None:
        raise Refused(404, Reason.UNKNOWN)
    return Answered(schema.Export(at=call.now, kept=kept), subject=found.id)


@endpoint(
    "POST",
    "/api/people/erase",
    "Destroy everything that is kept of somebody, at once and for good.",
    roles=frozenset({Role.DATA_OFFICER}),
    takes=schema.Subject,
    gives=schema.ErasedState,
    refusals=_REFUSALS,
    audit="person.erase",
)
async def erase_person(call: Call) -> Answered:
    """Destroy a conversation with its case, or a letter; nobody is told but the desk."""
    found = await _found(call)
    existing(await _erase(call, found))
    call.house.bus.publish(f"network:{found.network}")
    return Answered(schema.ErasedState(erased=found.kind), subject=found.id)


async def _found(call: Call) -> Found:
    """What the reference leads to within her networks, after her code was checked."""
    body = call.taken(schema.Subject)
    if body.code:
        await call.doors.confirm(call.account, body.code, call.now)
    elif call.session is None or not is_fresh(call.session, call.now):
        raise Refused(403, Reason.PROVE)
    reference = reference_of(body.reference)
    if reference is not None:
        found = await call.house.people.find(reference, call.account.networks)
        if found is not None:
            concerns(found.id)
            return found
    raise Refused(404, Reason.UNKNOWN)


async def _erase(call: Call, found: Found) -> bool:
    if found.kind == "letter":
        return await call.house.people.erase_letter(found.id, call.now)
    what = Erased(call.account.id)
    inbound = Inbound(call.house.ids.new(), Thread(found.id), call.now, what)
    return not (await call.house.inbox.post(inbound)).refused


ENDPOINTS = (export_person, erase_person)
