"""Nothing reaches her that she did not ask for, nothing late, nothing after she left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation, Curtain
from bot.conversation.turn import Decided, decide
from bot.engine.flow import Ask
from bot.engine.session import Frame, Session
from bot.messages import (
    Address,
    AlarmSeen,
    AlarmUnanswered,
    AskedReminder,
    AskedWho,
    CaseClosed,
    Channel,
    Happening,
    Inbound,
    OperatorSaid,
    Reminds,
    Reported,
    TimerFired,
)
from bot.publishing.published import FLOWS
from bot.safety.her_words import WordKind
from tests.promises.hers import in_turn

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SHIPPED = sorted(path.stem for path in FLOWS.glob("*.yaml"))
NOT_HERS: tuple[Happening, ...] = (
    OperatorSaid("k", "op", "ci sei?"),
    CaseClosed("k", "op"),
    AskedWho("k", "op"),
    AskedReminder("k", "op", NOW + timedelta(hours=1)),
    Reminds("r"),
    Reported("m", "delivered"),
    Reported("m", "failed"),
    # Of an alarm that she never raised: her own call alone is answered by a sign.
    AlarmSeen("a", "op"),
    AlarmUnanswered("a"),
)


def _asks(scene: Scene, flow: str) -> list[str]:
    return [step.id for step in scene.newest.flows[flow].steps.values() if isinstance(step, Ask)]


def _at(
    scene: Scene, frame: Frame, language: str, channel: Channel, curtain: Curtain
) -> Conversation:
    session = Session(scene.current, language, stack=(frame,), turn=1, wake_at=NOW)
    return Conversation(
        id="c",
        address=Address(channel, "her"),
        curtain=curtain,
        session=session,
        seq=7,
        touched_at=NOW - timedelta(minutes=5),
        forget_at=NOW + timedelta(hours=1),
        words=frozenset({WordKind.RETURN}),
    )


def _after(
    scene: Scene, conversation: Conversation, what: Happening, case: Case | None = None
) -> Decided:
    ids = count()
    inbound = Inbound("i", conversation.address, NOW, what)
    decided = decide(inbound, conversation, case, scene, lambda: f"id-{next(ids)}")
    assert isinstance(decided, Decided), "no question to the world is open"
    return decided


def _is_quiet(decided: Decided) -> bool:
    outgoing = decided.record.outgoing if decided.record else ()
    return not outgoing and not decided.turned.shown


@pytest.mark.parametrize("flow", SHIPPED)
def test_a_question_that_nobody_answers_is_followed_by_nothing(scene: Scene, flow: str) -> None:
    """At every question, in every language, on every channel: time passes and nothing is said."""
    for number, step in enumerate(_asks(scene, flow)):
        for language, channel in in_turn(number):
            here = _at(scene, Frame(flow, step), language, channel, Curtain.OPEN)
            assert here.session is not None
            fired = _after(scene, here, TimerFired(here.session.ask))
            assert _is_quiet(fired), (step, channel, language)
            assert not fired.mistakes, (step, channel, language)


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("curtain", [Curtain.EXITED, Curtain.COVERED])
@pytest.mark.parametrize("state", [CaseState.QUEUED, CaseState.CLAIMED, None])
def test_behind_the_curtain_nobody_but_she_makes_anything_appear(
    scene: Scene, channel: Channel, curtain: Curtain, state: CaseState | None
) -> None:
    """Operators, timers and providers: whatever they do, she sees nothing of it."""
    here = _at(scene, Frame("menu", "first"), "it", channel, curtain)
    case = Case("k", "c", "milano", state, "it", NOW, since=3, operator="op") if state else None
    assert here.session is not None
    for what in (*NOT_HERS, TimerFired(here.session.ask)):
        assert _is_quiet(_after(scene, here, what, case)), what


@pytest.mark.parametrize("channel", list(Channel))
def test_after_a_silence_an_operator_reaches_nobody(scene: Scene, channel: Channel) -> None:
    """The phone may have changed hands: nothing is shown, and the operator is told why."""
    here = _at(scene, Frame("menu", "first"), "it", channel, Curtain.OPEN)
    case = Case("k", "c", "milano", CaseState.CLAIMED, "it", NOW, since=3, operator="op")
    inbound = Inbound(
        "i", here.address, here.touched_at + timedelta(hours=3), OperatorSaid("k", "op", "ci sei?")
    )
    decided = decide(inbound, here, case, scene, lambda: "id")
    assert isinstance(decided, Decided)
    assert decided.turned.refused == "silent"
    assert _is_quiet(decided)


def test_every_message_to_a_phone_has_an_end(scene: Scene) -> None:
    """An answer of the service, of a flow or of a human is never without an expiry."""
    case = Case("k", "c", "milano", CaseState.CLAIMED, "it", NOW, since=3, operator="op")
    for channel in (Channel.SMS, Channel.WHATSAPP, Channel.TELEGRAM):
        here = _at(scene, Frame("menu", "first"), "it", channel, Curtain.OPEN)
        decided = _after(scene, here, OperatorSaid("k", "op", "Buongiorno."), case)
        assert decided.record is not None
        (sent,) = decided.record.outgoing
        assert timedelta() < sent.expires_at - NOW <= timedelta(minutes=15)
