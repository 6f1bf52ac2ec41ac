"""When sharing ends: a case after she took her yes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.state import Case, CaseState


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
