"""How she is called at an agency: a plant and a number, another one at each, so that two agencies
cannot put together what they know."""

from __future__ import annotations

PLANTS = (
    "Acero",
    "Betulla",
    "Ciclamino",
    "Dalia",
    "Edera",
    "Faggio",
    "Ginestra",
    "Ibisco",
    "Larice",
    "Malva",
    "Nocciolo",
    "Olivo",
    "Pervinca",
    "Quercia",
    "Robinia",
    "Salice",
    "Tiglio",
    "Ulivella",
    "Verbena",
    "Zinnia",
)


def pseudonym(digest: bytes) -> str:
    """The one that stands for a keyed hash: 18,000 there are."""
    number = int.from_bytes(digest[:8], "big")
    return f"{PLANTS[number % len(PLANTS)]} {100 + number // len(PLANTS) % 900}"
