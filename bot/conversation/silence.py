"""When silence lowers the curtain: nobody knows who holds the phone by now."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation

ALIVE = frozenset({CaseState.QUEUED, CaseState.CLAIMED})
"""States of a case in which a page that is alive is not silent."""


def is_silent(
    conversation: Conversation,
    case: Case | None,
    scene: Scene,
    now: datetime,
    present_at: datetime | None = None,
) -> bool:
    """Whether she has been silent so long that the curtain counts as fallen.

    While a human is awaited or answering a page that is alive (``present_at``) is not silent.
    """
    last = conversation.touched_at
    if present_at is not None and case is not None and case.state in ALIVE:
        last = max(last, present_at)
    return now - last > scene.rules.silence[conversation.address.channel]
