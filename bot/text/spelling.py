"""What makes two writings the same: one folding for words, labels, places and safety words.

Folding is decided character by character, so it is linear in the length of a text and cannot be
made slow by long runs of combining marks, as a whole-text normalisation can.
"""

from __future__ import annotations

import re
import unicodedata

_KEPT_IN_TABLE = 20_000
"""How many characters a table remembers; a text made of all of Unicode must not fill the memory."""

_LETTERS = {
    "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th",
    "ك": "ك", "ک": "ك", "ڪ": "ك", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ة": "ه", "ہ": "ه",
    "ھ": "ه", "ە": "ه", "ۃ": "ه", "ٱ": "ا", "ں": "ن", "ۆ": "و", "ۇ": "و", "ء": "", "ـ": "",
    "ʼ": " ", "ʻ": " ", "ʹ": " ", "ˈ": " ",
}  # fmt: skip
"""Letters that Unicode keeps apart and writers do not."""

_LOOK_ALIKES = str.maketrans(
    "авсԁеһніјкморԛѕтԝхуαβγεηικμνορτυχ",
    "abcdehhijkmopqstwxyabyenikmvoptux",
)
"""Cyrillic and Greek letters that look like Latin ones, small or capital."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as the inside of a set of a pattern. Nobody writes spaces between them, so
each is a word by itself: what stands in a sentence is found there."""

_HAN = re.compile(f"[{HAN}]")
_NOT_LATIN = re.compile("[\u0370-\u052f]")
_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"\S+")


def _is_diacritic(character: str) -> bool:
    """Marks beside a letter. Those of Indic and South-East Asian scripts are vowels and stay."""
    marks = unicodedata.category(character) in ("Mn", "Me")
    return marks and not "\u0900" <= character <= "\u1aaf"


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _folded_once(character: str) -> str:
    """One character of a decomposed, case-folded text: itself, its fold, a space or nothing."""
    if character in _LETTERS:
        return _LETTERS[character]
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category[0] == "C" or _is_diacritic(character):
        return ""
    if category == "Nd":
        return _digit(character)
    return " " if category[0] in "PSZ" else character


def _fold_character(character: str) -> str:
    """What one character is folded to; folding the result again changes nothing."""
    if 0xD800 <= ord(character) <= 0xDFFF:
        return ""
    folded = character
    for _ in range(4):
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", folded).casefold())
        again = "".join(map(_folded_once, plain))
        if again == folded:
            break
        folded = again
    return folded


class _FoldTable(dict[int, str]):
    """Code point -> its fold, computed at first sight."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < _KEPT_IN_TABLE:
            self[code] = folded
        return folded


class _DigitTable(dict[int, str]):
    """Code point -> the same, or its ASCII digit."""

    def __missing__(self, code: int) -> str:
        digit = _digit(chr(code))
        if len(self) < _KEPT_IN_TABLE:
            self[code] = digit
        return digit


_FOLDS = _FoldTable()
_DIGITS = _DigitTable()


def _latinise(match: re.Match[str]) -> str:
    word = match[0]
    return word.translate(_LOOK_ALIKES) if _LATIN.search(word) else word


def fold(text: str) -> str:
    """The text without what writers vary: case, accents, punctuation, emoji, hidden characters.

    Compatibility forms (NFKC), hamza, alef, ya and ta marbuta of Arabic script, its Farsi and Urdu
    variants and the digits of every script become one form; punctuation becomes a space, and
    spaces become single ones. In a word that mixes Latin with Cyrillic or Greek letters the
    look-alikes become Latin. Each Chinese character is a word. Folding twice is folding once.
    """
    folded = " ".join(text.translate(_FOLDS).split())
    if _NOT_LATIN.search(folded):
        folded = _WORD.sub(_latinise, folded)
    if _HAN.search(folded):
        folded = " ".join(_HAN.sub(r" \g<0> ", folded).split())
    return folded


def is_han(word: str) -> bool:
    """Whether a folded word is a Chinese character."""
    return _HAN.match(word) is not None


def to_digits(text: str) -> str:
    """The text with the digits of every script as ASCII digits and all else as it is."""
    return text.translate(_DIGITS)
