"""The publish gate: what is wrong in a bundle of flows, found without running it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.engine.effects import CallSpec
from bot.engine.flow import Bundle
from bot.engine.inspect.alone import alone
from bot.engine.inspect.choices import anywhere
from bot.engine.inspect.clues import Clues
from bot.engine.inspect.covers import Demands, covers
from bot.engine.inspect.duty import duty
from bot.engine.inspect.facts import facts_before
from bot.engine.inspect.languages import languages
from bot.engine.inspect.liveness import liveness
from bot.engine.inspect.safety import safety
from bot.engine.inspect.structure import structure
from bot.engine.problems import Problem

__all__ = ["Clues", "Demands", "inspect", "inspect_cover"]


def inspect(
    bundle: Bundle, clues: Clues, calls: Mapping[str, CallSpec], *, production: bool = False
) -> tuple[Problem, ...]:
    """Every problem of a loaded bundle, by flow and line, each once.

    ``production`` makes a missing review by a native speaker an error.
    """
    before = facts_before(bundle, clues, calls)
    found = [
        *structure(bundle, clues, calls),
        *liveness(bundle, clues),
        *safety(bundle, clues, before),
        *duty(bundle, before, calls),
        *alone(bundle, clues),
        *anywhere(bundle, clues),
        *languages(bundle, clues, production=production),
    ]
    return _ordered(found)


def inspect_cover(
    cover: Bundle,
    clues: Clues,
    calls: Mapping[str, CallSpec],
    demands: Demands,
    *,
    production: bool = False,
) -> tuple[Problem, ...]:
    """Every problem of a cover: those of any bundle, and what only a cover may not do."""
    found = [
        *inspect(cover, clues, calls, production=production),
        *covers(cover, clues, demands),
    ]
    return _ordered(found)


def _ordered(found: Iterable[Problem]) -> tuple[Problem, ...]:
    ordered = sorted(found, key=lambda problem: (problem.flow, problem.line, problem.rule))
    return tuple(dict.fromkeys(ordered))
