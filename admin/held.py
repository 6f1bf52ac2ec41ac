"""The hold tray: texts that could not be given to her, which a person must empty."""

from __future__ import annotations

from admin import answers, schema
from admin.endpoint import Answered, Call, endpoint, existing
from admin.refused import Refused
from bot.handoff.case import Ticket, may_read, text_refusal
from bot.handoff.held import HeldTicket, box_refusal, discard_refusal, held_id
from bot.handoff.reasons import Reason

INSTEAD = {Reason.EXITED: Reason.HELD_EXITED, Reason.SILENT: Reason.HELD_SILENT}
"""Refusals after which a text is held, and what its author is told then."""

_STATUS = {Reason.UNKNOWN: 404, Reason.EMPTY: 422, Reason.TOO_LONG: 422, Reason.NOT_AUTHOR: 403}


@endpoint(
    "GET",
    "/api/held",
    "What waits in the tray and the boxes of her networks; texts only of her own cases.",
    gives=schema.TrayState,
    audit="held.view",
)
async def held(call: Call) -> Answered:
    """Everything that could not be given and was not thrown away."""
    found = await call.house.tray.all(call.account.networks, call.now)
    names = await call.house.accounts.names(sorted({one.author for one in found})) if found else {}
    given = [answers.held(call.house, one, call.account, names) for one in found]
    return Answered(schema.TrayState(held=given))


@endpoint(
    "POST",
    "/api/cases/{id}/hold",
    "Lay what she was typing when the woman left into the tray; the same id is one text.",
    takes=schema.Reply,
    gives=schema.Held,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.NOT_HOLDER,),
        422: (Reason.EMPTY, Reason.TOO_LONG),
    },
    audit="case.hold",
)
async def hold_draft(call: Call) -> Answered:
    """Keep a draft that cannot be sent any more."""
    ticket = existing(await call.house.desk.ticket(call.account.networks, call.path["id"]))
    if not may_read(call.account, ticket):
        raise Refused(409, Reason.NOT_HOLDER)
    body = call.taken(schema.Reply)
    _check(text_refusal(body.text))
    known = await _begun(call, ticket, body.text.strip())
    if known is not None and known.text == body.text.strip():
        return await _shown(call, known)
    held = await hold(call, ticket, body)
    if known is not None and known.id != held.id:
        await call.house.tray.discard(known.id)
    return await _shown(call, held)


@endpoint(
    "POST",
    "/api/held/{id}/discard",
    "Throw a text of the tray or of a box away.",
    refusals={404: (Reason.UNKNOWN,), 403: (Reason.NOT_AUTHOR,)},
    audit="held.discard",
)
async def discard(call: Call) -> Answered:
    """Destroy it; nobody gets to read it any more."""
    found = await _found(call)
    _check(discard_refusal(call.account, found))
    await call.house.tray.discard(found.id)
    _tell(call, found)
    return Answered(None)


@endpoint(
    "POST",
    "/api/held/{id}/box",
    "Put a text of the tray into her letter box, where it waits for her word and her yes.",
    gives=schema.Held,
    refusals={
        404: (Reason.UNKNOWN,),
        403: (Reason.NOT_AUTHOR,),
        409: (Reason.NO_BOX,),
    },
    audit="held.box",
)
async def put_in_box(call: Call) -> Answered:
    """It leaves the tray; what is in the box already stays there."""
    found = await _found(call)
    _check(box_refusal(call.account, found))
    if found.place == "tray":
        await call.house.tray.put_in_box(found.id, call.now + call.house.staff.boxed)
        _tell(call, found)
    return await _shown(call, await _found(call))


async def hold(call: Call, ticket: Ticket, body: schema.Reply) -> HeldTicket:
    """Lay a text into the tray of a case. Raises ``Refused`` where its woman is forgotten."""
    held = await call.house.tray.hold(
        ticket,
        HeldTicket(
            id=held_id(call.account.id, body.id),
            case=ticket.id,
            network=ticket.network,
            author=call.account.id,
            holder=ticket.operator,
            at=call.now,
            forget_at=call.now + call.house.staff.held,
            place="tray",
            fetchable=False,
            text=body.text.strip(),
        ),
    )
    if held is None:
        raise Refused(404, Reason.UNKNOWN)
    _tell(call, held)
    return held


async def _begun(call: Call, ticket: Ticket, text: str) -> HeldTicket | None:
    """What her exit laid into the tray of the same draft, where this text only goes on from it."""
    kept = await call.house.tray.all([ticket.network], call.now)
    own = (one for one in kept if one.case == ticket.id and one.author == call.account.id)
    return next((one for one in own if one.place == "tray" and text.startswith(one.text)), None)


async def _found(call: Call) -> HeldTicket:
    return existing(await call.house.tray.one(call.account.networks, call.path["id"], call.now))


async def _shown(call: Call, found: HeldTicket) -> Answered:
    names = await call.house.accounts.names([found.author])
    return Answered(answers.held(call.house, found, call.account, names))


def _check(reason: Reason | None) -> None:
    if reason is not None:
        raise Refused(_STATUS.get(reason, 409), reason)


def _tell(call: Call, held: HeldTicket) -> None:
    call.house.bus.publish(f"network:{held.network}")


ENDPOINTS = (held, hold_draft, discard, put_in_box)
