"""Which municipality a text names. A wrong certainty is the worst mistake: in doubt, ask."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.directory.gazetteer import Gazetteer, Place
from bot.directory.misspelt import SHOWN, nearest
from bot.directory.vocabulary import (
    AFTER,
    AREAS,
    BEING,
    CARRIERS,
    DOUBT,
    FROM,
    LINKERS,
    LINKS,
    LIVING,
    NEGATION,
    STREETS,
)
from bot.directory.words import LIMIT, Word, words_of

MILAN = "015146"
WORDS_READ = 250
"""How many words are compared with the names."""

SHORT = 8
"""A text of so few words is likely the name alone, with slips."""


@dataclass(frozen=True, slots=True)
class Finding:
    """ISTAT codes, best first. ``sure``: go on without asking. ``outside``: a town elsewhere."""

    codes: tuple[str, ...] = ()
    sure: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name at words ``begin`` up to ``end``. ``lives`` says that she lives there."""

    begin: int
    end: int
    place: Place
    lives: bool = False
    denied: bool = False
    placed: bool = False


def find(names: Gazetteer, text: str) -> Finding:
    """The municipalities that the text may mean."""
    words = words_of(text)[:WORDS_READ]
    named = _hits(names, words)
    meant = [hit for hit in named if not _is_set_aside(words, hit)]
    hits = _cleared(words, meant)
    unread = _without(words, [hit for hit in named if hit not in meant])
    streets = [hit for hit in named if hit not in meant and not hit.denied]
    words = tuple(map(_blanked, words, _without(words, streets)))
    if not hits:
        codes, outside = nearest(names, unread)
        return Finding(codes, outside=outside and not codes)
    if not _is_clear(words, hits) and _may_go_on(words, hits):
        return _completed(names, unread, hits)
    certain = len(text) <= LIMIT and not _doubtful(text, words)
    return _judged(words, hits, certain)


def _may_go_on(words: tuple[Word, ...], hits: list[_Hit]) -> bool:
    """Whether the names may be parts of a longer one with a slip in it."""
    parts = not any(hit.place.whole for hit in hits)
    return parts or (len(words) <= SHORT and not any(hit.lives for hit in hits))


def _completed(names: Gazetteer, unread: tuple[str, ...], hits: list[_Hit]) -> Finding:
    """A name and words that may be its misspelt rest: "Trezzano sul Navilio"."""
    parts = tuple(code for hit in hits for code in hit.place.codes)
    whole = any(hit.place.whole and hit.place.codes for hit in hits)
    codes, outside = nearest(names, unread)
    if not codes and (outside or not parts) and not whole:
        return Finding(outside=True)
    if whole:
        first = () if set(codes[:1]) & set(parts) else codes[:1]
        return Finding(tuple(dict.fromkeys((*first, *parts)))[:SHOWN])
    both = tuple(code for code in codes if code in parts)
    return Finding(tuple(dict.fromkeys((*both, *parts, *codes)))[:SHOWN])


def _is_set_aside(words: tuple[Word, ...], hit: _Hit) -> bool:
    of = words[hit.end].text if hit.end < len(words) else ""
    by_somebody = words[hit.begin].text == "opera" and of in ("di", "del", "della")
    return _is_street(words, hit) or _is_area(words, hit) or hit.denied or by_somebody


def _without(words: tuple[Word, ...], hits: list[_Hit]) -> tuple[str, ...]:
    """The words, empty where a name was understood and set aside."""
    within = {at for hit in hits for at in range(hit.begin, hit.end)}
    return tuple("" if at in within else word.text for at, word in enumerate(words))


def _blanked(word: Word, text: str) -> Word:
    return word if text else Word("", accented=False, bracketed=False)


def _doubtful(text: str, words: tuple[Word, ...]) -> bool:
    after_milan = any(
        first.text == "milano" and second.text in AREAS
        for first, second in pairwise(words)
        if not second.bracketed
    )
    asked = any(mark in text for mark in "?؟")
    return asked or after_milan or any(word.text in DOUBT for word in words)


def _hits(names: Gazetteer, words: tuple[Word, ...]) -> list[_Hit]:
    """The longest names from left to right."""
    found: list[_Hit] = []
    at = 0
    while at < len(words):
        hit = _hit_at(names, words, at)
        if hit:
            found.append(hit)
        at = hit.end if hit else at + 1
    return found


def _hit_at(names: Gazetteer, words: tuple[Word, ...], at: int) -> _Hit | None:
    for count in range(min(names.longest, len(words) - at), 0, -1):
        window = tuple(word.text for word in words[at : at + count])
        place = names.place("".join(window), count) or _without_links(names, window)
        if place is None and count == 1:
            place = _without_prefix(names, window[0])
        if place:
            return _placed(words, _Hit(at, at + count, place))
    return None


def _without_links(names: Gazetteer, window: tuple[str, ...]) -> Place | None:
    """ "Trezzo Adda", "Cerro del Lambro": the small words inside a name vary."""
    if len(window) < 3 or window[0] in LINKERS or window[-1] in LINKERS:
        return None
    content = [word for word in window if word not in LINKERS]
    if len(content) < 2 or len(content) == len(window):
        return None
    return names.place("".join(content), len(content))


