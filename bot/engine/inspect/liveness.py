"""Liveness: she can always go on, nobody is asked without end, silence is answered by silence."""

from __future__ import annotations

from collections.abc import Iterator

from bot.engine.contexts import message
from bot.engine.flow import (
    AnyStep,
    Ask,
    Bundle,
    EndStep,
    ExitStep,
    Flow,
    FlowStep,
    HandoffStep,
)
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.graph import finding, steps
from bot.engine.problems import Problem
from bot.engine.ways import ways

MOST_RETRIES = 3


def liveness(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    """Steps without a way out, asks without ``no_match`` or ``timeout``, timeouts that speak."""
    alive = _alive(bundle)
    for flow, step in steps(bundle):
        if (flow.id, step.id) not in alive:
            yield finding(
                flow.id,
                step,
                "liveness/stuck",
                "no end, hand-off or exit can be reached from here",
                "give it a way back or a way out",
            )
        if isinstance(step, Ask):
            yield from _asked(bundle, flow, step)


def _alive(bundle: Bundle) -> set[tuple[str, str]]:
    """The steps from which an end, a hand-off or an exit can be reached."""
    alive: set[tuple[str, str]] = set()
    grown = True
    while grown:
        grown = False
        for flow, step in steps(bundle):
            if (flow.id, step.id) not in alive and _leads_out(bundle, flow, step, alive):
                alive.add((flow.id, step.id))
                grown = True
    return alive


def _leads_out(bundle: Bundle, flow: Flow, step: AnyStep, alive: set[tuple[str, str]]) -> bool:
    if isinstance(step, EndStep | ExitStep | HandoffStep):
        return True
    if isinstance(step, FlowStep) and step.flow in bundle.flows:
        called = bundle.flows[step.flow]
        if (called.id, called.start) in alive:
            return True
    return any((flow.id, target) in alive for target in ways(step))


def _asked(bundle: Bundle, flow: Flow, ask: Ask) -> Iterator[Problem]:
    miss = ask.no_match
    if miss is None:
        yield finding(
            flow.id,
            ask,
            "liveness/no-match",
            "nothing is said about an answer that fits nothing",
            "add no_match: {retry: 2, next: …}",
        )
    elif miss.retry > MOST_RETRIES:
        yield finding(
            flow.id,
            ask,
            "liveness/retries",
            f"the question is repeated {miss.retry} times",
            f"at most {MOST_RETRIES}, then a person or a way out",
        )
    elif not _way_out(bundle, flow, miss.next, ask.id):
        yield finding(
            flow.id,
            ask,
            "liveness/no-match-loop",
            "whoever is not understood only comes back to this question",
            "let no_match lead to a person or a way out",
        )
    if ask.timeout is None:
        yield finding(
            flow.id,
            ask,
            "liveness/timeout",
            "nothing is said about her silence",
            "add timeout: {after: 10m, next: …}",
        )
    else:
        yield from _silent(flow, ask, ask.timeout.next)


def _way_out(bundle: Bundle, flow: Flow, begin: str, without: str) -> bool:
    """Whether a person or a way out can be reached without coming back to the question."""
    if begin == without:
        return False
    seen = {without, begin}
    waiting = [begin]
    while waiting:
        step = flow.steps[waiting.pop()]
        if isinstance(step, EndStep | ExitStep | HandoffStep):
            return True
        if isinstance(step, FlowStep) and step.flow in bundle.flows:
            return True
        for target in ways(step):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return False


def _silent(flow: Flow, ask: Ask, begin: str) -> Iterator[Problem]:
    """After her silence nothing may be sent: only values, conditions, an end or an exit."""
    seen = {begin}
    waiting = [begin]
    while waiting:
        step = flow.steps[waiting.pop()]
        if message(step) is not None or isinstance(step, FlowStep | HandoffStep):
            yield finding(
                flow.id,
                ask,
                "liveness/timeout-speaks",
                f"after her silence the step {step.id} would send something",
                "let timeout lead to an end or exit without a text",
            )
            return
        for target in ways(step):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
