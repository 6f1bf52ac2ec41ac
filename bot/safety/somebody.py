"""Plain words that ask for somebody to talk to, in every language, as women write them.

They count as the whole message alone, whatever language the talk is in, and open nothing under a
cover: «una persona» is also what somebody says who wants the almanac's desk.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.text.spelling import fold

LONGEST = 80
"""A longer message is none of these, and need not be folded to know it."""

SOMEBODY_WORDS: Mapping[str, tuple[str, ...]] = {
    "it": (
        "persona", "una persona", "qualcuno", "una persona vera", "persona vera", "un operatore",
        "un'operatrice", "c'è qualcuno", "parlare con una persona", "parlare con qualcuno",
        "voglio una persona", "mi serve una persona", "voglio parlare con una persona",
        "voglio parlare con qualcuno", "voglio parlare con una donna",
        "vorrei parlare con una persona", "vorrei parlare con qualcuno",
        "vorrei parlare con una donna", "posso parlare con una persona",
        "posso parlare con qualcuno", "ho bisogno di parlare con qualcuno",
        "un'assistente sociale", "vorrei parlare con un'operatrice",
    ),
    "en": (
        "person", "a person", "somebody", "someone", "human", "a human", "real person",
        "a real person", "an operator", "is anyone there", "is anybody there", "is there anyone",
        "is there anybody", "is someone there", "talk to a person", "talk to someone",
        "talk to somebody", "speak to someone", "speak to a person", "i want a person",
        "i want to talk to someone", "i want to talk to somebody", "i want to talk to a person",
        "i want to talk to a woman", "i need to talk to someone", "i need to talk to somebody",
        "can i talk to someone", "can i talk to somebody", "can i speak to someone",
    ),
    "es": (
        "persona", "una persona", "alguien", "una persona real", "una persona de verdad",
        "una operadora", "un operador", "hay alguien", "hay alguien ahí", "hablar con alguien",
        "hablar con una persona", "quiero una persona", "quiero hablar con alguien",
        "quiero hablar con una persona", "quiero hablar con una mujer",
        "quisiera hablar con alguien", "necesito hablar con alguien", "nesesito hablar con alguien",
        "puedo hablar con alguien", "puedo hablar con una persona",
    ),
    "fr": (
        "personne", "une personne", "quelqu'un", "une vraie personne", "une opératrice",
        "un opérateur", "il y a quelqu'un", "y a quelqu'un", "parler à quelqu'un",
        "parler à une personne", "parler avec quelqu'un", "parler avec une personne",
        "parler a qqn", "je veux parler à quelqu'un", "je veux parler avec quelqu'un",
        "je veux parler à une personne", "je voudrais parler à quelqu'un",
        "je peux parler à quelqu'un", "puis-je parler à quelqu'un",
        "j'ai besoin de parler à quelqu'un",
    ),
    "ar": (
        "شخص", "إنسان", "أحد", "حد", "حدا", "أريد شخص", "أريد شخصا", "موظفة", "في حد", "في حدا",
        "حد هنا", "هل يوجد أحد", "هل من أحد", "أكلم شخص", "أتكلم مع شخص", "التحدث مع شخص",
        "الكلام مع شخص", "أريد التحدث مع شخص", "أريد التحدث مع أحد", "أريد التحدث إلى شخص",
        "أريد أن أتكلم مع أحد", "أريد أن أتكلم مع شخص", "أريد أن أتحدث مع شخص",
        "أريد أن أتحدث مع أحد", "أريد أتكلم مع حدا", "عايزة أكلم حد", "عاوزة أكلم حد",
        "عايزة أتكلم مع حد", "ممكن أكلم حد", "بدي أحكي مع حدا", "بدي أحكي مع حد",
        "ayza akallem had", "ayza akalem had", "3ayza akallem had", "3ayza akalem had",
        "bghit nhdr m3a chi wahed", "bghit nhder m3a chi had", "baddi e7ki ma3 7ada",
    ),
    "ro": (
        "persoană", "o persoană", "cineva", "o persoană reală", "o persoană adevărată",
        "un om", "e cineva acolo", "este cineva acolo", "vorbesc cu cineva",
        "să vorbesc cu cineva", "vreau o persoană", "vreau să vorbesc cu cineva",
        "vreau să vorbesc cu o persoană", "vreau să vorbesc cu o femeie",
        "aș vrea să vorbesc cu cineva", "pot vorbi cu cineva", "pot să vorbesc cu cineva",
    ),
    "uk": (
        "людина", "жива людина", "хтось", "є хтось", "тут хтось є", "справжня людина",
        "поговорити з людиною", "поговорити з кимось", "хочу поговорити з кимось",
        "хочу поговорити з людиною", "мені треба з кимось поговорити",
        "можна поговорити з кимось", "можна поговорити з людиною",
    ),
    "sq": (
        "person", "një person", "dikush", "njeri", "një njeri", "person i vërtetë", "a ka njeri",
        "a ka dikush", "të flas me dikë", "flas me dikë", "dua një person", "dua të flas me dikë",
        "dua të flas me një person", "dua të flas me një grua", "a mund të flas me dikë",
        "mund të flas me dikë",
    ),
    "zh-Hans": (
        "人", "真人", "人工", "找人", "找个人", "一个人", "转人工", "客服", "人工客服", "有人吗",
        "有人在吗", "有人嗎", "客服人员", "我要找人", "我要人工", "可以和人说话吗",
        "我想找人说话", "我想找个人说话", "我想和人说话", "我想跟人说话", "我想找人聊聊",
        "我要和真人说话", "我想和真人说话",
    ),
    "fil": (
        "tao", "isang tao", "totoong tao", "may tao ba", "may tao ba diyan", "may makakausap ba",
        "kausapin ang tao", "makipag-usap sa tao", "gusto ko makipag-usap",
        "gusto kong makipag-usap", "gusto kong makausap ang tao", "gusto kong may makausap",
        "gusto ko may makausap", "kailangan ko ng kausap", "pwede bang makausap ang tao",
    ),
    "pt": (
        "pessoa", "uma pessoa", "alguém", "atendente", "uma atendente", "uma pessoa de verdade",
        "uma pessoa real", "tem alguém aí", "há alguém aí", "falar com alguém",
        "falar com uma pessoa", "quero uma pessoa", "quero falar com alguém",
        "quero falar com uma pessoa", "quero falar com uma mulher", "queria falar com alguém",
        "preciso falar com alguém", "posso falar com alguém", "posso falar com uma pessoa",
    ),
    "ru": (
        "человек", "живой человек", "кто-нибудь", "есть кто-нибудь", "кто-нибудь есть",
        "позовите человека", "настоящий человек", "поговорить с человеком", "поговорить с кем-то",
        "хочу поговорить с кем-нибудь", "хочу поговорить с кем-то", "хочу поговорить с человеком",
        "мне нужно с кем-то поговорить", "можно поговорить с кем-то",
        "можно поговорить с кем-нибудь", "можно поговорить с человеком",
    ),
    "si": (
        "කෙනෙක්", "මනුස්සයෙක්", "කතා කරන්න ඕන", "කතා කරන්න ඕනේ", "කතා කරන්න කෙනෙක්",
        "කෙනෙක් එක්ක කතා කරන්න ඕන", "කෙනෙක් එක්ක කතා කරන්න ඕනේ", "කවුරුහරි ඉන්නවද",
        "කෙනෙක් ඕනේ", "කෙනෙක් ඕන", "kenek ekka katha karanna one", "katha karanna one",
    ),
    "bn": (
        "মানুষ", "একজন মানুষ", "কেউ আছে", "কেউ আছেন", "মানুষ চাই", "সত্যিকারের মানুষ",
        "কারও সাথে কথা বলতে চাই", "কারো সাথে কথা বলতে চাই", "কারও সঙ্গে কথা বলতে চাই",
        "কারো সঙ্গে কথা বলতে চাই", "একজনের সাথে কথা বলতে চাই", "মানুষের সাথে কথা বলতে চাই",
        "manush", "karo sathe kotha bolte chai", "keu ache",
    ),
    "ur": (
        "انسان", "شخص", "کوئی", "کوئی ہے", "کسی سے بات", "کسی انسان سے بات", "کسی سے بات کرنی ہے",
        "مجھے کسی سے بات کرنی ہے", "کسی سے بات کرنا چاہتی ہوں", "میں کسی سے بات کرنا چاہتی ہوں",
        "کیا کسی سے بات ہو سکتی ہے", "koi hai", "kisi se baat karni hai",
        "mujhe kisi se baat karni hai",
    ),
    "fa": (
        "آدم", "یک نفر", "یه نفر", "کسی", "کسی هست", "کسی اونجا هست", "آدم واقعی",
        "حرف زدن با کسی", "می‌خواهم با کسی حرف بزنم", "می خواهم با کسی حرف بزنم",
        "میخوام با کسی حرف بزنم", "میخوام با یکی حرف بزنم", "می‌خواهم با یک نفر صحبت کنم",
        "می خواهم با یک نفر صحبت کنم", "می‌خواهم با کسی صحبت کنم", "می‌توانم با کسی حرف بزنم",
        "mikham ba kasi harf bezanam", "mikham ba yeki harf bezanam",
    ),
    "pl": (
        "osoba", "człowiek", "ktoś", "prawdziwa osoba", "prawdziwy człowiek", "jest tam ktoś",
        "czy jest tam ktoś", "rozmawiać z kimś", "rozmowa z osobą", "chcę rozmawiać z osobą",
        "chcę z kimś porozmawiać", "chce z kims porozmawiac", "chcę porozmawiać z człowiekiem",
        "chcę porozmawiać z kobietą", "muszę z kimś porozmawiać", "czy mogę z kimś porozmawiać",
        "mogę z kimś porozmawiać",
    ),
}  # fmt: skip
"""Language -> words that ask for somebody."""

_KEYS = frozenset(fold(word) for words in SOMEBODY_WORDS.values() for word in words)


def asks_for_somebody(text: str) -> bool:
    """Whether the whole message asks, in plain words of any language, for somebody to talk to."""
    return len(text) <= LONGEST and fold(text) in _KEYS
