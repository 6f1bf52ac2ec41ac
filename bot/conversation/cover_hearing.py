"""What a text, a touch or a picture means to the cover: ordinary words, in whatever language.

A cover keeps no place: its menu is always what numbers and touches answer, and its flows' words
are always heard. So nobody is ever stuck in it, and the oldest button still works.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.engine.asking import Listening, listening
from bot.engine.effects import Answered, Began, Heard, Went
from bot.engine.flow import Ask, Bundle
from bot.engine.session import Frame, Session
from bot.messages import Chose, Said, Sent
from bot.safety.words import is_exit, is_provider_stop, person_languages
from bot.text.spelling import fold
from bot.text.tongues import RIGHT_TO_LEFT
from bot.understanding.interpret import SMALL, interpret
from bot.understanding.naming import language_named
from bot.understanding.writing import written_in

REMINDER = "talk_reminder"
"""What a reminder and a provider's template say: nobody is led there, others read its steps."""

MENU = "menu"
"""The question of a cover's entry flow."""

HELLO = "talk_hello"
LOST = "talk_lost"
MEDIA = "talk_media"
BYE = "talk_bye"
IN = "talk_in"
RUDE = "talk_rude"
"""Flows of every cover that no word of its own leads to."""

LONGEST = 80
"""A longer message says more than abuse, and need not be folded to know it."""

_ARABIC = range(0x0600, 0x0700)
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Meant:
    """What the cover hears, where it stands, and the language in which it goes on."""

    heard: Heard
    language: str
    stack: tuple[Frame, ...] = ()


def numbers_of(cover: Bundle) -> str:
    """The flow of the useful numbers, which danger leads to."""
    return f"{cover.entry}_numbers"


def today_of(cover: Bundle) -> str:
    """The flow that says one ordinary line."""
    return f"{cover.entry}_today"


def menu_of(cover: Bundle) -> Ask:
    """The question of its menu."""
    menu = cover.flows[cover.entry].steps.get(MENU)
    assert isinstance(menu, Ask), "checked before publishing"
    return menu


def called_by(cover: Bundle) -> frozenset[str]:
    """The flows that are gone to without a word of theirs: every cover has them."""
    return frozenset({HELLO, LOST, MEDIA, BYE, IN, numbers_of(cover), today_of(cover)})


def meant_to_cover(
    what: Said | Chose | Sent, cover: Bundle, language: str, *, urgent: bool, first: bool
) -> Meant:
    """What it means. ``urgent``: danger, or a cry for help in one word.

    ``first``: nothing of this cover was said yet; then it shows its menu, unless it is asked for
    something that is there.
    """
    if isinstance(what, Sent):
        return Meant(Went(MEDIA), language)
    if isinstance(what, Chose):
        return _touched(what, cover, language)
    if urgent:
        hers = tongue(what.text, cover.languages, language, first=first)
        return Meant(Went(numbers_of(cover)), hers)
    if is_exit(what.text) or is_provider_stop(what.text):
        return Meant(Went(BYE), language)
    named = language_named(what.text)
    if named is not None and named in cover.languages:
        return Meant(Went(IN), named)
    found = _found(what.text, cover, language)
    if found is None:
        lost = Began() if first else Went(LOST)
        return Meant(lost, tongue(what.text, cover.languages, language, first=first))
    greets = isinstance(found.heard, Went) and found.heard.flow == HELLO
    return Meant(Began(), found.language) if first and greets else found


def tongue(text: str, offered: Sequence[str], otherwise: str, *, first: bool = True) -> str:
    """The language that a text shows by a word for help, by its script or, where nothing was said
    before, by its words; else ``otherwise``."""
    spoken = person_languages(text)
    if spoken:
        if otherwise in spoken:
            return otherwise
        return next((language for language in offered if language in spoken), otherwise)
    another = not _LATIN.search(text)
    guess = written_in(text) if first or another else None
    if guess is not None and guess in offered:
        return guess
    arabic = "ar" in offered and any(ord(character) in _ARABIC for character in text)
    return "ar" if arabic and otherwise not in RIGHT_TO_LEFT else otherwise


def is_rude(text: str, cover: Bundle) -> bool:
    """Whether the message is abuse and nothing else, in any language: the words that the cover
    knows as such, and small ones. «Mi chiama puttana» is none: she tells of somebody."""
    if len(text) > LONGEST or RUDE not in cover.flows:
        return False
    said = fold(text)
    phrases, known = _rude(cover)
    return known.issuperset(said.split()) and any(f" {one} " in f" {said} " for one in phrases)


@lru_cache(maxsize=8)
def _rude(cover: Bundle) -> tuple[frozenset[str], frozenset[str]]:
    """Its phrases, and the words that may stand in abuse. A bundle never changes and is compared by
    identity."""
    words = cover.flows[RUDE].anywhere
    phrases = {fold(one) for tongue in cover.languages for one in cover.words(words, tongue)}
    return frozenset(phrases), SMALL.union(*map(str.split, phrases))


def _touched(what: Chose, cover: Bundle, language: str) -> Meant:
    """A button of the cover means what it says, however old it is."""
    heard = listening(cover, _at_menu(cover, language), "web")
    if what.choice in {choice.id for choice in heard.choices}:
        return Meant(Answered(choice=what.choice), language, _at_menu(cover, language).stack)
    return Meant(Began(), language)


def _found(text: str, cover: Bundle, language: str) -> Meant | None:
    """The first meaning: in her language by its words, then nearly, then in another language."""
    others = [other for other in cover.languages if other != language]
    for spoken in (language, *others):
        session = _at_menu(cover, spoken)
        heard = listening(cover, session, "web")
        went = _reading(text, heard, spoken, own=spoken == language)
        if went is not None:
            stack = session.stack if isinstance(went, Answered) else ()
            return Meant(went, spoken, stack)
    return None


def _reading(text: str, heard: Listening, language: str, *, own: bool) -> Heard | None:
    """In her own language numbers and near spellings count; in another one only plain words."""
    menu, flows = heard.choices, heard.flows
    if not own:
        flow = interpret(text, (), flows, typed=False, language=language).flow
        return Went(flow) if flow is not None else None
    # A number or the very words of the menu, before anything that is only like them.
    choice = interpret(text, menu, (), typed=True).choice
    named = interpret(text, flows, (), typed=False, digits=False, language=language).choice
    if choice is None and named is not None:
        return Went(named)
    choice = choice or interpret(text, menu, (), typed=False, language=language).choice
    return Answered(text, choice) if choice is not None else None


def _at_menu(cover: Bundle, language: str) -> Session:
    """A session that stands at the menu."""
    assert menu_of(cover)
    return Session(cover.id, language, (Frame(cover.entry, MENU),))
