"""Agencies: everybody who may be asked to help her, what they are, and who may change that.

An anti-violence network is an agency, an employment centre another; ``Account.networks`` holds
their ids. There is no employer: a firm is reached by the placement desk alone, and no field of
ours could tell it why she comes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import Literal

from bot.calendar.timetable import Timetable
from bot.handoff.people import Account, Role
from bot.handoff.reasons import Reason
from bot.text.tongues import CODE

DutyToReport = Literal["yes", "no", "unknown"]


class Kind(StrEnum):
    """What an agency is there for."""

    ANTI_VIOLENCE = "anti_violence"
    EMPLOYMENT = "employment"
    TRAINING = "training"
    SOCIAL = "social"
    HEALTH = "health"
    UNION = "union"
    PLACEMENT = "placement"
    HOUSING = "housing"
    EQUALITY = "equality"


IN_THE_PROTOCOL = frozenset(
    {Kind.ANTI_VIOLENCE, Kind.EMPLOYMENT, Kind.SOCIAL, Kind.HEALTH, Kind.EQUALITY}
)
"""Agencies that may read who sends her: they signed for it. The others read «Filo», since the name
of a network alone would tell why she comes."""

LONGEST_NAME = 120
MOST_HOURS = 28
DAY = 24 * 60
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_PHONE = re.compile(r"[0-9 +]{0,20}")


@dataclass(frozen=True, slots=True)
class Hours:
    """Open on a weekday (Monday is 0) between two minutes of the day."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency as its people keep it. ``answers``: who answers there, as she is told.

    ``duty_phone`` is what the staff may call; none is shipped. ``demonstration``: it does not exist
    and says so. ``changed_by`` is an account, empty where it came with the directory.
    """

    id: str
    kind: Kind
    name: str
    duty_to_report: DutyToReport = "unknown"
    answers: str = ""
    languages: tuple[str, ...] = ("it",)
    hours: tuple[Hours, ...] = ()
    duty_phone: str = field(default="", repr=False)
    demonstration: bool = False
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def told(self) -> str:
        """What she is told of who answers there."""
        return self.answers or self.name

    @property
    def reads_sender(self) -> bool:
        """Whether it reads which network sends her."""
        return self.kind in IN_THE_PROTOCOL


def agency_id(name: str, taken: Collection[str]) -> str:
    """An id for a new agency: its name in plain letters, numbered where it is taken."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall("[a-z0-9]+", plain))[:32].strip("-")
    stem = stem if len(stem) > 1 else f"ente-{stem}".strip("-")
    free = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(id for id in free if id not in taken)


def hours_of(timetable: Timetable) -> tuple[Hours, ...]:
    """The usual week of a network as an agency shows it: a night goes on with the next day."""
    found: list[Hours] = []
    for one in timetable.week:
        found.append(Hours(one.weekday, one.begins, min(one.ends, DAY)))
        if one.ends > DAY:
            found.append(Hours((one.weekday + 1) % 7, 0, one.ends - DAY))
    return tuple(sorted(found, key=lambda one: (one.weekday, one.opens)))


def may_edit(account: Account, agency: str) -> bool:
    """Whether this person keeps the facts and the procedure of that agency."""
    return account.role is Role.NETWORK_ADMIN and agency in account.networks


def agency_refusal(agency: Agency) -> Reason | None:
    """Why an agency cannot be kept so, or None."""
    sound = (
        _ID.fullmatch(agency.id)
        and 0 < len(agency.name.strip()) <= LONGEST_NAME
        and len(agency.answers) <= LONGEST_NAME
        and 0 < len(agency.languages) <= 20
        and all(re.fullmatch(CODE, one) for one in agency.languages)
        and len(agency.hours) <= MOST_HOURS
        and all(_is_sound(one) for one in agency.hours)
        and _PHONE.fullmatch(agency.duty_phone)
    )
    return None if sound else Reason.BAD_REQUEST


def _is_sound(hours: Hours) -> bool:
    return 0 <= hours.weekday <= 6 and 0 <= hours.opens < hours.closes <= DAY
