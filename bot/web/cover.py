"""The cover's page in words: what it says is computed or timeless, so always true.

Which cover it is, is chosen by ``FILO_COVER``; the same answers in a thread (flows/covers).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.conversation.daily import (
    Names,
    Sky,
    day_of,
    fact,
    leftover,
    listed,
    prayed,
    recipe,
    sky,
)
from bot.web.ports import Almanac, Day, Row, Words


@dataclass(frozen=True, slots=True)
class _Asked:
    """One day to be written in a language."""

    day: date
    language: str
    words: Words
    names: Names

    def label(self, key: str) -> str:
        """A text of the page."""
        return self.words.text(f"web.{key}", self.language)

    def sky(self) -> Sky:
        """The day's sun, moon and feasts."""
        return sky(self.day, self.language, self.names)


def cover_in_words(cover: str, words: Words, names: Names) -> Almanac:
    """The cover of that name for each day; ``words`` label it, ``names`` name what is in it.

    Raises ``KeyError`` where there is no such cover.
    """
    write = _COVERS[cover]

    @lru_cache(maxsize=64)
    def of_day(day: date, language: str) -> Day:
        return write(_Asked(day, language, words, names))

    def written(now: datetime, language: str) -> Day:
        return of_day(day_of(now), language)

    return written


def _almanac(asked: _Asked) -> Day:
    found, label = asked.sky(), asked.label
    rows = [
        Row(label("sunrise"), found.sunrise),
        Row(label("sunset"), found.sunset),
        Row(label("moon"), found.moon),
        Row(label("next_holiday"), listed([found.next_on, found.next_holiday], asked.language)),
        Row(label("season"), found.season),
    ]
    if times := prayed(asked.day, asked.language, asked.names):
        rows.insert(2, Row(label("prayers"), times))
    if found.holiday:
        rows.insert(0, Row(label("holiday"), found.holiday))
    return _day(asked, "title", _sun(asked), rows, "cover_foot")


def _kitchen(asked: _Asked) -> Day:
    label = asked.label
    rows = [
        Row(label("recipe"), recipe(asked.day, asked.language, asked.names)),
        Row(label("season"), asked.sky().season),
        Row(label("leftover"), leftover(asked.day, asked.language, asked.names)),
    ]
    return _day(asked, "title.kitchen", label("title.kitchen"), rows, "kitchen_foot")


def _city(asked: _Asked) -> Day:
    found, label = asked.sky(), asked.label
    tomorrow = asked.day + timedelta(days=1)
    rows = [
        Row(label("fact"), fact(asked.day, asked.language, asked.names)),
        Row(label("fact_next"), fact(tomorrow, asked.language, asked.names)),
        Row(label("sunrise"), found.sunrise),
        Row(label("sunset"), found.sunset),
    ]
    return _day(asked, "title.city", _sun(asked), rows, "cover_foot")


def _sun(asked: _Asked) -> str:
    found = asked.sky()
    return f"{asked.label('sun')} {found.sunrise}–{found.sunset}"


def _day(asked: _Asked, title: str, brief: str, rows: list[Row], foot: str) -> Day:
    found = asked.sky()
    return Day(
        title=asked.label(title),
        date=found.full,
        brief=f"{found.date} · {brief}",
        rows=tuple(rows),
        foot=asked.label(foot),
    )


_COVERS: Mapping[str, Callable[[_Asked], Day]] = {
    "almanac": _almanac,
    "kitchen": _kitchen,
    "city": _city,
}
