"""Who read what she wrote, as she may ask it: which agency and on which day, never which person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.conversation.asked import may_see
from bot.conversation.question import Question
from bot.directory.tell import agency_text
from bot.engine.effects import Answer
from bot.handoff.audit import Reading
from bot.handoff.people import Role
from bot.i18n.moments import say_day
from bot.i18n.translator import aside

MOST_LINES = 8
"""So many lines at most are told: the last agencies and days."""


async def _show(question: Question) -> Answer:
    if not may_see(question):
        return Answer("word", {"readers": ""})
    assert question.batch is not None, "who read is looked up within a turn"
    found = await question.batch.readings(question.conversation.id)
    lines = tuple(dict.fromkeys(_in_words(one, question) for one in found))[:MOST_LINES]
    return Answer("some" if lines else "none", {"readers": "\n".join(lines)})


def _in_words(reading: Reading, question: Question) -> str:
    network = question.scene.directory.network(reading.network)
    # As she was told of it before she asked for a person.
    agency = agency_text(network, question.tongue) if network else reading.network
    officer = reading.role == Role.DATA_OFFICER
    return question.label(
        "readers.officer" if officer else "readers.person",
        day=say_day(reading.at, question.language),
        agency=aside(agency, question.language),
    )


READERS: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {"readers.show": _show}
"""The call of ``calls.CALLS`` that is answered here."""
