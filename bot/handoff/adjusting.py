"""Settings that the staff may change while the service runs, and within which bounds.

Only what is safe to change without whoever runs the service: fewer languages, a shorter time, an
exit that is known. An exit that is new needs two people: whoever has that site learns who leaves.
What is not changed is what the environment says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.handoff.choices import Choice

LANGUAGES = "languages"
EXIT = "exit_url"
PROPOSED = "exit_url.proposed"
"""An exit that somebody wrote and another person has to confirm: until then it leads nowhere."""

LONGEST_EXIT = 200
_EXIT = re.compile(
    r"https://((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24})(?:/[A-Za-z0-9._~-]*)*"
)
_NEVER = (".local", ".localhost", ".internal", ".test", ".invalid", ".example", ".onion")

OWN_COVER = "/"
SOURCE = "it"
"""Always offered: every text begins in it."""


def is_neutral_exit(value: str) -> bool:
    """Whether an address may be proposed as an exit: the cover of this site, or a plain ``https``
    one of a public name. Nothing in it can carry anything of her: no query, no fragment, no name,
    no port."""
    if value == OWN_COVER:
        return True
    found = _EXIT.fullmatch(value)
    if found is None or len(value) > LONGEST_EXIT:
        return False
    disguised = any(label.startswith("xn--") for label in found[1].split("."))
    return not disguised and not found[1].endswith(_NEVER)


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

    def known_exits(self, made: Iterable[Choice]) -> tuple[str, ...]:
        """The exits that one person may choose: those of the settings, and those that two have
        chosen before. ``made``: every choice there was."""
        before = (one.value for one in made if one.name == EXIT and is_neutral_exit(one.value))
        return tuple(dict.fromkeys((*self.exits, *before)))

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
        if one is None:
            return self.usual(name)
        two_chose = name == EXIT and is_neutral_exit(one.value)
        return one.value if two_chose or self.fits(name, one.value) else self.usual(name)


def languages_of(bounds: Bounds, chosen: Mapping[str, Choice]) -> Sequence[str]:
    """The languages that are offered to her."""
    return bounds.holds(LANGUAGES, chosen).split(",")
