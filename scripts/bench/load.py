"""Women at once without a pause, through the shipped first flow; every answer is checked."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import uvloop

from scripts.visitor import Visitor

ROUND = (
    ("say", "mi serve un avvocato"),
    ("choose", "place"),
    ("say", "Rho"),
    ("choose", "health"),
    ("say", "cerca altro"),
    ("choose", "legal"),
    ("choose", "place"),
    ("say", "Rho"),
)
"""Of four messages two touch a choice, one names a municipality, one is a text that its words
settle: no model is asked."""

TALK: Sequence[tuple[str, str]] = (
    ("choose", "it"),
    ("choose", "yes"),
    ("choose", "near"),
    ("say", "Rho"),
    *ROUND * 3,
)
"""One visit: language, safe to write, what is near, and three rounds of searching there."""

Answer = tuple[tuple[str, ...], tuple[str, ...]]
"""The texts of the service and the ids of the choices that followed one message."""


@dataclass(slots=True)
class Result:
    """What was seen. ``waits`` are seconds from the first byte out to the last byte in."""

    messages: int = 0
    wrong: int = 0
    lost: int = 0
    seconds: float = 0.0
    visits: int = 0
    waits: list[float] = field(default_factory=list, repr=False)

    @property
    def rate(self) -> float:
        """Messages per second."""
        return self.messages / self.seconds

    def percentile(self, part: float) -> float:
        """Milliseconds that this part of the messages took at most."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000


async def _step(visitor: Visitor, kind: str, value: str) -> Answer:
    before = visitor.after
    told = await (visitor.choose(value) if kind == "choose" else visitor.say(value))
    lines = [line for line in told["messages"] if line["seq"] > before]
    texts = tuple(line["text"] for line in lines if line["voice"] == "service")
    return texts, tuple(option["id"] for option in told["options"])


async def rehearse(port: int, entry: str) -> tuple[Answer, ...]:
    """One visit alone: the answers that all others must get."""
    visitor = Visitor(port, entry)
    await visitor.connect()
    await visitor.enter()
    answers = [await _step(visitor, kind, value) for kind, value in TALK]
    visitor.close()
    if any(not texts for texts, _ in answers):
        raise RuntimeError("the first flow does not answer each message of the talk")
    return tuple(answers)


async def press(port: int, entry: str, users: int, seconds: float) -> Result:
    """So many users for so long. A visit that is over is followed by a new one."""
    expected = await rehearse(port, entry)
    result = Result()
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(*(_user(port, entry, expected, until, result) for _ in range(users)))
    result.seconds = time.perf_counter() - began
    return result


async def _user(
    port: int, entry: str, expected: Sequence[Answer], until: float, result: Result
) -> None:
    visitor = Visitor(port, entry)
    await visitor.connect()
    while time.perf_counter() < until:
        await visitor.enter()
        sent = 0
        for (kind, value), right in zip(TALK, expected, strict=True):
            began = time.perf_counter()
            answer = await _step(visitor, kind, value)
            result.waits.append(time.perf_counter() - began)
            result.messages += 1
            sent += 1
            result.wrong += answer != right
            if time.perf_counter() > until:
                break
        result.visits += 1
        result.lost += sent - (await visitor.look()).count(b'class="m me"')
    visitor.close()


def measured(port: int, entry: str, users: int, seconds: float, core: int | None) -> Result:
    """The same in an event loop of its own, on one core where that can be."""
    if core is not None and (os.cpu_count() or 1) > core:
        os.sched_setaffinity(0, {core})
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(press(port, entry, users, seconds))
