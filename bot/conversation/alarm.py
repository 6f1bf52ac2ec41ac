"""Her alarm word: what follows from it at once, and how she learns what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.conversation.covered import pass_over
from bot.conversation.draft import Draft
from bot.conversation.locking import is_locked
from bot.conversation.speaker import Speaker, may_send, speaker
from bot.conversation.sprint import Turn
from bot.conversation.state import AlarmPlan
from bot.handoff.alarm import (
    SIGN_EXPIRY,
    TELLABLE,
    AlarmMark,
    Sign,
    Told,
    may_be_told,
    raised,
    sign_key,
)
from bot.messages import PRIVATE, AlarmSeen, AlarmUnanswered, Channel, Speech, Voice

OPEN_PAGE = timedelta(minutes=1)
"""A page without a sign of life for longer is not open."""


def raise_alarm(turn: Turn) -> bool:
    """Her alarm word was written: the operators of her network see it, she sees small talk.

    Nothing of what she wrote is shown or kept. A second word while the first alarm still waits
    looks the same and raises no other. False: nothing was ever agreed with her, so that it is an
    ordinary text.
    """
    draft = turn.draft
    plan = draft.conversation.alarm
    if plan is None:
        return False
    if not _waits(plan, draft):
        draft.alarm = raised(draft.new_id(), draft.conversation.id, plan.network, draft.inbound.at)
        plan = replace(plan, raised=draft.alarm.id, raised_at=draft.inbound.at, seen=False)
        draft.conversation = replace(draft.conversation, alarm=plan)
    # She must still be known when her sign is due, also behind a curtain that fell long ago.
    until = draft.inbound.at + TELLABLE + SIGN_EXPIRY
    forget_at = max(draft.conversation.forget_at, until)
    draft.conversation = replace(draft.conversation, forget_at=forget_at)
    draft.topics.add(f"network:{plan.network}")
    _small_talk(turn)
    return True


def cancel_alarm(draft: Draft) -> None:
    """Her return word takes the newest alarm back; one that was seen long ago stays as it was."""
    plan = draft.conversation.alarm
    if plan is None or plan.raised_at is None:
        return
    if plan.seen and not may_be_told(plan.raised_at, draft.inbound.at):
        return
    draft.alarm_mark = AlarmMark(plan.raised, cancelled_at=draft.inbound.at)
    draft.conversation = replace(
        draft.conversation, alarm=replace(plan, raised="", raised_at=None, seen=False)
    )
    draft.topics.add(f"network:{plan.network}")


def tells(turn: Turn, what: AlarmSeen | AlarmUnanswered) -> str | None:
    """The sign goes to her, if it still may; the staff learns whether it does."""
    draft = turn.draft
    sign = _sign(what)
    plan = draft.conversation.alarm
    if plan is None or plan.raised != what.alarm or plan.seen:
        return "unknown"
    told, message = _give(turn, plan, sign)
    draft.alarm_mark = AlarmMark(plan.raised, sign, told, message)
    plan = replace(plan, seen=sign is Sign.SEEN)
    draft.conversation = replace(draft.conversation, alarm=plan)
    draft.topics.add(f"network:{plan.network}")
    return None


def _sign(what: AlarmSeen | AlarmUnanswered) -> Sign:
    match what:
        case AlarmSeen():
            return Sign.SEEN
        case AlarmUnanswered():
            return Sign.NOBODY
        case _:
            assert_never(what)


def _waits(plan: AlarmPlan, draft: Draft) -> bool:
    """Whether her newest alarm is still on its way to somebody."""
    at = plan.raised_at
    return at is not None and not plan.seen and may_be_told(at, draft.inbound.at)


def _small_talk(turn: Turn) -> None:
    """What any other text would be answered with here: the cover's line, or a neutral one."""
    draft = turn.draft
    web = draft.channel is Channel.WEB
    if not may_send(draft.conversation.curtain):
        draft.looks = "exited" if web else ""
    elif turn.silent():
        # She is not touched: nothing of the talk may come back by a word that opens nothing.
        draft.looks = "silent" if web else ""
    else:
        draft.touch()
        draft.private = True
        human = speaker(draft.conversation.curtain, draft.case_state) is Speaker.HUMAN
        turn.line("received" if human else "small_talk")
        return
    if not web:
        # As any word that the cover does not know: what she wrote is given to no flow.
        pass_over(turn)


def _give(turn: Turn, plan: AlarmPlan, sign: Sign) -> tuple[Told, str]:
    """Give her the sign where and while it is safe: what became of it, and its outgoing id."""
    draft, now = turn.draft, turn.draft.inbound.at
    assert plan.raised_at is not None, "an alarm that was raised has its moment"
    if not may_be_told(plan.raised_at, now):
        return Told.LATE, ""
    speech = Speech(turn.scene.translator.text(sign_key(plan.signs, sign), plan.language))
    if draft.channel is Channel.WEB:
        hidden = is_locked(draft.conversation, now)
        if hidden or not may_send(draft.conversation.curtain) or turn.silent():
            return Told.LATE, ""
        draft.show(speech, Voice.SERVICE, author=PRIVATE)
        is_open = turn.present_at is not None and now - turn.present_at <= OPEN_PAGE
        return (Told.YES if is_open else Told.LATE), ""
    draft.show(speech, Voice.COVER, author=PRIVATE)
    last = draft.outgoing[-1]
    draft.outgoing[-1] = replace(last, expires_at=min(last.expires_at, now + SIGN_EXPIRY))
    return Told.SENDING, last.id
