"""What the holder of a case does with others: asks her, passes the case on, hands it back."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.booked import keeps, lets_go
from bot.conversation.hearing import ASKED_FLOW
from bot.conversation.others import refused_as_holder, withdrawn_here
from bot.conversation.proposing import asked_now
from bot.conversation.sharing import followed
from bot.conversation.speaker import may_send
from bot.conversation.sprint import Turn
from bot.conversation.state import CaseState
from bot.engine.effects import Went
from bot.messages import HandedBack, Passed, Proposed, Unproposed
from bot.values.proposals import Wish


def proposes(turn: Turn, what: Proposed) -> str | None:
    """She is asked, in the chat, one thing at a time; the same one may be asked again."""
    refused = refused_as_holder(turn, what.case, what.operator) or _unreachable(turn)
    if refused is not None:
        return refused
    draft = turn.draft
    if ASKED_FLOW not in turn.bundle().flows:
        # Her talk began before there was such a question.
        return "no_entry"
    waiting = asked_now(draft.conversation, draft.case, draft.inbound.at)
    if waiting is not None and waiting.id != what.proposal.id:
        return "asked_already"
    if what.proposal.wish is Wish.APPOINTMENT:
        refused = keeps(turn, what.proposal)
        if refused is not None:
            return refused
    draft.conversation = replace(draft.conversation, proposal=what.proposal)
    draft.touch()
    turn.sprint(Went(ASKED_FLOW))
    draft.touch_case()
    return None


def unproposes(turn: Turn, what: Unproposed) -> str | None:
    """The question is taken back; if she answers it nevertheless, nothing follows."""
    refused = refused_as_holder(turn, what.case, what.operator)
    if refused is not None:
        return refused
    draft = turn.draft
    waiting = draft.conversation.proposal
    if waiting is None:
        return "unknown"
    if waiting.wish is Wish.APPOINTMENT:
        lets_go(turn, waiting)
    draft.conversation = replace(draft.conversation, proposal=None)
    draft.touch_case()
    return None


def passes_on(turn: Turn, what: Passed) -> str | None:
    """Another person has the case from now on, and nobody besides; she is told, where she is."""
    refused = refused_as_holder(turn, what.case, what.operator)
    if refused is not None:
        return refused
    draft = turn.draft
    assert draft.case is not None, "a case that is passed on exists"
    draft.touch_case()
    draft.set_case(
        replace(draft.case, operator=what.to, network=what.network, claimed_at=draft.inbound.at)
    )
    if _unreachable(turn) is None and not turn.late():
        turn.line("passed")
    return None


def hands_back(turn: Turn, what: HandedBack) -> str | None:
    """The case is closed; the service goes on with her at that flow, and she reads so."""
    refused = refused_as_holder(turn, what.case, what.operator)
    if refused is not None:
        return refused
    draft = turn.draft
    assert draft.case is not None, "a case that is handed back exists"
    known = draft.conversation.session
    there = turn.bundle() if known is not None else turn.scene.newest
    if what.flow not in there.flows:
        return "no_entry"
    unreachable = _unreachable(turn)
    draft.set_case(replace(draft.case, state=CaseState.CLOSED, closed_at=draft.inbound.at))
    draft.conversation = followed(replace(draft.conversation, proposal=None))
    if unreachable is None and known is not None:
        draft.touch()
        draft.hold(replace(known, stack=(), human=()))
        if not turn.late():
            turn.line("handed_back")
        turn.sprint(Went(what.flow))
    return None


def _unreachable(turn: Turn) -> str | None:
    """Why nothing can be said to her now, or None."""
    if not may_send(turn.draft.conversation.curtain):
        return "exited"
    return "silent" if turn.silent() or withdrawn_here(turn) else None
