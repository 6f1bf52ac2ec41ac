"""What the gate has to know from other rooms, handed in: rooms of one level do not meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Headings = Sequence[tuple[str, tuple[str, ...]]]
"""What may be meant: ids, each with its words, the label first."""


@dataclass(frozen=True, slots=True)
class Clues:
    """``fold`` makes two writings of a word the same. ``is_reserved``: a safety word in any
    language. ``mean``: the id that a text means among headings, or None. ``segments``: how many
    segments an SMS of that text takes. ``risky``: language -> words that may not be seen by chance.
    ``reviewed``: languages whose critical texts a native speaker has read. ``danger``: flows that
    a sign of danger leads to from every ask. ``gone_to``: flows that the shell itself goes to.
    ``home``: the flow that a talk at rest goes on with. ``always``: flows whose words are heard at
    every ask without exception, as whole messages. ``elsewhere``: contexts of texts
    that are of no flow.
    """

    fold: Callable[[str], str]
    is_reserved: Callable[[str], bool]
    mean: Callable[[str, Headings], str | None]
    segments: Callable[[str], int]
    risky: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reviewed: frozenset[str] = frozenset({"it"})
    danger: frozenset[str] = frozenset()
    gone_to: frozenset[str] = frozenset()
    home: str = "menu"
    always: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
