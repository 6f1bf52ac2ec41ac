"""Duty: what is kept, who reads and who may have to report is said before, and agreed to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from bot.engine.contexts import message, messages, placeholders
from bot.engine.effects import CallSpec
from bot.engine.flow import AnyStep, Ask, Bundle, CallStep, EndStep, Flow, HandoffStep
from bot.engine.inspect.agencies import shown_agencies
from bot.engine.inspect.facts import AGREED, Before, Known, own
from bot.engine.inspect.graph import Path, at, finding, onward, steps
from bot.engine.problems import Problem
from bot.engine.session import Frame

OFFERED = frozenset({"measure", "measure_papers", "measure_where", "measure_whom", "calls"})
"""Variables that hold a measure, what it asks for and where, or a training call: a text that shows
one offers it."""

HANDED_OVER = CallSpec(
    "a hand-off", frozenset({"network"}), frozenset(), needs="share", shares=True
)
"""A hand-off is held to what a call that shares is held to."""


def duty(bundle: Bundle, before: Before, calls: Mapping[str, CallSpec]) -> Iterator[Problem]:
    """Steps that store, offer or hand over without what has to be said and agreed before them."""
    shown = shown_agencies(bundle, calls)
    for flow, step in steps(bundle):
        known = before[flow.id, step.id] | own(step)
        spec = _spec(step, calls)
        yield from _kept(flow, step, spec, known)
        offers = any(OFFERED & placeholders(text.source) for text in messages(step))
        if (offers or "offers" in step.marks) and "who_knows" not in known:
            yield finding(
                flow.id,
                step,
                "duty/who-knows",
                "something is offered before she knows who will come to know of it",
                "let every way pass a step marked who_knows",
            )
        if spec is not None and spec.shares:
            yield from _shared(flow, step, known, shown)
        if spec is not None and spec.agency:
            yield from _told(bundle, flow, step)
        yield from _answered(flow, step)


def _spec(step: AnyStep, calls: Mapping[str, CallSpec]) -> CallSpec | None:
    if isinstance(step, HandoffStep):
        return HANDED_OVER
    return calls.get(step.call) if isinstance(step, CallStep) else None


def _kept(flow: Flow, step: AnyStep, spec: CallSpec | None, known: Known) -> Iterator[Problem]:
    """What is kept or shared: the notice was said, and the yes to it is on record."""
    needs = spec.needs if spec is not None else ""
    if not needs and "stores" not in step.marks:
        return
    if "notice" not in known:
        yield finding(
            flow.id,
            step,
            "duty/notice",
            "something of hers is kept before she knows what is kept and who reads it",
            "let every way pass a step marked notice",
        )
    wanted = {AGREED[needs]} if needs else set(AGREED.values())
    if not wanted & known:
        purpose = needs or "share, keep or contact"
        yield finding(
            flow.id,
            step,
            "duty/consent",
            "something of hers is kept or shared before her yes is on record",
            f"let every way pass a choice with agrees: {purpose}, at a step marked notice",
        )


def _shared(flow: Flow, step: AnyStep, known: Known, shown: frozenset[str]) -> Iterator[Problem]:
    """Who comes to read was shown before, and it is the agency that was shown."""
    if "duty" not in known:
        yield finding(
            flow.id,
            step,
            "duty/report",
            "somebody comes to read before she knows whether the agency may have to report",
            "let every way pass a step marked duty",
        )
    network = step.args.get("network") if isinstance(step, HandoffStep | CallStep) else None
    if network is None or network.source.strip() not in shown:
        yield finding(
            flow.id,
            step,
            "duty/agency",
            "the agency may be another one than she was told of",
            "give as network the variable that handoff.who fills (agency_id), set by nothing else",
        )


def _told(bundle: Bundle, flow: Flow, step: AnyStep) -> Iterator[Problem]:
    """An agency that was found is told of, with its duty to report, before anything waits."""
    begin: Path = (Frame(flow.id, step.id),)
    seen = {begin}
    queue = deque(seen)
    while queue:
        path = queue.popleft()
        met = at(bundle, path)
        if "duty" in met.marks and message(met) is not None:
            continue
        following = list(onward(bundle, path))
        if isinstance(met, Ask | EndStep | HandoffStep) or not following:
            yield finding(
                flow.id,
                step,
                "duty/told",
                f"at {met.id} she does not yet know who would answer and what they must report",
                "let every way from here pass a step marked duty before it waits or ends",
            )
            return
        new = [each for each in following if each not in seen]
        seen.update(new)
        queue.extend(new)


def _answered(flow: Flow, step: AnyStep) -> Iterator[Problem]:
    """A yes is a yes to something: only a notice can be agreed to."""
    if isinstance(step, Ask) and "notice" not in step.marks:
        for choice in step.choices:
            if choice.agrees:
                yield finding(
                    flow.id,
                    step,
                    "duty/agrees",
                    f"the choice {choice.id} agrees, but the step is no notice",
                    "mark the step notice, if it tells what is kept and who reads",
                    line=choice.line,
                )
