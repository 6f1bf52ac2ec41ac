"""She at any question of the shipped flows: what follows from what she does there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.conversation.scene import Scene
from bot.conversation.state import Case, Conversation, Curtain
from bot.conversation.turn import Asking, Decided, decide
from bot.conversation.turned import Turned
from bot.conversation.world import World
from bot.engine.effects import Answer, Call
from bot.engine.flow import Ask
from bot.engine.session import Frame, Session
from bot.messages import Address, Channel, Happening, Inbound, Voice
from bot.storage.memory import MemoryStore
from bot.talk import Counted
from bot.text.tongues import LANGUAGES

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def asks(scene: Scene) -> Iterator[tuple[str, Ask]]:
    """Every question of every flow."""
    for flow in scene.newest.flows.values():
        for step in flow.steps.values():
            if isinstance(step, Ask):
                yield flow.id, step


def in_turn(number: int) -> tuple[tuple[str, Channel], ...]:
    """Each language with one channel, another one for the next number.

    So in all languages a question is asked on every channel and on each channel in every language,
    at a quarter of the time of all pairs.
    """
    channels = tuple(Channel)
    return tuple(
        (language, channels[(number + place) % len(channels)])
        for place, language in enumerate(LANGUAGES)
    )


def at(scene: Scene, flow: str, step: str, language: str, channel: Channel) -> Conversation:
    """She stands at that question; she got there from the menu, unless it is in the entry flow."""
    here = Frame(flow, step)
    home = Frame("menu", flow) if flow in scene.newest.flows["menu"].steps else None
    stack = (home, here) if home and flow != "menu" else (here,)
    return Conversation(
        id="c",
        address=Address(channel, "her"),
        curtain=Curtain.OPEN,
        session=Session(scene.current, language, stack, {"safe": "yes"}, turn=1),
        seq=7,
        touched_at=NOW,
        forget_at=NOW + timedelta(hours=1),
    )


async def after(
    scene: Scene,
    conversation: Conversation,
    what: Happening,
    case: Case | None = None,
    now: datetime = NOW,
) -> Decided:
    """What follows, with every question to the world answered as the service answers it."""
    ids, world = count(), World(Counted())
    inbound = Inbound("i", conversation.address, now, what)
    answers: list[tuple[Call, Answer]] = []
    async with MemoryStore().batch() as batch:
        while True:
            decided = decide(inbound, conversation, case, scene, lambda: f"id-{next(ids)}", answers)
            if isinstance(decided, Decided):
                return decided
            assert isinstance(decided, Asking)
            for call in decided.calls:
                answer = await world.answer(call, conversation, case, scene, {}, now, batch)
                answers.append((call, answer))


def stands_at(decided: Decided) -> str:
    """The flow whose question she is asked now; empty: none."""
    session = left(decided).session
    return session.stack[-1].flow if session is not None and session.stack else ""


def left(decided: Decided) -> Conversation:
    """Her conversation as the turn leaves it."""
    assert decided.record is not None
    assert decided.record.after is not None
    return decided.record.after


def said(turned: Turned, channel: Channel) -> str:
    """Everything that is said to her in that turn, as her channel says it."""
    spoken = (line.speech for line in turned.shown if line.voice is not Voice.HER)
    return "\n".join(speech.short.get(channel.value, speech.text) for speech in spoken)
