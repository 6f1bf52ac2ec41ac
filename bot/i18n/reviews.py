"""Marks of review: somebody who speaks the language has read a translation beside its Italian.

A mark is bound to both, to the letter: when either changes, it no longer fits. In a catalogue it is
a translator's comment without a name: ``# reviewed: <day> <digest>``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime

_COMMENT = re.compile(r"reviewed: (\d{4}-\d{2}-\d{2}) ([0-9a-f]{24})")


@dataclass(frozen=True, slots=True)
class Review:
    """That an account (``by``) has signed a translation in the console; both texts as she read
    them, so that it can be shown what became of them."""

    language: str
    context: str
    italian: str
    text: str
    by: str
    at: datetime

    @property
    def digest(self) -> str:
        """What it is bound to."""
        return digest(self.italian, self.text)


@dataclass(frozen=True, slots=True)
class FileMark:
    """That a catalogue says of a text: it was read on that day."""

    day: date
    digest: str


def digest(italian: str, text: str) -> str:
    """Of a text and its translation, in 24 hexadecimal digits."""
    return hashlib.sha256(f"{italian}\0{text}".encode()).hexdigest()[:24]


def comment_of(mark: FileMark) -> str:
    """The comment of a catalogue for a mark, without its ``#``."""
    return f"reviewed: {mark.day.isoformat()} {mark.digest}"


def mark_of(comment: str) -> FileMark | None:
    """The mark that a comment is, or None."""
    found = _COMMENT.fullmatch(comment.strip())
    if found is None:
        return None
    try:
        return FileMark(date.fromisoformat(found[1]), found[2])
    except ValueError:
        return None
