"""What can be written and published: flows, those of the covers, and lists of risky words.

All are documents with a name of their own: the flow's, or ``risky-`` and a language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from bot.conversation.calls import CALLS
from bot.conversation.cover_calls import COVER_CALLS
from bot.engine.editing.drafts import Texts
from bot.engine.effects import CallSpec
from bot.engine.flow import Flow
from bot.engine.load import load_flow
from bot.engine.problems import Problem, Severity
from bot.publishing.published import SHARED, Catalogues, Source, flow_of
from bot.text.spelling import fold
from bot.text.tongues import LANGUAGES, WRITTEN

RISKY = "risky-"
LONGEST_PHRASE = 60
"""Letters of a risky word or phrase: what is longer is no word."""

FEWEST_LETTERS = 3
"""A shorter word would stand in every other text."""


class Kind(StrEnum):
    """What a document is."""

    FLOW = "flow"
    COVER = "cover"
    RISKY = "risky"


def names(source: Source) -> Iterator[str]:
    """Every document: flows, then those of covers, then lists of words; each by name."""
    yield from sorted(source.flows)
    yield from sorted(name for room in source.covers.values() for name in room)
    yield from (f"{RISKY}{language}" for language in sorted(source.risky))


def kind_of(name: str, source: Source) -> Kind:
    """What a document is, or would be where there is none of that name."""
    if name.startswith(RISKY):
        return Kind.RISKY
    return Kind.COVER if room_of(name, source) else Kind.FLOW


def room_of(name: str, source: Source) -> str:
    """The cover that a flow belongs to, or ``SHARED``; empty: it is no cover's.

    A new one belongs to the cover whose name it begins with, ``talk_`` to all of them.
    """
    if name in source.flows or name.startswith(RISKY):
        return ""
    for room, flows in source.covers.items():
        if name in flows:
            return room
    first, _, rest = name.partition("_")
    if not rest or not source.covers:
        return ""
    return first if first in source.covers else SHARED if first == "talk" else ""


def text_of(name: str, source: Source) -> str:
    """What a document says; empty where there is none."""
    if name.startswith(RISKY):
        return source.risky.get(name.removeprefix(RISKY), "")
    room = room_of(name, source)
    return (
        source.covers[room].get(name, "") if room in source.covers else source.flows.get(name, "")
    )


def texts_of(name: str, source: Source) -> dict[str, dict[str, str]]:
    """Its translations: language, context, text; languages without any are absent."""
    known = _catalogues(name, source)
    contexts = source.cover_contexts if room_of(name, source) else source.contexts
    return {
        language: {key: known[language][key] for key in keys}
        for language, keys in contexts.get(name, {}).items()
    }


def with_document(source: Source, name: str, text: str, texts: Texts) -> Source:
    """The same with this document in the place of what it was; without a text it goes."""
    kind, room = kind_of(name, source), room_of(name, source)
    if kind is Kind.RISKY:
        return replace(source, risky=_put(source.risky, name.removeprefix(RISKY), text))
    known = {one: dict(own) for one, own in _catalogues(name, source).items()}
    for language in WRITTEN[1:]:
        told = texts.get(language, {})
        if language not in LANGUAGES and not (told or language in known):
            continue
        own = known.setdefault(language, {})
        for context in [key for key in own if flow_of(key) == name]:
            del own[context]
        own.update(told if text else {})
    if kind is Kind.FLOW:
        return replace(source, flows=_put(source.flows, name, text), catalogues=known)
    rooms = {**source.covers, room: _put(source.covers.get(room, {}), name, text)}
    return replace(source, covers=rooms, cover_texts=known)


def loaded(name: str, text: str, source: Source) -> Flow | None:
    """The flow that this text is; None where it cannot be read, or is no flow."""
    kind = kind_of(name, source)
    return load_flow(text, name, calls_of(kind))[0] if text and kind is not Kind.RISKY else None


def calls_of(kind: Kind) -> Mapping[str, CallSpec]:
    """What such a flow may ask for."""
    return COVER_CALLS if kind is Kind.COVER else CALLS


def digest(name: str, source: Source) -> str:
    """What is live of a document, in few letters; empty where nothing is."""
    text = text_of(name, source)
    if not text:
        return ""
    whole = hashlib.sha256(text.encode())
    for language, texts in texts_of(name, source).items():
        for context in sorted(texts) if language in LANGUAGES else ():
            whole.update(f"\0{language}\0{context}\0{texts[context]}".encode())
    return whole.hexdigest()[:22]


def problems_of_words(files: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong in lists of risky words: each of them says on one line what hides nothing."""
    for language, text in files.items():
        name, seen = f"{RISKY}{language}", dict[str, int]()
        for number, line in enumerate(text.splitlines(), start=1):
            said = line.partition("#")[0].strip()
            word = fold(said)
            if said and len(word) < _fewest(word):
                what, remedy = f"«{said}» stands in ordinary words", "write the whole word"
                yield Problem(name, "", number, "words/short", what, remedy)
            if len(said) > LONGEST_PHRASE:
                what, remedy = "this is no word", f"{LONGEST_PHRASE} letters at most"
                yield Problem(name, "", number, "words/long", what, remedy)
            if word and word in seen:
                what = f"«{said}» stands in line {seen[word]} already"
                remedy = "take one of them away"
                yield Problem(name, "", number, "words/twice", what, remedy, Severity.WARNING)
            if word:
                seen.setdefault(word, number)
        if not seen:
            what, remedy = "the list is empty: nothing would be found", "write the words again"
            yield Problem(name, "", 0, "words/none", what, remedy)


def _fewest(word: str) -> int:
    """A word of Latin letters needs three; one sign of Chinese can be a word."""
    return FEWEST_LETTERS if word.isascii() else 1


def _put(files: Mapping[str, str], name: str, text: str) -> dict[str, str]:
    others = {one: said for one, said in files.items() if one != name}
    return {**others, name: text} if text else others


def _catalogues(name: str, source: Source) -> Catalogues:
    return source.cover_texts if room_of(name, source) else source.catalogues
