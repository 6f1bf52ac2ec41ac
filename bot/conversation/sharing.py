"""When sharing ends: a case after she took her yes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.state import Case, CaseState, Conversation


def followed(conversation: Conversation) -> Conversation:
    """The conversation once a person who had her case lets go of it: a network followed her."""
    return replace(conversation, followed=conversation.seq + 1)


def taken_back(case: Case, at: datetime) -> Case:
    """The case from then on: closed, nobody reads it, nothing is shared."""
    return replace(
        case,
        state=CaseState.CLOSED,
        closed_at=case.closed_at or at,
        shared={},
        danger=False,
        taken_back=True,
    )
