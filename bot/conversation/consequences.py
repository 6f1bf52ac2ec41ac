"""How a flow's effects change the turn that is being decided."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.conversation.draft import Draft
from bot.conversation.state import Case, CaseState, Letter
from bot.engine.effects import (
    CancelCase,
    Effect,
    Forget,
    Leave,
    LeaveRequest,
    Mistake,
    OpenCase,
    Speak,
)
from bot.messages import Voice


def carry_out(effect: Effect, draft: Draft) -> None:
    """Let one effect happen on the draft. An author's mistake is its caller's to count."""
    match effect:
        case Speak(speech):
            draft.show(speech, Voice.SERVICE)
        case Leave():
            draft.leave(said=True)
        case Forget():
            draft.destroy()
        case OpenCase():
            _open_case(effect, draft)
        case CancelCase():
            _cancel_case(draft)
        case LeaveRequest():
            _leave_request(effect, draft)
        case Mistake():
            pass
        case _:
            assert_never(effect)


def _open_case(effect: OpenCase, draft: Draft) -> None:
    """A case enters the queue; one that waits elsewhere moves, and is no longer seen there."""
    waiting = draft.case if draft.case_state is CaseState.QUEUED else None
    draft.touch_case()
    draft.set_case(
        Case(
            id=waiting.id if waiting else draft.new_id(),
            conversation=draft.conversation.id,
            network=effect.network,
            state=CaseState.QUEUED,
            language=draft.session.language,
            opened_at=draft.inbound.at,
            since=draft.conversation.seq + 1,
            shared=dict(effect.shared),
            danger=waiting.danger if waiting else False,
        )
    )
    draft.touch()


def _cancel_case(draft: Draft) -> None:
    case = draft.case
    if case is not None and case.state is CaseState.QUEUED:
        now = draft.inbound.at
        draft.set_case(replace(case, state=CaseState.CLOSED, closed_at=now))


def _leave_request(effect: LeaveRequest, draft: Draft) -> None:
    at = draft.inbound.at
    draft.letter = Letter(
        id=draft.new_id(),
        network=effect.network,
        language=draft.session.language,
        asked_at=at,
        forget_at=at + draft.rules.letter,
        text=effect.text,
        number=effect.number,
        word=effect.word,
    )
    draft.topics.add(f"network:{effect.network}")
