"""One turn, decided purely: what was known, what happened, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import assert_never

from bot.conversation import alarm, booked, drilling, hers, joining, others
from bot.conversation.carried import carried
from bot.conversation.coming_back import resume
from bot.conversation.drafted import drafted
from bot.conversation.drilling import NOT_IN_DRILLS
from bot.conversation.going_on import follows
from bot.conversation.locking import looks_away
from bot.conversation.reminding import reminds
from bot.conversation.scene import Scene
from bot.conversation.shut import hush, shuts, takes
from bot.conversation.sprint import Answers, Needs, Turn
from bot.conversation.state import Case, Conversation, Curtain, TurnRecord
from bot.conversation.terms import Reminder
from bot.conversation.turned import Turned
from bot.engine.effects import Call, Mistake
from bot.messages import (
    Address,
    AlarmSeen,
    AlarmUnanswered,
    AskedCallback,
    AskedReminder,
    AskedWho,
    BookingFailed,
    CaseClosed,
    Chose,
    DrillBegan,
    Erased,
    Followed,
    HandedBack,
    Hidden,
    Inbound,
    Left,
    Opened,
    OperatorSaid,
    Passed,
    PlaceFreed,
    Proposed,
    Reminds,
    Reported,
    Said,
    Sent,
    Thread,
    TimerFired,
    Unattended,
    Unproposed,
    Visible,
    WaitsLong,
)
from bot.safety.her_words import WordKind
from bot.values.frozen import frozen


@frozen
class Asking:
    """The turn needs answers first. ``conversation`` and ``case`` are those that it is about."""

    calls: tuple[Call, ...]
    conversation: Conversation
    case: Case | None


@frozen
class Decided:
    """The turn as it will be written, what the edge learns, and whom to wake afterwards.

    ``record`` is None where nothing changes at all. ``followers`` are records of other
    conversations that change with it, as the empty one that a forgotten web session leaves so
    that its cookie opens nothing again.
    """

    record: TurnRecord | None
    turned: Turned
    topics: frozenset[str] = frozenset()
    mistakes: tuple[Mistake, ...] = ()
    followers: tuple[TurnRecord, ...] = ()


@frozen
class Also:
    """What else is known of the happening.

    ``words``: which of her own words the text is. ``found``: the conversations that answers want
    to resume, by id, each with its case. ``reminders``: those of the conversation, where the
    happening is about one.
    """

    words: frozenset[WordKind] = frozenset()
    found: Mapping[str, tuple[Conversation, Case | None]] = field(default_factory=dict)
    reminders: tuple[Reminder, ...] = ()


NOTHING = Also()


def decide(
    inbound: Inbound,
    known: Conversation | None,
    case: Case | None,
    scene: Scene,
    new_id: Callable[[], str],
    answers: Answers = (),
    present: Callable[[Address | Thread], datetime | None] = lambda _: None,
    also: Also = NOTHING,
) -> Decided | Asking:
    """What follows from one happening, or the questions that must be answered first.

    ``known`` is the conversation it is addressed to, ``case`` its case that is not closed.
    ``present`` says when her page was last alive.
    """
    draft = drafted(inbound, known, case, scene.rules, new_id)
    if draft is None:
        return Decided(None, Turned("", Curtain.COVERED, refused="unknown"))
    if known is not None and known.session is not None:
        draft.go_on(carried(known.session, scene))
    present_at = present(draft.conversation.address)
    turn = Turn(draft, scene, answers, present_at, also.words, also.found, also.reminders)
    try:
        why = shuts(turn)
        refused = _take(turn) if why is None else takes(turn, why)
        hush(turn)
        if turn.draft.resume:
            resume(turn)
    except Needs as needs:
        # Of a talk that is being resumed, not of the one that gives way to it.
        return Asking(needs.calls, turn.draft.conversation, turn.draft.case)
    if refused is not None:
        return Decided(None, draft.turned(refused))
    return _decided(turn)


def _decided(turn: Turn) -> Decided:
    """What is written: of a resumed talk, what gave way first and then the talk itself."""
    draft, earlier = turn.draft, turn.earlier
    record, followers = draft.record(), draft.followers()
    topics = frozenset(draft.topics)
    if earlier is not None:
        record, followers = (
            earlier.record(),
            (replace(record, inbound="", received=None), *followers),
        )
        topics |= earlier.topics
    turned = draft.turned(took=turn.took, visited=tuple(turn.visited))
    return Decided(record, turned, topics, tuple(turn.mistakes), followers)


def _take(turn: Turn) -> str | None:
    """Let it happen. The code of a refusal, or None."""
    what = turn.draft.inbound.what
    if turn.draft.conversation.drill is not None and isinstance(what, NOT_IN_DRILLS):
        return "drill"
    match what:
        case Opened():
            return hers.opens(turn)
        case Followed():
            return follows(turn, what)
        case Said() | Chose() | Sent():
            return hers.acts(turn, what)
        case Left():
            return hers.leaves(turn, what)
        case Hidden() | Visible():
            return looks_away(turn, what)
        case TimerFired():
            return others.wakes(turn, what)
        case OperatorSaid():
            return others.operator_says(turn, what)
        case CaseClosed():
            return others.closes(turn, what)
        case AskedWho():
            return others.asks_who(turn, what)
        case AskedReminder():
            return others.asks_reminder(turn, what)
        case Proposed():
            return joining.proposes(turn, what)
        case Unproposed():
            return joining.unproposes(turn, what)
        case Passed():
            return joining.passes_on(turn, what)
        case HandedBack():
            return joining.hands_back(turn, what)
        case AskedCallback():
            return others.asks_callback(turn, what)
        case Reminds():
            return reminds(turn, what)
        case Unattended():
            return others.leaves_alone(turn, what)
        case WaitsLong():
            return others.waits_long(turn, what)
        case Reported():
            return others.reports(turn, what)
        case Erased():
            return others.erases(turn)
        case AlarmSeen() | AlarmUnanswered():
            return alarm.tells(turn, what)
        case BookingFailed():
            return booked.fails(turn, what)
        case PlaceFreed():
            return booked.frees(turn, what)
        case DrillBegan():
            return drilling.begins(turn, what)
        case _:
            assert_never(what)
