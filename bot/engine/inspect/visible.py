"""Which choices can stand side by side: on one channel, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from bot.engine.expressions import EvaluationError, Expression, Value, evaluate
from bot.engine.flow import Ask, Bundle, Choice

CHANNELS = ("web", "telegram", "whatsapp", "sms")
_GIVEN = frozenset({"channel", "language"})


def visible(ask: Ask, channel: str, language: str) -> tuple[Choice, ...]:
    """The choices that may be shown; a condition on anything but the channel and the language
    is taken to hold."""
    if all(choice.when is None for choice in ask.choices):
        return ask.choices
    given: dict[str, Value] = {"channel": channel, "language": language}
    return tuple(
        choice for choice in ask.choices if choice.when is None or _may_hold(choice.when, given)
    )


def _may_hold(condition: Expression, given: dict[str, Value]) -> bool:
    if not condition.names <= _GIVEN:
        return True
    try:
        return bool(evaluate(condition, given))
    except EvaluationError:
        return False


def sights(bundle: Bundle, ask: Ask) -> Iterator[tuple[str, str, tuple[Choice, ...]]]:
    """(channel, language, choices) for every way in which an ask can be seen."""
    conditions = [choice.when for choice in ask.choices if choice.when is not None]
    differs = any("language" in condition.names for condition in conditions)
    alike = {channel: visible(ask, channel, "") for channel in CHANNELS}
    for language in bundle.languages:
        for channel in CHANNELS:
            yield channel, language, visible(ask, channel, language) if differs else alike[channel]
