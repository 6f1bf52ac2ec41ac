"""What she is asked while a human has her case, and what her answer does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.contact import is_surely_hers
from bot.conversation.draft import Draft
from bot.conversation.state import Case, CaseState, Conversation
from bot.messages import Voice
from bot.values.proposals import Answered, Proposal, Wish


def asked_now(conversation: Conversation, case: Case | None, now: datetime) -> Proposal | None:
    """What she is asked and may answer now, or None.

    Its case must still be hers and its time not over; whoever did not give her word is asked
    nothing that she was asked.
    """
    proposal = conversation.proposal
    if proposal is None or case is None or proposal.case != case.id or now >= proposal.until:
        return None
    return proposal if is_surely_hers(conversation) and case.check != "withdrawn" else None


def answer_asked(draft: Draft, *, yes: bool, named: bool = True) -> None:
    """Her answer goes on record; a yes to a transfer passes the case on in the same turn.

    ``named``: the person who was named for it is on duty, and so has the case at once.
    """
    now = draft.inbound.at
    proposal = asked_now(draft.conversation, draft.case, now)
    if proposal is None:
        return
    draft.conversation = replace(draft.conversation, proposal=None)
    draft.marks.append(Answered(proposal, yes, now))
    draft.topics.add(f"network:{proposal.agency}")
    draft.touch_case()
    if yes and proposal.wish is Wish.TRANSFER:
        _transfer(draft, proposal, proposal.person if named else "")


def leaves_her_human_the_word(draft: Draft) -> None:
    """What was asked is answered, and a human is with her: the question that she stood at before
    is not asked anew."""
    if not draft.shown or draft.case_state is not CaseState.CLAIMED:
        return
    last = draft.shown[-1]
    if last.voice is Voice.SERVICE and last.speech.ask:
        draft.shown.pop()
        draft.outgoing = [one for one in draft.outgoing if one.id != last.id]


def _transfer(draft: Draft, proposal: Proposal, person: str) -> None:
    """Another network has the case: its queue, or the one person who was named."""
    case = draft.case
    assert case is not None, "she was asked about her case"
    now = draft.inbound.at
    draft.set_case(
        replace(
            case,
            network=proposal.agency,
            state=CaseState.CLAIMED if person else CaseState.QUEUED,
            operator=person,
            claimed_at=now if person else None,
            unattended_at=None,
        )
    )
