"""Words that deny, per language: what stands beside them was not chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.text.spelling import fold

NEGATIONS: Mapping[str, str] = {
    "it": "non no niente mai senza",
    "en": "no not don doesn didn isn wasn won can't cannot never nothing without nope nah",
    "es": "no sin nunca nada jamás tampoco ninguna",
    "fr": "non pas ne jamais sans rien aucune",
    "ar": (
        "لا ليس ليست لست ما لم لن مش مو بدون مب ماني ماهو مافي مفيش ماكو معرفش مقدرش ماقدرش "
        "معنديش ماعنديش معيش مينفعش مايصيرش mish mesh mush mafi mafish maku msh"
    ),
    "ro": "nu nici niciodată nimic fără niciun nicio",
    "uk": "ні не нема немає ніколи нічого без жодного nemaie nema",
    "sq": "jo nuk mos asnjë asnjëherë kurrë ska sdua",
    "zh-Hans": "不 没 沒 别 別 无 無 勿 未 非 bu mei meiyou buyao bushi bie",
    "fil": "hindi hinde hindî wala walang huwag wag ayaw ayoko di",
    "pt": "não nao nem nunca jamais sem nada nenhuma",
    "ru": "нет не неа никогда ничего без нету нельзя nyet niet",
    "bn": (
        "না নেই নয় নি নাই কখনো করিনি হয়নি যাইনি পারিনি বলিনি চাইনি দেইনি নাহ na nai nei noy "
        "korini hoyni parini"
    ),
    "si": (
        "නැහැ නෑ නැත නැති එපා බැහැ බෑ බැරි නෙවෙයි නොවේ nehe naha neha nahe naa ne epa baha behe "
        "bari neme nemei newei"
    ),
    "ur": "نہیں نہ مت بغیر نا نئیں nahi nahin nahee nai nhi na mat mut baghair",
    "fa": (
        "نه نمی نخیر خیر هیچ هرگز نیست نیستم ندارم نداره ندارد نکن نرو نزن بدون نباید نشد "
        "na nah kheyr kheir nakheir nakheyr hich hargez nist nistam nadaram nadare bedoon nabayad"
    ),
    "pl": "nie bez nigdy nic żadna żaden wcale",
}
"""Language -> its words, romanised ones among them."""

_OWN_ONLY = frozenset(
    fold(
        "di nei nai mat mut mei bu bie naa na ni bez bari baha can t s jo ne nah خير مت نا"
    ).split()
)
"""Words that mean something else in many languages: they deny in their own alone."""

_ORDINARY: Mapping[str, frozenset[str]] = {
    language: frozenset(fold(words).split())
    for language, words in {
        "ro": "mai sin",
        "pl": "no pas nada",
        "uk": "no",
        "fa": "ما لا",
        "ur": "ما لا pas",
        "fil": "mai pas sin",
        "sq": "pas",
        "si": "mai",
        "bn": "mai",
    }.items()
}
"""Language -> words that deny elsewhere and say something ordinary there (*mai*: more)."""

_PREFIXES: Mapping[str, tuple[str, ...]] = {"fa": ("nemi", "nami")}
_ANY_PREFIX = (fold("نمی"), fold("නො"))
"""Beginnings of verbs that deny: *نمی‌خواهم*, *nemikham*, *නොකරන්න*. Those of a script of their own
begin nothing else."""

_KNOWN = {language: frozenset(fold(words).split()) for language, words in NEGATIONS.items()}
_ALL = frozenset().union(*_KNOWN.values()) - _OWN_ONLY

_AROUND = re.compile("م[^ ]{3,}ش")
"""*معرفش*, *ماشفتوش*: the denial of Egypt and of the Maghreb, around the verb."""

_NOT_AROUND = frozenset(fold("معاش منعش مدهش معطش مفتش مناقش مهمش").split())


def denies(words: Iterable[str], language: str = "") -> bool:
    """Whether one of these folded words denies, for somebody who writes in that language."""
    return any(_denies(word, language) for word in words)


def _denies(word: str, language: str) -> bool:
    if word in _KNOWN.get(language, ()):
        return True
    if word in _ALL:
        return word not in _ORDINARY.get(language, ())
    if len(word) > 4 and word.startswith((*_ANY_PREFIX, *_PREFIXES.get(language, ()))):
        return True
    return language == "ar" and bool(_AROUND.fullmatch(word)) and word not in _NOT_AROUND
