"""Lines of files that go out and come in, and what is too much of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.i18n.catalogue import Told

Form = Literal["po", "xlsx"]

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 20_000


class FileError(ValueError):
    """A file that cannot be read at all. ``code`` becomes a sentence where it is read."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a file that is brought: ``at`` counts messages or rows from 1. ``formula``: its
    translation is none. ``fuzzy``: whoever wrote it is not sure."""

    at: int
    context: str
    italian: str
    text: str
    fuzzy: bool = False
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A line of a file that goes out."""

    told: Told
    where: str
    state: str
    remark: str = ""
