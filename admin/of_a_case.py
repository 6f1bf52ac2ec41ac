"""The case of a request: found within the reader's networks, and refused in one way."""

from __future__ import annotations

from admin.endpoint import Call, existing
from admin.refused import Refused
from bot.handoff.case import Ticket, holder_refusal
from bot.handoff.reasons import Reason
from bot.messages import Happening, Inbound, Thread

MISSING = {404: (Reason.UNKNOWN,)}
NOT_HERS = (Reason.CLOSED, Reason.TAKEN_BACK, Reason.NOT_HOLDER)
OF_A_CASE = {**MISSING, 409: NOT_HERS}
"""Refusals of whatever only the holder of a case may do."""

FROM_THE_INBOX = {
    "silent": Reason.SILENT,
    "telling": Reason.TELLING,
    "wordless": Reason.WORDLESS,
    "exited": Reason.EXITED,
    "shut": Reason.SWITCHED_OFF,
    "drill": Reason.IN_DRILL,
    "closed": Reason.CLOSED,
    "not_holder": Reason.NOT_HOLDER,
    "unknown": Reason.UNKNOWN,
    "asked_already": Reason.ASKED_ALREADY,
    "no_entry": Reason.NO_ENTRY,
    "moment_taken": Reason.MOMENT_TAKEN,
    "moment_many": Reason.MOMENT_MANY,
    **{reason.value: reason for reason in Reason if reason.value.startswith("contact_")},
}
"""Why a happening had no effect, as the inbox says it; anything else is ``NOT_SENT``."""

_STATUS = {
    Reason.UNKNOWN: 404,
    Reason.NO_NOTE: 404,
    Reason.ROLE: 403,
    Reason.NOT_COORDINATOR: 403,
    **dict.fromkeys(
        (
            Reason.EMPTY,
            Reason.TOO_LONG,
            Reason.TELLING,
            Reason.BAD_CANNED,
            Reason.UNKNOWN_VARIABLE,
            Reason.BAD_REQUEST,
            Reason.NO_ACT,
            Reason.SHEET,
        ),
        422,
    ),
}


def check(reason: Reason | None, **details: str) -> None:
    """Refuse for that reason, where there is one."""
    if reason is not None:
        raise Refused(_STATUS.get(reason, 409), reason, **details)


async def ticket_of(call: Call, id: str = "") -> Ticket:
    """The case of the path, or of that id, if it exists for the reader."""
    return existing(await call.house.desk.ticket(call.account.networks, id or call.path["id"]))


async def held(call: Call) -> Ticket:
    """The case of the path, which the reader holds."""
    ticket = await ticket_of(call)
    check(holder_refusal(call.account, ticket))
    return ticket


async def happened(
    call: Call, ticket: Ticket, id: str, what: Happening
) -> tuple[Reason | None, bool]:
    """Let it happen to her conversation: why it had no effect, or None; and whether it had
    happened before."""
    inbound = Inbound(f"staff:{id}", Thread(ticket.conversation), call.now, what)
    turned = await call.house.inbox.post(inbound)
    if turned.refused:
        return FROM_THE_INBOX.get(turned.refused, Reason.NOT_SENT), False
    return None, turned.duplicate


async def post(call: Call, ticket: Ticket, id: str, what: Happening) -> None:
    """Let it happen to her conversation; refuses with the reason why it had no effect."""
    reason, _ = await happened(call, ticket, id, what)
    check(reason)
