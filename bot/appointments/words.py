"""Moments in her words: ``giovedì mattina``, ``giovedì 3 dicembre, alle 10``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from bot.appointments.slots import Slot
from bot.i18n.translator import ROME, isolate, say_moment

_PARTS: Mapping[str, tuple[str, str]] = {
    "it": ("mattina", "pomeriggio"),
    "en": ("morning", "afternoon"),
    "es": ("por la mañana", "por la tarde"),
    "fr": ("matin", "après-midi"),
    "ar": ("صباحًا", "بعد الظهر"),
}
_NEAR: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "it": (("stamattina", "oggi pomeriggio"), ("domani mattina", "domani pomeriggio")),
    "en": (("this morning", "this afternoon"), ("tomorrow morning", "tomorrow afternoon")),
    "es": (("esta mañana", "esta tarde"), ("mañana por la mañana", "mañana por la tarde")),
    "fr": (("ce matin", "cet après-midi"), ("demain matin", "demain après-midi")),
    "ar": (("هذا الصباح", "اليوم بعد الظهر"), ("غدًا صباحًا", "غدًا بعد الظهر")),
}
"""Today and tomorrow, each morning and afternoon."""

_WEEK = 6
SHORT = 24
"""So many characters a line of a list may have on WhatsApp, which is the strictest."""


def say_half_day(slot: Slot, language: str, now: datetime) -> str:
    """The half-day as one says it; the number of the day stands where the weekday alone could be
    one of two. At most 24 characters in the languages of the service."""
    there = slot.starts_at.astimezone(ROME)
    days = (there.date() - now.astimezone(ROME).date()).days
    which = 0 if slot.morning else 1
    if days in (0, 1):
        return _NEAR.get(language, _NEAR["en"])[days][which]
    part = _PARTS.get(language, _PARTS["en"])[which]
    number = isolate(str(there.day)) if language == "ar" else str(there.day)
    for width in ("EEEE", "EEE"):
        weekday = format_date(there, width, _locale(language))
        said = f"{weekday} {part}" if days <= _WEEK else f"{weekday} {number} {part}"
        if len(said) <= SHORT:
            return said
    return said


def say_slots(slots: tuple[Slot, ...], language: str, now: datetime) -> str:
    """The moments in full, one on each line."""
    return "\n".join(say_moment(slot.starts_at, language, now) for slot in slots)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("it")