def _without_prefix(names: Gazetteer, word: str) -> Place | None:
    """Arabic writes "in" and "and" as one with the name."""
    if len(word) < 4 or word[0] not in "بلوف":
        return None
    return names.places.get(word[1:])


def _placed(words: tuple[Word, ...], hit: _Hit) -> _Hit:
    """The hit with what stands before it: "abito a", "non abito a", "a"."""
    at = hit.begin - 1
    placed = at >= 0 and words[at].text in FROM
    while at >= 0 and hit.begin - at <= 6 and words[at].text in LINKS:
        at -= 1
    verb = words[at].text if at >= 0 and hit.begin - at <= 6 else ""
    lives = verb in LIVING or (verb in BEING and placed)
    denied = lives and any(word.text in NEGATION for word in words[max(0, at - 3) : at])
    return _Hit(hit.begin, hit.end, hit.place, lives, denied, placed)


def _cleared(words: tuple[Word, ...], hits: list[_Hit]) -> list[_Hit]:
    """Without words that are no town here."""
    within = {at for hit in hits for at in range(hit.begin, hit.end)}
    bare = all(_is_carrier(word) for at, word in enumerate(words) if at not in within)
    kept = [hit for hit in hits if _is_town(words, hit, bare=bare)]
    return _without_province(words, kept)


def _is_carrier(word: Word) -> bool:
    return word.text in CARRIERS or word.text in STREETS or word.text.isdigit()


def _is_street(words: tuple[Word, ...], hit: _Hit) -> bool:
    return hit.begin > 0 and words[hit.begin - 1].text in STREETS


def _is_area(words: tuple[Word, ...], hit: _Hit) -> bool:
    """ "provincia di Milano", "nord Milano" are not the city."""
    if MILAN not in hit.place.codes:
        return False
    before = [word.text for word in words[max(0, hit.begin - 3) : hit.begin]]
    while before and before[-1] in LINKS:
        before.pop()
    return bool(before) and before[-1] in AREAS


def _is_town(words: tuple[Word, ...], hit: _Hit, *, bare: bool) -> bool:
    place = hit.place
    if place.reach == "far" and not place.codes:
        return hit.lives or bare or (place.length > 1 and len(words) < 40)
    if not place.ordinary:
        return True
    if place.reach == "near" and not place.codes:
        return hit.lives
    if hit.end - hit.begin == 1 and words[hit.begin].accented:
        return hit.lives
    return hit.placed or hit.lives or bare


def _without_province(words: tuple[Word, ...], hits: list[_Hit]) -> list[_Hit]:
    """ "Rho (Milano)" is Rho."""
    others = [hit for hit in hits if MILAN not in hit.place.codes and hit.place.codes]
    if not others:
        return hits
    return [hit for hit in hits if hit in others or not words[hit.begin].bracketed]


def _judged(words: tuple[Word, ...], hits: list[_Hit], certain: bool) -> Finding:
    inside = [hit for hit in hits if hit.place.codes]
    outside = [hit for hit in hits if not hit.place.codes]
    lives = [hit for hit in inside if hit.lives]
    only_parts = all(not hit.place.whole and not hit.place.sure for hit in inside)
    if outside and (only_parts or (not lives and any(hit.lives for hit in outside))):
        return Finding(outside=True)
    if not inside:
        return Finding(outside=bool(outside))
    ordered = lives + [hit for hit in inside if not hit.lives]
    codes = tuple(dict.fromkeys(code for hit in ordered for code in hit.place.codes))
    agreed = _agreed(inside)
    if agreed:
        codes = (agreed,)
    said = bool(lives) and not _is_denied(words, lives) and _ends(words, lives)
    clear = said or _is_clear(words, hits)
    known = any(hit.place.sure for hit in inside) and len(codes) == 1 and not outside
    return Finding(codes, sure=certain and known and clear)


def _agreed(hits: list[_Hit]) -> str:
    """The one code that every name allows: "Lucernate di Rho", "Milano 2 Segrate"."""
    if not any(hit.place.whole and len(hit.place.codes) == 1 for hit in hits):
        return ""
    common = set(hits[0].place.codes).intersection(*(hit.place.codes for hit in hits))
    return common.pop() if len(common) == 1 else ""


def _is_clear(words: tuple[Word, ...], hits: list[_Hit]) -> bool:
    """Whether nothing but words without weight stands around the names."""
    within = {at for hit in hits for at in range(hit.begin, hit.end)}
    rest = (word for at, word in enumerate(words) if at not in within)
    return all(
        word.text in CARRIERS
        or word.text in ("", *STREETS)
        or (word.text.isdigit() and len(word.text) < 6)
        or (word.bracketed and word.text == "milano")
        for word in rest
    )


def _ends(words: tuple[Word, ...], hits: list[_Hit]) -> bool:
    """Whether what follows begins something else: "Milano Marittma" may be another town."""
    return all(
        hit.end == len(words) or words[hit.end].text in AFTER or words[hit.end].text in CARRIERS
        for hit in hits
    )


def _is_denied(words: tuple[Word, ...], hits: list[_Hit]) -> bool:
    """A "no" just before or just after the name."""
    return any(
        word.text in NEGATION
        for hit in hits
        for word in (*words[max(0, hit.begin - 5) : hit.begin], *words[hit.end : hit.end + 2])
    )
