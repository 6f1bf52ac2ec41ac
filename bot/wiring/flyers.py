"""What a flyer says and leads to: the cover's own words, and the keys that are set up.

It lies on tables where others see it: nothing on it is not on the cover too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import quote, urlsplit

import segno

from bot.config import Settings
from bot.conversation.cover_hearing import menu_of
from bot.conversation.scene import Scene
from bot.messages import Channel
from bot.safety.telling import telling_spans
from bot.text.tongues import RIGHT_TO_LEFT
from bot.web.cover import cover_in_words
from bot.web.words import PageWords

QUIET = 4
"""Modules of white that a reader needs around a code (ISO/IEC 18004)."""

SERVICE = "filo"
"""The service's own name: it stands on no flyer."""


@dataclass(frozen=True, slots=True)
class Key:
    """A way in. ``address`` is what the code says; ``shown`` what stands below it, else nothing.

    ``path`` draws the dark modules of the code in a square of ``side`` modules.
    """

    channel: Channel
    address: str
    shown: str
    side: int
    path: str


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card in a language. ``telling``: words that may not: then it is no card."""

    language: str
    title: str
    line: str
    right_to_left: bool
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flyer:
    """Everything that a flyer can be made of here. ``made_up``: it leads to a demonstration."""

    keys: Sequence[Key]
    cards: Sequence[Card]
    made_up: bool


def flyer_of(settings: Settings, scene: Scene, clock: Callable[[], datetime]) -> Flyer:
    """The keys that are set up, and the cover in each of its languages as it is published now."""
    keys = [_key(*one) for one in _ways_in(settings)]
    shown = " ".join(key.shown for key in keys)
    words = PageWords(scene.translator, settings.cover_name)
    page = cover_in_words(scene.cover.entry, words, scene.translator)
    cards = []
    for language in scene.cover.languages:
        labels = [scene.cover.say(one.label, language) for one in menu_of(scene.cover).choices]
        title, line = page(clock(), language).title, scene.renamed(" · ".join(labels))
        told = told_by(f"{title} {line} {shown}", scene.telling(language))
        is_rtl = language in RIGHT_TO_LEFT
        cards.append(Card(language, title, line, is_rtl, told))
    return Flyer(keys, cards, settings.demonstration)


def flyer_now(
    settings: Settings, scene: Callable[[], Scene], clock: Callable[[], datetime]
) -> Flyer:
    """The same of what is published at this moment."""
    return flyer_of(settings, scene(), clock)


def told_by(text: str, risky: frozenset[str]) -> tuple[str, ...]:
    """What of a text somebody beside her may not read, the service's own name included."""
    found = [text[start:end] for start, end in telling_spans(text, risky)]
    parts = text.casefold().replace("/", " ").replace(".", " ").split()
    return tuple(dict.fromkeys([*found, *(part for part in parts if part == SERVICE)]))


def _ways_in(settings: Settings) -> Sequence[tuple[Channel, str, str]]:
    """Channel, address and what is shown of it, of each way in that is set up."""
    web = f"{settings.public_url}/{settings.entry}"
    host = urlsplit(settings.public_url).netloc
    found = [(Channel.WEB, web, f"{host}/{settings.entry}")]
    if settings.telegram and settings.telegram_name:
        start = f"https://t.me/{settings.telegram_name}?start={settings.entry}"
        found.append((Channel.TELEGRAM, start, f"@{settings.telegram_name}"))
    if settings.twilio and settings.twilio_whatsapp_from:
        number = "".join(one for one in settings.twilio_whatsapp_from if one.isdigit())
        first = next(iter(settings.twilio_first_sentences), settings.entry)
        found.append((Channel.WHATSAPP, f"https://wa.me/{number}?text={quote(first)}", ""))
    return found


def _key(channel: Channel, address: str, shown: str) -> Key:
    matrix = segno.make(address, error="m", micro=False).matrix
    return Key(channel, address, shown, len(matrix) + 2 * QUIET, _path(matrix))


def _path(matrix: Sequence[Sequence[int]]) -> str:
    """One rectangle for each run of dark modules."""
    drawn: list[str] = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, run in groupby(row):
            wide = len(list(run))
            if dark:
                drawn.append(f"M{x + QUIET} {y + QUIET}h{wide}v1h-{wide}z")
            x += wide
    return "".join(drawn)
