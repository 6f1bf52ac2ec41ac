"""What has surely been said before each step, on every way that leads there.

A fact is a mark of ``TOLD``, which holds from the ask or say that carries it, or a yes of hers,
which holds from the choice that ``agrees``. The analysis is the classic one of dominators over
several procedures: optimistic at first, then taken down until nothing changes. Ways in are the
entry flow; ``flow`` steps; the words of ``anywhere``, which are heard at every ask (those of
guarded flows not within the entry flow, but those of ``Clues.always`` there too); signs of danger,
which are heard at every ask; and the home flow, where a talk at rest goes on.

A condition such as ``safe == "yes"`` proves what had been said wherever ``safe`` was set to
``"yes"`` (``bot.engine.inspect.proofs``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.engine.contexts import message
from bot.engine.effects import CallSpec
from bot.engine.flow import PURPOSES, AnyStep, Ask, Bundle, EndStep, Flow, FlowStep, When
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.graph import steps
from bot.engine.inspect.proofs import Claim, claims, denials, settings, unprovable
from bot.engine.ways import answers

TOLD = frozenset({"safe_question", "notice", "who_knows", "duty"})
AGREED: Mapping[str, str] = {purpose: f"agrees {purpose}" for purpose in sorted(PURPOSES)}
"""Purpose -> the fact that she said yes to it."""

FACTS = TOLD | frozenset(AGREED.values())

Known = frozenset[str]
Before = Mapping[tuple[str, str], Known]


def own(step: AnyStep) -> Known:
    """The facts that a step itself establishes: only what speaks can."""
    return step.marks & TOLD if message(step) is not None else frozenset()


def facts_before(bundle: Bundle, clues: Clues, calls: Mapping[str, CallSpec]) -> Before:
    """(flow, step) -> what has surely been said before it. What is never reached knows all."""
    analysis = _Analysis(bundle, clues, unprovable(bundle, calls))
    while analysis.lower():
        pass
    return analysis.before


class _Analysis:
    """The state of the descent: every set in it only ever grows smaller."""

    def __init__(self, bundle: Bundle, clues: Clues, unprovable: frozenset[str]) -> None:
        self.bundle = bundle
        self.clues = clues
        self.entries = dict.fromkeys(bundle.flows, FACTS)
        self.entries[bundle.entry] = frozenset()
        self.gains = dict.fromkeys(bundle.flows, FACTS)
        self.unprovable = unprovable
        self.proven: dict[Claim, Known] = {}
        self.before: dict[tuple[str, str], Known] = {}

    def lower(self) -> bool:
        """One round; False when nothing changed."""
        known = (dict(self.entries), dict(self.gains), dict(self.proven))
        self.before = {
            (flow.id, id): facts
            for flow in self.bundle.flows.values()
            for id, facts in self._within(flow, self.entries[flow.id]).items()
        }
        for flow in self.bundle.flows.values():
            self.gains[flow.id] = self._gained(flow)
        for called, facts in self._ways_in():
            self.entries[called] &= facts
        for flow, step in steps(self.bundle):
            facts = self.before[flow.id, step.id] | own(step)
            for claim in settings(step):
                self.proven[claim] = self.proven.get(claim, FACTS) & facts
        return known != (self.entries, self.gains, self.proven)

    def _gained(self, flow: Flow) -> Known:
        """What the flow has surely said when it ends, whatever was said before."""
        before = self._within(flow, frozenset())
        ends = [before[step.id] for step in flow.steps.values() if isinstance(step, EndStep)]
        return FACTS.intersection(*ends)

    def _within(self, flow: Flow, entry: Known) -> dict[str, Known]:
        before = dict.fromkeys(flow.steps, FACTS)
        before[flow.start] = entry
        waiting = [flow.start]
        reached = {flow.start}
        while waiting:
            step = flow.steps[waiting.pop()]
            for target, known in self._onward(step, before[step.id] | own(step)):
                lowered = before[target] & known
                if lowered != before[target] or target not in reached:
                    before[target] = lowered
                    reached.add(target)
                    waiting.append(target)
        return before

    def _onward(self, step: AnyStep, known: Known) -> Iterator[tuple[str, Known]]:
        if isinstance(step, When):
            for condition, target in step.cases:
                yield target, known | self._shown(claims(condition))
                known |= self._shown(denials(condition))
            if step.otherwise is not None:
                yield step.otherwise, known
            return
        if isinstance(step, Ask):
            for choice in step.choices:
                agreed = frozenset({AGREED[choice.agrees]} if choice.agrees else ())
                yield choice.next, known | agreed
            for part in (step.choices_from, step.input, step.no_match):
                if part is not None:
                    yield part.next, known
            return
        if isinstance(step, FlowStep):
            known |= self.gains.get(step.flow, frozenset())
        for target in answers(step):
            yield target, known

    def _shown(self, found: frozenset[Claim]) -> Known:
        """What holds because these claims hold."""
        proofs = [
            self.proven.get(claim, FACTS)
            for claim in found
            if claim.variable not in self.unprovable
        ]
        return frozenset().union(*proofs)

    def _ways_in(self) -> Iterator[tuple[str, Known]]:
        """Every way into a flow other than the entry, with what is known on it."""
        bundle, clues = self.bundle, self.clues
        heard = [flow for flow in bundle.flows.values() if flow.anywhere.source]
        for flow, step in steps(bundle):
            known = self.before[flow.id, step.id] | own(step)
            if isinstance(step, FlowStep) and step.flow in bundle.flows:
                yield step.flow, known
            if isinstance(step, Ask):
                for other in heard:
                    inside = flow.id == bundle.entry and other.id in bundle.guarded
                    if not inside or other.id in clues.always:
                        yield other.id, known
                for danger in clues.danger & set(bundle.flows):
                    # She has said it herself: nothing that hides may come before the help.
                    yield danger, known | {"safe_question"}
            if clues.home in bundle.flows and _rests(bundle, clues, flow, step):
                yield clues.home, known


def _rests(bundle: Bundle, clues: Clues, flow: Flow, step: AnyStep) -> bool:
    """Whether a talk may come to rest here: at the end of the lowest flow, or by her silence."""
    if isinstance(step, EndStep):
        return flow.id in (bundle.entry, clues.home)
    return isinstance(step, Ask) and step.timeout is not None and flow.id != bundle.entry
