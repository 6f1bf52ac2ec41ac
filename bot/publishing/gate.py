"""What the publish gate needs from the rooms that the engine may not import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.channels.segments import plainer, segments
from bot.conversation.coming_back import BACK_FLOW
from bot.conversation.cover_calls import COVER_CALLS
from bot.conversation.cover_hearing import MENU, REMINDER, called_by, numbers_of
from bot.conversation.hearing import ALWAYS, ASKED_FLOW, DANGER_FLOWS, VOICE_FLOW
from bot.engine.flow import Bundle
from bot.engine.inspect import Clues, Demands, inspect_cover
from bot.engine.inspect.clues import Headings
from bot.engine.problems import Problem
from bot.safety.words import reserved
from bot.text.spelling import fold
from bot.understanding.interpret import Candidate, interpret

# The gate looks at 50,000 published texts again whenever one of them changes. Nothing that a woman
# writes comes by here.
_KNOWN = lru_cache(maxsize=1 << 16)
_fold, _is_reserved = _KNOWN(fold), _KNOWN(reserved)


@_KNOWN
def _segments(text: str) -> int:
    return segments(plainer(text)).count


def clues(
    risky: Mapping[str, frozenset[str]],
    reviewed: frozenset[str],
    elsewhere: frozenset[str] = frozenset(),
) -> Clues:
    """What the gate needs from the rooms that it may not import."""
    return Clues(
        fold=_fold,
        is_reserved=_is_reserved,
        mean=_mean,
        segments=_segments,
        risky=risky,
        reviewed=reviewed,
        danger=frozenset(DANGER_FLOWS.values()),
        gone_to=frozenset({ASKED_FLOW, BACK_FLOW, VOICE_FLOW}),
        always=frozenset(ALWAYS),
        elsewhere=elsewhere,
    )


def problems_of_cover(
    cover: Bundle, known: Clues, *, production: bool = False
) -> Sequence[Problem]:
    """Every problem of one cover."""
    known = replace(known, danger=called_by(cover) | {REMINDER}, home=cover.entry)
    demands = Demands(flows=called_by(cover), menu=MENU, numbers=numbers_of(cover))
    return inspect_cover(cover, known, COVER_CALLS, demands, production=production)


def twice(name: str, cover: Mapping[str, str], flows: Mapping[str, str]) -> Sequence[Problem]:
    """Flows of a cover that are called as one behind it: their translations would be one."""
    return [
        Problem(flow, "", 0, "cover/name", f"{name} and the service both have it", "rename it")
        for flow in sorted(set(cover) & set(flows))
    ]


def _mean(text: str, headings: Headings) -> str | None:
    options = [Candidate(id, words) for id, words in headings]
    return interpret(text, options, (), typed=False).choice
