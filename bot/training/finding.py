"""Which calls fit her and why: what cannot be hers is left out, the rest stands by deadline and
nearness, with what speaks for it and what against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from bot.text.tongues import speaks
from bot.training.call import ROME, Terms, TrainingCall, for_her, may_be_shown
from bot.training.kinds import Cefr, Eligibility, Kind, Mode, Schooling, Through

Distance = Callable[[str, str], float | None]
"""Kilometres between two comuni by ISTAT code; None where it is not known."""

NEAR_KM, FAR_KM = 10.0, 30.0
WEEK = 7


class Ground(StrEnum):
    """Why a call fits, the weightiest first; the last ones speak against it."""

    SCHOOL_HOURS = "school_hours"
    CHILD_CARE = "child_care"
    ITALIAN = "italian"
    SAME_TOWN = "same_town"
    NEAR = "near"
    ONLINE = "online"
    STIPEND = "stipend"
    LANGUAGE = "language"
    SOON = "soon"
    FAR = "far"
    HOURS_UNSAID = "hours_unsaid"
    NO_CHILD_CARE = "no_child_care"
    ITALIAN_UNSAID = "italian_unsaid"
    PERMIT = "permit"
    IDENTITY = "identity"


AGAINST = frozenset(
    {
        *(Ground.FAR, Ground.HOURS_UNSAID, Ground.NO_CHILD_CARE, Ground.ITALIAN_UNSAID),
        *(Ground.PERMIT, Ground.IDENTITY),
    }
)
_ORDER = {ground: at for at, ground in enumerate(Ground)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of her. None, empty or False: she was not asked, or it does not matter.

    ``online``: only from where she is. ``school_hours``: only while her children are at school.
    ``permit`` and ``identity``: whether she has a residence permit (or needs none) and a digital
    identity. ``followed``: a centre follows her; only then calls for women whom a centre follows
    are found.
    """

    town: str = ""
    kind: Kind | None = None
    school_hours: bool = False
    child_care: bool = False
    online: bool = False
    italian: Cefr | None = None
    languages: tuple[str, ...] = ()
    education: Schooling | None = None
    permit: bool | None = None
    identity: bool | None = None
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """A call as she may be told it, and why. ``km`` None: online, or not known. ``days``: until
    nobody applies any more."""

    call: TrainingCall
    grounds: tuple[Ground, ...]
    km: float | None = None
    days: int = 0

    @property
    def through(self) -> Through:
        """How she applies."""
        return self.call.through


def find(
    calls: Iterable[TrainingCall], wanted: Wanted, distance: Distance, now: datetime
) -> list[Fit]:
    """The calls that fit her: those that end in the same week together, the nearest of them first.
    What is far, or may not be what she asked for, comes behind.

    ``calls``: each once (``training.same``).
    What ran out, is full, is incomplete or calls organisations is never among them.
    """
    # Many calls are in one town, and all of them are measured from hers.
    measured, today = cache(distance), now.astimezone(ROME).toordinal()
    shown = (one for one in calls if may_be_shown(one, now))
    fits = [fit for one in shown if (fit := _fit(one, wanted, measured, today))]
    return sorted(fits, key=_place)


def fit_of(call: TrainingCall, wanted: Wanted, distance: Distance, now: datetime) -> Fit:
    """One call that may be shown, as it is told to her who looks at it again: with its reasons,
    whatever it asks for."""
    today = now.astimezone(ROME).toordinal()
    return _told(call, wanted, distance, today)


def through_a_centre(
    calls: Iterable[TrainingCall], wanted: Wanted, distance: Distance, now: datetime
) -> bool:
    """Whether something fits her that only women whom a centre follows may take."""
    if not wanted.followed:
        return False
    own = (one for one in calls if one.eligibility is Eligibility.CENTRE)
    return bool(find(own, wanted, distance, now))


def _fit(call: TrainingCall, wanted: Wanted, distance: Distance, today: int) -> Fit | None:
    if call.eligibility is Eligibility.CENTRE and not wanted.followed:
        return None
    if wanted.kind is not None and call.kind is not wanted.kind:
        return None
    if wanted.school_hours and call.school_hours is False:
        return None
    if wanted.online and call.mode is not Mode.ONLINE:
        return None
    if _beyond(call.terms, wanted):
        return None
    return _told(call, wanted, distance, today)


def _told(call: TrainingCall, wanted: Wanted, distance: Distance, today: int) -> Fit:
    km = _km(call, wanted, distance)
    grounds = {*_life(call, wanted), *_where(call, wanted, km), *_asked(call.terms, wanted)}
    if call.stipend:
        grounds.add(Ground.STIPEND)
    assert call.until is not None, "what is shown says until when"
    days = call.until.astimezone(ROME).toordinal() - today
    if days <= WEEK:
        grounds.add(Ground.SOON)
    return Fit(for_her(call), tuple(sorted(grounds, key=_ORDER.__getitem__)), km, days)


def _beyond(terms: Terms, wanted: Wanted) -> bool:
    """Whether the call asks for what she surely has not."""
    if wanted.italian and terms.italian and terms.italian.rank > wanted.italian.rank:
        return True
    if wanted.education and terms.education and terms.education.rank > wanted.education.rank:
        return True
    return wanted.permit is False and terms.permit is True


def _life(call: TrainingCall, wanted: Wanted) -> Iterable[Ground]:
    if wanted.school_hours:
        yield Ground.SCHOOL_HOURS if call.school_hours else Ground.HOURS_UNSAID
    if wanted.child_care:
        yield Ground.CHILD_CARE if call.child_care else Ground.NO_CHILD_CARE


def _asked(terms: Terms, wanted: Wanted) -> Iterable[Ground]:
    if wanted.italian:
        yield Ground.ITALIAN if terms.italian else Ground.ITALIAN_UNSAID
    if any(speaks(terms.languages, hers) for hers in wanted.languages):
        yield Ground.LANGUAGE
    if terms.permit and wanted.permit is None:
        yield Ground.PERMIT
    if terms.identity and not wanted.identity:
        yield Ground.IDENTITY


def _km(call: TrainingCall, wanted: Wanted, distance: Distance) -> float | None:
    if call.mode is Mode.ONLINE or not wanted.town or not call.town:
        return None
    return 0.0 if call.town == wanted.town else distance(wanted.town, call.town)


def _where(call: TrainingCall, wanted: Wanted, km: float | None) -> Iterable[Ground]:
    if call.mode is Mode.ONLINE:
        yield Ground.ONLINE
    elif wanted.town and call.town == wanted.town:
        yield Ground.SAME_TOWN
    elif km is not None and km <= NEAR_KM:
        yield Ground.NEAR
    elif km is not None and km > FAR_KM:
        yield Ground.FAR


_UNSURE = frozenset({Ground.HOURS_UNSAID, Ground.NO_CHILD_CARE, Ground.ITALIAN_UNSAID})


def _place(fit: Fit) -> tuple[bool, bool, int, float, datetime, str]:
    call = fit.call
    # What nobody knows the way to comes behind what is near, and before what is surely far.
    near = 0.0 if call.mode is Mode.ONLINE else FAR_KM if fit.km is None else fit.km
    assert call.until is not None, "what is shown says until when"
    unsure = not _UNSURE.isdisjoint(fit.grounds)
    return Ground.FAR in fit.grounds, unsure, fit.days // WEEK, near, call.until, call.id
