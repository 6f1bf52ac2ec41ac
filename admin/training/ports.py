"""What the pages of training calls need from the house, of what is published now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.conversation.scene import Scene
from bot.training.importing import Change, Held
from bot.training.looking import Shelf


class Calls(Protocol):
    """The calls of this moment, also those that no woman sees."""

    @property
    def scene(self) -> Scene:
        """What is published now: towns, and words that no neutral title holds."""

    @property
    def shelf(self) -> Shelf:
        """Every call that is kept."""

    async def change_call(self, decide: Callable[[Held], Change], now: datetime) -> None:
        """Somebody changes a call. What ``decide`` raises leaves everything as it was."""
