"""What the kitchen and the city have for each day of the year."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.texts import TEXTS
from bot.safety.city import FACTS, fact_of
from bot.safety.kitchen import LEFTOVERS, RECIPES, leftover_of, recipe_of

DAYS = st.dates(date(2026, 1, 1), date(2099, 12, 30))


@given(DAYS)
def test_the_recipe_of_a_day_is_in_season(day: date) -> None:
    """A cover that recommends strawberries in winter is no cover."""
    assert day.month in RECIPES[recipe_of(day)]


@given(DAYS)
def test_tomorrow_brings_something_else(day: date) -> None:
    """A reason to look again the next day, within a month."""
    later = day + timedelta(days=1)
    if later.month == day.month:
        assert recipe_of(day) != recipe_of(later)
    assert fact_of(day) != fact_of(later)
    assert leftover_of(day) != leftover_of(later)


def test_every_month_has_something_to_cook() -> None:
    """At least four dishes a month, so that a week is not the same one."""
    for month in range(1, 13):
        assert sum(month in months for months in RECIPES.values()) >= 4


def test_everything_has_its_words() -> None:
    """No dish, advice or fact is without a text, and none is told of that never comes."""
    named = {f"recipe.{name}" for name in RECIPES} | {f"leftover.{name}" for name in LEFTOVERS}
    named |= {f"city.{name}" for name in FACTS}
    told = {key for key in TEXTS if key.partition(".")[0] in ("recipe", "leftover", "city")}
    assert told == named
