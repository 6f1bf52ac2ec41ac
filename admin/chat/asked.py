"""What every tool of the chat asks first: whether the reader may, and for which network."""

from __future__ import annotations

from admin.endpoint import Call, existing
from admin.of_a_case import ticket_of
from admin.refused import Refused
from bot.handoff.case import Ticket, may_read
from bot.handoff.reasons import Reason


async def read(call: Call) -> Ticket:
    """The case of the path, whose conversation the reader may read: closed ones too."""
    ticket = await ticket_of(call)
    if not may_read(call.account, ticket):
        raise Refused(409, Reason.TAKEN_BACK if ticket.taken_back else Reason.NOT_HOLDER)
    return ticket


def of_hers(call: Call, network: str) -> str:
    """A network of the reader's; no other exists for her."""
    existing(network in call.account.networks)
    return network
