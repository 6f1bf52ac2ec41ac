"""Episodes of danger: the emergency line is offered once in each, not at every message.

An episode begins with a sign of danger. It goes on while signs follow, and is over when none was
seen for ``Rules.episode``, when she left, or when her talk began anew: then whoever reads may be
in another place and another danger, and is offered help again. The flag on her case knows no
episodes; it stays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.conversation.draft import Draft
from bot.conversation.hearing import DANGER_FLOWS
from bot.conversation.state import Conversation
from bot.values.changed import changed


def is_offered(draft: Draft, flows: Collection[str]) -> bool:
    """Whether the help of one of these flows was offered in an episode that still goes on."""
    longest: timedelta = draft.rules.episode
    signs = draft.conversation.signs
    return any(flow in signs and draft.inbound.at - signs[flow] <= longest for flow in flows)


def goes_on(draft: Draft, flow: str) -> None:
    """A sign that this flow answers was met with an offer of help, or follows such a one."""
    signs = {**draft.conversation.signs, flow: draft.inbound.at}
    draft.conversation = changed(draft.conversation, signs=signs)


def notice(draft: Draft) -> None:
    """Who stands in a flow about danger has its offer before her, whatever led there."""
    session = draft.conversation.session
    if session is not None and session.stack and session.stack[-1].flow in DANGER_FLOWS.values():
        goes_on(draft, session.stack[-1].flow)


def ended(conversation: Conversation) -> Conversation:
    """The conversation without any episode: the next sign begins one."""
    return replace(conversation, signs={}) if conversation.signs else conversation
