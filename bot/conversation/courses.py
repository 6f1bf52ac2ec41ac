"""The flow's question for training calls: what fits her of what is open now, three at a time."""

from __future__ import annotations

from bot.conversation.question import Question
from bot.directory.card import kilometres, vector_of
from bot.engine.effects import Answer
from bot.training.finding import Distance, Wanted, find
from bot.training.tell import calls_text

AT_ONCE = 3
"""Calls in one message: more is a list that nobody reads."""


async def find_calls(question: Question) -> Answer:
    """The calls with their reasons, or none; unavailable where nobody has given any."""
    nothing = {"calls": "", "more": "", "skip": ""}
    if not question.scene.calls:
        return Answer("unavailable", nothing)
    wish = question.text("wish")
    wanted = Wanted(
        town=question.text("town"),
        school_hours=wish == "school",
        child_care=wish == "children",
        online=wish == "online",
    )
    found = find(question.scene.calls, wanted, _distance(question), question.now)
    skip = int(question.text("skip") or 0) if question.text("skip").isdecimal() else 0
    shown = found[skip : skip + AT_ONCE]
    if not shown:
        return Answer("none", nothing)
    after = skip + len(shown)
    more = after < len(found)
    values = {
        "calls": calls_text(shown, question.tongue),
        "more": "yes" if more else "",
        "skip": str(after) if more else "",
    }
    return Answer("found", values)


def _distance(question: Question) -> Distance:
    """Kilometres between the middles of two comuni, as the crow flies."""
    centres = question.scene.directory.map.centres

    def between(hers: str, other: str) -> float | None:
        one, two = centres.get(hers), centres.get(other)
        return kilometres(vector_of(one), vector_of(two)) if one and two else None

    return between
