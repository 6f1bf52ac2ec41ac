"""How a flow's effects change the turn that is being decided."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.conversation.arranging import arrange
from bot.conversation.contact import agreed_contract, is_surely_hers
from bot.conversation.draft import Draft
from bot.conversation.elsewhere import forget_talk, leave_out
from bot.conversation.proposing import answer_asked
from bot.conversation.sharing import taken_back
from bot.conversation.state import AlarmPlan, Case, CaseState, Letter, Link
from bot.conversation.unproven import asks_anew, is_earlier, withdraws
from bot.engine.effects import (
    AgreeAlarm,
    Agreed,
    AllowContact,
    AnswerAsked,
    Arrange,
    CancelCase,
    ConsentEffect,
    Effect,
    Exclude,
    Fetch,
    Forget,
    ForgetTalk,
    HandoffEffect,
    KeepLink,
    KeepLonger,
    KeepNumber,
    KeepWord,
    KeptEffect,
    Leave,
    LeaveRequest,
    Mistake,
    NeverContact,
    OpenCase,
    RenewPathway,
    Resume,
    Speak,
    TakeBack,
    TalkEffect,
    ToldRemaining,
    ToldUnattended,
    Tried,
    Unshare,
    WaitFor,
)
from bot.engine.flow import PURPOSES
from bot.engine.session import Session
from bot.handoff.interest import Uninterested
from bot.messages import Voice
from bot.safety.her_words import WordKind
from bot.values.proposals import Renewed, Unshared


def carry_out(effect: Effect, draft: Draft) -> None:
    """Let one effect happen on the draft. An author's mistake is its caller's to count."""
    if isinstance(effect, TalkEffect):
        _talk(effect, draft)
    elif isinstance(effect, KeptEffect):
        _keep(effect, draft)
    elif isinstance(effect, ConsentEffect):
        _consent(effect, draft)
    else:
        _hand_off(effect, draft)


def _talk(effect: TalkEffect, draft: Draft) -> None:
    match effect:
        case Speak(speech):
            draft.show(speech, Voice.SERVICE)
        case Leave():
            draft.leave(said=True)
        case Forget():
            draft.withdraw(PURPOSES)
            draft.destroy()
        case ForgetTalk():
            _forget_talk(draft)
        case Resume(conversation):
            draft.resume = conversation
        case WaitFor(minutes):
            draft.wait_for(minutes)
        case KeepLonger():
            draft.conversation = replace(draft.conversation, longer=True)
            draft.touch()
        case ToldRemaining():
            draft.conversation = replace(draft.conversation, remaining=0)
        case Mistake():
            pass
        case _:
            assert_never(effect)


def _keep(effect: KeptEffect, draft: Draft) -> None:
    match effect:
        case KeepWord(kind, word):
            draft.keep_word(WordKind(kind), word)
        case KeepNumber(number):
            draft.keep_number(number)
        case KeepLink(token):
            _keep_link(token, draft)
        case Tried():
            draft.tried.append(effect)
        case Fetch(letters):
            draft.fetched.extend(letters)
        case Arrange(what):
            arrange(what, draft)
        case _:
            assert_never(effect)


def _consent(effect: ConsentEffect, draft: Draft) -> None:
    match effect:
        case Agreed(notice, purpose):
            draft.agree(notice, purpose)
        case AllowContact():
            draft.allow(agreed_contract(effect, draft.channel, draft.inbound.at, draft.rules))
        case NeverContact():
            draft.never()
        case AgreeAlarm():
            _agree_alarm(effect, draft)
        case _:
            assert_never(effect)


def _hand_off(effect: HandoffEffect, draft: Draft) -> None:
    match effect:
        case OpenCase():
            _open_case(effect, draft)
        case CancelCase():
            _cancel_case(draft)
        case ToldUnattended():
            draft.told_unattended()
        case Exclude(network, never):
            draft.conversation = leave_out(draft.conversation, network, never=never)
        case LeaveRequest():
            _leave_request(effect, draft)
        case AnswerAsked(yes, named):
            answer_asked(draft, yes=yes, named=named)
        case RenewPathway():
            draft.marks.append(Renewed(draft.inbound.at))
        case Unshare():
            draft.marks.append(Unshared(draft.inbound.at))
            draft.touch_case()
        case TakeBack():
            _take_back(draft)
        case _:
            assert_never(effect)


def _forget_talk(draft: Draft) -> None:
    """What was said and shared in this talk goes, here and where it can be taken back; a case and a
    box from before, and her words, are not for whoever holds her phone to destroy."""
    case, session = draft.case, draft.session
    if case is not None and case.since > draft.conversation.began:
        draft.withdraw({"share"})
        draft.set_case(taken_back(case, draft.inbound.at))
        draft.taken_back = draft.inbound.at
    if is_surely_hers(draft.conversation):
        draft.never()
    for one in draft.conversation.courses:
        if one.interest and one.since > draft.conversation.began:
            draft.marks.append(Uninterested(one.interest, draft.inbound.at))
    draft.leave(said=False)
    draft.conversation = forget_talk(draft.conversation)
    draft.hold(Session(session.bundle, session.language))
    draft.wiped_from = draft.conversation.began + 1


def _take_back(draft: Draft) -> None:
    """She ends all; somebody without her word ends nothing that she asked for before."""
    if draft.case is not None and is_earlier(draft.conversation, draft.case):
        withdraws(draft, draft.case)
        return
    draft.take_back()
    if is_surely_hers(draft.conversation):
        draft.conversation = replace(draft.conversation, place=None)


def _keep_link(token: str, draft: Draft) -> None:
    """A link to the web page, for a while; the last one alone is good."""
    draft.link = token
    until = draft.inbound.at + draft.rules.link
    draft.conversation = replace(draft.conversation, link=Link(token, until))


def _open_case(effect: OpenCase, draft: Draft) -> None:
    """A case enters the queue; one that waits elsewhere moves, and is no longer seen there."""
    if draft.case is not None and is_earlier(draft.conversation, draft.case):
        asks_anew(draft, draft.case, effect)
        draft.touch()
        return
    waiting = draft.case if draft.case_state is CaseState.QUEUED else None
    hers = is_surely_hers(draft.conversation)
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
            check="" if hers else "unproven",
            checked_at=None if hers else draft.inbound.at,
            drill=draft.conversation.drill.drill if draft.conversation.drill else "",
        )
    )
    draft.touch()


def _agree_alarm(effect: AgreeAlarm, draft: Draft) -> None:
    """The plan for her alarm word. An alarm that is under way stays so, under the new plan."""
    plan = AlarmPlan(effect.network, effect.signs, draft.session.language)
    known = draft.conversation.alarm
    if known is not None:
        plan = replace(plan, raised=known.raised, raised_at=known.raised_at, seen=known.seen)
    draft.conversation = replace(draft.conversation, alarm=plan)


def _cancel_case(draft: Draft) -> None:
    case = draft.case
    if case is not None and is_earlier(draft.conversation, case):
        withdraws(draft, case)
    elif case is not None and case.state is CaseState.QUEUED:
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
