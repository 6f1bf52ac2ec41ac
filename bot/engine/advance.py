"""One sprint: from what was heard to the next wait, as a pure function.

At most ``LIMIT`` steps run between two waits. It stops at a call that has no answer yet and that
nobody ``knows`` (``Need``), and is run again from the same session with it. An author's mistake is
an effect, no exception.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import assert_never

from bot.engine.agreement import AGREED, agreed, homeward
from bot.engine.answers import Answers, Knows, Unanswered, nobody
from bot.engine.asking import holds, question, speech, taken, told
from bot.engine.effects import (
    Advanced,
    Answer,
    Answered,
    Began,
    Call,
    Effect,
    Forget,
    ForgetTalk,
    Heard,
    HumanLeft,
    Leave,
    Mistake,
    Need,
    Resume,
    Silent,
    Speak,
    StillWaits,
    TakeBack,
    Took,
    Went,
)
from bot.engine.expressions import EvaluationError, Expression, Value, evaluate
from bot.engine.flow import (
    AnyStep,
    Ask,
    Bundle,
    CallStep,
    ChoicesFrom,
    EndStep,
    ExitStep,
    FlowStep,
    HandoffStep,
    Say,
    Set,
    When,
)
from bot.engine.session import Frame, Session
from bot.messages import Speech

LIMIT = 100
HOME = "menu"
"""The flow that a conversation which has come to rest goes on with, where a bundle has it."""


class _Stuck(Exception):
    """The sprint cannot go on because of an author's mistake."""


def advance(
    bundle: Bundle,
    session: Session,
    heard: Heard,
    now: datetime,
    *,
    channel: str = "web",
    answers: Sequence[tuple[Call, Answer]] = (),
    knows: Knows = nobody,
) -> Advanced | Need:
    """The session after what was heard and the effects in order, or the calls to answer first.

    A sprint that an author's mistake stops leaves the session where it was and ends in a
    ``Mistake``: the shell answers with the emergency line.
    """
    sprint = _Sprint(bundle, session, now, channel, Answers(answers, knows))
    try:
        sprint.hear(heard)
    except Unanswered as unanswered:
        return Need((unanswered.call,), sprint.language)
    except _Stuck as stuck:
        where = sprint.stack[-1] if sprint.stack else Frame("", "")
        return Advanced(session, (Mistake(where.flow, where.step, str(stuck)),))
    return Advanced(sprint.session(), tuple(sprint.effects), sprint.took, tuple(sprint.visited))


