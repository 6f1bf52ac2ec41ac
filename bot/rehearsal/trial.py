"""A talk that a flow's writer has with it: all that she would see, and what lies behind.

The whole talk is played anew each time, from what she did until now. So nothing of it is kept
between two looks, on whatever process they come in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from bot.channels.fit import Button, Fitted, Form, fit, segments
from bot.channels.segments import Segments
from bot.conversation.reading import Reader
from bot.conversation.scene import Scene
from bot.conversation.silence import is_silent
from bot.conversation.speaker import may_send
from bot.conversation.state import Case, CaseState, Conversation
from bot.engine.effects import Took
from bot.engine.expressions import Value
from bot.engine.inspect.words import PREVIEW
from bot.engine.session import Frame
from bot.messages import Channel, Voice
from bot.rehearsal.acts import KEY, done, touched, waited
from bot.rehearsal.setting import Around, Setting, in_setting
from bot.storage.memory import MemoryStore
from bot.talk import Talk, talking
from bot.text.spelling import to_digits

MOST_ACTS = 80
LONGEST_ACT = 2000
LONGEST_WAIT = timedelta(days=7)
"""So much time may pass in one trial."""

LONGEST_VALUE = 200
"""Characters of a variable that are shown."""

Sight = Literal["service", "verified", "silent", "exited", "cover", "gone"]


class UntriableError(ValueError):
    """This cannot be tried: it is too long, or cannot be done any more. No message for anybody."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried. ``acts``: what she does after she came, in order, as ``acts`` says it."""

    channel: Channel
    language: str
    setting: Setting = field(default_factory=Setting)
    acts: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise ``UntriableError`` where it is too long to be played each time anew."""
        passes = sum(map(waited, self.acts), timedelta())
        if len(self.acts) > MOST_ACTS or passes > LONGEST_WAIT:
            raise UntriableError
        if any(len(one) > LONGEST_ACT for one in self.acts):
            raise UntriableError


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as her channel shows it. ``form`` and ``buttons``: how choices are offered.

    ``segments``: what it takes by SMS. ``locked``: what a locked phone shows of it; empty on the
    web, which notifies nobody.
    """

    text: str
    voice: Voice
    form: Form = Form.NOTHING
    buttons: tuple[Button, ...] = ()
    segments: Segments | None = None
    locked: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that she did and what followed. ``said``: how it looks, a choice by its label;
    ``line``: how a transcript has it, a choice by its number.

    ``path``: the steps that were gone through. ``refused``: it had no effect, as ``Turned`` has it.
    """

    act: str
    said: str
    line: str
    at: datetime
    bubbles: tuple[Bubble, ...]
    path: tuple[Frame, ...]
    took: Took | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands after the last act. ``place``: the step that waits for her.

    ``stack``: the flows that wait for it to end. ``wakes_at``: when silence goes on with it.
    ``sight``: what may be seen by who looks at her phone now. ``network``: where her case is.
    """

    at: datetime
    language: str
    sight: Sight
    place: Frame | None
    stack: tuple[Frame, ...]
    variables: tuple[tuple[str, str], ...]
    wakes_at: datetime | None
    case: CaseState
    network: str
    danger: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial as it goes. The first moment is her coming. ``lost``: so many acts at the end cannot
    be done any more, since the first of them touches a choice that is not there."""

    moments: tuple[Moment, ...]
    standing: Standing
    lost: int = 0


async def tried(plan: Plan, scene: Scene, reader: Reader | None = None) -> Tried:
    """The trial in this scene. Nothing of it is kept, sent or told to anybody.

    Raises ``UntriableError``.
    """
    plan.check()
    store = MemoryStore()
    scene = in_setting(scene, plan.setting)
    around = Around(plan.setting, scene, store)
    moments: list[Moment] = []
    async with talking(
        scene,
        plan.channel,
        plan.language,
        plan.setting.begins,
        store,
        has_phone=lambda _: plan.setting.drilled,
        reader=reader,
        meanwhile=around.goes_on,
    ) as talk:
        acts = (*(() if plan.setting.cover else (KEY,)), *plan.acts)
        for act in acts:
            try:
                moments.append(await _moment(talk, act, plan.channel, scene))
            except (LookupError, ValueError):
                break
            if act == KEY:
                around.fill_the_box()
        lost = len(acts) - len(moments)
        return Tried(tuple(moments), _standing(talk, scene, store), lost)


async def _moment(talk: Talk, act: str, channel: Channel, scene: Scene) -> Moment:
    said, line = label_of(talk.question, act), line_of(talk.question, act)
    await done(talk, act)
    turned = talk.turned
    return Moment(
        act,
        said,
        line,
        talk.at,
        bubbles_of(talk, channel, scene),
        tuple(frame for one in turned for frame in one.visited),
        next((one.took for one in turned if one.took), None),
        next((one.refused for one in turned if one.refused), ""),
    )


def bubbles_of(talk: Talk, channel: Channel, scene: Scene) -> tuple[Bubble, ...]:
    """What her channel shows of the last thing that happened; behind a fallen curtain a page is
    the cover's."""
    lines = [line for one in talk.turned for line in one.shown if line.voice is not Voice.HER]
    fallen = any(not may_send(one.curtain) for one in talk.turned)
    known = talk.known
    if channel is Channel.WEB and not lines and fallen:
        language = known.session.language if known and known.session else "it"
        return (Bubble(scene.cover_line(language), Voice.COVER),)
    return tuple(bubble(fit(line.speech, channel), line.voice) for line in lines)


