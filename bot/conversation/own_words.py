"""Setting her words, and opening what a number and a word open together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from bot.conversation.ports import Batch, Ids
from bot.conversation.state import Conversation
from bot.engine.effects import Answer, Effect, KeepNumber, KeepWord, Resume, Tried
from bot.engine.flow import Bundle
from bot.safety.her_words import WordKind, as_word, refusal, single_words
from bot.safety.tries import Guesses, after_wrong, may_try, minutes_left
from bot.text.spelling import fold

OFFERED = 3
"""How many words are suggested."""


@lru_cache(maxsize=8)
def published_words(*bundles: Bundle) -> Callable[[str], bool]:
    """Whether a folded word is a label, match word or keyword of the flows, in any language."""
    return single_words(word for bundle in bundles for word in bundle.spoken()).__contains__


async def set_word(
    batch: Batch,
    ids: Ids,
    conversation: Conversation,
    is_spoken: Callable[[str], bool],
    *,
    kind: WordKind,
    word: str,
    again: str,
) -> Answer:
    """``kept`` (with a number to come back with, at the first return word), ``differs`` where she
    did not write the same twice, or ``refused`` with the reason as ``why``."""
    if fold(word) != fold(again):
        return Answer("differs")
    why = refusal(word, is_spoken)
    folded = as_word(word)
    if why is None and await batch.near_words(conversation.id, kind, folded):
        why = "near"
    if why is not None:
        return Answer("refused", {"why": why})
    effects: list[Effect] = [KeepWord(kind.value, folded)]
    number = ""
    if kind is WordKind.RETURN and not conversation.numbered:
        number = await free_number(batch, ids)
        effects.append(KeepNumber(number))
    return Answer("kept", {"why": "", "number": grouped(number)}, tuple(effects))


async def open_number(
    batch: Batch, guesses: Guesses, number: str, word: str, now: datetime, origin: str
) -> Answer:
    """What number and word open together: a letter's answer, or a whole talk to go on with.

    A number that nobody has is answered, counted and slowed like one that somebody has.
    ``origin`` is the place that guesses are counted by.
    """
    nothing = {"answer": "", "minutes": ""}
    tries = await batch.tries(number)
    if not may_try(tries, now) or guesses.too_many(origin, now):
        return Answer("slow", {**nothing, "minutes": str(minutes_left(tries, now))})
    letter = await batch.find_letter(number, word)
    conversation = await batch.find_numbered(number, word)
    if letter is None and conversation is None:
        guesses.wrong(origin, now)
        worse = after_wrong(tries, now)
        counted = Tried(number, worse.wrong, worse.at, worse.until)
        return Answer("unknown", nothing, (counted,))
    cleared = (Tried(number, 0, None, None),) if tries.wrong else ()
    if conversation is not None:
        return Answer("unknown", nothing, (*cleared, Resume(conversation)))
    assert letter is not None, "one of the two was found"
    if letter.answered_at is None:
        return Answer("waiting", nothing, cleared)
    return Answer("answered", {**nothing, "answer": letter.answer}, cleared)


async def free_number(batch: Batch, ids: Ids) -> str:
    """Eight digits that no letter and no conversation has."""
    number = ids.number()
    while not await batch.number_free(number):
        number = ids.number()
    return number


def grouped(number: str) -> str:
    """The number as she writes it down: ``1234 5678``, like that of a ticket."""
    return f"{number[:4]} {number[4:]}" if number else ""


def some(words: Sequence[str], chance: str) -> list[str]:
    """A few of the words, by eight random digits."""
    left, at, taken = list(words), int(chance), []
    for _ in range(min(OFFERED, len(left))):
        at, which = divmod(at, len(left))
        taken.append(left.pop(which))
    return taken
