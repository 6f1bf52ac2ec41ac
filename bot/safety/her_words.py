"""Her own words: to come back, to leave, to call for help unseen. What may be one, and what not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Literal

from bot.safety.somebody import asks_for_somebody
from bot.safety.words import is_exit, is_provider_stop, wants_person
from bot.text.spelling import fold, is_han

LETTERS = range(4, 21)
"""How many letters a word of hers may have."""

LONGEST = 80
"""A longer message is no word, and need not be folded to know it."""


class WordKind(StrEnum):
    """What a word of hers does."""

    RETURN = "return"
    EXIT = "exit"
    ALARM = "alarm"


Why = Literal["short", "reserved", "common", "near"]
"""Why a word is refused. The sentence that she hears never repeats it."""

_RESERVED = frozenset(
    map(fold, ("start", "unstop", "help", "yes", "info", "filo", "stop", "arret"))
)
"""Twilio's keywords (twilio.com/docs/messaging, opt-out) and the service's own name."""

_COMMON = frozenset(
    fold(
        "ciao salve grazie prego scusa scusi amore mamma papa casa buongiorno buonasera "
        "buonanotte bene male sono dove quando perche "
        "pronto arrivo adesso dopo domani oggi ieri "
        "sempre niente hello thanks please sorry love mother father home good morning night "
        "tomorrow today maybe later okay fine what when where password nothing something hola "
        "gracias favor perdon amor madre padre buenos "
        "dias noches manana ahora nada bueno bonjour "
        "bonsoir salut merci pardon amour mere pere maison demain maintenant rien bien "
        "سلام مرحبا شكرا عفوا حبيبي حبيبتي ماما بابا بيت "
        "صباح مساء اليوم غدا نعم طيب خلاص يلا حاضر "
        "salam marhaba shukran habibi habibti inshallah "
        "hamdulillah yalla khalas bukra tayeb mashi "
        "bună salut mulțumesc mersi scuze iubire mama "
        "tata casă dimineața seara noapte mâine astăzi "
        "acum poate bine când unde nimic ceva "
        "привіт дякую вибач вибачте мамо мама тато "
        "дім ранку вечора завтра сьогодні зараз добре "
        "може коли нічого кохаю pryvit dyakuyu "
        "përshëndetje tungjatjeta faleminderit falni dashuri "
        "nëna babai shtëpi mirëdita mirëmbrëma "
        "nesër sonte tani mirë ndoshta kurrë asgjë "
        "kumusta kamusta salamat pasensya mahal nanay "
        "tatay bahay umaga gabi bukas ngayon mamaya "
        "siguro sige ayos oras saan kailan wala "
        "olá obrigada obrigado desculpa amor casa amanhã "
        "hoje agora talvez tudo quando onde beijo "
        "saudade boa noite "
        "привет спасибо прости извини мама папа домой "
        "утро вечер завтра сегодня сейчас хорошо ладно "
        "может когда ничего люблю privet spasibo "
        "সালাম হ্যালো ধন্যবাদ দুঃখিত মা বাবা বাড়ি সকাল "
        "রাত আগামীকাল আজকে এখন ভালো আচ্ছা হয়তো কখন কোথায় "
        "salaam dhonnobad bhalo accha thik ekhon kalke ajke kothay "
        "ආයුබෝවන් හලෝ ස්තුතියි සමාවෙන්න අම්මා තාත්තා ගෙදර උදේ "
        "රාත්‍රී හෙට අද දැන් හොඳයි හරි කවදද කොහෙද "
        "ayubowan isthuthi amma thaththa gedara heta hondai hari "
        "السلام شکریہ معذرت محبت امی ابو گھر صبح رات کل آج ابھی ٹھیک اچھا شاید کب کہاں "
        "shukriya theek acha achha kahan kabhi ammi abbu ghar subah "
        "درود سلام ممنون مرسی ببخشید عزیزم مامان بابا خونه "
        "خانه صبح شب فردا امروز الان خوب باشه شاید "
        "کجا چطوری merci mamnoon khoobam bashe farda "
        "cześć dzięki dziękuję przepraszam kocham mama "
        "tata dom rano wieczór jutro dzisiaj teraz "
        "dobrze może kiedy gdzie nic witam"
    ).split()
)
"""Words that people write every day: one of them would be said by chance."""

_HAN_LETTERS = range(4, 9)
"""How many characters a word of hers in Chinese may have."""

_GRAMMAR = frozenset("我你他她您的了是不没在有吗呢吧啊这那什么怎么要想会能就都也和谢很好去来说到给")
"""Characters that nearly every Chinese sentence holds: what has one of them is no word of hers."""


def as_word(text: str) -> str:
    """The fold of a message that could be a word of hers, else the empty text.

    One word of 4 to 20 letters and nothing else; marks that are vowels count as letters. In Chinese
    4 to 8 characters, none of which makes them a sentence.
    """
    if len(text) > LONGEST:
        return ""
    folded = fold(text)
    if is_han(folded):
        characters = folded.split()
        alone = all(map(is_han, characters)) and not _GRAMMAR.intersection(characters)
        return folded if alone and len(characters) in _HAN_LETTERS else ""
    counted = sum(unicodedata.category(character)[0] in "LM" for character in folded)
    return folded if counted == len(folded) and counted in LETTERS else ""


def neighbours(word: str) -> frozenset[str]:
    """The word and what is left of it without each one of its letters.

    Two words that differ by one letter (put in, left out or changed) share one of these.
    """
    return frozenset((word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))


def refusal(text: str, is_spoken: Callable[[str], bool]) -> Why | None:
    """Why this may not become a word of hers, or None.

    ``is_spoken``: whether a folded word is a label, match word or keyword of the published flows.
    That it is not near another of hers is for who knows the others to say.
    """
    word = as_word(text)
    if not word:
        return "short"
    if is_exit(word) or is_provider_stop(word) or word in _RESERVED:
        return "reserved"
    if wants_person(word) or asks_for_somebody(word):
        return "reserved"
    if word in _COMMON or len(set(word)) < 3 or is_spoken(word):
        return "common"
    return None


def single_words(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of these texts: each alone, and each text as a whole."""
    folded = [fold(text) for text in texts]
    return frozenset(folded) | frozenset(word for text in folded for word in text.split())
