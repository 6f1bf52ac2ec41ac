"""Who else comes to know of a booking, beside whoever receives her: what this service does and
does not do. What a desk does afterwards it is asked there."""

from __future__ import annotations

from bot.conversation.question import Question
from bot.directory.measures.model import Knows, Watcher, WhoWillKnow
from bot.directory.measures.tell import watchers_text
from bot.engine.effects import Answer

_TOLD_NOTHING: WhoWillKnow = {
    Watcher.EMPLOYER: Knows.NO,
    Watcher.INPS: Knows.NO,
    # Whoever looks at her telephone may see that she was here, whatever is removed from it.
    Watcher.HOUSEHOLD: Knows.PERHAPS,
    Watcher.JOINT_ACCOUNT: Knows.NO,
    Watcher.PAYSLIP: Knows.NO,
    Watcher.LETTER: Knows.NO,
    Watcher.IDENTITY: Knows.NO,
}
"""The service writes no letter, asks for no money and no digital identity, and tells nobody."""


def known_of(kind: str) -> WhoWillKnow:
    """Who comes to know of a booking at a desk of that kind; empty: it is not chosen yet."""
    # Social services are the comune's; the other desks may be, or be led by one.
    return {**_TOLD_NOTHING, Watcher.COMUNE: Knows.YES if kind == "social" else Knows.PERHAPS}


async def booking_known(question: Question) -> Answer:
    """The same in words, in her language."""
    kind = question.text("kind")
    return Answer("found", {"booking_known": watchers_text(known_of(kind), question.tongue)})
