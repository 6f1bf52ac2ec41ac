"""Her own words: to come back, to leave, to call for help unseen. What may be one, and what not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Literal

from bot.safety.words import is_exit, is_provider_stop, wants_person
from bot.spelling import fold

LETTERS = range(4, 21)
"""How many letters a word of hers may have."""

LONGEST = 80
"""A longer message is no word, and need not be folded to know it."""


class WordKind(StrEnum):
    """What a word of hers does."""

    RETURN = "return"
    EXIT = "exit"
    ALARM = "alarm"


Why = Literal["short", "reserved", "common", "near"]
"""Why a word is refused. The sentence that she hears never repeats it."""

_RESERVED = frozenset(
    map(fold, ("start", "unstop", "help", "yes", "info", "filo", "stop", "arret"))
)
"""Twilio's keywords (twilio.com/docs/messaging, opt-out) and the service's own name."""

_COMMON = frozenset(
    fold(
        "ciao salve grazie prego scusa scusi amore mamma papa casa buongiorno buonasera "
        "buonanotte bene male sono dove quando perche pronto arrivo adesso dopo domani oggi ieri "
        "sempre niente hello thanks please sorry love mother father home good morning night "
        "tomorrow today maybe later okay fine what when where password nothing something hola "
        "gracias favor perdon amor madre padre buenos dias noches manana ahora nada bueno bonjour "
        "bonsoir salut merci pardon amour mere pere maison demain maintenant rien bien "
        "سلام مرحبا شكرا عفوا حبيبي حبيبتي ماما بابا بيت صباح مساء اليوم غدا نعم طيب خلاص يلا حاضر "
        "salam marhaba shukran habibi habibti inshallah hamdulillah yalla khalas bukra tayeb mashi"
    ).split()
)
"""Words that people write every day: one of them would be said by chance."""


def as_word(text: str) -> str:
    """The fold of a message that could be a word of hers, else the empty text.

    One word of 4 to 20 letters and nothing else; marks that are vowels count as letters.
    """
    if len(text) > LONGEST:
        return ""
    folded = fold(text)
    counted = sum(unicodedata.category(character)[0] in "LM" for character in folded)
    return folded if counted == len(folded) and counted in LETTERS else ""


def neighbours(word: str) -> frozenset[str]:
    """The word and what is left of it without each one of its letters.

    Two words that differ by one letter (put in, left out or changed) share one of these.
    """
    return frozenset((word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))


def refusal(text: str, is_spoken: Callable[[str], bool]) -> Why | None:
    """Why this may not become a word of hers, or None.

    ``is_spoken``: whether a folded word is a label, match word or keyword of the published flows.
    That it is not near another of hers is for who knows the others to say.
    """
    word = as_word(text)
    if not word:
        return "short"
    if is_exit(word) or is_provider_stop(word) or wants_person(word) or word in _RESERVED:
        return "reserved"
    if word in _COMMON or len(set(word)) < 3 or is_spoken(word):
        return "common"
    return None


def single_words(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of these texts: each alone, and each text as a whole."""
    folded = [fold(text) for text in texts]
    return frozenset(folded) | frozenset(word for text in folded for word in text.split())
