"""One turn, decided purely: what was known, what happened, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from bot.conversation.consequences import carry_out
from bot.conversation.draft import Draft, Turned, drafted
from bot.conversation.hearing import (
    DANGER_FLOWS,
    FORGET_FLOW,
    LETTERS_FLOW,
    asks_to_forget,
    her_words,
    meant,
    stands_in,
)
from bot.conversation.scene import Scene
from bot.conversation.silence import ALIVE, is_silent
from bot.conversation.speaker import Speaker, may_send, speaker
from bot.conversation.state import Case, CaseState, Conversation, Curtain, TurnRecord
from bot.engine.advance import advance
from bot.engine.asking import listening, repeat
from bot.engine.effects import (
    Answer,
    Began,
    Call,
    Heard,
    HumanLeft,
    Mistake,
    Need,
    Silent,
    Speak,
)
from bot.engine.flow import Bundle
from bot.engine.session import Session
from bot.messages import (
    Address,
    CaseClosed,
    Channel,
    Chose,
    Inbound,
    Left,
    Opened,
    OperatorSaid,
    Reported,
    Said,
    Speech,
    Thread,
    TimerFired,
    Voice,
)
from bot.safety.words import is_exit, is_provider_stop
from bot.understanding.topics import signs_of_danger


@dataclass(frozen=True, slots=True)
class Asking:
    """The turn needs answers first. ``conversation`` and ``case`` are those that it is about."""

    calls: tuple[Call, ...]
    conversation: Conversation
    case: Case | None


@dataclass(frozen=True, slots=True)
class Decided:
    """The turn as it will be written, what the edge learns, and whom to wake afterwards.

    ``record`` is None where nothing changes at all. ``tombstone`` follows a forgotten web session:
    an empty conversation that has left, so that its cookie opens nothing again.
    """

    record: TurnRecord | None
    turned: Turned
    topics: frozenset[str] = frozenset()
    mistakes: tuple[Mistake, ...] = ()
    tombstone: TurnRecord | None = None


Answers = Sequence[tuple[Call, Answer]]


class _Needs(Exception):
    """The sprint needs answers from the world."""

    def __init__(self, calls: tuple[Call, ...]) -> None:
        self.calls = calls


def decide(
    inbound: Inbound,
    known: Conversation | None,
    case: Case | None,
    scene: Scene,
    new_id: Callable[[], str],
    answers: Answers = (),
    present: Callable[[Address | Thread], datetime | None] = lambda _: None,
) -> Decided | Asking:
    """What follows from one happening, or the questions that must be answered first.

    ``known`` is the conversation it is addressed to, ``case`` its case that is not closed.
    ``present`` says when her page was last alive.
    """
    draft = drafted(inbound, known, case, scene.rules, new_id)
    if draft is None:
        return Decided(None, Turned("", Curtain.COVERED, refused="unknown"))
    turn = _Turn(draft, scene, answers, present(draft.conversation.address))
    try:
        refused = turn.take()
    except _Needs as needs:
        return Asking(needs.calls, draft.conversation, draft.case)
    if refused is not None:
        return Decided(None, draft.turned(refused))
    return Decided(
        draft.record(),
        draft.turned(),
        frozenset(draft.topics),
        tuple(turn.mistakes),
        draft.tombstone(),
    )


class _Turn:
    """One happening on its draft."""

    def __init__(
        self, draft: Draft, scene: Scene, answers: Answers, present_at: datetime | None
    ) -> None:
        self.draft = draft
        self.scene = scene
        self.answers = answers
        self.present_at = present_at
        self.mistakes: list[Mistake] = []

    def take(self) -> str | None:
        """Let it happen. The code of a refusal, or None."""
        what = self.draft.inbound.what
        match what:
            case Opened():
                return self._opened()
            case Said() | Chose():
                return self._she_acts(what)
            case Left():
                return self._left(what)
            case TimerFired():
                return self._woken(what)
            case OperatorSaid():
                return self._operator_said(what)
            case CaseClosed():
                return self._closed(what)
            case Reported():
                return self._reported(what)
            case _:
                assert_never(what)

    # --- she ----------------------------------------------------------------------------------

    def _opened(self) -> str | None:
        """The key: the service opens, and nothing of an earlier talk is shown.

        On the web the key of a live session only says that she is still there.
        """
        draft = self.draft
        if draft.before is not None and draft.channel is Channel.WEB:
            if draft.before.curtain is Curtain.EXITED:
                return "exited"
            if self._silent():
                return "silent"
            draft.touch()
            return None
        draft.touch()
        self._begin()
        return None

    def _begin(self) -> None:
        """Open the curtain on a new session in the newest bundle, in her likely language."""
        draft = self.draft
        bundle = self.scene.newest
        guess = self.scene.translator.choose(draft.inbound.languages, bundle.languages)
        draft.conversation = replace(draft.conversation, curtain=Curtain.OPEN)
        draft.hold(Session(bundle.id, guess))
        self._sprint(Began())

    def _she_acts(self, what: Said | Chose) -> str | None:
        draft = self.draft
        if draft.before is None:
            if draft.channel is not Channel.WEB:
                return "covered"
            self._begin()
        elif not may_send(draft.conversation.curtain):
            return self._behind_the_curtain()
        elif self._silent():
            return "silent"
        draft.touch()
        if isinstance(what, Said) and self._is_exit(what.text):
            self._fall()
            return None
        human = speaker(draft.conversation.curtain, draft.case_state) is Speaker.HUMAN
        if human and not self._about_forgetting(what):
            self._to_human(what)
            return None
        self._to_flow(what)
        return None

    def _silent(self) -> bool:
        draft = self.draft
        return is_silent(
            draft.conversation, draft.case, self.scene, draft.inbound.at, self.present_at
        )

    def _behind_the_curtain(self) -> str | None:
        """The cover answers, in its own words, where the channel needs an answer at all."""
        draft = self.draft
        if draft.channel is Channel.WEB:
            return "exited"
        draft.touch()
        self._cover_line()
        return None

    def _cover_line(self) -> None:
        session = self.draft.conversation.session
        line = self.scene.cover_line(session.language if session else "it")
        self.draft.show(Speech(line), Voice.COVER)

    def _is_exit(self, text: str) -> bool:
        if is_exit(text):
            return True
        phone = self.draft.channel in (Channel.SMS, Channel.WHATSAPP)
        return phone and is_provider_stop(text)

    def _left(self, what: Left) -> str | None:
        if self.draft.conversation.curtain is Curtain.EXITED:
            return "exited"
        self._fall(silently=what.how != "word")
        return None

    def _fall(self, *, silently: bool = False) -> None:
        """Exit. On SMS and WhatsApp one ordinary line of the cover follows an exit word."""
        self.draft.leave(said=False)
        if not silently and self.draft.channel in (Channel.SMS, Channel.WHATSAPP):
            self._cover_line()

    def _about_forgetting(self, what: Said | Chose) -> bool:
        """To be forgotten is her right also while a human answers: the flow asks and does it."""
        session = self.draft.session
        return stands_in(session, FORGET_FLOW) or asks_to_forget(
            what, self._bundle(), session.language
        )

    def _to_human(self, what: Said | Chose) -> None:
        draft = self.draft
        heard = listening(self._bundle(), draft.session, draft.channel)
        draft.show(Speech(her_words(what, heard)), Voice.HER)
        flagged = draft.case is not None and draft.case.danger
        if self._screen(what) is not None and not flagged:
            # Once an episode: the human may be away from the desk at this very moment.
            self._emergency_line("emergency")
        draft.touch_case()

    def _to_flow(self, what: Said | Chose) -> None:
        draft = self.draft
        draft.private = stands_in(draft.session, LETTERS_FLOW)
        heard = listening(self._bundle(), draft.session, draft.channel)
        stale = isinstance(what, Chose) and what.ask != draft.session.ask
        draft.show(Speech(her_words(what, heard)), Voice.HER)
        if stale:
            again = repeat(self._bundle(), draft.session, draft.channel)
            if again is not None:
                draft.show(again, Voice.SERVICE)
                return
        danger = self._screen(what)
        self._sprint(meant(what, heard, draft.session, self._bundle(), danger))
        draft.touch_case()

    def _screen(self, what: Said | Chose) -> str | None:
        """The flow that answers a sign of danger in her words; her case is flagged for staff."""
        sign = signs_of_danger(what.text) if isinstance(what, Said) else None
        if sign is None:
            return None
        case = self.draft.case
        if case is not None and not case.danger:
            self.draft.set_case(replace(case, danger=True))
        return DANGER_FLOWS[sign]

    # --- time, operators, providers -------------------------------------------------------------

    def _woken(self, what: TimerFired) -> str | None:
        draft = self.draft
        session = draft.conversation.session
        late = session is None or session.ask != what.name or session.wake_at is None
        if late or draft.before is None:
            return "unknown"
        if not may_send(draft.conversation.curtain) or draft.case_state in ALIVE:
            draft.hold(replace(draft.session, wake_at=None))
            return None
        self._sprint(Silent())
        return None

    def _operator_said(self, what: OperatorSaid) -> str | None:
        refused = self._operator_refused(what.case, what.operator)
        if refused is not None:
            return refused
        if not may_send(self.draft.conversation.curtain):
            return "exited"
        if self._silent():
            return "silent"
        self.draft.show(Speech(what.text), Voice.OPERATOR, author=what.operator)
        self.draft.touch_case()
        return None

    def _closed(self, what: CaseClosed) -> str | None:
        refused = self._operator_refused(what.case, what.operator)
        if refused is not None:
            return refused
        draft = self.draft
        silent = self._silent()
        assert draft.case is not None, "a case that may be closed exists"
        closed = replace(draft.case, state=CaseState.CLOSED, closed_at=draft.inbound.at)
        draft.set_case(closed)
        if may_send(draft.conversation.curtain) and not silent:
            # She counts as present: the flow goes on with her, and silence starts from here.
            draft.touch()
            self._sprint(HumanLeft())
        return None

    def _operator_refused(self, case: str, operator: str) -> str | None:
        held = self.draft.case
        if held is None or held.id != case:
            return "closed"
        if held.state is not CaseState.CLAIMED or held.operator != operator:
            return "not_holder"
        return None

    def _reported(self, what: Reported) -> str | None:
        if what.status == "opted_out" and may_send(self.draft.conversation.curtain):
            self._fall(silently=True)
            return None
        return "unknown"

    # --- the flow -------------------------------------------------------------------------------

    def _bundle(self) -> Bundle:
        return self.scene.bundle(self.draft.session.bundle)

    def _sprint(self, heard: Heard) -> None:
        """Run the flow and let its effects happen."""
        draft = self.draft
        bundle = self._bundle()
        if bundle.id != draft.session.bundle:
            # Her bundle is gone: she goes on in the current one, from where every talk can go on.
            draft.hold(replace(draft.session, bundle=bundle.id, stack=(), human=()))
        done = advance(
            bundle,
            draft.session,
            heard,
            draft.inbound.at,
            channel=draft.channel,
            answers=self.answers,
        )
        if isinstance(done, Need):
            raise _Needs(done.calls)
        draft.hold(done.session)
        draft.private = draft.private or stands_in(done.session, LETTERS_FLOW)
        for effect in done.effects:
            if isinstance(effect, Mistake):
                self.mistakes.append(effect)
            else:
                carry_out(effect, draft)
        if self.mistakes and not any(isinstance(effect, Speak) for effect in done.effects):
            self._apologise(heard)

    def _apologise(self, heard: Heard) -> None:
        """A flow that failed answers with the emergency line, never with silence."""
        if isinstance(heard, Silent):
            return
        self._emergency_line("failure")

    def _emergency_line(self, key: str) -> None:
        text = self.scene.translator.text(key, self.draft.session.language)
        self.draft.show(Speech(text), Voice.SERVICE)
