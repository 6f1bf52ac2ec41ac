"""Where a step leads within its flow."""

from __future__ import annotations

from typing import assert_never

from bot.engine.flow import (
    AnyStep,
    Ask,
    CallStep,
    EndStep,
    ExitStep,
    FlowStep,
    HandoffStep,
    Say,
    Set,
    When,
)


def answers(step: AnyStep) -> tuple[str, ...]:
    """Where a step leads when she is there: every way but silence."""
    match step:
        case Ask():
            ways = [choice.next for choice in step.choices]
            for part in (step.choices_from, step.input, step.no_match):
                if part is not None:
                    ways.append(part.next)
            return (*ways, *filter(None, (step.unattended, step.waited)))
        case Say() | Set() | FlowStep():
            return (step.next,)
        case When():
            ways = [target for _, target in step.cases]
            return (*ways, step.otherwise) if step.otherwise is not None else tuple(ways)
        case CallStep():
            return tuple(step.outcomes.values())
        case HandoffStep():
            return (step.accepted, step.unavailable, step.closed)
        case EndStep() | ExitStep():
            return ()
        case _:
            assert_never(step)


def ways(step: AnyStep) -> tuple[str, ...]:
    """Where a step leads, silence included."""
    if isinstance(step, Ask) and step.timeout is not None:
        return (*answers(step), step.timeout.next)
    return answers(step)
