"""What the world has answered to the calls of one sprint, and what it knows without being asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.engine.effects import Answer, Call

Knows = Callable[[Call, str], Answer | None]
"""Answers a call in a language at once, or not at all."""


class Unanswered(Exception):
    """The sprint met a call without an answer."""

    def __init__(self, call: Call) -> None:
        self.call = call


def nobody(_call: Call, _language: str) -> None:
    """Nothing is known beforehand."""


class Answers:
    """The answers of one sprint; it does not outlive it."""

    def __init__(self, given: Sequence[tuple[Call, Answer]], knows: Knows) -> None:
        self._given = list(given)
        self._knows = knows
        self._used: list[Call] = []

    def to(self, call: Call, language: str) -> Answer:
        """The answer, whose wishes happen once. Raises ``Unanswered``."""
        for asked, answer in self._given:
            if asked == call:
                if call in self._used:
                    return Answer(answer.outcome, answer.values)
                self._used.append(call)
                return answer
        known = self._knows(call, language)
        if known is None:
            raise Unanswered(call)
        self._given.append((call, known))
        self._used.append(call)
        return known
