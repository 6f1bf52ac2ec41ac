"""What the publish gate needs from the rooms that the engine may not import."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.segments import plainer, segments
from bot.conversation.coming_back import BACK_FLOW
from bot.conversation.hearing import ALWAYS, ASKED_FLOW, DANGER_FLOWS, VOICE_FLOW
from bot.engine.inspect import Clues
from bot.engine.inspect.clues import Headings
from bot.safety.words import reserved
from bot.spelling import fold
from bot.understanding.interpret import Candidate, interpret


def clues(
    risky: Mapping[str, frozenset[str]],
    reviewed: frozenset[str],
    elsewhere: frozenset[str] = frozenset(),
) -> Clues:
    """What the gate needs from the rooms that it may not import."""
    return Clues(
        fold=fold,
        is_reserved=reserved,
        mean=_mean,
        segments=lambda text: segments(plainer(text)).count,
        risky=risky,
        reviewed=reviewed,
        danger=frozenset(DANGER_FLOWS.values()),
        gone_to=frozenset({ASKED_FLOW, BACK_FLOW, VOICE_FLOW}),
        always=frozenset(ALWAYS),
        elsewhere=elsewhere,
    )


def _mean(text: str, headings: Headings) -> str | None:
    options = [Candidate(id, words) for id, words in headings]
    return interpret(text, options, (), typed=False).choice
