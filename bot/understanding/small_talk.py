"""Courtesies that ask for nothing: they are answered kindly and take no answer's place."""

from __future__ import annotations

from collections.abc import Mapping

from bot.spelling import fold

LONGEST = 60
"""A longer message is more than a courtesy, and need not be folded to know it."""

COURTESIES: Mapping[str, tuple[str, ...]] = {
    "it": ("grazie", "grazie mille", "ok grazie", "grazie tante", "ti ringrazio", "capito grazie"),
    "en": (
        "thanks",
        "thank you",
        "ok thanks",
        "thanks a lot",
        "thank you very much",
        "many thanks",
    ),
    "es": ("gracias", "muchas gracias", "ok gracias", "mil gracias", "te lo agradezco"),
    "fr": ("merci", "merci beaucoup", "ok merci", "merci bien", "je te remercie"),
    "ar": ("شكرا", "شكرا جزيلا", "شكرا لك", "شكرا لكم", "مشكورة", "يسلمو", "shukran"),
}
"""Language -> whole messages that only thank."""

_KEYS = frozenset(fold(words) for spoken in COURTESIES.values() for words in spoken)


def is_small_talk(text: str) -> bool:
    """Whether the whole message is a courtesy, in any language."""
    stripped = text.strip()
    return len(stripped) <= LONGEST and fold(stripped) in _KEYS
