"""She can leave from wherever she is, in her language, and nothing is said to her afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation, Curtain
from bot.conversation.turn import Decided, decide
from bot.engine.flow import Ask
from bot.engine.session import Frame, Session
from bot.messages import Address, Channel, Happening, Inbound, Left, OperatorSaid, Said, Voice
from bot.publishing.published import FLOWS
from bot.safety.words import EXIT_WORDS
from tests.promises.hers import in_turn

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SHIPPED = sorted(path.stem for path in FLOWS.glob("*.yaml"))


def _waiting_at(
    scene: Scene, frame: Frame, language: str, channel: Channel, curtain: Curtain = Curtain.OPEN
) -> Conversation:
    return Conversation(
        id="c",
        address=Address(channel, "her"),
        curtain=curtain,
        session=Session(scene.current, language, stack=(frame,), turn=1),
        seq=7,
        touched_at=NOW,
        forget_at=NOW + timedelta(hours=1),
    )


def _after(
    scene: Scene, conversation: Conversation, what: Happening, case: Case | None = None
) -> Decided:
    ids = count()
    inbound = Inbound("i", conversation.address, NOW, what)
    decided = decide(inbound, conversation, case, scene, lambda: f"id-{next(ids)}")
    assert isinstance(decided, Decided), "leaving asks nothing of the world"
    return decided


@pytest.mark.parametrize("flow", SHIPPED)
def test_every_question_of_every_flow_can_be_left_by_word_and_button(
    scene: Scene, flow: str
) -> None:
    """At each question the curtain falls, and nothing but a cover's line on a phone follows."""
    asks = [step.id for step in scene.newest.flows[flow].steps.values() if isinstance(step, Ask)]
    for number, step in enumerate(asks):
        for language, channel in in_turn(number):
            conversation = _waiting_at(scene, Frame(flow, step), language, channel)
            _holds(_after(scene, conversation, Said(EXIT_WORDS[language][0])), channel)
            left = _after(scene, conversation, Left("button"))
            _holds(left, channel)
            assert left.turned.shown == ()


def _holds(decided: Decided, channel: Channel) -> None:
    record = decided.record
    assert record is not None
    assert record.after is not None
    assert record.after.curtain is Curtain.EXITED
    assert record.after.left_at == NOW
    assert record.cancel_outgoing
    assert record.shown == ()
    assert all(line.voice is Voice.COVER for line in decided.turned.shown)
    allowed = 1 if channel in (Channel.SMS, Channel.WHATSAPP) else 0
    assert len(decided.turned.shown) <= allowed


@pytest.mark.parametrize("language", sorted(EXIT_WORDS))
def test_an_exit_word_of_any_language_works_in_every_language(scene: Scene, language: str) -> None:
    """Who is afraid writes in her own language, whatever the page speaks."""
    first = scene.newest.flows["menu"]
    ask = next(step.id for step in first.steps.values() if isinstance(step, Ask))
    conversation = _waiting_at(scene, Frame("menu", ask), "it", Channel.WEB)
    for word in EXIT_WORDS[language]:
        for written in (word, word.upper(), f"  {word}!! "):
            _holds(_after(scene, conversation, Said(written)), Channel.WEB)


@pytest.mark.parametrize("state", [CaseState.QUEUED, CaseState.CLAIMED])
def test_she_can_leave_while_a_human_answers_and_the_case_lives_on(
    scene: Scene, state: CaseState
) -> None:
    """Exit seals, it does not cancel; what the operator writes next is refused."""
    first = scene.newest.flows["menu"]
    ask = next(step.id for step in first.steps.values() if isinstance(step, Ask))
    conversation = _waiting_at(scene, Frame("menu", ask), "it", Channel.WEB)
    case = Case("k", "c", "milano", state, "it", NOW, since=3, operator="op")
    left = _after(scene, conversation, Said("esci"), case)
    _holds(left, Channel.WEB)
    assert left.record is not None
    assert left.record.case is None, "the case is as it was"
    assert left.record.after is not None
    if state is CaseState.CLAIMED:
        late = _after(scene, left.record.after, OperatorSaid("k", "op", "ci sei?"), case)
        assert late.record is None
        assert late.turned.refused == "exited"
        assert late.turned.shown == ()


def test_after_an_exit_nothing_of_the_service_answers(scene: Scene) -> None:
    """Whatever is written next, on every channel, gets the cover or nothing."""
    first = scene.newest.flows["menu"]
    ask = next(step.id for step in first.steps.values() if isinstance(step, Ask))
    for channel in Channel:
        gone = _waiting_at(scene, Frame("menu", ask), "it", channel, Curtain.EXITED)
        for text in ("ciao", "lavoro", "chi sei?", "1"):
            decided = _after(scene, gone, Said(text))
            assert decided.turned.curtain is Curtain.EXITED
            assert all(line.voice is Voice.COVER for line in decided.turned.shown)
