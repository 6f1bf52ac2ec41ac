"""What there is to translate, and how far each text is in a language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from bot.i18n.reviews import FileMark, Review, digest


class State(StrEnum):
    """How far a text is in a language, the most urgent first.

    Outdated: the Italian or the translation changed since somebody signed it, or the Italian since
    it was translated. Draft: nobody who speaks the language has signed it.
    """

    MISSING = "missing"
    OUTDATED = "outdated"
    DRAFT = "draft"
    REVIEWED = "reviewed"


class Rank(IntEnum):
    """What a wrong word would cost her: what a reviewer reads first has the lowest number."""

    DANGER = 0
    EXIT = 1
    CONSENT = 2
    ALARM = 3
    CRITICAL = 4
    OTHER = 5


FIRST = frozenset({Rank.DANGER, Rank.EXIT, Rank.CONSENT, Rank.ALARM})
"""What is read first in a language."""


class Part(StrEnum):
    """What a text is, where she meets it."""

    MESSAGE = "message"
    LABEL = "label"
    AGAIN = "again"
    WORDS = "words"
    BUILT_IN = "built_in"
    DIRECTORY = "directory"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to translate. A label is one piece with the words that mean the same.

    ``channel``: it is said on that one only. ``most``: so many characters fit on a button or row,
    0: no such limit. ``sms``, ``whatsapp``: it is said there. ``early``: its beginning may stand on
    a locked screen. ``where``: flow, group of built-in texts or kind of the directory.
    """

    context: str
    italian: str
    where: str
    part: Part
    rank: Rank
    step: str = ""
    channel: str = ""
    most: int = 0
    sms: bool = False
    whatsapp: bool = False
    early: bool = False
    remark: str = ""
    words: Piece | None = None

    @property
    def editable(self) -> bool:
        """Whether it is published from here; the rest is read from the files of the project."""
        return self.part in (Part.MESSAGE, Part.LABEL, Part.AGAIN, Part.WORDS, Part.COVER)

    @property
    def all(self) -> tuple[Piece, ...]:
        """Itself, and its words."""
        return (self, self.words) if self.words is not None else (self,)


@dataclass(frozen=True, slots=True)
class Said:
    """What a piece says in a language. ``old``: what it said of another Italian."""

    text: str = ""
    old: str = ""
    review: str = ""
    """The digest that a signature in the console is bound to; empty: nobody signed."""
    mark: FileMark | None = None

    def state(self, italian: str) -> State:
        """How far it is."""
        if not self.text:
            return State.OUTDATED if self.old else State.MISSING
        signed = [one for one in (self.review, self.mark.digest if self.mark else "") if one]
        if not signed:
            return State.DRAFT
        return State.REVIEWED if digest(italian, self.text) in signed else State.OUTDATED


@dataclass(frozen=True, slots=True)
class Line:
    """A piece in a language, its words with it."""

    piece: Piece
    said: Said
    words: Said | None = None

    @property
    def state(self) -> State:
        """That of the text or of its words, whichever is less far."""
        found = [self.said.state(self.piece.italian)]
        if self.words is not None and self.piece.words is not None:
            found.append(self.words.state(self.piece.words.italian))
        return min(found, key=list(State).index)

    @property
    def digest(self) -> str:
        """Of everything that a signature is about."""
        words = self.words.text if self.words else ""
        italian = self.piece.words.italian if self.piece.words else ""
        return digest(f"{self.piece.italian}\0{italian}", f"{self.said.text}\0{words}")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts of a language are how far. ``first``: what is read first and is not signed."""

    language: str
    states: dict[State, int] = field(default_factory=dict)
    first: int = 0


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a line, and what it said then; ``by`` is empty for a mark of the files."""

    by: str
    day: str
    review: Review | None = None
