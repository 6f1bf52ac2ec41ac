"""What a kitchen cooks on a day of the year: ids of recipes and of uses for what is left over.

The months of a recipe are those in which its vegetable or fruit is harvested in northern Italy.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

RECIPES: Mapping[str, frozenset[int]] = {
    name: frozenset(map(int, months.split()))
    for name, months in {
        "leek_soup": "1 2 3 11 12",
        "cabbage_rice": "1 2 3 11 12",
        "orange_fennel": "1 2 12",
        "radicchio_pasta": "1 2 11 12",
        "cauliflower_oven": "1 2 12",
        "baked_apples": "1 2 3 10 11 12",
        "broccoli_pasta": "1 2 10 11 12",
        "fennel_oven": "1 2 11 12",
        "artichoke_omelette": "2 3 4",
        "spinach_eggs": "2 3 4",
        "chicory_beans": "3 4",
        "asparagus_rice": "4 5",
        "pea_pasta": "4 5 6",
        "broad_beans_cheese": "5 6",
        "strawberries_lemon": "4 5 6",
        "courgette_omelette": "6 7 8",
        "green_beans_potatoes": "6 7 8 9",
        "cold_rice": "6 7 8",
        "bread_salad": "7 8",
        "aubergine_pasta": "7 8 9",
        "pepper_stew": "8 9",
        "mushroom_rice": "9 10",
        "chard_chickpeas": "9 10 11",
        "pumpkin_rice": "10 11",
        "roast_chestnuts": "10 11",
    }.items()
}
"""Recipe -> months in which it is in season."""

LEFTOVERS = ("bread", "rice", "pasta", "potatoes", "vegetables", "fruit", "cheese")
"""What there is often too much of."""


def recipe_of(day: date) -> str:
    """The recipe of a day: another one each day, always in season."""
    ripe = [name for name, months in RECIPES.items() if day.month in months]
    return ripe[day.toordinal() % len(ripe)]


def leftover_of(day: date) -> str:
    """What a day's advice on leftovers is about."""
    return LEFTOVERS[day.toordinal() % len(LEFTOVERS)]
