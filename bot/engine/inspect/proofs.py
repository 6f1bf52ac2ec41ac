"""What a condition proves: that a variable was set to a text somewhere on the way.

Only variables that nothing but ``set`` with a literal text fills can prove anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.engine.effects import CallSpec
from bot.engine.expressions import Expression
from bot.engine.flow import AnyStep, Ask, Bundle, CallStep, Set
from bot.engine.inspect.graph import steps

_COMPARED = re.compile(r"""\s*([a-z_][a-z0-9_]*)\s*(==|!=)\s*(?:"([^"]*)"|'([^']*)')\s*""")
_LITERAL = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)')\s*""")


@dataclass(frozen=True, slots=True)
class Claim:
    """That a variable holds a text."""

    variable: str
    text: str


def claims(condition: Expression) -> frozenset[Claim]:
    """What surely holds where the condition holds."""
    return _compared(condition.source, " and ", "==")


def denials(condition: Expression) -> frozenset[Claim]:
    """What surely holds where the condition does not."""
    return _compared(condition.source, " or ", "!=")


def _compared(source: str, joined: str, sign: str) -> frozenset[Claim]:
    """The claims of comparisons that are all joined by one word; none of anything else."""
    found = [_COMPARED.fullmatch(part) for part in source.split(joined)]
    if not all(found):
        return frozenset()
    texts = ((match[1], match[2], match[3] or match[4]) for match in found if match)
    return frozenset(Claim(name, text) for name, sort, text in texts if sort == sign and text)


def settings(step: AnyStep) -> Iterator[Claim]:
    """The texts that a step sets variables to."""
    for name, expression in _assigned(step):
        literal = _LITERAL.fullmatch(expression.source)
        if literal is not None:
            yield Claim(name, literal[1] or literal[2] or "")


def unprovable(bundle: Bundle, calls: Mapping[str, CallSpec]) -> frozenset[str]:
    """The variables that prove nothing: answers, inputs and computed values may be anything."""
    found: set[str] = set()
    for _, step in steps(bundle):
        found |= set(answered(step, calls))
        if isinstance(step, Ask):
            found |= {part.save for part in (step.choices_from, step.input) if part is not None}
        for name, expression in _assigned(step):
            if _LITERAL.fullmatch(expression.source) is None:
                found.add(name)
    return frozenset(found)


def answered(step: AnyStep, calls: Mapping[str, CallSpec]) -> Iterator[str]:
    """The variables that a call fills."""
    if isinstance(step, CallStep) and step.call in calls:
        prefix = f"{step.save}_" if step.save else ""
        yield from (prefix + name for name in calls[step.call].saves)


def _assigned(step: AnyStep) -> Iterator[tuple[str, Expression]]:
    values: list[Mapping[str, Expression]] = []
    if isinstance(step, Set):
        values.append(step.values)
    elif isinstance(step, Ask):
        values += [choice.set for choice in step.choices]
    for each in values:
        yield from each.items()