def bubble(fitted: Fitted, voice: Voice) -> Bubble:
    """A message as it is fitted to a channel."""
    channel = fitted.channel
    return Bubble(
        fitted.text,
        voice,
        fitted.form,
        fitted.buttons,
        segments(fitted.message) if channel is Channel.SMS else None,
        "" if channel is Channel.WEB else " ".join(fitted.message.split())[:PREVIEW],
    )


def chosen(question: Fitted | None, act: str) -> Button | None:
    """The choice below the last question that she touches, or means by its number or its label."""
    buttons = question.buttons if question is not None else ()
    digits, id = to_digits(act.strip()), touched(act)
    by_number = buttons[int(digits) - 1 :][:1] if digits in NUMBERS else ()
    same = [one for one in buttons if one.id == id or one.label == act]
    return next(iter((*same, *by_number)), None)


NUMBERS = frozenset(map(str, range(1, 31)))


def label_of(question: Fitted | None, act: str) -> str:
    """How it looks what she did: of a choice that she touches its label."""
    button = chosen(question, act) if touched(act) else None
    return button.label if button is not None else act


def line_of(question: Fitted | None, act: str) -> str:
    """The line of a transcript that does the same: of a choice that she touches its number."""
    button = chosen(question, act) if touched(act) else None
    if button is None or question is None:
        return act
    return str(question.buttons.index(button) + 1)


def _standing(talk: Talk, scene: Scene, store: MemoryStore) -> Standing:
    known = talk.known
    if known is None:
        return Standing(talk.at, "it", "gone", None, (), (), None, CaseState.NONE, "", danger=False)
    session, case = known.session, store.newest_case(known.id)
    stack = session.stack if session else ()
    may = may_send(known.curtain)
    return Standing(
        talk.at,
        session.language if session else known.cover.language if known.cover else "it",
        _sight(known, case, scene, talk),
        stack[-1] if stack and may else None,
        stack[:-1] if may else (),
        tuple(_variables(session.variables)) if session else (),
        session.wake_at if session and may else None,
        case.state if case else CaseState.NONE,
        case.network if case else "",
        danger=bool(case and case.danger),
    )


def _sight(known: Conversation, case: Case | None, scene: Scene, talk: Talk) -> Sight:
    if not may_send(known.curtain):
        return "exited" if known.left_at is not None else "cover"
    if is_silent(known, case, scene, talk.at, talk.presence.last(known.address)):
        return "silent"
    return "verified" if known.curtain.value == "verified" else "service"


def _variables(found: object) -> list[tuple[str, str]]:
    """Those that an author can name, in words, in order of name."""
    assert isinstance(found, dict), "a session keeps its variables in a table"
    named = sorted((name, value) for name, value in found.items() if " " not in name)
    return [(name, _said(value)[:LONGEST_VALUE]) for name, value in named]


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(str(one.get("label") or one.get("id") or "") for one in value)
    return "" if value is None else str(value)
