"""Structure: every step is reached, nothing runs in circles, every name is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.engine.agreement import AGREED
from bot.engine.contexts import passages, placeholders
from bot.engine.effects import CallSpec
from bot.engine.expressions import Expression
from bot.engine.flow import (
    AnyStep,
    Ask,
    Bundle,
    CallStep,
    EndStep,
    Flow,
    FlowStep,
    HandoffStep,
    Set,
    When,
)
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.graph import advice, finding, steps
from bot.engine.inspect.proofs import answered
from bot.engine.problems import Problem, Severity
from bot.engine.ways import answers, ways

GIVEN = frozenset({"language", "channel", "guesses", *AGREED.values()})
"""Variables that the shell gives; no flow may set them."""


def structure(bundle: Bundle, clues: Clues, calls: Mapping[str, CallSpec]) -> Iterator[Problem]:
    """Unreachable steps and flows, circles without a wait, recursion, unknown variables."""
    for flow in bundle.flows.values():
        yield from _unreachable(flow)
    yield from _unused_flows(bundle, clues)
    yield from _recursion(bundle)
    yield from _circles(bundle)
    yield from _variables(bundle, calls)


def _unreachable(flow: Flow) -> Iterator[Problem]:
    reached = {flow.start}
    waiting = [flow.start]
    while waiting:
        for target in ways(flow.steps[waiting.pop()]):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    for step in flow.steps.values():
        if step.id not in reached:
            yield finding(
                flow.id,
                step,
                "structure/unreachable",
                "no way leads to this step",
                "lead to it or remove it",
            )


def _unused_flows(bundle: Bundle, clues: Clues) -> Iterator[Problem]:
    called = {step.flow for _, step in steps(bundle) if isinstance(step, FlowStep)}
    called |= {bundle.entry, clues.home, *clues.danger, *clues.gone_to}
    for flow in bundle.flows.values():
        if flow.id not in called and not flow.anywhere.source:
            yield Problem(
                flow.id,
                "",
                flow.line,
                "structure/unused-flow",
                "no way leads to this flow",
                "call it from a flow step, give it anywhere: words, or remove it",
                Severity.WARNING,
            )


def _recursion(bundle: Bundle) -> Iterator[Problem]:
    """A flow that calls itself in the end would pile up until the engine stops it."""
    calls = {
        flow.id: {step.flow for step in flow.steps.values() if isinstance(step, FlowStep)}
        for flow in bundle.flows.values()
    }
    for flow, step in steps(bundle):
        if not isinstance(step, FlowStep):
            continue
        seen = {step.flow}
        waiting = [step.flow]
        while waiting:
            for called in calls.get(waiting.pop(), ()):
                if called not in seen:
                    seen.add(called)
                    waiting.append(called)
        if flow.id in seen:
            yield finding(
                flow.id,
                step,
                "structure/recursion",
                f"the flow {step.flow} leads back into {flow.id}, deeper each time",
                "let it end instead: end returns to its caller",
            )


def _circles(bundle: Bundle) -> Iterator[Problem]:
    """Ways that come back to a step without a wait, through sub-flows too."""
    through = _without_wait(bundle)
    following: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for flow, step in steps(bundle):
        targets: list[tuple[str, str]] = []
        if isinstance(step, FlowStep):
            if step.flow in bundle.flows:
                targets.append((step.flow, bundle.flows[step.flow].start))
            if step.flow in through:
                targets.append((flow.id, step.next))
        elif not isinstance(step, Ask):
            targets = [(flow.id, target) for target in answers(step)]
        following[flow.id, step.id] = targets
    for flow, step in steps(bundle):
        if _comes_back((flow.id, step.id), following):
            yield finding(
                flow.id,
                step,
                "structure/circle",
                "the flow comes back to this step without waiting for her",
                "put an ask into the circle",
            )


def _comes_back(
    begin: tuple[str, str], following: Mapping[tuple[str, str], list[tuple[str, str]]]
) -> bool:
    seen: set[tuple[str, str]] = set()
    waiting = list(following[begin])
    while waiting:
        place = waiting.pop()
        if place == begin:
            return True
        if place not in seen:
            seen.add(place)
            waiting += following[place]
    return False


def _without_wait(bundle: Bundle) -> set[str]:
    """The flows that can run from start to end without a wait."""
    through: set[str] = set()
    while True:
        more = {
            flow.id
            for flow in bundle.flows.values()
            if flow.id not in through and _runs_through(flow, through)
        }
        if not more:
            return through
        through |= more


def _runs_through(flow: Flow, through: set[str]) -> bool:
    seen = {flow.start}
    waiting = [flow.start]
    while waiting:
        step = flow.steps[waiting.pop()]
        if isinstance(step, EndStep):
            return True
        if isinstance(step, Ask) or (isinstance(step, FlowStep) and step.flow not in through):
            continue
        for target in answers(step):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return False


# --- variables ------------------------------------------------------------------------------


def _expressions(step: AnyStep) -> Iterator[Expression]:
    if isinstance(step, Ask):
        for choice in step.choices:
            if choice.when is not None:
                yield choice.when
            yield from choice.set.values()
    elif isinstance(step, Set):
        yield from step.values.values()
    elif isinstance(step, When):
        yield from (condition for condition, _ in step.cases)
    elif isinstance(step, CallStep | HandoffStep):
        yield from step.args.values()


def _written(step: AnyStep) -> Iterator[str]:
    """The variables that the author has a step fill."""
    if isinstance(step, Ask):
        for choice in step.choices:
            yield from choice.set
        if step.choices_from is not None:
            yield step.choices_from.save
        if step.input is not None:
            yield step.input.save
    elif isinstance(step, Set):
        yield from step.values


def _read(step: AnyStep) -> Iterator[str]:
    for expression in _expressions(step):
        yield from expression.names
    for passage in passages(step):
        yield from placeholders(passage.source)
    if isinstance(step, Ask) and step.choices_from is not None:
        yield step.choices_from.variable


def _variables(bundle: Bundle, calls: Mapping[str, CallSpec]) -> Iterator[Problem]:
    written = {name for _, step in steps(bundle) for name in _written(step)}
    filled = {name for _, step in steps(bundle) for name in answered(step, calls)}
    read = {name for _, step in steps(bundle) for name in _read(step)}
    for flow, step in steps(bundle):
        for name in sorted(set(_read(step)) - written - filled - GIVEN):
            yield finding(
                flow.id,
                step,
                "structure/unknown-variable",
                f"nothing ever fills {name}",
                f"correct the name, or write a text in quotation marks: '\"{name}\"'",
            )
        for name in sorted(set(_written(step)) & GIVEN):
            yield finding(
                flow.id,
                step,
                "structure/given-variable",
                f"{name} belongs to the service and cannot be set",
                "use another name",
            )
        for name in sorted(set(_written(step)) - read - GIVEN):
            yield advice(
                flow.id,
                step,
                "structure/unused-variable",
                f"nothing reads {name}",
                "remove it or use it",
            )