class _Sprint:
    """The working state of one ``advance``; it does not outlive it."""

    def __init__(
        self,
        bundle: Bundle,
        session: Session,
        now: datetime,
        channel: str,
        answers: Answers,
    ) -> None:
        self.bundle = bundle
        self.before = session
        self.now = now
        self.channel = channel
        self.answers = answers
        self.language = session.language
        self.stack = list(session.stack)
        self.variables: dict[str, Value] = {
            **session.variables,
            "language": session.language,
            "channel": channel,
        }
        self.retries, self.turn = session.retries, session.turn
        self.wake_at = session.wake_at
        self.human = session.human
        self.effects: list[Effect] = []
        self.silent = False
        self.took: Took | None = None
        self.visited: list[Frame] = []

    def session(self) -> Session:
        """The session as it stands after the sprint."""
        kept = {k: v for k, v in self.variables.items() if k not in ("language", "channel")}
        return Session(
            self.before.bundle,
            self.language,
            tuple(self.stack),
            kept,
            self.retries,
            self.turn,
            self.wake_at if self.stack else None,
            self.human,
        )

    def hear(self, heard: Heard) -> None:
        """Take what was heard and run to the next wait."""
        if isinstance(heard, Answered | Went):
            self.variables.update(heard.given)
        match heard:
            case Answered() if not self.stack:
                self._begin(HOME if HOME in self.bundle.flows else self.bundle.entry)
            case Began():
                self.stack.clear()
                self._begin(self.bundle.entry)
            case Answered():
                self._answer(heard)
            case Went(flow):
                self._go(flow, heard)
            case Silent():
                self._fall_silent()
            case HumanLeft():
                self._resume()
            case StillWaits(way):
                self._tell(way)
            case _:
                assert_never(heard)

    # --- the ways in ------------------------------------------------------------------------

    def _begin(self, flow: str, step: str = "") -> None:
        self._push(flow, step)
        self._run()

    def _go(self, flow: str, heard: Went) -> None:
        if flow not in self.bundle.flows:
            raise _Stuck(f"there is no flow named {flow}")
        del self.stack[len(self.stack) - heard.instead :]
        places = [place for place, frame in enumerate(self.stack) if frame.flow == flow]
        del self.stack[min(places, default=len(self.stack)) :]
        if not self.stack and HOME in self.bundle.flows and flow != HOME:
            # After a silence there is nobody to return to: what follows must not end in nothing.
            self._push(HOME)
        self._begin(flow, heard.step)

    def _fall_silent(self) -> None:
        step = self._step()
        self.wake_at = None
        if isinstance(step, Ask) and step.timeout is not None:
            self.silent = True
            self.took = Took(self.stack[-1].flow, step.id, step.timeout.id)
            self._move(step.timeout.next)
            self._run()

    def _resume(self) -> None:
        if self.human:
            self.stack, self.human = list(self.human), ()
            self._run()

    def _tell(self, way: str) -> None:
        step = self._step() if self.stack else None
        if isinstance(step, Ask) and (target := step.told(way)):
            self._go_on(target)

    def _go_on(self, target: str) -> None:
        self.retries = 0
        self._move(target)
        self._run()

    def _answer(self, heard: Answered) -> None:
        step = self._step()
        if not isinstance(step, Ask):
            self._run()
            return
        target = self._taken(step, heard)
        if target is None:
            self._miss(step)
        else:
            self._go_on(target)

    def _taken(self, ask: Ask, heard: Answered) -> str | None:
        """Where the answer leads, after storing what it sets; None when it fits nothing."""
        if heard.choice is not None:
            flow, way = self.stack[-1].flow, taken(ask, heard.choice, self.variables)
            if isinstance(way, ChoicesFrom):
                self.variables[way.save] = heard.choice
            elif way is not None:
                self._store(way.set)
                for yes in agreed(flow, ask, way):
                    self.variables[AGREED[yes.purpose]] = "yes"
                    self.effects.append(yes)
            if way is not None:
                self.took = Took(flow, ask.id, way.id)
                return way.next
        if ask.input is not None and heard.text.strip():
            self.variables[ask.input.save] = heard.text.strip()
            return ask.input.next
        return None

    def _miss(self, ask: Ask) -> None:
        miss = ask.no_match
        self.retries += 1
        if miss is not None and self.retries > miss.retry:
            self._go_on(miss.next)
            return
        if miss is not None and miss.text is not None:
            self._speak(speech(miss.text, self.bundle, self.language, self.variables))
        self._wait(ask)

    # --- steps ------------------------------------------------------------------------------

    def _run(self) -> None:
        """Run steps until one waits, the stack is empty or she left."""
        for _ in range(LIMIT):
            if not self.stack:
                return
            step = self._step()
            self.visited.append(self.stack[-1])
            if self._do(step):
                return
        raise _Stuck(f"more than {LIMIT} steps without a wait")

    def _do(self, step: AnyStep) -> bool:
        """Do one step. True when the sprint is over."""
        match step:
            case Ask():
                self._wait(step)
                return True
            case Say():
                self._speak(told(step, self.bundle, self.language, self.variables))
                self._move(step.next)
            case Set():
                self._store(step.values)
                self._move(step.next)
            case When():
                self._move(self._decide(step))
            case CallStep():
                return self._call(step)
            case FlowStep():
                self._push(step.flow)
            case HandoffStep():
                self._hand_off(step)
            case EndStep():
                self._pop()
                return self.silent
            case ExitStep():
                return self._leave(Leave())
            case _:
                assert_never(step)
        return False

    def _wait(self, ask: Ask) -> None:
        self.turn += 1
        self.wake_at = self.now + ask.timeout.after if ask.timeout else None
        name = f"{self.turn}.{self.stack[-1].flow}.{ask.id}"
        self._speak(question(ask, name, self.bundle, self.language, self.variables))

    def _decide(self, step: When) -> str:
        for condition, target in step.cases:
            if holds(condition, self.variables):
                return target
        if step.otherwise is None:
            raise _Stuck("no condition holds and there is no else")
        return step.otherwise

    def _call(self, step: CallStep) -> bool:
        answer = self._ask_world(step.call, step.args)
        for name, value in answer.values.items():
            self.variables[f"{step.save}_{name}" if step.save else name] = value
        language = answer.values.get("language")
        if isinstance(language, str) and language in self.bundle.languages:
            self.language = language
        for effect in answer.effects:
            if isinstance(effect, Leave | Forget | ForgetTalk | Resume):
                return self._leave(effect)
            if isinstance(effect, TakeBack):
                self.stack = homeward(self.bundle, self.stack[-1], HOME)
                self.human = ()
                self.variables.pop(AGREED["share"], None)
            self.effects.append(effect)
        if answer.outcome not in step.outcomes:
            raise _Stuck(f"{step.call} has no step for its outcome {answer.outcome}")
        self._move(step.outcomes[answer.outcome])
        return False

    def _hand_off(self, step: HandoffStep) -> None:
        answer = self._ask_world("handoff.open", step.args)
        self.variables.update(answer.values)
        self.effects.extend(answer.effects)
        if answer.outcome == "accepted":
            self.human = (*self.stack[:-1], Frame(self.stack[-1].flow, step.closed))
            self._move(step.accepted)
        else:
            self._move(step.unavailable)

    def _leave(self, effect: Leave | Forget | ForgetTalk | Resume) -> bool:
        self.effects.append(effect)
        self.stack.clear()
        return True

    def _step(self) -> AnyStep:
        top = self.stack[-1]
        flow = self.bundle.flows.get(top.flow)
        step = flow.steps.get(top.step) if flow else None
        if step is None:
            raise _Stuck("the session stands at a step that its bundle does not have")
        return step

    def _move(self, target: str) -> None:
        self.stack[-1] = Frame(self.stack[-1].flow, target)

    def _push(self, flow: str, step: str = "") -> None:
        found = self.bundle.flows.get(flow)
        if found is None:
            raise _Stuck(f"there is no flow named {flow}")
        if len(self.stack) >= LIMIT:
            raise _Stuck("flows call one another without end")
        self.stack.append(Frame(flow, step if step in found.steps else found.start))

    def _pop(self) -> None:
        """Return to the caller: past its ``flow`` step, or back to the ask that was interrupted.

        Silence ends the whole talk, since a caller would speak; within the entry flow it begins
        anew, so that nobody gets past its questions by being silent.
        """
        if self.silent:
            begun = self.stack[-1].flow != self.bundle.entry
            entry = self.bundle.flows[self.bundle.entry]
            self.stack = [] if begun else [Frame(entry.id, entry.start)]
            return
        self.stack.pop()
        if self.stack and isinstance(step := self._step(), FlowStep):
            self._move(step.next)

    def _speak(self, said: Speech) -> None:
        if self.silent:
            where = self.stack[-1]
            self.effects.append(Mistake(where.flow, where.step, "a timeout would have spoken"))
            return
        self.effects.append(Speak(said))

    def _store(self, values: Mapping[str, Expression]) -> None:
        for name, expression in values.items():
            try:
                self.variables[name] = evaluate(expression, self.variables)
            except EvaluationError as error:
                where = self.stack[-1]
                self.effects.append(Mistake(where.flow, where.step, str(error)))

    def _ask_world(self, name: str, args: Mapping[str, Expression]) -> Answer:
        call = Call(name, tuple((key, self._value(value)) for key, value in args.items()))
        return self.answers.to(call, self.language)

    def _value(self, expression: Expression) -> Value:
        try:
            return evaluate(expression, self.variables)
        except EvaluationError:
            return ""
