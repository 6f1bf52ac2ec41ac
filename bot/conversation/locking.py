"""A page that was out of sight asks for her word, where she has one, before it shows anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.speaker import may_send
from bot.conversation.sprint import Turn
from bot.conversation.state import Conversation
from bot.messages import Hidden, Visible
from bot.safety.her_words import WordKind

GLANCE = timedelta(minutes=1)
"""So long her page may be out of sight and show itself again: she looked up a number."""


def is_locked(conversation: Conversation, now: datetime) -> bool:
    """Whether her page shows nothing until her word: it was out of sight for too long."""
    hidden_at = conversation.hidden_at
    has_word = WordKind.RETURN in conversation.words
    return has_word and hidden_at is not None and now - hidden_at > GLANCE


def looks_away(turn: Turn, what: Hidden | Visible) -> str | None:
    """Her tab was hidden, or is in sight again. It is no act of hers: silence goes on."""
    draft = turn.draft
    known, now = draft.conversation, draft.inbound.at
    if draft.before is None or not may_send(known.curtain):
        return "exited"
    if turn.silent():
        return "silent"
    if not is_locked(known, now):
        draft.conversation = replace(known, hidden_at=now if isinstance(what, Hidden) else None)
    return None
