"""Words with a meaning at any time, in every language: leaving, and asking for a person.

A word counts only as the whole message, after folding. None of the exit words is a common word or
a likely answer; a test keeps the list of those that they may never be.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.spelling import fold

EXIT_WORDS: Mapping[str, tuple[str, ...]] = {
    "it": ("esci", "uscire", "esci subito", "chiudi tutto"),
    "en": ("exit", "exit now", "close chat"),
    "es": ("salir", "salir ya", "cerrar chat"),
    "fr": ("quitter", "sortir", "fermer le chat"),
    "ar": ("خروج", "اخرج", "khuruj"),
    "ro": ("iesire", "iesi acum"),
    "uk": ("вийти", "вихід"),
    "sq": ("dalje", "dil tani"),
    "zh": ("退出", "tuichu"),
    "fil": ("lumabas", "umalis na"),
    "pt": ("sair", "sair agora"),
    "ru": ("выйти", "выход"),
    "si": ("පිටවන්න", "ඉවත් වන්න"),
    "bn": ("প্রস্থান", "বের হও"),
    "ur": ("باہر نکلیں", "bahar niklo"),
    "fa": ("خروج فوری", "خارج شو"),
    "pl": ("wyjdz", "wyjscie"),
}
"""Built-in exit words. Every one works in every language."""

PROVIDER_STOP = (
    "stop", "stopall", "unsubscribe", "end", "quit", "cancel", "optout", "revoke", "arret",
)  # fmt: skip
"""Words that a telephone provider takes for an opt-out (Twilio, "Advanced Opt-Out"): exits too."""

PERSON_WORDS: Mapping[str, tuple[str, ...]] = {
    "it": ("aiuto", "aiutami", "sos"),
    "en": ("help", "help me"),
    "es": ("ayuda", "socorro"),
    "fr": ("aide", "au secours"),
    "ar": ("ساعدوني", "مساعده", "النجده"),
    "ro": ("ajutor",),
    "uk": ("допоможіть",),
    "sq": ("ndihme",),
    "fil": ("tulong",),
    "pt": ("ajuda",),
    "ru": ("помогите",),
    "pl": ("pomocy",),
}
"""These are never exits: they ask for a person."""

_EXITS = frozenset(fold(word) for words in EXIT_WORDS.values() for word in words)
_STOPS = frozenset(fold(word) for word in PROVIDER_STOP)
_LONGEST = max(map(len, _EXITS)) * 4


def is_exit(text: str) -> bool:
    """Whether the whole message is one of the built-in exit words."""
    return len(text) <= _LONGEST and fold(text) in _EXITS


def is_provider_stop(text: str) -> bool:
    """Whether the whole message is a word of the providers' STOP family (SMS and WhatsApp)."""
    return len(text) <= _LONGEST and fold(text) in _STOPS


def reserved(text: str) -> bool:
    """Whether no label or match word may be so: it would leave instead of answering."""
    folded = fold(text)
    return folded in _EXITS or folded in _STOPS
