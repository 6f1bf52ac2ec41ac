"""Asking her, and telling the desks: shared by what is done with others."""

from __future__ import annotations

from admin.endpoint import Call
from admin.of_a_case import NOT_HERS, post
from admin.refused import Refused
from bot.handoff.agencies import Agency
from bot.handoff.case import Ticket
from bot.handoff.reasons import Reason
from bot.messages import Proposed
from bot.values.proposals import ASKED_FOR, Proposal, Wish

ASKING = (
    Reason.EXITED,
    Reason.SILENT,
    *NOT_HERS,
    Reason.ASKED_ALREADY,
    Reason.NO_ENTRY,
    Reason.NOT_SENT,
)
"""Why she may not be asked."""


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
