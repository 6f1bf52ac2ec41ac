"""Numbers as she writes them: digits, or the words for one to twelve."""

from __future__ import annotations

from collections.abc import Mapping

from bot.spelling import fold

_COUNTED = {
    "it": "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "ar": "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
    "ro": "unu doi trei patru cinci sase sapte opt noua zece",
    "uk": "один два три чотири п'ять шість сім вісім дев'ять десять",
    "ru": "один два три четыре пять шесть семь восемь девять десять",
    "sq": "një dy tre katër pesë gjashtë shtatë tetë nëntë dhjetë",
    "zh": "一 二 三 四 五 六 七 八 九 十",
    "fil": "isa dalawa tatlo apat lima anim pito walo siyam sampu",
    "pt": "um dois três quatro cinco seis sete oito nove dez",
    "bn": "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ",
    "ur": "ایک دو تین چار پانچ چھ سات آٹھ نو دس",
    "fa": "یک دو سه چهار پنج شش هفت هشت نه ده",
    "pl": "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć",
    "si": "එක දෙක තුන හතර පහ හය හත අට නවය දහය",
}

_NOT_NUMBERS = frozenset({"sei", "once", "un", "um"})
"""Words that say something else too: «you are», the English *once*, an article."""


def _words() -> Mapping[str, int]:
    meant: dict[str, set[int]] = {}
    for counted in _COUNTED.values():
        for number, word in enumerate(counted.split(), start=1):
            meant.setdefault(fold(word), set()).add(number)
    return {
        word: numbers.pop()
        for word, numbers in meant.items()
        if len(numbers) == 1 and word not in _NOT_NUMBERS
    }


_WORDS = _words()
_LEADS = frozenset(fold("il la le lo numero n nr number número numéro رقم the el").split())


def digits_of(said: str) -> int | None:
    """The number that a folded text gives in digits, as «2» or «il 2»; else None."""
    word = _alone(said)
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else None


def word_of(said: str) -> int | None:
    """The number that a folded text gives as a word of any language, as «due»; else None."""
    return _WORDS.get(_alone(said))


def _alone(said: str) -> str:
    words = said.split()
    if len(words) == 2 and words[0] in _LEADS:
        words = words[1:]
    return words[0] if len(words) == 1 else ""
