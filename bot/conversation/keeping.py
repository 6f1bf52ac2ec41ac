"""How long a conversation is kept after her last act."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.scene import Rules
from bot.conversation.state import Case, Conversation


def kept_for(conversation: Conversation, case: Case | None, rules: Rules) -> timedelta:
    """So long: longer where she asked for it, where a human answers or where she has words."""
    channel = conversation.address.channel
    if conversation.longer:
        return rules.kept_longer
    shared = case is not None and not case.taken_back
    if shared or conversation.words:
        return rules.kept_with_human
    usual = rules.silence[channel]
    longer = (conversation.patience or usual) - usual
    return rules.kept[channel] + longer
