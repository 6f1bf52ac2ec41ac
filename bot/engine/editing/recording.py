"""A trial that was kept as a golden transcript, until the files of the project hold it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How a recording stands to the file of its name."""

    WAITS = "waits"
    """It counts: there is no such file yet, or it takes the place of the one that there is."""

    FILED = "filed"
    """The file says the same."""

    OLDER = "older"
    """The file was changed since it was recorded: the file counts."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One transcript that somebody kept in the console.

    ``name``: that of a transcript, ``<flow>[-<part>].<language>.<channel>``. ``base``: which file
    it takes the place of (``digest_of``); empty where there was none. ``by``: an account.
    """

    name: str
    text: str
    base: str
    by: str
    at: datetime

    @property
    def flow(self) -> str:
        """The flow that it is kept with."""
        return self.name.partition(".")[0].partition("-")[0]

    def standing(self, file: str) -> Standing:
        """How it stands to what the file of its name says; empty where there is none."""
        if file == self.text:
            return Standing.FILED
        return Standing.WAITS if digest_of(file) == self.base else Standing.OLDER


def digest_of(file: str) -> str:
    """What a file says in few letters; empty where there is none."""
    return hashlib.sha256(file.encode()).hexdigest()[:24] if file else ""
