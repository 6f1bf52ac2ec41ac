"""Courtesies that ask for nothing: they are answered kindly and take no answer's place."""

from __future__ import annotations

from collections.abc import Mapping

from bot.text.spelling import fold
from bot.understanding.pictures import pictured

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
    "ro": ("mulțumesc", "mulțumesc mult", "mersi", "mersi mult", "ok mulțumesc", "vă mulțumesc"),
    "uk": ("дякую", "дуже дякую", "щиро дякую", "спасибі", "ок дякую", "dyakuyu", "dyakuiu"),
    "sq": ("faleminderit", "faleminderit shumë", "flm", "shumë faleminderit", "ju falënderoj"),
    "zh-Hans": (
        "谢谢",
        "謝謝",
        "谢谢你",
        "多谢",
        "非常感谢",
        "好的谢谢",
        "感谢",
        "xiexie",
        "xie xie",
    ),
    "fil": ("salamat", "salamat po", "maraming salamat", "maraming salamat po", "ok salamat"),
    "pt": ("obrigada", "obrigado", "muito obrigada", "muito obrigado", "ok obrigada", "valeu"),
    "ru": ("спасибо", "большое спасибо", "спасибо большое", "ок спасибо", "благодарю", "spasibo"),
    "bn": ("ধন্যবাদ", "অনেক ধন্যবাদ", "আপনাকে ধন্যবাদ", "dhonnobad", "onek dhonnobad"),
    "si": ("ස්තුතියි", "බොහොම ස්තුතියි", "ඉස්තුති", "isthuthi", "sthuthi", "bohoma isthuthi"),
    "ur": ("شکریہ", "بہت شکریہ", "بہت بہت شکریہ", "مہربانی", "shukriya", "bohat shukriya"),
    "fa": ("ممنون", "مرسی", "خیلی ممنون", "متشکرم", "سپاس", "mamnoon", "kheili mamnoon", "merci"),
    "pl": ("dziękuję", "dzięki", "bardzo dziękuję", "dziękuję bardzo", "ok dziękuję", "dziekuje"),
}
"""Language -> whole messages that only thank."""

GREETINGS: Mapping[str, tuple[str, ...]] = {
    "it": ("ciao", "salve", "buongiorno", "buon giorno", "buonasera", "buona sera", "hey", "ehi"),
    "en": ("hi", "hello", "good morning", "good evening", "hi there", "hello there"),
    "es": ("hola", "buenos días", "buenas tardes", "buenas noches", "buenas", "holaa"),
    "fr": ("bonjour", "bonsoir", "salut", "coucou"),
    "ar": ("مرحبا", "السلام عليكم", "سلام عليكم", "أهلا", "صباح الخير", "مساء الخير", "salam"),
    "ro": ("bună", "bună ziua", "bună seara", "salut", "bună dimineața"),
    "uk": ("привіт", "добрий день", "доброго дня", "добрий вечір", "вітаю", "pryvit"),
    "sq": ("përshëndetje", "mirëdita", "tungjatjeta", "mirëmbrëma", "ç'kemi"),
    "zh-Hans": ("你好", "您好", "早上好", "晚上好", "nihao", "ni hao"),
    "fil": ("kumusta", "kamusta", "magandang umaga", "magandang gabi", "magandang hapon"),
    "pt": ("olá", "oi", "bom dia", "boa tarde", "boa noite"),
    "ru": ("привет", "здравствуйте", "добрый день", "добрый вечер", "здравствуй", "privet"),
    "bn": ("হ্যালো", "নমস্কার", "আসসালামু আলাইকুম", "assalamu alaikum", "nomoshkar"),
    "si": ("ආයුබෝවන්", "හලෝ", "සුබ උදෑසනක්", "ayubowan", "helo"),
    "ur": ("سلام", "السلام علیکم", "ہیلو", "assalam o alaikum", "aoa", "asalam alaikum"),
    "fa": ("درود", "سلام علیکم", "صبح بخیر", "salaam", "dorud"),
    "pl": ("cześć", "dzień dobry", "dobry wieczór", "witam", "hej"),
}
"""Language -> whole messages that only greet."""

_KEYS = frozenset(fold(words) for spoken in COURTESIES.values() for words in spoken)

_GREETED = {
    language: frozenset(fold(words) for words in spoken) for language, spoken in GREETINGS.items()
}


def is_greeting(text: str, language: str) -> bool:
    """Whether the whole message only greets in that language: in another one it also tells which
    she would rather write in."""
    stripped = text.strip()
    return len(stripped) <= LONGEST and fold(stripped) in _GREETED.get(language, frozenset())


def is_small_talk(text: str) -> bool:
    """Whether the whole message is a courtesy, in any language or in pictures."""
    stripped = text.strip()
    if len(stripped) > LONGEST:
        return False
    return fold(stripped) in _KEYS or pictured(stripped) == "thanks"
