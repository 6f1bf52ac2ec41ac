"""A training call as she reads it: what, until when, where, what it asks for, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Protocol

from bot.training.finding import Fit, Ground
from bot.training.kinds import Mode, Schooling, Through

LONGEST = 300
"""Signs of a description that are told: the rest is asked for there."""


class Label(Protocol):
    """Gives a fixed text of ours by its key, with its gaps filled."""

    def __call__(self, key: str, **values: str) -> str: ...


class Tongue(Protocol):
    """How things are said in one language: a fixed text, a day, a moment, what stays Italian."""

    @property
    def label(self) -> Label:
        """A fixed text of ours."""

    @property
    def day(self) -> Callable[[date], str]:
        """A date in words."""

    @property
    def moment(self) -> Callable[[datetime], str]:
        """A moment as one says it."""

    @property
    def aside(self) -> Callable[[str], str]:
        """What stays Italian, so that it turns no sentence written from right to left."""


def calls_text(fits: Iterable[Fit], tongue: Tongue) -> str:
    """Each call in a few lines, the reasons last. Its own words stay in Italian."""
    return "\n\n".join("\n".join(_lines(fit, tongue)) for fit in fits)


def _lines(fit: Fit, tongue: Tongue) -> Iterator[str]:
    call, label = fit.call, tongue.label
    named = tongue.aside(f"{call.title} ({call.provider})")
    shown = label("directory_demonstration") if call.demonstration else ""
    yield f"{named} ({shown})" if shown else named
    if call.text:
        short = call.text if len(call.text) <= LONGEST else f"{call.text[: LONGEST - 1]}…"
        yield tongue.aside(short)
    if call.deadline is not None:
        yield label("training_until", moment=tongue.moment(call.deadline))
    if call.begins is not None:
        yield label("training_begins", day=tongue.day(call.begins))
    yield from _life(fit, tongue)
    yield from _asked(fit, tongue)
    yield from _given(fit, tongue)
    if fit.grounds:
        reasons = "; ".join(_reason(ground, fit, tongue) for ground in fit.grounds)
        yield label("training_why", reasons=reasons)


def _life(fit: Fit, tongue: Tongue) -> Iterator[str]:
    call, label = fit.call, tongue.label
    if call.timetable:
        yield label("training_timetable", timetable=tongue.aside(call.timetable))
    if call.hours is not None:
        yield label("training_hours", hours=str(call.hours))
    if call.mode is Mode.ONLINE:
        yield label("training_online")
    elif call.place:
        yield label("directory_where", where=tongue.aside(call.place))
    if call.school_hours and Ground.SCHOOL_HOURS not in fit.grounds:
        yield label("training_fits_school")
    if call.child_care:
        yield label("directory_child_care")


def _asked(fit: Fit, tongue: Tongue) -> Iterator[str]:
    terms, label = fit.call.terms, tongue.label
    if terms.italian is not None:
        yield label("training_italian", level=terms.italian.value.upper())
    if terms.education not in (None, Schooling.NONE):
        education = label(f"training_education_{terms.education.value}")
        yield label("training_education", education=education)
    if terms.documents:
        yield label("directory_documents", documents=tongue.aside("; ".join(terms.documents)))
    if terms.permit:
        yield label("training_permit")
    if terms.identity:
        yield label("training_identity")


def _given(fit: Fit, tongue: Tongue) -> Iterator[str]:
    call, label = fit.call, tongue.label
    if call.stipend:
        yield label("training_stipend", stipend=tongue.aside(call.stipend))
    if call.stipend_with:
        yield label("training_stipend_with", stipend_with=tongue.aside(call.stipend_with))
    if call.certificate:
        yield label("training_certificate", certificate=tongue.aside(call.certificate))
    if fit.through is Through.OPERATOR:
        yield label("training_operator")
    elif call.apply:
        yield label("training_apply", apply=tongue.aside(call.apply))


def _reason(ground: Ground, fit: Fit, tongue: Tongue) -> str:
    if ground in (Ground.NEAR, Ground.FAR):
        km = str(max(1, round(fit.km or 0)))
        return tongue.label(f"training_why_{ground.value}", km=km)
    return tongue.label(f"training_why_{ground.value}")
