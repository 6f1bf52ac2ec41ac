"""Numbers of many: what is counted, for which time, and what may be told to who sees nobody.

What is counted is a closed list. A count has a quarter of the year, an agency and one value of one
figure: never two figures together, no day, and nothing that leads to a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from bot.handoff.pathway import StepKind, StepState
from bot.handoff.referral import Referral, State, Why, is_late
from bot.handoff.sharing import TOPICS
from bot.text.tongues import WRITTEN

QUARTERS = 8
"""So many finished quarters are told."""

KEPT = timedelta(days=3 * 365)
"""Counts are destroyed so long after their quarter began."""

HERE = ZoneInfo("Europe/Rome")
ALL = "-"
"""The column of what belongs to no agency."""


class Figure(StrEnum):
    """What is counted."""

    CONTACT = "contact"
    """How she asked: for a person, or by leaving a request."""
    LANGUAGE = "language"
    NEED = "need"
    HOUR = "hour"
    """In which three hours of the day she asked, by the clock of Milan."""
    WAIT = "wait"
    """How long until somebody took her case for the first time."""
    UNMET = "unmet"
    """What ended without a person: a wait, or a request."""
    UNMET_LANGUAGE = "unmet_language"
    UNMET_HOUR = "unmet_hour"
    MEETING = "meeting"
    """How many days from the first contact to a meeting that took place."""
    APPOINTMENT = "appointment"
    """What became of an appointment."""
    REFERRAL = "referral"
    """What the agency answered, with the reason of a no."""
    ANSWER = "answer"
    """Whether the agency answered a referral in the time of its procedure."""
    FOLLOW_UP = "follow_up"
    """Whether a day on which to ask how it goes was kept, and in time."""
    NOT_UNDERSTOOD = "not_understood"
    """Texts that no answer of the service fitted, by language."""
    AFTER_26_WEEKS = "after_26_weeks"
    AFTER_52_WEEKS = "after_52_weeks"
    """How the steps of a pathway that she keeps stand so long after it began."""


Way = Literal["person", "letter"]

WAITS = ((2, "2"), (5, "5"), (10, "10"), (30, "30"), (60, "60"))
"""Minutes (below), and the name of the bucket; more is ``more``."""

DAYS = ((2, "1"), (4, "3"), (8, "7"), (15, "14"), (31, "30"))
"""Days (below), and the name of the bucket: within so many days."""

MORE = "more"
NOT_SAID = "unsaid"

_REFERRALS = (State.ACCEPTED.value, *(f"{State.DECLINED.value}_{why.value}" for why in Why))
_STEPS = tuple(f"{kind.value}_{state.value}" for kind in StepKind for state in StepState)

VALUES: Mapping[Figure, tuple[str, ...]] = {
    Figure.CONTACT: ("person", "letter"),
    Figure.NEED: (*TOPICS, NOT_SAID),
    Figure.HOUR: tuple(f"{hour:02}" for hour in range(0, 24, 3)),
    Figure.WAIT: (*(name for _, name in WAITS), MORE),
    Figure.UNMET: ("person", "letter"),
    Figure.UNMET_HOUR: tuple(f"{hour:02}" for hour in range(0, 24, 3)),
    Figure.MEETING: (*(name for _, name in DAYS), MORE),
    Figure.APPOINTMENT: ("came", "missed", "cancelled", "called_off", NOT_SAID),
    Figure.REFERRAL: _REFERRALS,
    Figure.ANSWER: ("in_time", "late", "never"),
    Figure.FOLLOW_UP: tuple(
        f"{became}_{when}" for became in ("kept", "missed", "moved") for when in ("in_time", "late")
    ),
    Figure.AFTER_26_WEEKS: _STEPS,
    Figure.AFTER_52_WEEKS: _STEPS,
}
"""Figure -> everything that it may say; where it is not here, a language."""

OUTCOMES = (
    (timedelta(weeks=26), Figure.AFTER_26_WEEKS),
    (timedelta(weeks=52), Figure.AFTER_52_WEEKS),
)
"""Ages of a pathway at which its steps are counted, once. It is destroyed after 365 days."""


@dataclass(frozen=True, slots=True)
class Count:
    """One more (or so many more) of a value of a figure, at an agency, in a quarter."""

    quarter: datetime
    network: str
    figure: Figure
    value: str
    more: int = 1


Counted = Mapping[tuple[Figure, datetime], Mapping[tuple[str, str], int]]
"""(figure, quarter) -> (value, agency) -> how many."""


def closed(figure: Figure, value: str) -> str:
    """The value, where it is one that the figure may say; anything else is not said: what somebody
    wrote is never a value."""
    return value if value in VALUES.get(figure, WRITTEN) else NOT_SAID


def quarter_of(moment: datetime) -> datetime:
    """The first moment of the quarter, in UTC, as everything is counted."""
    at = moment.astimezone(UTC)
    return datetime(at.year, (at.month - 1) // 3 * 3 + 1, 1, tzinfo=UTC)


def before(quarter: datetime) -> datetime:
    """The quarter before."""
    return quarter_of(quarter - timedelta(days=1))


def finished(now: datetime) -> list[datetime]:
    """The quarters that are over, the newest first.

    The one that runs is not told: a number that grows from one day to the next tells of that day.
    """
    found, one = [], quarter_of(now)
    for _ in range(QUARTERS):
        one = before(one)
        found.append(one)
    return found


def band(moment: datetime) -> str:
    """The three hours of the day, by their first one, in Milan: ``09``."""
    return f"{moment.astimezone(HERE).hour // 3 * 3:02}"


def waited(span: timedelta) -> str:
    """The bucket of a wait for a person."""
    minutes = span / timedelta(minutes=1)
    return next((name for limit, name in WAITS if minutes < limit), MORE)


def days_between(first: datetime, last: datetime) -> str:
    """The bucket of the days from a first contact to a meeting."""
    days = (last - first) / timedelta(days=1)
    return next((name for limit, name in DAYS if days < limit), MORE)


def asked(at: datetime, network: str, language: str, need: str, way: Way) -> tuple[Count, ...]:
    """What is counted when a woman asks for a person: the same one in four figures."""
    values = {
        Figure.CONTACT: way,
        Figure.LANGUAGE: language,
        Figure.NEED: need or NOT_SAID,
        Figure.HOUR: band(at),
    }
    return tuple(Count(quarter_of(at), network, of, value) for of, value in values.items())


def unmet(
    at: datetime, network: str, language: str, asked_at: datetime, way: Way
) -> tuple[Count, ...]:
    """What is counted when nobody came: at the end, by the hour at which she had asked."""
    values = {
        Figure.UNMET: way,
        Figure.UNMET_LANGUAGE: language,
        Figure.UNMET_HOUR: band(asked_at),
    }
    return tuple(Count(quarter_of(at), network, of, value) for of, value in values.items())


def answered(before: Referral, after: Referral, now: datetime) -> tuple[Count, ...]:
    """What is counted of a change that an agency makes in a referral. Her own yes, no and taking
    back are not counted anywhere."""
    quarter, found = quarter_of(now), []
    if before.answered_at is None and after.answered_at is not None:
        value = f"{after.state.value}_{after.why}" if after.why else after.state.value
        late = "late" if is_late(before, now) else "in_time"
        found += [
            Count(quarter, after.agency, Figure.REFERRAL, value),
            Count(quarter, after.agency, Figure.ANSWER, late),
        ]
    became = zip(before.follow_ups, after.follow_ups, strict=False)
    for was, day in became:
        if was.state == "waiting" and day.on == was.on and day.state != "waiting":
            late = "late" if now.date() > was.on else "in_time"
            value = f"{day.state}_{late}"
            found.append(Count(quarter, after.agency, Figure.FOLLOW_UP, value))
    return tuple(found)
