"""Duty: what is kept, who will know and who may have to report is said before, never after."""

from __future__ import annotations

from collections.abc import Iterator

from bot.engine.contexts import messages, placeholders
from bot.engine.flow import Bundle, CallStep, HandoffStep
from bot.engine.inspect.facts import Before, own
from bot.engine.inspect.graph import finding, steps
from bot.engine.problems import Problem

STORING = frozenset({"letterbox.leave", "appointments.book"})
"""Calls that keep something of hers beyond the talk."""

OFFERED = frozenset({"measure", "calls"})
"""Variables that hold a measure or training call: a text that shows one offers it."""


def duty(bundle: Bundle, before: Before) -> Iterator[Problem]:
    """Steps that store, offer or hand over without what has to be said before them."""
    for flow, step in steps(bundle):
        known = before[flow.id, step.id] | own(step)
        storing = isinstance(step, CallStep) and step.call in STORING
        if (storing or "stores" in step.marks or isinstance(step, HandoffStep)) and (
            "notice" not in known
        ):
            yield finding(
                flow.id,
                step,
                "duty/notice",
                "something of hers is kept before she knows what is kept and who reads it",
                "let every way pass a step marked notice",
            )
        offers = any(OFFERED & placeholders(text.source) for text in messages(step))
        if (offers or "offers" in step.marks) and "who_knows" not in known:
            yield finding(
                flow.id,
                step,
                "duty/who-knows",
                "something is offered before she knows who will come to know of it",
                "let every way pass a step marked who_knows",
            )
        if isinstance(step, HandoffStep) and "duty" not in known:
            yield finding(
                flow.id,
                step,
                "duty/report",
                "a person is called before she knows whether the agency may have to report",
                "let every way pass a step marked duty",
            )
