"""The calls that a cover may make, and their answers: the day, never anything of hers.

A cover is loaded with this list alone, so a flow of it that asks for anything else cannot be
published; and its calls are answered here, within the turn, so none of them reaches the world.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from bot.conversation.calls import CALLS
from bot.conversation.choosing import names_of
from bot.conversation.daily import Names, day_of, fact, leftover, recipe, sky
from bot.engine.effects import Answer, Call, CallSpec
from bot.safety.almanac import ROME
from bot.text.tongues import LANGUAGES

_DAYS = {"today": 0, "tomorrow": 1, "after": 2}


def _spec(name: str, outcomes: str, saves: str) -> CallSpec:
    return CallSpec(name, frozenset({"day"}), frozenset(outcomes.split()), frozenset(saves.split()))


COVER_CALLS: Mapping[str, CallSpec] = {
    spec.name: spec
    for spec in (
        # day: today, tomorrow or after -> its sun, moon, season and feasts; time is the hour now
        _spec(
            "almanac.day",
            "ordinary feast",
            "date sunrise sunset moon season holiday next_holiday next_on time",
        ),
        _spec("kitchen.day", "found", "recipe leftover season"),
        _spec("city.day", "found", "fact sunrise sunset"),
        CALLS["language.named"],
        CALLS["language.set"],
    )
}


def answered(call: Call, language: str, now: datetime, names: Names) -> Answer:
    """The answer to a call of ``COVER_CALLS``. Raises ``KeyError`` for any other."""
    return _ANSWERS[call.name](call, language, now, names)


def _day(call: Call, now: datetime) -> date:
    return day_of(now) + timedelta(days=_DAYS.get(str(call.get("day")), 0))


def _almanac(call: Call, language: str, now: datetime, names: Names) -> Answer:
    found = sky(_day(call, now), language, names)
    return Answer(
        "feast" if found.holiday else "ordinary",
        {
            "date": found.date,
            "sunrise": found.sunrise,
            "sunset": found.sunset,
            "moon": found.moon,
            "season": found.season,
            "holiday": found.holiday,
            "next_holiday": found.next_holiday,
            "next_on": found.next_on,
            "time": f"{now.astimezone(ROME):%-H:%M}",
        },
    )


def _kitchen(call: Call, language: str, now: datetime, names: Names) -> Answer:
    day = _day(call, now)
    return Answer(
        "found",
        {
            "recipe": recipe(day, language, names),
            "leftover": leftover(day, language, names),
            "season": sky(day, language, names).season,
        },
    )


def _city(call: Call, language: str, now: datetime, names: Names) -> Answer:
    day = _day(call, now)
    found = sky(day, language, names)
    values = {"sunrise": found.sunrise, "sunset": found.sunset}
    return Answer("found", {"fact": fact(day, language, names), **values})


def _language(call: Call, language: str, now: datetime, names: Names) -> Answer:
    return Answer("done", {"language": str(call.get("language") or language)})


def _named(_call: Call, language: str, _now: datetime, _names: Names) -> Answer:
    return Answer("found", names_of(LANGUAGES, language))


_ANSWERS: Mapping[str, Callable[[Call, str, datetime, Names], Answer]] = {
    "almanac.day": _almanac,
    "kitchen.day": _kitchen,
    "city.day": _city,
    "language.named": _named,
    "language.set": _language,
}
