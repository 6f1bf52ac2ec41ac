"""Who may have contact with her: only somebody with a training that still counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Course(StrEnum):
    """Which training it was."""

    RECEPTION = "reception"
    UPDATE = "update"
    PROTOCOL = "protocol"
    INTERPRETING = "interpreting"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """One training of one person, on a day; ``recorded_by`` wrote it down."""

    id: str
    account: str
    course: Course
    on: date
    recorded_by: str
    recorded_at: datetime


def counts_until(record: TrainingRecord, years: int) -> date:
    """The day on which it counts no longer."""
    try:
        return record.on.replace(year=record.on.year + years)
    except ValueError:
        # The 29th of February: the day after stands for it.
        return date(record.on.year + years, 3, 1)


def is_trained(records: Iterable[TrainingRecord], today: date, years: int) -> bool:
    """Whether one of these trainings counts today. One in the future does not count yet."""
    return any(one.on <= today < counts_until(one, years) for one in records)
