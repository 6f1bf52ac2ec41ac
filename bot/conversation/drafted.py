"""How a turn begins, before anything happened in it."""

from __future__ import annotations

from collections.abc import Callable

from bot.conversation.draft import Draft
from bot.conversation.scene import Rules
from bot.conversation.state import Case, Conversation, Curtain
from bot.messages import Inbound, Thread


def drafted(
    inbound: Inbound,
    known: Conversation | None,
    case: Case | None,
    rules: Rules,
    new_id: Callable[[], str],
) -> Draft | None:
    """The turn before anything happened; None for a thread that nobody knows."""
    if known is not None:
        return Draft(inbound, rules, new_id, known, known, case, case)
    address = inbound.to
    if isinstance(address, Thread):
        return None
    fresh = Conversation(
        id=new_id(),
        address=address,
        curtain=Curtain.COVERED,
        session=None,
        seq=0,
        touched_at=inbound.at,
        forget_at=inbound.at + rules.kept[address.channel],
    )
    return Draft(inbound, rules, new_id, None, fresh, None, None)
