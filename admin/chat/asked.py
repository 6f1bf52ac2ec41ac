"""What every tool of the chat asks first: which case it is about, and whether the reader may."""

from __future__ import annotations

from admin.endpoint import Call, Refused
from bot.handoff.case import Ticket, holder_refusal, may_read
from bot.handoff.reasons import Reason

OF_A_CASE = {
    404: (Reason.UNKNOWN,),
    409: (Reason.CLOSED, Reason.TAKEN_BACK, Reason.NOT_HOLDER),
}
"""Refusals of whatever only the holder of a case may do."""

STATUS = {
    Reason.UNKNOWN: 404,
    Reason.NO_NOTE: 404,
    Reason.EMPTY: 422,
    Reason.TOO_LONG: 422,
    Reason.BAD_CANNED: 422,
    Reason.UNKNOWN_VARIABLE: 422,
    Reason.NOT_COORDINATOR: 403,
}


async def seen(call: Call) -> Ticket:
    """The case of the path, if it exists for the reader."""
    ticket = await call.house.desk.ticket(call.account.networks, call.path["id"])
    if ticket is None:
        raise Refused(404, Reason.UNKNOWN)
    return ticket


async def read(call: Call) -> Ticket:
    """The case of the path, whose conversation the reader may read: closed ones too."""
    ticket = await seen(call)
    if not may_read(call.account, ticket):
        raise Refused(409, Reason.TAKEN_BACK if ticket.taken_back else Reason.NOT_HOLDER)
    return ticket


async def held(call: Call) -> Ticket:
    """The case of the path, which the reader holds."""
    ticket = await seen(call)
    check(holder_refusal(call.account, ticket))
    return ticket


def check(reason: Reason | None, **details: str) -> None:
    """Refuse, where there is a reason."""
    if reason is not None:
        raise Refused(STATUS.get(reason, 409), reason, **details)


def of_hers(call: Call, network: str) -> str:
    """A network of the reader's; no other exists for her."""
    if network not in call.account.networks:
        raise Refused(404, Reason.UNKNOWN)
    return network
