"""What is wrong with a translation: what would stop its publication, and what to look at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.channels.segments import plainer, segments
from bot.engine.contexts import PLACEHOLDER, placeholders
from bot.engine.editing.edits import LONGEST
from bot.engine.inspect.channels import BODY
from bot.engine.inspect.words import PREVIEW
from bot.safety.words import reserved
from bot.text.spelling import fold
from bot.wording.glossary import Term, terms_in
from bot.wording.model import Part, Piece

_NUMBER = re.compile(r"\d+")
_EMERGENCY = frozenset({"112", "1522"})
_HIDDEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that nobody sees and that turn a text around; the joiners of Persian and Sinhala stay."""
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|\*\*|__|\[[^\]]*\]\(|https?://")
_COMMAS = re.compile("[،、，;؛]")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing about a translation. ``stops``: it cannot be kept like this. ``code`` and
    ``values`` become a sentence where it is read."""

    code: str
    stops: bool
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is not to be seen by chance in a language, and what it calls things."""

    risky: frozenset[str] = frozenset()
    terms: Sequence[Term] = ()


def checked(piece: Piece, text: str, rules: Rules) -> list[Check]:
    """What there is to say of this translation of a piece, what stops it first."""
    if not text.strip():
        return []
    found = [*_words(text)] if piece.part is Part.WORDS else [*_said(piece, text, rules)]
    if len(text) > LONGEST:
        found.append(Check("long", stops=True, values={"most": str(LONGEST)}))
    return sorted(found, key=lambda one: not one.stops)


def _said(piece: Piece, text: str, rules: Rules) -> Iterator[Check]:
    yield from _gaps(piece.italian, text)
    yield from _length(piece, text)
    yield from _risky(piece, text, rules.risky)
    yield from _numbers(piece.italian, text)
    if piece.part is Part.LABEL and reserved(text):
        yield Check("reserved", stops=True, values={"word": text.strip()})
    if _HIDDEN.search(text) and not _HIDDEN.search(piece.italian):
        yield Check("hidden", stops=False)
    if new := set(_MARKUP.findall(text)) - set(_MARKUP.findall(piece.italian)):
        yield Check("markup", stops=False, values={"signs": " ".join(sorted(new))})
    lines = len(piece.italian.strip().splitlines()), len(text.strip().splitlines())
    if lines[0] != lines[1]:
        yield Check("lines", stops=False, values={"italian": str(lines[0]), "here": str(lines[1])})
    bare = PLACEHOLDER.sub("", piece.italian).strip()
    if len(bare.split()) > 2 and text.strip() == piece.italian.strip():
        yield Check("same", stops=False)
    for term in terms_in(piece.italian, rules.terms):
        if not term.said_in(text):
            values = {"italian": term.italian[0], "said": term.said}
            yield Check("glossary", stops=False, values=values)


def _gaps(italian: str, text: str) -> Iterator[Check]:
    wanted, there = placeholders(italian), placeholders(text)
    if lost := wanted - there:
        yield Check("gap_lost", stops=True, values={"gaps": _listed(lost)})
    if new := there - wanted:
        yield Check("gap_new", stops=True, values={"gaps": _listed(new)})
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        yield Check("brace", stops=True)


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _length(piece: Piece, text: str) -> Iterator[Check]:
    if piece.most and len(text) > piece.most:
        values = {"count": str(len(text)), "most": str(piece.most)}
        yield Check("label", stops=piece.whatsapp, values=values)
    if piece.part is not Part.LABEL and piece.whatsapp and len(text) > BODY:
        values = {"count": str(len(text)), "most": str(BODY)}
        yield Check("body", stops=True, values=values)
    if piece.part in (Part.MESSAGE, Part.AGAIN) and piece.sms:
        count, before = (segments(plainer(one)).count for one in (text, piece.italian))
        # Letters that are not Latin take twice the room: that alone is no news.
        if count > max(3, 2 * before):
            values = {"count": str(count), "italian": str(before)}
            yield Check("segments", stops=False, values=values)


def _risky(piece: Piece, text: str, risky: frozenset[str]) -> Iterator[Check]:
    stays = piece.sms or piece.whatsapp
    whole, beginning = (f" {fold(one)} " for one in (text, text[:PREVIEW]))
    for word in sorted(risky):
        if stays and f" {word} " in whole:
            yield Check("risky", stops=True, values={"word": word})
        elif piece.early and f" {word} " in beginning:
            yield Check("preview", stops=True, values={"word": word})


def _numbers(italian: str, text: str) -> Iterator[Check]:
    """Numbers are the same in every script: ``int`` reads the digits of all of them."""
    wanted = {int(one): one for one in _NUMBER.findall(PLACEHOLDER.sub("", italian))}
    there = {int(one) for one in _NUMBER.findall(PLACEHOLDER.sub("", text))}
    for number, written in wanted.items():
        if number not in there:
            yield Check("number", stops=written in _EMERGENCY, values={"number": written})


def _words(text: str) -> Iterator[Check]:
    if found := _COMMAS.search(text):
        yield Check("comma", stops=True, values={"sign": found[0]})
    parts = [part.strip() for part in text.split(",")]
    if not all(parts):
        yield Check("empty_word", stops=True)
    for part in parts:
        if part and reserved(part):
            yield Check("reserved", stops=True, values={"word": part})
