"""What ``filo doctor`` looks at, and what a check finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.config import Settings
from bot.directory.model import Directory
from bot.doctor.answering import Answer
from bot.storage.examine import Examined
from bot.workshop.signing import Signing


class Grade(StrEnum):
    """How bad it is."""

    WELL = "ok"
    WARNING = "warn"
    GRAVE = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. ``remedy`` is empty where all is well."""

    check: str
    grade: Grade
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        said = f"{self.grade:4} {self.check}: {self.what}"
        return f"{said} -> {self.remedy}" if self.remedy else said


@dataclass(frozen=True, slots=True)
class Patient:
    """Everything that the checks look at. ``database`` is None where it could not be examined.

    ``free`` gives the bytes that are free on the disk of a folder. ``certificates``: address of a
    site -> until when its certificate is good, or why it is not. ``unreviewed``: languages, and
    how far they are signed.     ``answers``: of providers.
    """

    settings: Settings
    has_key: bool
    database: Examined | None
    directory: Directory
    now: datetime
    free: Callable[[Path], int]
    certificates: Mapping[str, datetime | str] = field(default_factory=dict)
    unreviewed: Mapping[str, Signing] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()


Check = Callable[[Patient], Iterator[Finding]]
