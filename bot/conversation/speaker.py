"""Who answers her now: one pure table over the curtain and the case."""

from __future__ import annotations

from enum import StrEnum

from bot.conversation.state import CaseState, Curtain


class Speaker(StrEnum):
    """The one who answers."""

    COVER = "cover"
    HUMAN = "human"
    FLOW = "flow"


def speaker(curtain: Curtain, case: CaseState) -> Speaker:
    """Who answers what is neither a safety word nor a sign of danger.

    A case lives on behind a fallen curtain, but its operator does not speak through it.
    """
    if not may_send(curtain):
        return Speaker.COVER
    if case is CaseState.CLAIMED:
        return Speaker.HUMAN
    return Speaker.FLOW


def may_send(curtain: Curtain) -> bool:
    """The outbound gate: whether anything of the real service may leave."""
    return curtain in (Curtain.OPEN, Curtain.VERIFIED)
