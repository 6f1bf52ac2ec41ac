"""The ways through a bundle: within a flow, through its sub-flows, and up to the next wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from bot.engine.flow import AnyStep, Ask, Bundle, EndStep, Flow, FlowStep
from bot.engine.problems import Problem, Severity
from bot.engine.session import Frame
from bot.engine.ways import answers

Path = tuple[Frame, ...]
"""Where a walk stands: the flows on the stack, the one that runs last."""

DEEPEST = 12
FURTHEST = 20_000


def finding(
    flow: str, step: AnyStep, rule: str, what: str, remedy: str, *, line: int = 0
) -> Problem:
    """An error at a step."""
    return Problem(flow, step.id, line or step.line, rule, what, remedy)


def advice(
    flow: str, step: AnyStep, rule: str, what: str, remedy: str, *, line: int = 0
) -> Problem:
    """A warning at a step."""
    return Problem(flow, step.id, line or step.line, rule, what, remedy, Severity.WARNING)


def steps(bundle: Bundle) -> Iterator[tuple[Flow, AnyStep]]:
    """Every step of a bundle with its flow."""
    for flow in bundle.flows.values():
        for step in flow.steps.values():
            yield flow, step


def at(bundle: Bundle, path: Path) -> AnyStep:
    """The step where a walk stands."""
    return bundle.flows[path[-1].flow].steps[path[-1].step]


def onward(bundle: Bundle, path: Path) -> Iterator[Path]:
    """Where a walk stands next, into sub-flows and back out of them. Silence is not followed."""
    step = at(bundle, path)
    below = path[:-1]
    if isinstance(step, FlowStep):
        called = bundle.flows.get(step.flow)
        if called is not None and len(path) < DEEPEST:
            yield (*path, Frame(called.id, called.start))
    elif isinstance(step, EndStep):
        caller = at(bundle, below) if below else None
        if isinstance(caller, FlowStep):
            yield (*below[:-1], Frame(below[-1].flow, caller.next))
    else:
        for target in answers(step):
            yield (*below, Frame(path[-1].flow, target))


def until_wait(bundle: Bundle, begin: Path) -> Iterator[tuple[Path, AnyStep]]:
    """Every step that is met from here before anything waits, the waiting asks included."""
    seen = {begin}
    queue = deque([begin])
    while queue and len(seen) < FURTHEST:
        path = queue.popleft()
        step = at(bundle, path)
        yield path, step
        if isinstance(step, Ask):
            continue
        for following in onward(bundle, path):
            if following not in seen:
                seen.add(following)
                queue.append(following)
