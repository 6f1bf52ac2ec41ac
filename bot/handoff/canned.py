"""Canned answers: texts that a network keeps ready in each language, with a few variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.handoff.case import MOST_CHARACTERS
from bot.handoff.people import Account, Role

VARIABLES = ("network", "agency", "greeting", "emergency")
"""What may stand in braces: the network's name, who answers there, the opening words of the hour
in her language, the emergency number. Nothing of hers, and no name: neither is ever filled in."""

MOST_PER_LANGUAGE = 100
LONGEST_TITLE = 60
SHORTCUT = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
_BRACED = re.compile(r"\{([^{}]*)\}")
_MORNING, _EVENING = 5, 17


@dataclass(frozen=True, slots=True)
class Canned:
    """One answer. ``shortcut`` is typed after ``/``; ``edited_by`` is an account id."""

    id: str
    network: str
    language: str
    shortcut: str
    title: str
    text: str = field(repr=False)
    edited_at: datetime
    edited_by: str


@dataclass(frozen=True, slots=True)
class Version:
    """An answer as it was from then on, counted from 1. ``gone``: it was taken away then."""

    number: int
    canned: Canned
    gone: bool = False


def unknown_variables(text: str) -> tuple[str, ...]:
    """What stands in braces and is no variable, in order; a brace alone counts as one."""
    unknown = [name for name in _BRACED.findall(text) if name not in VARIABLES]
    rest = _BRACED.sub("", text)
    return (*unknown, *(sign for sign in ("{", "}") if sign in rest))


def is_savable(shortcut: str, title: str, text: str) -> bool:
    """Whether shortcut, title and length are such as may be kept."""
    named = SHORTCUT.fullmatch(shortcut) is not None and 0 < len(title.strip()) <= LONGEST_TITLE
    return named and 0 < len(text.strip()) <= MOST_CHARACTERS


def may_edit(account: Account, network: str) -> bool:
    """Whether this person may change the answers of that network."""
    return account.role is Role.COORDINATOR and network in account.networks


def greeting(hour: int) -> str:
    """Which of the texts of ours opens a message at that hour of the day (0 to 23): its key."""
    return "greeting.evening" if hour >= _EVENING or hour < _MORNING else "greeting.morning"


def rendered(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in. Raises ``KeyError`` for one that is unknown."""
    return _BRACED.sub(lambda found: values[found[1]], text)
