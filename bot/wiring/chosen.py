"""What the staff chose, in one process: made here, and learned from every other one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.bus import LocalBus
from bot.handoff.adjusting import Bounds
from bot.handoff.choices import TWO, Choice
from bot.handoff.switches import CHOSEN, OFF, TOPIC, Switches
from bot.publishing.stage import Stage
from bot.wiring.flyers import told_by

SECONDS = 1.0
"""So often a process looks, where nobody told it; senders look before each message anyway."""


@dataclass(slots=True)
class Chosen:
    """Choices of the staff (``admin.switches.ports.Chosen``)."""

    stage: Stage
    bus: LocalBus
    bounds: Bounds
    """What may be chosen over the settings of this installation."""

    @property
    def switches(self) -> Switches:
        """What is switched off now."""
        return self.stage.scene.switches

    def needs_two(self, network: str) -> bool:
        """Whether critical facts of that network, or of none, need two people."""
        rule = self.stage.chosen.get(f"{TWO}{network}")
        return rule is None or rule.value != OFF

    def holds(self, name: str) -> str:
        """The value of a setting that may be changed, as it holds now."""
        return self.bounds.holds(name, self.stage.chosen)

    def exit_tells(self, address: str) -> bool:
        """Whether an address would tell, to whoever reads it on her screen, what she left."""
        risky = frozenset[str]().union(*self.stage.scene.risky.values())
        return bool(told_by(address, risky))

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
