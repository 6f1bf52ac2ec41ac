"""The calls about what she can do: what is offered, what it comes to, that a desk may see it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.conversation.contact import is_surely_hers
from bot.conversation.notebooks import change, may_write
from bot.conversation.question import Question
from bot.engine.effects import Answer
from bot.engine.expressions import Value
from bot.handoff.abilities import (
    AREAS,
    AT_ONCE,
    curriculum,
    following,
    for_desk,
    known,
    spoken,
    within,
)
from bot.i18n.translator import listed, say_languages


def in_her_words(id: str, question: Question) -> str:
    """An ability or a language as she reads it."""
    languages = spoken([id])
    if languages:
        return say_languages(languages, question.language)
    return question.label(f"ability.{id}")


def for_her(ids: Sequence[str], question: Question) -> str:
    """What she can do, a line for each area: in the desk's words where she reads Italian."""
    if question.language == "it":
        return for_desk(ids, _in_italian)
    lines = ([in_her_words(id, question) for id in within(area) if id in ids] for area in AREAS)
    return "\n".join(listed(line, question.language) for line in lines if line)


def _in_italian(code: str) -> str:
    return say_languages([code], "it")


async def _list(question: Question) -> Answer:
    """What is offered next: of the area where she is, or of the next one in which something is
    left. ``onward`` leads on from here, or on within it where more is wanted."""
    chosen = set(question.text("chosen").split())
    area, onward = question.text("area"), question.text("onward")
    skip = int(question.text("skip")) if question.text("skip").isdecimal() else 0
    skip = skip + AT_ONCE - 1 if onward == "more" else 0
    if not area or onward == "next":
        area = following(area)
    while area and not _left(area, chosen, question):
        area = following(area)
    if not area:
        return Answer("over", _offered("", "", (), skip=0, more=False))
    left = _left(area, chosen, question)
    skip = skip if skip < len(left) else 0
    more = len(left) > AT_ONCE
    shown = left[skip : skip + (AT_ONCE - 1 if more else AT_ONCE)]
    candidates = tuple({"id": id, "label": in_her_words(id, question)} for id in shown)
    said = _asked(area, chosen, question)
    return Answer("some", _offered(area, said, candidates, skip=skip, more=more))


def _left(area: str, chosen: set[str], question: Question) -> list[str]:
    return [id for id in within(area, question.language) if id not in chosen]


def _asked(area: str, chosen: set[str], question: Question) -> str:
    had = [in_her_words(id, question) for id in within(area) if id in chosen]
    if had:
        return question.label("ability.noted", said=listed(had, question.language))
    return question.label(f"ability.area.{area}")


def _offered(
    area: str, said: str, candidates: tuple[Mapping[str, str], ...], *, skip: int, more: bool
) -> dict[str, Value]:
    return {
        "ability_area": area,
        "ability_said": said,
        "ability_candidates": candidates,
        "ability_skip": str(skip),
        "ability_more": "yes" if more else "",
    }


async def _sheet(question: Question) -> Answer:
    """What she chose, in words: for her, and as a draft for the desk."""
    ids = known(question.text("chosen").split())
    if not ids:
        return Answer("none", {"abilities_said": "", "curriculum": ""})
    values = {
        "abilities_said": for_her(ids, question),
        "curriculum": curriculum(ids, _in_italian),
    }
    return Answer("some", values)


async def _share(question: Question) -> Answer:
    """It may stand in the sheet of a referral from now on; she is asked about each as ever."""
    if not is_surely_hers(question.conversation) or not may_write(question):
        return Answer("word")
    _, wish = await change(question, "abilities", question.text("chosen"), share=True)
    return Answer("done", effects=(wish,))


ABILITY_CALLS: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "abilities.list": _list,
    "abilities.sheet": _sheet,
    "abilities.share": _share,
}
"""The calls of ``calls.CALLS`` that are answered here."""
