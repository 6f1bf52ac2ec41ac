"""Covers: what stands before the service may not tell of it, keep anything or lead into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.engine.contexts import flow_passages, message, passages
from bot.engine.flow import AnyStep, Ask, Bundle, ExitStep, Flow, HandoffStep
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.graph import finding, steps
from bot.engine.inspect.languages import SOURCE
from bot.engine.inspect.safety import EMERGENCY
from bot.engine.problems import Problem

ALLOWED = frozenset({"critical", "emergency"})
"""Marks that a step of a cover may carry."""

NEVER = "1522"
"""A number that says by itself what a thread is about."""


@dataclass(frozen=True, slots=True)
class Demands:
    """What every cover must have: flows by name, ``menu`` (the question of its entry flow),
    ``numbers`` (the flow that danger leads to)."""

    flows: frozenset[str]
    menu: str
    numbers: str


def covers(bundle: Bundle, clues: Clues, demands: Demands) -> Iterator[Problem]:
    """What a cover may not do or say, on every channel and in every language."""
    yield from _whole(bundle, demands)
    for flow, step in steps(bundle):
        yield from _steps(bundle, flow, step, demands)
        yield from _words(bundle, clues, flow, step)
    yield from _translated(bundle)
    yield from _between(bundle, demands)


def _whole(bundle: Bundle, demands: Demands) -> Iterator[Problem]:
    for name in sorted(demands.flows - set(bundle.flows)):
        yield Problem(
            bundle.entry, "", 0, "cover/missing", f"there is no flow {name}", "add it to the cover"
        )
    if not isinstance(bundle.flows[bundle.entry].steps.get(demands.menu), Ask):
        yield Problem(
            bundle.entry,
            "",
            bundle.flows[bundle.entry].line,
            "cover/menu",
            f"its flow {bundle.entry} has no question called {demands.menu}",
            "add it: numbers and buttons are always answers to it",
        )


def _steps(bundle: Bundle, flow: Flow, step: AnyStep, demands: Demands) -> Iterator[Problem]:
    typed = isinstance(step, Ask) and (step.input is not None or step.choices_from is not None)
    menu = (flow.id, step.id) == (bundle.entry, demands.menu)
    if typed or isinstance(step, HandoffStep | ExitStep) or (isinstance(step, Ask) and not menu):
        yield finding(
            flow.id,
            step,
            "cover/step",
            "a cover asks nothing but its menu, keeps nothing and leads to nobody",
            "use say, set, when, flow and the calls of a cover",
        )
    for mark in sorted(step.marks - ALLOWED):
        yield finding(
            flow.id,
            step,
            "cover/mark",
            f"a cover has no step marked {mark}",
            "what needs that mark belongs behind the curtain",
        )


def _words(bundle: Bundle, clues: Clues, flow: Flow, step: AnyStep) -> Iterator[Problem]:
    """Risky words anywhere in a text or label; what only she writes (match) is not said."""
    for passage in passages(step):
        if passage.words:
            continue
        for language in bundle.languages:
            said = bundle.texts.get(language, {}).get(passage.context) or passage.source
            padded = f" {clues.fold(said)} "
            risky = clues.risky.get(language, frozenset())
            told = [word for word in sorted(risky) if f" {word} " in padded]
            for word in [*told, *([NEVER] if NEVER in said else [])]:
                yield finding(
                    flow.id,
                    step,
                    "cover/words",
                    f"{word!r} ({language}, {passage.context}) tells what stands behind",
                    "say it in other words, or not at all",
                    line=passage.line,
                )


def _translated(bundle: Bundle) -> Iterator[Problem]:
    """A cover that falls into another language, or hears only one, is no cover."""
    for flow in bundle.flows.values():
        for passage in flow_passages(flow):
            for language in bundle.languages:
                if language != SOURCE and not bundle.texts.get(language, {}).get(passage.context):
                    yield Problem(
                        flow.id,
                        "",
                        passage.line,
                        "cover/translation",
                        f"{passage.context} is missing in {language}",
                        f"translate it in locales/{language} (fuzzy counts as missing)",
                    )


def _between(bundle: Bundle, demands: Demands) -> Iterator[Problem]:
    """Whatever the flow of the useful numbers says holds 112 in a line between two others."""
    flow = bundle.flows.get(demands.numbers)
    if flow is None:
        return
    for step in flow.steps.values():
        text = message(step)
        if text is None:
            continue
        for language in bundle.languages:
            lines = bundle.say(text, language).splitlines()
            inner = lines[1:-1]
            if len(lines) < 3 or not any(EMERGENCY.search(line) for line in inner):
                yield finding(
                    flow.id,
                    step,
                    "cover/numbers",
                    f"112 does not stand in a line between two others ({language})",
                    "write a dull true line before it and one after it",
                )
