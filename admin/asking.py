"""Asking her, and finding the case that somebody holds: shared by what is done with others."""

from __future__ import annotations

from admin.endpoint import Call, Refused
from bot.handoff.agencies import Agency
from bot.handoff.case import Ticket, holder_refusal
from bot.handoff.reasons import Reason
from bot.messages import Happening, Inbound, Proposed, Thread
from bot.proposals import ASKED_FOR, Proposal, Wish

FROM_THE_INBOX = {
    "silent": Reason.SILENT,
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
}
ASKING = (
    Reason.EXITED,
    Reason.SILENT,
    Reason.CLOSED,
    Reason.TAKEN_BACK,
    Reason.NOT_HOLDER,
    Reason.ASKED_ALREADY,
    Reason.NO_ENTRY,
    Reason.NOT_SENT,
)
"""Why she may not be asked."""

_STATUS = {Reason.UNKNOWN: 404, Reason.BAD_REQUEST: 422, Reason.NO_ACT: 422, Reason.SHEET: 422}


def check(reason: Reason | None) -> None:
    """Refuse for that reason, where there is one."""
    if reason is not None:
        status = 403 if reason is Reason.ROLE else _STATUS.get(reason, 409)
        raise Refused(status, reason)


async def ticket_of(call: Call, id: str = "") -> Ticket:
    """The case of the path, if it exists for her."""
    ticket = await call.house.desk.ticket(call.account.networks, id or call.path["id"])
    if ticket is None:
        raise Refused(404, Reason.UNKNOWN)
    return ticket


async def held(call: Call) -> Ticket:
    """The case of the path, which she holds."""
    ticket = await ticket_of(call)
    check(holder_refusal(call.account, ticket))
    return ticket


async def post(call: Call, ticket: Ticket, id: str, what: Happening) -> None:
    """Let it happen to her conversation; refuses with the reason why it had no effect."""
    inbound = Inbound(f"staff:{id}", Thread(ticket.conversation), call.now, what)
    turned = await call.house.inbox.post(inbound)
    if turned.refused:
        check(FROM_THE_INBOX.get(turned.refused, Reason.NOT_SENT))


async def ask_her(call: Call, ticket: Ticket, proposal: Proposal) -> None:
    """Ask her in the chat; asking again shows it again."""
    what = Proposed(ticket.id, call.account.id, proposal)
    await post(call, ticket, f"ask:{proposal.id}:{ticket.seq}", what)


def proposal_for(
    call: Call, ticket: Ticket, id: str, wish: Wish, agency: Agency | None
) -> Proposal:
    """A question to her, of now, about that agency."""
    return Proposal(
        id=id,
        wish=wish,
        case=ticket.id,
        until=call.now + ASKED_FOR,
        agency=agency.id if agency else "",
        told=agency.told if agency else "",
        duty=agency.duty_to_report if agency else "unknown",
    )


def wake(call: Call, *networks: str) -> None:
    """Let the desks of these networks look again."""
    for network in dict.fromkeys(networks):
        call.house.bus.publish(f"network:{network}")


async def check_trained(call: Call, network: str) -> None:
    """Refuse whoever has no training that counts there."""
    if not await trained(call, call.account.id, network):
        raise Refused(409, Reason.UNTRAINED)


async def trained(call: Call, account: str, network: str) -> bool:
    """Whether somebody has a training that counts there."""
    return await call.house.together.is_trained(account, network, call.now)
