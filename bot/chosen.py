"""What the staff chose, in one process: made here, and learned from every other one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.bus import LocalBus
from bot.handoff.choices import Choice
from bot.handoff.switches import CHOSEN, TOPIC, Switches
from bot.stage import Stage

SECONDS = 1.0
"""So often a process looks, where nobody told it; senders look before each message anyway."""


@dataclass(slots=True)
class Chosen:
    """Choices of the staff (``admin.switches.ports.Chosen``)."""

    stage: Stage
    bus: LocalBus

    @property
    def switches(self) -> Switches:
        """What is switched off now."""
        return self.stage.scene.switches

    async def all(self) -> Sequence[Choice]:
        """Every choice in the order in which it was made."""
        return await self.stage.choices.all()

    async def choose(self, one: Choice) -> bool:
        """Let it hold for every process. False: it held already."""
        done = await self.stage.choices.choose(one)
        await self.stage.refresh_choices()
        self.bus.wake(TOPIC)
        self.bus.publish(CHOSEN)
        return done

    async def follow(self) -> None:
        """Know within a second, or as soon as a process tells, what was chosen anywhere."""
        async with self.bus.subscribe(CHOSEN) as waiter:
            while True:
                if await self.stage.refresh_choices():
                    self.bus.wake(TOPIC)
                await waiter.wait(SECONDS)
