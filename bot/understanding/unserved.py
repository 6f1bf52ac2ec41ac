"""Languages that this service does not speak: how one is recognised, and what is nearest to it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.text.spelling import fold
from bot.text.tongues import WRITTEN
from bot.understanding.writing import EITHER, OTHER, guessed

LONGEST = 40
"""A longer text is more than a name, and need not be folded to know it."""

_NAMES: Mapping[str, str] = {
    "hi": "हिन्दी, हिंदी, hindi",
    "pa": "ਪੰਜਾਬੀ, punjabi, panjabi, پنجابی",
    "ne": "नेपाली, nepali, nepalese",
    "ta": "தமிழ், tamil",
    "ml": "മലയാളം, malayalam",
    "hy": "հայերեն, armeno, armenian",
    "am": "አማርኛ, amarico, amharic, amarigna",
    "ti": "ትግርኛ, tigrino, tigrinya, tigrigna",
    "ka": "ქართული, georgiano, georgian, грузинский",
    "bg": "български, bulgaro, bulgarian",
    "sr": (
        "srpski, српски, hrvatski, bosanski, serbo, croato, bosniaco, serbian, croatian, bosnian"
    ),
    "de": "deutsch, tedesco, german",
    "tr": "türkçe, turco, turkish",
    "hu": "magyar, magyarul, ungherese, hungarian",
    "vi": "tiếng việt, vietnamita, vietnamese",
    "th": "ไทย, ภาษาไทย, thailandese, thai",
    "ja": "日本語, giapponese, japanese",
    "ko": "한국어, coreano, korean",
    "el": "ελληνικά, greco, greek",
    "he": "עברית, ebraico, hebrew",
    "so": "soomaali, af soomaali, somalo, somali",
    "ps": "پښتو, pashto",
    "ckb": "کوردی, curdo, kurdish, kurdi, kurdî",
    "kmr": "kurmanci, kurmancî, kurmanji",
    OTHER: "wolof, macedone, ceco, slovacco, olandese",
}

NAMES: Mapping[str, str] = {
    fold(name): language for language, names in _NAMES.items() for name in names.split(",")
}
"""Folded name, as one says it oneself, in Italian or in English -> language."""

_BESIDE = frozenset(fold("in parlo parla solo i speak only ich spreche auf ભાષા में").split())

NEAREST: Mapping[str, str] = {
    "hi": "ur en",
    "pa": "ur en",
    "ne": "en ur",
    "ta": "en si",
    "ml": "en si",
    "hy": "ru en",
    "am": "en ar",
    "ti": "ar en",
    EITHER: "en ar",
    "ka": "ru en",
    "bg": "ru en",
    "sr": "en ru",
    "de": "en fr",
    "tr": "en ar",
    "hu": "en ro",
    "vi": "en fr",
    "th": "en zh-Hans",
    "ja": "en zh-Hans",
    "ko": "en zh-Hans",
    "el": "en fr",
    "he": "en ar",
    "so": "ar en",
    "ps": "fa ur",
    "ckb": "ar fa",
    "kmr": "ar en",
    OTHER: "en fr",
}
"""Language -> those of ours that stand first in her list: what many who speak it speak too."""


def unserved_in(text: str) -> str | None:
    """The language that the text is written in or names, where it is none of ours; else None."""
    guess = _named(text) or guessed(text)
    return guess if guess not in WRITTEN else None


def _named(text: str) -> str | None:
    if len(text) > LONGEST:
        return None
    folded = fold(text)
    bare = " ".join(word for word in folded.split() if word not in _BESIDE)
    return NAMES.get(folded) or NAMES.get(bare)
