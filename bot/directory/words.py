"""The words of a text in the form in which names of towns are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field

from bot.text.spelling import fold
from bot.values.frozen import frozen

LIMIT = 2000
"""How many characters of a text are read. A name of a town needs far fewer."""

_ARABIC = str.maketrans("گپڤ", "كبف")
_CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуфхцыэіїєґ", "abvgdeziclmnoprstufhzieiieg", strict=True)),
    "ж": "g",
    "ч": "c",
    "ш": "sc",
    "щ": "sc",
    "ъ": "",
    "ь": "",
    "ю": "iu",
    "я": "ia",
}
_ABBREVIATIONS = (
    (re.compile(r"\bs\s*/\s*n(?:av)?\b\.?"), " sul naviglio "),
    (re.compile(r"\bsul\s+nav\b\.?"), " sul naviglio "),
    (re.compile(r"\bs\s*/\s*t\b\.?"), " sopra ticino "),
    (re.compile(r"\bs\s*/\s*a\b\.?"), " sull adda "),
    (re.compile(r"\bs\s*/\s*l\b\.?"), " su legnano "),
    (re.compile(r"\b(?:m(?:il?)?\.se|milse|mse)\b\.?"), " milanese "),
    (re.compile(r"\bs(?:\.\s?to\b\.?|to\.)(?=\s*\w)"), " santo "),
    (re.compile(r"\bs(?:\.\s*|\s+)(?=[^\W\d_]{3,})"), " san "),
    (re.compile(r"\b(?:ssg|s\.s\.g\.?|sesto s\.?\s?g\b\.?)"), " sesto san giovanni "),
    (re.compile(r"\bc\.na\b"), " cassina "),
    (re.compile(r"\b(?:p\.?za|p\.?zza|v\.?le|c\.?so)\b\.?"), " via "),
    (re.compile(r"\b(citt|com)\.(?=\s)"), r"\1 "),
)
_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
"""Chinese and Japanese write without spaces: each sign is a word."""


@frozen
class Word:
    """One word: folded, and whether it ended with an accent ("però" is not the town of Pero)."""

    text: str = field(repr=False)
    accented: bool
    bracketed: bool


def folded(text: str) -> str:
    """The shared folding, and letters of Arabic script that its languages write differently."""
    return fold(text).translate(_ARABIC)


def _expanded(text: str) -> str:
    for pattern, long in _ABBREVIATIONS:
        text = pattern.sub(long, text)
    return text


def words_of(text: str) -> tuple[Word, ...]:
    """The words of the first ``LIMIT`` characters, abbreviations of names written out."""
    lowered = _expanded(unicodedata.normalize("NFC", text[:LIMIT]).casefold())
    spaced = _IDEOGRAPHS.sub(lambda run: " " + " ".join(run.group()) + " ", lowered)
    marked = _without_marks(unicodedata.normalize("NFC", spaced))
    found: list[Word] = []
    for match in _WORD.finditer(marked):
        word = folded(match.group())
        last = unicodedata.normalize("NFD", match.group()[-1])
        accented = len(last) > 1 and last[0] in "aeiou"
        opened = marked.rfind("(", 0, match.start()) > marked.rfind(")", 0, match.start())
        if word:
            found.append(Word(word, accented, opened))
    return tuple(found)


def _without_marks(text: str) -> str:
    """The text without the marks that would split a word: vowel signs, joiners, tatweel."""
    return "".join(
        c for c in text if unicodedata.category(c) not in ("Mn", "Mc", "Cf") and c != "ـ"
    )


def key_of(name: str) -> str:
    """A name as one run of letters: "Cassina de' Pecchi" -> "cassinadepecchi"."""
    return "".join(word.text for word in words_of(name))


def in_latin(word: str) -> str:
    """A Cyrillic word in Latin letters, as an Italian ear would write it."""
    return "".join(_CYRILLIC.get(c, c) for c in word)


_SOUNDS = (
    ("sch", "sc"),
    ("sh", "sc"),
    ("ch", "c"),
    ("gh", "g"),
    ("ph", "f"),
    ("k", "c"),
    ("q", "c"),
    ("y", "i"),
    ("j", "g"),
    ("w", "v"),
    ("x", "s"),
    ("z", "s"),
    ("gi", "g"),
    ("h", ""),
)


def sound_of(key: str) -> str:
    """A key as it sounds: other spellings of one sound and doubled letters fall together."""
    for written, heard in _SOUNDS:
        key = key.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", key)
