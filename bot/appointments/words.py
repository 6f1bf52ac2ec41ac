"""Moments in her words: ``giovedì mattina``, ``giovedì 3 dicembre, alle 10``."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date

from bot.appointments.slots import Slot
from bot.i18n.moments import say_moment
from bot.i18n.translator import ROME, Translator, direction, isolate, locale_of

_WEEK = 6
SHORT = 24
"""So many characters a line of a list may have on WhatsApp, which is the strictest."""


def say_half_day(slot: Slot, language: str, now: datetime, texts: Translator) -> str:
    """The half-day as one says it; the number of the day stands where the weekday alone could be
    one of two. At most 24 characters in the languages of the service."""
    there = slot.starts_at.astimezone(ROME)
    days = (there.date() - now.astimezone(ROME).date()).days
    part = "morning" if slot.morning else "afternoon"
    if days in (0, 1):
        return texts.text(f"half.{('this', 'tomorrow')[days]}_{part}", language)
    said = ""
    for width in ("EEEE", "EEE"):
        day = format_date(there, width, locale_of(language))
        if days > _WEEK:
            number = isolate(str(there.day)) if direction(language) == "rtl" else str(there.day)
            day = texts.text("moment.weekday", language).format(weekday=day, number=number)
        said = texts.text(f"half.{part}", language).format(day=day)
        if len(said) <= SHORT:
            break
    return said


def say_slots(slots: tuple[Slot, ...], language: str, now: datetime, texts: Translator) -> str:
    """The moments in full, one on each line."""
    return "\n".join(say_moment(slot.starts_at, language, now, texts) for slot in slots)
