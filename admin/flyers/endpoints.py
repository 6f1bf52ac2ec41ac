"""What a flyer can be made of: the page draws it, and the browser prints it."""

from __future__ import annotations

from typing import Literal

from admin.endpoint import Answered, Call, endpoint
from admin.members.endpoints import ADMINS
from admin.schema import Given


class FlyerKey(Given):
    """A way in that is set up. ``path`` draws its code in a square of ``side`` modules."""

    channel: Literal["web", "telegram", "whatsapp"]
    shown: str
    side: int
    path: str


class FlyerCard(Given):
    """What stands on a card. ``telling``: words that keep it from being one."""

    language: str
    title: str
    line: str
    right_to_left: bool
    telling: list[str]


class Flyers(Given):
    """Keys and cards. ``made_up``: they lead to a demonstration."""

    keys: list[FlyerKey]
    cards: list[FlyerCard]
    made_up: bool


@endpoint(
    "GET",
    "/api/flyers",
    "The keys that are set up, and the words of the cover in every language.",
    gives=Flyers,
    roles=ADMINS,
    audit="flyers.view",
)
async def flyers(call: Call) -> Answered:
    """Nothing is on it that the cover does not say too."""
    return Answered(Flyers.model_validate(call.house.around.flyer(), from_attributes=True))


ENDPOINTS = (flyers,)
