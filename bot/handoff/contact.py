"""The contact contract in words, as she and the desk read it, and the reminders of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from babel.dates import get_day_names

from bot.i18n.moments import say_day
from bot.i18n.translator import Translator, locale_of
from bot.messages import Channel
from bot.safety.contract import EVERY_DAY, WEEKEND, WORKING_DAYS, Contract, Line
from bot.text.tongues import RIGHT_TO_LEFT

ReminderState = Literal["waiting", "queued", "sent", "forbidden", "failed"]
"""``queued``: on its way. ``forbidden``: her contract did not allow it, and it is never sent."""

_NAMES: Mapping[Channel, str] = {
    Channel.WEB: "Web",
    Channel.TELEGRAM: "Telegram",
    Channel.WHATSAPP: "WhatsApp",
    Channel.SMS: "SMS",
}
_DAYS = {EVERY_DAY: "every", WORKING_DAYS: "working", WEEKEND: "weekend"}


@dataclass(frozen=True, slots=True)
class ReminderTicket:
    """A reminder as the desk sees it. ``why``: of ``Forbidden``, where it was not sent."""

    id: str
    at: datetime
    state: ReminderState
    why: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What she allows, on which channel she writes, and the reminders that were asked for."""

    contract: Contract | None
    channel: Channel
    reminders: tuple[ReminderTicket, ...] = ()


def standing(agreement: Agreement, now: datetime) -> Contract | None:
    """The contract as far as it still holds: of another channel or past its end it is none."""
    contract = agreement.contract
    if contract is None or contract.channel is not agreement.channel:
        return None
    return contract if now < contract.expires_at else None


def in_words(contract: Contract | None, language: str, translator: Translator) -> str:
    """What a contract allows, as one sentence of that language; without one: never."""
    if contract is None:
        return translator.text("contact.never", language)
    if contract.channel is Channel.WEB:
        return translator.text("contact.web", language)
    left = "contact.left.yes" if contract.after_exit else "contact.left.no"
    return translator.text(
        "contact.sentence",
        language,
        channel=_NAMES[contract.channel],
        days=days_in_words(contract.weekdays, language, translator),
        hours=hours_in_words(contract, language, translator),
        line=line_in_words(contract.line, language, translator),
        left=translator.text(left, language),
        until=say_day(contract.expires_at, language, weekday=True),
    )


def days_in_words(weekdays: frozenset[int], language: str, translator: Translator) -> str:
    """The days, as ``dal lunedì al venerdì`` or their names."""
    known = _DAYS.get(weekdays)
    if known is not None:
        return translator.text(f"contact.days.{known}", language)
    names = get_day_names("wide", locale=locale_of(language))
    comma = "، " if language in RIGHT_TO_LEFT else ", "
    return comma.join(names[day] for day in sorted(weekdays))


def hours_in_words(contract: Contract, language: str, translator: Translator) -> str:
    """The hours, as ``dalle 9:00 alle 12:00``."""
    opens, closes = (f"{at // 60}:{at % 60:02d}" for at in (contract.opens, contract.closes))
    return translator.text("contact.hours", language, opens=opens, closes=closes)


def line_in_words(line: Line, language: str, translator: Translator) -> str:
    """What she would read: the reminder itself, or what the almanac's line is about."""
    key = "contact.line.almanac" if line is Line.ALMANAC else f"reminder.{line.value}"
    return translator.text(key, language)
