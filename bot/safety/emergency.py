"""The two numbers that this service gives, and who really answers there."""

from __future__ import annotations

EMERGENCY = ("112", "1522")
"""The single emergency number, and the national line against violence."""

_SPOKEN_AT_1522 = frozenset("it en fr es ar fa sq ru uk pt pl".split())  # noqa: SIM905
"""Languages in which 1522 answers (1522.eu)."""


def answers_in(language: str) -> bool:
    """Whether 1522 answers in the language. Where not, 112 does, whose operators have interpreters.

    >>> answers_in("ar"), answers_in("zh-Hans")
    (True, False)
    """
    return language in _SPOKEN_AT_1522
