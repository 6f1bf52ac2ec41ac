"""What the staff decided for the whole installation while it runs: each choice, and who made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

COMMAND_LINE = ""
"""The account of a choice that was made at the command line: nobody's by name."""

LONGEST_REASON = 300

TWO = "two."
"""Before a network: whether its critical facts need two people; ``two.`` alone: those of none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: ``value`` holds from ``at`` until the next one of that name.

    ``by`` is an account. ``value`` says nothing of any woman; the reason is written by the staff.
    """

    name: str
    value: str
    at: datetime
    by: str
    reason: str = field(default="", repr=False)


def newest(choices: Iterable[Choice]) -> Mapping[str, Choice]:
    """The choice of each name that holds; ``choices`` in the order in which they were made."""
    return {one.name: one for one in choices}
