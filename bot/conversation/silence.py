"""When silence lowers the curtain: nobody knows who holds the phone by now."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.conversation.scene import Rules, Scene
from bot.conversation.state import Case, CaseState, Conversation
from bot.messages import Channel

ALIVE = frozenset({CaseState.QUEUED, CaseState.CLAIMED})
"""States of a case in which a page that is alive is not silent."""

SET_BACK = timedelta(hours=2)
"""Whoever was last heard further in the future than this may have been silent for as long: the
clock was set back. Below that her talk goes on, as one that is an hour wrong must not end it."""


def patience(conversation: Conversation, rules: Rules) -> timedelta:
    """How long this conversation may be silent: as she chose, or as its channel has it."""
    return conversation.patience or rules.silence[conversation.address.channel]


def is_silent(
    conversation: Conversation,
    case: Case | None,
    scene: Scene,
    now: datetime,
    present_at: datetime | None = None,
) -> bool:
    """Whether she has been silent so long that the curtain counts as fallen.

    While a human is awaited or answering a page that is alive (``present_at``) is not silent, and
    a messenger, which has no page, may be silent for longer.
    """
    last, channel = conversation.touched_at, conversation.address.channel
    longest = patience(conversation, scene.rules)
    if case is not None and case.here in ALIVE:
        last = min(last, present_at or last, key=lambda at: abs(now - at))
        if channel is not Channel.WEB:
            longest = scene.rules.silence_with_human
    return not -SET_BACK <= now - last <= longest
