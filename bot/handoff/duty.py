"""Which languages are spoken by who is on duty in a network."""

from __future__ import annotations

from collections.abc import Mapping


def spoken(on_duty: Mapping[str, int]) -> tuple[str, ...]:
    """The languages that somebody on duty speaks: those that most speak first, then Italian.

    ``on_duty`` counts the people on duty in one network per language spoken.
    """
    there = [language for language, people in on_duty.items() if people > 0]
    return tuple(sorted(there, key=lambda one: (-on_duty[one], one != "it", one)))


def is_anybody_there(on_duty: Mapping[str, int]) -> bool:
    """Whether somebody of the network is on duty at all."""
    return bool(spoken(on_duty))
