"""A training call as a source gives it: who calls whom, until when, where, under what terms."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode, Schooling, Through

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True, slots=True)
class Terms:
    """What who applies must bring. None or empty: the call asks for none, or does not say.

    ``languages`` are ISO 639-1 codes that help besides Italian. ``permit`` and ``identity``:
    whether a residence permit and a digital identity (SPID, CIE) are needed.
    """

    italian: Cefr | None = None
    languages: tuple[str, ...] = ()
    education: Schooling | None = None
    documents: tuple[str, ...] = ()
    permit: bool | None = None
    identity: bool | None = None


@dataclass(frozen=True, slots=True)
class TrainingCall:
    """One call. Its names follow schema.org's Course, CourseInstance and
    EducationalOccupationalProgram.

    ``deadline`` is a moment in UTC. ``town``: ISTAT code where it is known, ``place`` the place as
    it is written. ``school_hours``: whether it fits into them. ``stipend`` is what is paid and
    ``stipend_with`` which measures it goes together with, in words. ``neutral`` is the title that
    somebody else may read. ``demonstration``: made up.
    """

    id: str
    title: str
    provider: str
    kind: Kind = Kind.COURSE
    audience: Audience = Audience.UNSAID
    eligibility: Eligibility = Eligibility.OPEN
    neutral: str = ""
    text: str = ""
    begins: date | None = None
    ends: date | None = None
    deadline: datetime | None = None
    hours: int | None = None
    timetable: str = ""
    school_hours: bool | None = None
    mode: Mode = Mode.UNSAID
    town: str = ""
    place: str = ""
    child_care: bool | None = None
    terms: Terms = Terms()
    stipend: str = ""
    stipend_with: str = ""
    seats: int | None = None
    certificate: str = ""
    apply: str = ""
    page: str = ""
    demonstration: bool = False

    @property
    def through(self) -> Through:
        """By herself, or through the operator where only women whom a centre follows are called."""
        return Through.OPERATOR if self.eligibility is Eligibility.CENTRE else Through.HERSELF

    @property
    def until(self) -> datetime | None:
        """The moment after which nobody applies: the deadline, or the day on which it begins."""
        if self.deadline is not None:
            return self.deadline
        if self.begins is None:
            return None
        return datetime(self.begins.year, self.begins.month, self.begins.day, tzinfo=ROME)


LACKS_AUDIENCE, LACKS_UNTIL, LACKS_PLACE = "audience", "deadline", "place"


def lacking(call: TrainingCall) -> tuple[str, ...]:
    """What somebody of the staff must find out before a woman may see it.

    A call that does not say whom it calls, or until when, could send her to a closed door.
    """
    found = []
    if call.audience is Audience.UNSAID:
        found.append(LACKS_AUDIENCE)
    if call.until is None:
        found.append(LACKS_UNTIL)
    if call.mode is not Mode.ONLINE and not call.town and not call.place:
        found.append(LACKS_PLACE)
    return tuple(found)


def may_be_shown(call: TrainingCall, now: datetime) -> bool:
    """Whether a woman may see it now: it calls women, is complete, has seats, has not run out."""
    if call.audience is not Audience.WOMEN or lacking(call) or call.seats == 0:
        return False
    return call.until is not None and now < call.until


def for_her(call: TrainingCall) -> TrainingCall:
    """The call as she is told it.

    Where only women whom a centre follows are called, the way to apply is left out: who writes to
    the provider by herself would tell by it that a centre follows her.
    """
    if call.through is Through.HERSELF:
        return call
    return replace(call, apply="", page="")


NOT_TOLD = frozenset({"id", "demonstration", "page"})
"""What may change without anything being another for her."""


def differences(one: TrainingCall, other: TrainingCall) -> tuple[str, ...]:
    """Names of what the second says otherwise, of what she is told."""
    return tuple(
        field.name
        for field in fields(one)
        if field.name not in NOT_TOLD and getattr(one, field.name) != getattr(other, field.name)
    )


def id_of(*parts: str) -> str:
    """An id that the same parts always give: for a call whose source gives it none."""
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def merged(before: TrainingCall, ours: TrainingCall, theirs: TrainingCall) -> TrainingCall:
    """What the staff made of ``before`` (``ours``), where the source still says so; what the source
    says otherwise since then (``theirs``) counts, field by field."""
    flat, mended, now = _flat(before), _flat(ours), _flat(theirs)
    found = {name: mended[name] if now[name] == flat[name] else now[name] for name in now}
    terms = Terms(**{field.name: found.pop(field.name) for field in fields(Terms)})
    return TrainingCall(**found, terms=terms)


def overruled(before: TrainingCall, ours: TrainingCall, theirs: TrainingCall) -> tuple[str, ...]:
    """Names of what the staff wrote and the source has changed since then."""
    flat, mended, now = _flat(before), _flat(ours), _flat(theirs)
    return tuple(name for name in now if mended[name] != flat[name] != now[name])


def _flat(call: TrainingCall) -> dict[str, Any]:
    """Every field by its name, those of the terms among the others."""
    found = {field.name: getattr(call, field.name) for field in fields(call)}
    terms = found.pop("terms")
    return found | {field.name: getattr(terms, field.name) for field in fields(Terms)}
