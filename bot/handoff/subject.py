"""Whose data a data officer looks for: what she may give as a reference, and what is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.text.spelling import to_digits

LONGEST = 64
_NUMBER = re.compile(r"\d{8}")
_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}")


@dataclass(frozen=True, slots=True)
class Reference:
    """One of the two ways to find her: an id that staff see, or the number of her letter."""

    id: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A conversation or a letter, without anything of its content. Times are UTC.

    ``id`` is what the audit names. ``forget_at``: it goes by itself then.
    """

    kind: Literal["conversation", "letter"]
    id: str
    network: str
    language: str
    since: datetime
    forget_at: datetime


def reference_of(text: str) -> Reference | None:
    """What was typed, as a reference; None where it can be none.

    Eight digits are a letter's number, however they are grouped and in whatever script; else it is
    the id of a case, a conversation or a letter.
    """
    typed = text.strip()
    digits = re.sub(r"[\s.\-]", "", to_digits(typed[:LONGEST]))
    if _NUMBER.fullmatch(digits) and digits.isascii():
        return Reference(number=digits)
    return Reference(id=typed) if _ID.fullmatch(typed) else None
