"""In which language a text seems to be written: by its alphabet, and by small words.

It is a guess that is offered and never acted on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.text.spelling import fold
from bot.text.tongues import WRITTEN
from bot.understanding.scripts import script_of
from bot.understanding.small_words import IN_ARABIC, IN_DEVANAGARI, IN_ETHIOPIC, OURS, THEIRS

OTHER = "und"
"""A language that is known by its alphabet alone: ISO 639 calls it undetermined."""

EITHER = "gez"
"""Amharic or Tigrinya: the alphabet alone does not tell."""

READ = 400
"""So many characters of a text are looked at."""

FEWEST = 2
"""So many words of a language a text must show, in an alphabet that several languages have."""

SURER = 2
"""By how many words the best guess must be ahead, where the second one has any."""

_BY_SCRIPT: Mapping[str, str] = {
    "han": "zh-Hans",
    "bengali": "bn",
    "sinhala": "si",
    "kana": "ja",
    "hangul": "ko",
    "gurmukhi": "pa",
    "tamil": "ta",
    "malayalam": "ml",
    "armenian": "hy",
    "thai": "th",
    "georgian": "ka",
    "hebrew": "he",
    "greek": "el",
    **dict.fromkeys(("gujarati", "telugu", "kannada", "lao", "tibetan"), OTHER),
    **dict.fromkeys(("burmese", "khmer"), OTHER),
}
"""Alphabet -> the likeliest language in Milan."""

_LETTERS: Mapping[str, re.Pattern[str]] = {
    "ps": re.compile("[ټډړږښڼېۍځڅ]"),
    "ckb": re.compile("[ڕۆێڵڤ]"),
    "ur": re.compile("[ٹڈڑےںھہۓ]"),
    "fa": re.compile("[پچژگ]|می\u200c|ی\\b|ک"),
    "ar": re.compile("[ةىيأإؤئ]|ال"),
    "sr": re.compile("[јљњћђџ]", re.IGNORECASE),
    "uk": re.compile("[іїєґ]", re.IGNORECASE),
    "ru": re.compile("[ыэё]", re.IGNORECASE),
    "ti": re.compile("[ኣዀኸቐ-ቝ]"),
    "vi": re.compile("[ơưạảấầẩẫậắằẳẵặẻẽếềểễệỉỏốồổỗộớờởỡợủứừửữựỳỵỷỹ]", re.IGNORECASE),
}
"""Letters that tell languages of one alphabet apart, in the order in which they are asked for."""


def _folded(*lists: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {
        language: frozenset(fold(words).split())
        for words_of in lists
        for language, words in words_of.items()
    }


_WORDS = _folded(OURS, THEIRS)
_IN_ARABIC, _IN_ETHIOPIC = _folded(IN_ARABIC), _folded(IN_ETHIOPIC)
_IN_DEVANAGARI = _folded(IN_DEVANAGARI)


def written_in(text: str) -> str | None:
    """The language of ours that the text seems to be written in, or None where that is open."""
    guess = guessed(text)
    return guess if guess in WRITTEN else None


def guessed(text: str) -> str | None:
    """The language that the text seems to be written in, offered or not, or None."""
    text = text[:READ]
    words = set(fold(text).split())
    match script_of(text):
        case None:
            return None
        case "latin":
            return _by_letters(text, ("vi",)) or _best(words, _WORDS)
        case "arabic":
            own = _by_letters(text, ("ps", "ckb"))
            return own or _best(words, _IN_ARABIC) or _by_letters(text, ("ur", "fa", "ar"))
        case "cyrillic":
            return _by_letters(text, ("sr", "uk", "ru")) or _best(words, _WORDS)
        case "ethiopic":
            return _best(words, _IN_ETHIOPIC, 1) or _by_letters(text, ("ti",)) or EITHER
        case "devanagari":
            return _best(words, _IN_DEVANAGARI, 1) or "hi"
        case script:
            return _BY_SCRIPT.get(script)


def _by_letters(text: str, languages: Collection[str]) -> str | None:
    return next((one for one in languages if _LETTERS[one].search(text)), None)


def _best(
    words: Collection[str], lists: Mapping[str, Collection[str]], fewest: int = FEWEST
) -> str | None:
    """The language whose words the text shows most, if it is clearly ahead."""
    shown = sorted(
        ((sum(word in known for word in words), language) for language, known in lists.items()),
        reverse=True,
    )
    (most, language), (second, _) = shown[0], shown[1]
    if most < fewest or most - second < min(SURER, most):
        return None
    return language
