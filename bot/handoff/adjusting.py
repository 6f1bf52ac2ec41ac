"""Settings that the staff may change while the service runs, and within which bounds.

Only what is safe to change without whoever runs the service: fewer languages, a shorter time, an
exit that is known. What is not changed is what the environment says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.handoff.choices import Choice

LANGUAGES = "languages"
EXIT = "exit_url"
SOURCE = "it"
"""Always offered: every text begins in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long something is kept: ``configured`` by the environment, never below ``least``."""

    name: str
    configured: int
    least: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be chosen: of these languages, these exits, and times up to what is configured."""

    languages: tuple[str, ...]
    exits: tuple[str, ...]
    kept: Mapping[str, Kept]

    def fits(self, name: str, value: str) -> bool:
        """Whether that value may be chosen for that setting."""
        if name == LANGUAGES:
            wanted = value.split(",")
            ordered = [one for one in self.languages if one in wanted]
            return SOURCE in wanted and wanted == ordered
        if name == EXIT:
            return value in self.exits
        kept = self.kept.get(name)
        whole = kept is not None and value.isascii() and value.isdigit() and len(value) < 9
        return whole and kept is not None and kept.least <= int(value) <= kept.configured

    def usual(self, name: str) -> str:
        """What the environment says."""
        if name == LANGUAGES:
            return ",".join(self.languages)
        return self.exits[-1] if name == EXIT else str(self.kept[name].configured)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that may be changed."""
        return (LANGUAGES, EXIT, *self.kept)

    def holds(self, name: str, chosen: Mapping[str, Choice]) -> str:
        """The value that holds: what was chosen, where that still fits, else the environment's."""
        one = chosen.get(name)
        return one.value if one is not None and self.fits(name, one.value) else self.usual(name)


def languages_of(bounds: Bounds, chosen: Mapping[str, Choice]) -> Sequence[str]:
    """The languages that are offered to her."""
    return bounds.holds(LANGUAGES, chosen).split(",")
