"""Words that always mean the same, in every language: to leave, a provider's stop, a person.

A word counts only as the whole message. No exit word is a common word or an answer of any offered
language, romanised included (*fine*, *basta*, *dil* are not): ``tests/safety`` holds the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.text.spelling import fold

LONGEST = 60
"""A longer message is no word, and need not be folded to know it."""

EXIT_WORDS: Mapping[str, tuple[str, ...]] = {
    "it": ("esci", "esci subito", "uscita", "uscita rapida", "chiudi tutto", "nascondi tutto"),
    "en": ("exit", "exit now", "quick exit", "close everything", "hide everything"),
    "es": ("salir", "salir ya", "salida", "salida rápida", "cerrar todo", "ocultar todo"),
    "fr": ("sortir", "quitter", "quitter vite", "sortie rapide", "tout fermer", "tout cacher"),
    "ar": ("خروج", "اخرج", "خروج سريع", "اخرجني", "اغلق كل شيء", "khuruj", "khourouj"),
    "ro": ("ieși", "ieșire", "ieși acum", "ieșire rapidă", "închide tot", "ascunde tot"),
    "uk": ("вийти", "вихід", "вийти зараз", "закрити все", "vyity", "vykhid"),
    "sq": ("dalje", "dalje e shpejtë", "dil tani", "mbylli të gjitha"),
    "zh-Hans": ("退出", "立即退出", "快速退出", "关闭页面", "關閉頁面", "tuichu"),
    "fil": ("lumabas na", "lumabas agad", "labas agad", "isara lahat"),
    "pt": ("sair", "sair já", "saída", "saída rápida", "fechar tudo", "esconder tudo"),
    "ru": ("выйти", "выход", "выйти сейчас", "закрыть всё", "vyiti", "vykhod"),
    "si": ("ඉවත් වන්න", "ඉවත්වන්න", "පිටවන්න", "ikmanin ivath wanna"),
    "bn": ("প্রস্থান", "বেরিয়ে যান", "বের হয়ে যান", "prosthan"),
    "ur": ("خروج", "باہر نکلیں", "فوراً باہر نکلیں", "bahar niklein"),
    "fa": ("خروج", "خارج شو", "خروج سریع", "خروج فوری", "khoruj", "khorooj"),
    "pl": ("wyjdź", "wyjście", "wyjdź teraz", "szybkie wyjście", "zamknij wszystko"),
}
"""Language -> words that close the page or the talk at once."""

PROVIDER_STOP = (
    "STOP",
    "STOPALL",
    "STOP ALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "OPTOUT",
    "OPT OUT",
    "REVOKE",
)
"""What Twilio takes for a wish to hear nothing more (twilio.com/docs/messaging, opt-out)."""

PERSON_WORDS: Mapping[str, tuple[str, ...]] = {
    "it": ("aiuto", "aiutatemi", "aiutami", "soccorso", "sos"),
    "en": ("help", "help me", "sos"),
    "es": ("ayuda", "ayúdame", "ayúdenme", "socorro", "auxilio"),
    "fr": ("aide", "à l'aide", "aidez-moi", "au secours", "secours"),
    "ar": ("مساعدة", "ساعدوني", "ساعدني", "ساعديني", "النجدة", "نجدة", "musaada"),
    "ro": ("ajutor", "ajutați-mă", "ajută-mă"),
    "uk": ("допоможіть", "допомога", "допоможи", "рятуйте", "dopomozhit"),
    "sq": ("ndihmë", "më ndihmoni", "ndihmomë"),
    "zh-Hans": ("救命", "帮助", "幫助", "帮帮我", "jiuming"),
    "fil": ("tulong", "saklolo", "tulungan mo ako", "tulungan ninyo ako"),
    "pt": ("ajuda", "socorro", "ajudem-me", "me ajuda"),
    "ru": ("помощь", "помогите", "помоги", "pomogite", "pomoshch"),
    "si": ("උදව්", "උදව් කරන්න", "udaw", "udaw karanna"),
    "bn": ("সাহায্য", "সাহায্য করুন", "বাঁচান", "sahajjo"),
    "ur": ("مدد", "میری مدد کریں", "بچاؤ", "madad"),
    "fa": ("کمک", "کمکم کنید", "komak"),
    "pl": ("pomoc", "pomocy", "pomóż mi", "ratunku"),
}
"""Language -> words that ask for a person. They never lead out."""


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_key(word) for word in words)


def _key(text: str) -> str:
    """The fold; a word that was written letter by letter (``e s c i``) is put together."""
    folded = fold(text)
    letters = folded.split()
    spelt = len(letters) > 2 and all(len(letter) == 1 for letter in letters)
    return "".join(letters) if spelt and folded.isascii() else folded


_EXIT = _keys(word for words in EXIT_WORDS.values() for word in words)
_STOP = _keys(PROVIDER_STOP)
_PERSON = _keys(word for words in PERSON_WORDS.values() for word in words)


def is_exit(text: str) -> bool:
    """Whether the whole message is a word that leaves, in any language."""
    return _is_one_of(text, _EXIT)


def is_provider_stop(text: str) -> bool:
    """Whether the message is of a provider's STOP family. It leaves on SMS and WhatsApp only."""
    return _is_one_of(text, _STOP)


def wants_person(text: str) -> bool:
    """Whether the whole message asks for help in one word: somebody must answer."""
    return _is_one_of(text, _PERSON)


def person_languages(text: str) -> frozenset[str]:
    """The languages in which the whole message is a word that asks for a person."""
    if not wants_person(text):
        return frozenset()
    key = _key(text.strip())
    return frozenset(language for language, words in PERSON_WORDS.items() if key in _keys(words))


def reserved(text: str) -> bool:
    """Whether a label or match word of a flow would be taken for a word that leaves."""
    return is_exit(text) or is_provider_stop(text)


def _is_one_of(text: str, keys: frozenset[str]) -> bool:
    stripped = text.strip()
    return len(stripped) <= LONGEST and _key(stripped) in keys
