"""How what is arranged for her, or kept by her, changes the turn that is being decided."""

from __future__ import annotations

from dataclasses import replace

from bot.appointments.booking import Booking, Waiting
from bot.conversation.draft import Draft
from bot.conversation.terms import Reminder
from bot.handoff.interest import Interested, Uninterested
from bot.values.proposals import Wrote


def arrange(what: object, draft: Draft) -> None:
    """A booking, a place on a waiting list, a reminder, her notebook, her interest in a training
    call or what is remembered of those that she asked about is so from now on."""
    if isinstance(what, Reminder):
        draft.reminder = what
        return
    if isinstance(what, tuple):
        draft.conversation = replace(draft.conversation, courses=what)
        return
    if isinstance(what, Interested | Uninterested | Wrote):
        draft.marks.append(what)
        if isinstance(what, Interested):
            draft.topics |= {f"network:{what.referral.agency}", f"network:{what.referral.network}"}
        return
    assert isinstance(what, Booking | Waiting), "the world arranges what turns can write"
    draft.arranged.append(what)
    if isinstance(what, Booking):
        draft.topics.add(f"network:{what.agency}")
