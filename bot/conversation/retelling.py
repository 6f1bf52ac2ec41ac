"""What the world told her in words is told anew when she changes the language."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.effects import Answer, Call

RETOLD = (
    "directory.services",
    "directory.job_centre",
    "directory.measure",
    "directory.measure_asks",
    "handoff.who",
    "training.look",
    "training.mine",
    "training.desk",
    "alarm.signs",
    "asked.show",
    "pathway.show",
    "readers.show",
    "abilities.list",
    "abilities.sheet",
    "plan.show",
    "plan.list",
)
"""Calls whose answers hold words: when she changes the language they are told anew."""


def to_be_retold(call: Call, answer: Answer) -> Answer:
    """The answer; where it holds words it also remembers what was asked."""
    if call.name not in RETOLD:
        return answer
    kept = {name: str(value) for name, value in call.args if value is not None}
    return replace(answer, values={**answer.values, asked(call.name): (kept,)})


def asked(name: str) -> str:
    """The variable that remembers a call; no author can write such a name."""
    return f"asked {name}"
