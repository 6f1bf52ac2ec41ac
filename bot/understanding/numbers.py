"""Numbers as she writes them: digits, or the words for one to twelve."""

from __future__ import annotations

from collections.abc import Mapping

from bot.text.spelling import fold

_COUNTED = {
    "it": "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "ar": "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
    "ar-Latn": "wahed itnen talata arbaa khamsa sitta sabaa tamanya tisaa ashara",
    "ro": "unu doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece",
    "uk": ("один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять"),
    "ru": "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "sq": "një dy tre katër pesë gjashtë shtatë tetë nëntë dhjetë njëmbëdhjetë dymbëdhjetë",
    "zh-Hans": "一 二 三 四 五 六 七 八 九 十 十一 十二",
    "fil": "isa dalawa tatlo apat lima anim pito walo siyam sampu labing-isa labindalawa",
    "pt": "um dois três quatro cinco seis sete oito nove dez onze doze",
    "bn": "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো",
    "bn-Latn": "ek dui tin char pach choy sat aat noy dosh egaro baro",
    "ur": "ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ",
    "ur-Latn": "aik do teen chaar paanch chay saat aath nau das gyara bara",
    "fa": "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده",
    "fa-Latn": "yek do se chahar panj shesh haft hasht noh dah yazdah davazdah",
    "pl": "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście",
    "si": "එක දෙක තුන හතර පහ හය හත අට නවය දහය එකොළහ දොළහ",
    "si-Latn": "eka deka thuna hathara paha haya hatha ata nawaya dahaya ekolaha dolaha",
}

_ALSO = {
    "两": 2, "兩": 2, "اتنين": 2, "تلاتة": 3, "تمانية": 8, "doua": 2, "una": 1, "uma": 1,
    "duas": 2, "одна": 1, "дві": 2, "две": 2, "jedna": 1, "dwie": 2,
    "kuwatro": 4, "singko": 5, "sais": 6, "siyete": 7,
}  # fmt: skip
"""Other forms of the same: feminine ones, everyday ones, those that Filipino took from Spanish."""

_NOT_NUMBERS = frozenset(
    fold("sei once un um una do se das dah char bara baro sat haya نه eka nau sete tete").split()
)
"""Words that say something else too: «you are», the English *once*, an article, Persian *no*."""


def _words() -> Mapping[str, int]:
    meant: dict[str, set[int]] = {}
    for counted in _COUNTED.values():
        for number, word in enumerate(counted.split(), start=1):
            meant.setdefault(fold(word), set()).add(number)
    for word, number in _ALSO.items():
        meant.setdefault(fold(word), set()).add(number)
    return {
        word: numbers.pop()
        for word, numbers in meant.items()
        if len(numbers) == 1 and word not in _NOT_NUMBERS
    }


_WORDS = _words()
_LEADS = frozenset(
    fold(
        "il la le lo numero n nr number número "
        "numéro رقم the el numărul numer номер numri 第 选 "
        "bilang ang o nr. নম্বর අංක نمبر شماره numero"
    ).split()
)


def digits_of(said: str) -> int | None:
    """The number that a folded text gives in digits, as «2» or «il 2»; else None."""
    word = _alone(said)
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else None


def word_of(said: str) -> int | None:
    """The number that a folded text gives as a word of any language, as «due»; else None."""
    return _WORDS.get(said) or _WORDS.get(_alone(said))


def _alone(said: str) -> str:
    words = said.split()
    if len(words) == 2 and words[0] in _LEADS:
        words = words[1:]
    return words[0] if len(words) == 1 else ""
