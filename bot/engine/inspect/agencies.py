"""Which variables surely hold an agency that she was told of: those that only the finding fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.engine.effects import CallSpec
from bot.engine.flow import AnyStep, Ask, Bundle, CallStep, Set
from bot.engine.inspect.graph import steps
from bot.engine.inspect.proofs import answered


def shown_agencies(bundle: Bundle, calls: Mapping[str, CallSpec]) -> frozenset[str]:
    """The variables that calls with an ``agency`` fill, and that nothing else fills."""
    found: set[str] = set()
    others: set[str] = set()
    for _, step in steps(bundle):
        own = _agency(step, calls)
        found |= own
        others |= {*answered(step, calls), *_set(step)} - own
    return frozenset(found - others)


def _agency(step: AnyStep, calls: Mapping[str, CallSpec]) -> set[str]:
    if not isinstance(step, CallStep) or step.call not in calls or not calls[step.call].agency:
        return set()
    prefix = f"{step.save}_" if step.save else ""
    return {prefix + calls[step.call].agency}


def _set(step: AnyStep) -> Iterator[str]:
    if isinstance(step, Set):
        yield from step.values
    elif isinstance(step, Ask):
        for choice in step.choices:
            yield from choice.set
        yield from (part.save for part in (step.choices_from, step.input) if part is not None)
