"""What happens to her case when somebody asks or cancels in her thread without her word.

It may be she, who did not bother to write it, or somebody who holds her phone. So whoever writes
is answered as anybody is: a place that she asked for in an earlier talk is neither told of nor
ended by him. It goes on waiting, marked for the operators, and her word brings it back as it was.
In a thread that has no word nobody can prove anything, and the case is whoever's writes.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.contact import is_surely_hers
from bot.conversation.draft import Draft
from bot.conversation.state import Case, CaseState, Conversation, Place
from bot.engine.effects import OpenCase
from bot.handoff.routing_waiting import may_be_routed


def is_asked_here(conversation: Conversation, case: Case) -> bool:
    """Whether whoever writes now may know of the case: by word, or having asked for it in this
    talk."""
    asked = conversation.place.asked if conversation.place is not None else 0
    newest = max(case.since, asked)
    return is_surely_hers(conversation) or newest > conversation.began


def is_earlier(conversation: Conversation, case: Case | None) -> bool:
    """Whether the case stands for what she asked before, and her word was not given since."""
    if case is None or is_surely_hers(conversation):
        return False
    return conversation.place is not None or case.since <= conversation.began


def asks_anew(draft: Draft, case: Case, effect: OpenCase) -> None:
    """Somebody asks for a person beside her case: it answers for both, and her place is kept.

    In the same network nothing changes but the mark; another network sees nothing of before.
    """
    known, seq, at = draft.conversation, draft.conversation.seq, draft.inbound.at
    place = known.place or Place(case.network, case.shared, case.opened_at, case.danger)
    draft.conversation = replace(known, place=replace(place, asked=seq + 1))
    marked = replace(case, check="unproven", checked_at=at)
    if effect.network != case.network:
        marked = replace(
            _queued(marked, draft),
            network=effect.network,
            shared=dict(effect.shared),
            opened_at=at,
        )
        draft.touch_case()
    draft.set_case(marked)


def withdraws(draft: Draft, case: Case) -> None:
    """Somebody says that nobody waits: her case waits on, and nothing of it reaches this thread."""
    draft.touch_case()
    draft.set_case(replace(_back(draft, case), check="withdrawn", checked_at=draft.inbound.at))


def proves(draft: Draft) -> None:
    """It is she: what somebody did to her place is undone, unless a human is with her already."""
    case, place = draft.case, draft.conversation.place
    if place is not None and not may_be_routed(place.network, draft.conversation.excluded):
        # She left that network out meanwhile: nothing brings her back to it.
        draft.conversation, place = replace(draft.conversation, place=None), None
    if case is not None and (place is not None or case.check in ("unproven", "withdrawn")):
        met = case.here is CaseState.CLAIMED
        draft.touch_case()
        draft.set_case(replace(case if met else _back(draft, case), check="", checked_at=None))
    elif case is None and place is not None:
        draft.set_case(_reopened(draft, place))
    draft.conversation = replace(draft.conversation, place=None)


def _back(draft: Draft, case: Case) -> Case:
    """The case where she asked for it."""
    place = draft.conversation.place
    if place is None or place.network == case.network:
        return case
    return replace(
        _queued(case, draft),
        network=place.network,
        shared=place.shared,
        opened_at=place.opened_at,
    )


def _queued(case: Case, draft: Draft) -> Case:
    """The case in another network's queue, which reads what is said from now on."""
    return replace(
        case,
        state=CaseState.QUEUED,
        since=draft.conversation.seq + 1,
        operator="",
        claimed_at=None,
        unattended_at=None,
    )


def _reopened(draft: Draft, place: Place) -> Case:
    """Her place, after the case that stood for it was closed."""
    known = draft.conversation
    language = known.session.language if known.session else "it"
    return Case(
        id=draft.new_id(),
        conversation=known.id,
        network=place.network,
        state=CaseState.QUEUED,
        language=language,
        opened_at=place.opened_at,
        since=known.seq + 1,
        shared=place.shared,
        danger=place.danger,
    )
