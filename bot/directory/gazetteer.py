"""The names that are recognised: comuni inside, comuni outside, aliases, and parts of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from bot.directory.vocabulary import LINKERS, ORDINARY_INSIDE
from bot.directory.words import sound_of, words_of

Reach = Literal["near", "large", "far"]

_TOO_GENERAL = frozenset(["san", "santo", "villa", "santa"])


@dataclass(frozen=True, slots=True)
class Place:
    """What a name means. ``codes`` is empty outside the area.

    ``sure``: nobody could mean anything else. ``whole``: the name is a full one, not a part.
    ``ordinary``: it is also a word, so it needs a preposition of place or to stand alone.
    ``length`` is the number of its words.
    """

    codes: tuple[str, ...]
    sure: bool
    whole: bool
    ordinary: bool
    length: int
    reach: Reach = "near"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name: for comuni inside (``codes``) or for a place outside (no codes)."""

    name: str
    codes: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """A comune that is not in the area."""

    name: str
    reach: Reach


@dataclass(frozen=True, slots=True, repr=False)
class Gazetteer:
    """All names by key. ``spelt`` and ``heard`` are what a misspelt name is compared with."""

    places: Mapping[str, Place]
    spelt: tuple[str, ...]
    heard: tuple[str, ...]
    ordinary: frozenset[str]
    longest: int

    def place(self, key: str, length: int) -> Place | None:
        """The place of this key, when written in so many words."""
        found = self.places.get(key)
        if found is None or length == found.length:
            return found
        # "sandonato" and "senagomilanese" are names; "o pera" is not one.
        return found if (length == 1 and len(key) > 5) or len(key) > 9 else None


def _is_compared(key: str, place: Place) -> bool:
    """Whether a misspelt name may mean it: not far towns, not names of which we are unsure."""
    if place.codes:
        return len(key) > 2 and (place.sure or not place.whole)
    return place.whole and place.reach != "far" and len(key) > 3


@lru_cache(maxsize=16384)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in words_of(name))


def _key(name: str) -> str:
    return "".join(_words(name))


def _length(name: str) -> int:
    return len(_words(name))


def _content(name: str) -> tuple[str, ...]:
    return tuple(word for word in _words(name) if word not in LINKERS)


def _parts(name: str) -> Iterable[tuple[str, ...]]:
    """The beginnings by which a long name is called: "San Donato" of "San Donato Milanese"."""
    words = _words(name)
    for count in range(1, len(words)):
        part = words[:count]
        if part[-1] not in LINKERS and not (count == 1 and part[0] in _TOO_GENERAL):
            yield part


def gazetteer(
    towns: Mapping[str, str],
    outside: Iterable[Outside],
    aliases: Iterable[Alias],
    ordinary: frozenset[str],
) -> Gazetteer:
    """Build the index. ``towns`` are names by ISTAT code; ``ordinary`` words are not far towns."""
    elsewhere = tuple(outside)
    places = _far_and_parts(towns, elsewhere, ordinary)
    for town in elsewhere:
        if town.reach != "far":
            _add_outside(places, town, ordinary)
    for alias in aliases:
        key = _key(alias.name)
        doubtful = key in ordinary or not alias.sure
        places[key] = Place(alias.codes, alias.sure, True, doubtful, _length(alias.name), "large")
    for code, name in towns.items():
        key = _key(name)
        place = Place((code,), True, True, key in ORDINARY_INSIDE, _length(name))
        places[key] = place
        content = _content(name)
        if 1 < len(content) < place.length:
            places.setdefault("".join(content), Place((code,), True, True, False, len(content)))
    _add_outside_parts(places, elsewhere, ordinary)
    compared = tuple(key for key, place in places.items() if _is_compared(key, place))
    longest = max((place.length for place in places.values()), default=1) + 1
    heard = tuple(map(sound_of, compared))
    # No name is ever split again.
    _words.cache_clear()
    return Gazetteer(places, compared, heard, ordinary | ORDINARY_INSIDE, longest)


def _add_outside(places: dict[str, Place], town: Outside, ordinary: frozenset[str]) -> None:
    key = _key(town.name)
    place = _outside(_length(town.name), town.reach, doubtful=key in ordinary)
    places[key] = place
    content = _content(town.name)
    if 1 < len(content) < place.length:
        short = _outside(len(content), town.reach, doubtful=False)
        places.setdefault("".join(content), short)


@cache
def _outside(length: int, reach: Reach, *, doubtful: bool) -> Place:
    """One for all the towns that it says the same of: there are 8,000."""
    return Place((), True, True, doubtful, length, reach)


def _add_outside_parts(
    places: dict[str, Place], elsewhere: tuple[Outside, ...], ordinary: frozenset[str]
) -> None:
    """ "Agrate" is Agrate Brianza, so that it is not taken for Segrate."""
    for town in elsewhere:
        words = _words(town.name)
        if town.reach == "far" or len(words) < 2 or len(words[0]) < 5:
            continue
        if words[0] not in ordinary | _TOO_GENERAL:
            places.setdefault(words[0], Place((), False, False, True, 1, "large"))


def _far_and_parts(
    towns: Mapping[str, str], elsewhere: tuple[Outside, ...], ordinary: frozenset[str]
) -> dict[str, Place]:
    """Far comuni, then the beginnings of names inside, which win over them."""
    places: dict[str, Place] = {}
    begun: set[tuple[str, ...]] = set()
    for town in elsewhere:
        words = _words(town.name)
        begun.update(words[:count] for count in range(1, len(words) + 1))
        if town.reach == "far" and _key(town.name) not in ordinary:
            _add_outside(places, town, ordinary)
    parts: dict[tuple[str, ...], list[str]] = {}
    for code, name in towns.items():
        for part in _parts(name):
            parts.setdefault(part, []).append(code)
    for part, codes in parts.items():
        sure = len(codes) == 1 and part not in begun and len("".join(part)) > 5
        places["".join(part)] = Place(tuple(codes), sure, False, True, len(part))
    return places
