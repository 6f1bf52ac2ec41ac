"""Names of ours for what is called otherwise elsewhere: slugs, each once."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.text.spelling import fold

LONGEST = 28
"""Characters of a name made out of a text; a number may follow."""

_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str, otherwise: str) -> str:
    """A name out of a text: small Latin letters, digits and _; ``otherwise`` where it has none."""
    words = _OTHER.sub("_", fold(text[:200])).strip("_")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("_")[0] or words[:LONGEST]
    if words and not words[0].isalpha():
        words = f"{otherwise}_{words}"[:LONGEST].rstrip("_")
    return words or otherwise


class Names:
    """Gives each thing a name that nothing else has."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        # These would be no texts in YAML.
        self._taken = {"null", "true", "false", *taken}
        self._next: dict[str, int] = {}

    def give(self, text: str, otherwise: str) -> str:
        """A name made out of the text that nobody has yet."""
        base = slug(text, otherwise)
        name = base
        while name in self._taken:
            self._next[base] = self._next.get(base, 1) + 1
            name = f"{base}_{self._next[base]}"
        self._taken.add(name)
        return name
