"""What time, operators and providers do to her conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.conversation import calling
from bot.conversation.box import lost_text
from bot.conversation.calls import DUTY
from bot.conversation.hearing import PRIVATE_FLOWS, stands_in
from bot.conversation.reminding import asks
from bot.conversation.sharing import followed
from bot.conversation.silence import ALIVE
from bot.conversation.speaker import may_send
from bot.conversation.sprint import Turn
from bot.conversation.state import CaseState
from bot.conversation.unproven import is_asked_here
from bot.engine.asking import repeat, waiting
from bot.engine.effects import Call, HumanLeft, Silent, StillWaits
from bot.messages import (
    STAYS,
    AskedCallback,
    AskedReminder,
    AskedWho,
    CaseClosed,
    OperatorSaid,
    Reported,
    Speech,
    TimerFired,
    Unattended,
    Voice,
    WaitsLong,
)
from bot.safety.her_words import WordKind
from bot.safety.telling import telling


def wakes(turn: Turn, what: TimerFired) -> str | None:
    """The moment that her question waits for has come; a late one is for nobody."""
    draft = turn.draft
    session = draft.conversation.session
    late = session is None or session.ask != what.name or session.wake_at is None
    if late or draft.before is None:
        return "unknown"
    if not may_send(draft.conversation.curtain) or draft.case_state in ALIVE:
        draft.hold(replace(draft.session, wake_at=None))
        return None
    turn.sprint(Silent())
    return None


def operator_says(turn: Turn, what: OperatorSaid) -> str | None:
    """The holder of her case wrote to her."""
    refused = refused_as_holder(turn, what.case, what.operator)
    if refused is not None:
        return refused
    if not may_send(turn.draft.conversation.curtain):
        return "exited"
    if turn.silent() or withdrawn_here(turn):
        return "silent"
    if turn.draft.channel in STAYS and telling(what.text, _risky(turn)):
        return "telling"
    turn.draft.show(Speech(what.text), Voice.OPERATOR, author=what.operator)
    return None


def _risky(turn: Turn) -> frozenset[str]:
    return turn.scene.telling(turn.draft.session.language)


def closes(turn: Turn, what: CaseClosed) -> str | None:
    """The holder closed the case: the flow goes on with her."""
    refused = refused_as_holder(turn, what.case, what.operator)
    if refused is not None:
        return refused
    draft = turn.draft
    silent = turn.silent() or withdrawn_here(turn)
    assert draft.case is not None, "a case that may be closed exists"
    draft.set_case(replace(draft.case, state=CaseState.CLOSED, closed_at=draft.inbound.at))
    draft.conversation = replace(draft.conversation, proposal=None)
    if not what.kindly:
        draft.conversation = followed(draft.conversation)
    else:
        draft.counted.append("closed_kindly")
    if may_send(draft.conversation.curtain) and not silent:
        if what.kindly:
            turn.line("closed_kindly")
        # She counts as present: the flow goes on with her, and silence starts from here.
        draft.touch()
        turn.sprint(HumanLeft())
    return None


def asks_who(turn: Turn, what: AskedWho) -> str | None:
    """The holder asks «is it you?»: she is asked for her word, and only yes or no is learnt."""
    refused = refused_as_holder(turn, what.case, what.operator)
    if refused is not None:
        return refused
    draft = turn.draft
    if not may_send(draft.conversation.curtain):
        return "exited"
    if turn.silent() or withdrawn_here(turn):
        return "silent"
    if WordKind.RETURN not in draft.conversation.words:
        return "wordless"
    assert draft.case is not None, "a case that may be asked about exists"
    draft.set_case(replace(draft.case, check="asked", checked_at=draft.inbound.at))
    turn.line("is_it_you")
    return None


def asks_reminder(turn: Turn, what: AskedReminder) -> str | None:
    """The holder of her case wants her to be reminded: her contract decides."""
    return refused_as_holder(turn, what.case, what.operator) or asks(turn, what)


def asks_callback(turn: Turn, what: AskedCallback) -> str | None:
    """The holder of her case offers to be in touch again: her contract decides, then she does."""
    refused = refused_as_holder(turn, what.case, what.operator)
    if refused is not None:
        return refused
    if not may_send(turn.draft.conversation.curtain):
        return "exited"
    if turn.silent() or withdrawn_here(turn):
        return "silent"
    return calling.offers(turn, what)


def leaves_alone(turn: Turn, what: Unattended) -> str | None:
    """Nobody is on duty any more where she waits: she is told, once, where she looks on now.

    Whoever claims at the same moment comes first, and so does whoever came back on duty meanwhile:
    then nothing is said. Nor is anything said to somebody who left, who fell silent or who wrote
    so long ago that a message to her phone would be late; she learns it at her next word.
    """
    draft = turn.draft
    case = draft.case
    waits = case is not None and case.id == what.case and case.here is CaseState.QUEUED
    if case is None or not waits or case.unattended_at is not None:
        return "closed"
    if not may_send(draft.conversation.curtain):
        return "exited"
    if turn.silent() or not is_asked_here(draft.conversation, case):
        return "silent"
    if turn.late():
        return "late"
    if turn.answer(Call(DUTY.name, (("network", case.network),))).outcome == "open":
        return "unknown"
    _tells_how_it_stands(turn, "unattended")
    return None


def waits_long(turn: Turn, what: WaitsLong) -> str | None:
    """Nobody has taken her case for long: she is told, once, with what she can do now.

    Whoever claims at the same moment comes first. Nothing is said to somebody who left or fell
    silent, who knows already that nobody is there, or on a phone that she has not touched for
    longer than a message lasts, once the moment itself is as long past.
    """
    draft = turn.draft
    case, at = draft.case, draft.inbound.at
    waits = case is not None and case.id == what.case and case.here is CaseState.QUEUED
    if case is None or not waits or case.unattended_at is not None:
        return "closed"
    if not may_send(draft.conversation.curtain):
        return "exited"
    if turn.silent() or not is_asked_here(draft.conversation, case):
        return "silent"
    if turn.late() and at - what.due_at > turn.scene.rules.bot_expiry[draft.channel]:
        return "late"
    there = turn.answer(Call(DUTY.name, (("network", case.network),))).outcome == "open"
    _tells_how_it_stands(turn, "waited" if there else "unattended")
    return None


def _tells_how_it_stands(turn: Turn, way: Literal["unattended", "waited"]) -> None:
    """Where she waits the flow says it; elsewhere a line does, and her question stands again."""
    draft = turn.draft
    bundle = turn.bundle()
    ask = waiting(bundle, draft.session)
    if ask is not None and ask.told(way):
        turn.sprint(StillWaits(way))
    else:
        draft.private = stands_in(draft.session, PRIVATE_FLOWS)
        turn.line(way)
        again = repeat(bundle, draft.session, draft.channel)
        if again is not None:
            draft.show(again, Voice.SERVICE)
    if way == "unattended":
        draft.told_unattended()


def reports(turn: Turn, what: Reported) -> str | None:
    """A provider says what became of a message: whom it may no longer write to has left.

    That its own opt-out mutes us in a living talk is an alarm: the desk sees it, and it is counted.
    """
    draft = turn.draft
    if what.status == "opted_out" and may_send(draft.conversation.curtain):
        draft.counted.append("opted_out")
        if draft.case is not None:
            draft.set_case(replace(draft.case, muted=True))
        draft.leave(said=False)
        return None
    if what.status == "failed":
        draft.counted.append("undelivered")
        # Who wrote it believes that she has read it: it waits for her, or at the desk.
        now = draft.inbound.at
        draft.lost = lost_text(what.message, draft.conversation, draft.case, now, draft.rules)
        draft.touch_case()
        return None
    if draft.case is not None and draft.case.state is CaseState.CLAIMED:
        # Only who writes there is told; what a flow said is of no interest to anybody.
        draft.delivered = what.message.partition(".")[0]
        draft.topics.add(f"thread:{draft.conversation.id}")
        return None
    return "unknown"


def erases(turn: Turn) -> str | None:
    """A data officer erased her conversation: nothing of it is kept, nothing is said."""
    if turn.draft.before is None:
        return "unknown"
    turn.draft.destroy()
    return None


def withdrawn_here(turn: Turn) -> bool:
    """Whether somebody without her word said here that nobody waits: nothing is sent to him."""
    return turn.draft.case is not None and turn.draft.case.check == "withdrawn"


def refused_as_holder(turn: Turn, case: str, operator: str) -> str | None:
    """Why this person may not act in the case as its holder, or None."""
    held = turn.draft.case
    if held is None or held.id != case:
        return "closed"
    if held.state is not CaseState.CLAIMED or held.operator != operator:
        return "not_holder"
    return None
