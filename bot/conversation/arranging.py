"""How what is arranged for her, or kept by her, changes the turn that is being decided."""

from __future__ import annotations

from bot.appointments.booking import Booking, Waiting
from bot.conversation.draft import Draft
from bot.conversation.terms import Reminder
from bot.proposals import Wrote


def arrange(what: object, draft: Draft) -> None:
    """A booking, a place on a waiting list, a reminder or her notebook is so from now on."""
    if isinstance(what, Reminder):
        draft.reminder = what
        return
    if isinstance(what, Wrote):
        draft.marks.append(what)
        return
    assert isinstance(what, Booking | Waiting), "the world arranges what turns can write"
    draft.arranged.append(what)
    if isinstance(what, Booking):
        draft.topics.add(f"network:{what.agency}")
