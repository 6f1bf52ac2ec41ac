"""Every language that we write is understood a little: yes and no, numbers, names, its script."""

from __future__ import annotations

import pytest

from bot.safety.her_words import as_word, refusal
from bot.safety.telling import masked, telling
from bot.safety.words import EXIT_WORDS, PERSON_WORDS
from bot.text.spelling import fold
from bot.text.tongues import WRITTEN
from bot.understanding.interpret import Candidate, interpret
from bot.understanding.naming import language_named
from bot.understanding.negations import NEGATIONS, denies
from bot.understanding.numbers import word_of
from bot.understanding.small_talk import COURTESIES
from bot.understanding.writing import written_in
from scripts import tongue_names

DENIED = {
    "ro": ("Vreau", "da, vreau", "nu vreau", "mai vreau"),
    "uk": ("Хочу", "так, хочу", "не хочу", "ще хочу"),
    "sq": ("Punë", "dua punë", "nuk dua punë", "më jep punë"),
    "zh-Hans": ("可以", "可以的", "不可以", "都可以"),
    "fil": ("Sige", "sige po", "hindi sige", "sige na po"),
    "pt": ("Quero", "quero sim", "não quero", "eu quero"),
    "ru": ("Хочу", "хочу да", "не хочу", "очень хочу"),
    "bn": ("ঠিক আছে", "ঠিক আছে হ্যাঁ", "ঠিক আছে না", "হ্যাঁ ঠিক আছে"),
    "si": ("පුළුවන්", "පුළුවන් ඔව්", "පුළුවන් නැහැ", "ඔව් පුළුවන්"),
    "ur": ("ٹھیک ہے", "ٹھیک ہے جی", "ٹھیک نہیں ہے", "جی ٹھیک ہے"),
    "fa": ("می‌خواهم", "بله می‌خواهم", "نه می‌خواهم", "خیلی می‌خواهم"),
    "pl": ("Dobrze", "dobrze proszę", "nie dobrze", "no dobrze"),
}
"""Label, the same in a sentence, the same denied, the same beside a word that denies elsewhere."""


@pytest.mark.parametrize("language", DENIED)
def test_a_yes_is_heard_and_a_denied_one_is_not(language: str) -> None:
    """*Mai* is *more* in Romanian, *no* is *well* in Polish."""
    label, said, denied, beside = DENIED[language]
    options = (Candidate("yes", (label,)), Candidate("other", ("xyz",)))

    def meant(text: str) -> str | None:
        return interpret(text, options, (), typed=False, language=language).choice

    assert meant(label) == meant(said) == meant(beside) == "yes"
    assert meant(denied) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("nahi chahiye", "it"),
        ("جی نہیں", "ur"),
        ("na", "ur"),
        ("نمی‌خواهم", "fa"),
        ("نمی خواهم", "fa"),
        ("nemikham", "fa"),
        ("خیر", "fa"),
        ("නොකරන්න", "si"),
        ("معرفش", "ar"),
        ("ماعنديش", "ar"),
        ("không nie", "pl"),
        ("don't", "en"),
    ],
)
def test_a_denial_is_known(text: str, language: str) -> None:
    """Romanised, written apart or joined to its verb."""
    assert denies(fold(text).split(), language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("na policję", "pl"),
        ("mai mult", "ro"),
        ("nemico", "it"),
        ("il me t a dit", "fr"),
        ("معاش", "ar"),
        ("كل خير", "ar"),
        ("کمک به ما", "fa"),
        ("mere pas", "ur"),
        ("no tak", "pl"),
    ],
)
def test_an_ordinary_word_of_hers_denies_nothing(text: str, language: str) -> None:
    """Whatever it says elsewhere."""
    assert not denies(fold(text).split(), language)


def test_every_language_has_its_words() -> None:
    """To deny, to thank, to leave, to call somebody: the code is that of the catalogue."""
    for table in (NEGATIONS, COURTESIES, EXIT_WORDS, PERSON_WORDS):
        assert set(table) == set(WRITTEN)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("третій", None),
        ("п'ять", 5),
        ("пʼять", 5),
        ("п’ять", 5),
        ("三", 3),
        ("第 三", 3),
        ("十二", 12),
        ("تین", 3),
        ("teen", 3),
        ("trzy", 3),
        ("doua", 2),
        ("හතර", 4),
        ("অাট", None),
        ("numărul trei", 3),
        ("sete", None),
        ("نه", None),
    ],
)
def test_a_number_in_words_is_one(said: str, number: int | None) -> None:
    """But for words that say something else too: thirst, the Persian *no*."""
    assert word_of(fold(said)) == number


@pytest.mark.parametrize(
    ("text", "choice"),
    [("我想找工作", "work"), ("工作", "work"), ("不想找工作", None), ("我想工作和住处", None)],
)
def test_chinese_is_understood_without_spaces(text: str, choice: str | None) -> None:
    """A word inside a sentence is found, a denied one and two of them are not."""
    options = (Candidate("work", ("找工作", "工作")), Candidate("home", ("住处",)))
    assert interpret(text, options, (), typed=False, language="zh-Hans").choice == choice


@pytest.mark.parametrize(
    ("text", "words", "rest"),
    [
        ("米兰反家暴中心", ("家暴",), "米兰反...中心"),
        ("নারী নির্যাতন কেন্দ্র", ("নির্যাতন",), "নারী ... কেন্দ্র"),
        ("ගෘහස්ථ හිංසනය ගැන", ("හිංසනය",), "ගෘහස්ථ ... ගැන"),
        ("خشونت‌های خانگی", ("خشونتهای",), "... خانگی"),
        ("przemoc domowa", ("przemoc",), "... domowa"),
    ],
)
def test_a_telling_word_is_found_in_every_script(
    text: str, words: tuple[str, ...], rest: str
) -> None:
    """Between characters without spaces, and with the vowels of Indic scripts."""
    folded = frozenset(map(fold, words))
    assert telling(text, folded)
    assert masked(text, folded) == rest


@pytest.mark.parametrize("text", ["我不想说", "我现在很好", "他打我了", "谢谢你们", "你好", "石榴"])
def test_a_chinese_sentence_is_no_word_of_hers(text: str) -> None:
    """Where her word is asked for, an answer does not count as a wrong one."""
    assert as_word(text) == ""


def test_four_characters_can_be_her_word() -> None:
    """As the examples are."""
    assert as_word("石榴灯笼") == fold("石榴灯笼")
    assert refusal("石榴灯笼", lambda _: False) is None


@pytest.mark.parametrize(
    "word", ["mulțumesc", "дякую", "faleminderit", "salamat", "شکریہ", "ممنون"]
)
def test_an_everyday_word_is_refused(word: str) -> None:
    """It would be said by chance, whatever the language."""
    assert refusal(word, lambda _: False) == "common"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("parlo francese", "fr"),
        ("Română", "ro"),
        ("rumeno", "ro"),
        ("по-русски", "ru"),
        ("po polsku", "pl"),
        ("Tagalog", "fil"),
        ("中文", "zh-Hans"),
        ("Chinese please", "zh-Hans"),
        ("بنگالی", "bn"),
        ("farsi", "fa"),
        ("இத்தாலியன்", "it"),
        ("singalese", "si"),
        ("ucraina", None),
        ("lingua", None),
        ("", None),
        ("il mio italiano non è buono", None),
    ],
)
def test_a_language_is_named_in_any_other(text: str, language: str | None) -> None:
    """A country, a word about languages and a sentence are no name."""
    assert language_named(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ana msh 3arfa a3mel eh ya3ni", "ar"),
        ("mujhe madad chahiye mera shohar", "ur"),
        ("kailangan ko ng help, asawa ko kasi", "fil"),
        ("amar shami amake mare", "bn"),
        ("mama gedara inna bayai", "si"),
        ("man komak mikham az shoharam", "fa"),
        ("ya ne mogu, pomogite mne", "ru"),
        ("我需要帮助", "zh-Hans"),
        ("من کمک می‌خواهم", "fa"),
        ("مجھے مدد چاہیے", "ur"),
        ("أريد مساعدة من فضلك", "ar"),
        ("мені потрібна допомога", "uk"),
        ("ho bisogno di aiuto per i miei figli", "it"),
        ("grazie", None),
        ("Cinisello Balsamo", None),
        ("ok 2", None),
    ],
)
def test_a_text_shows_its_language(text: str, language: str | None) -> None:
    """Romanised and mixed writing too; a word or a name shows nothing."""
    assert written_in(text) == language


def test_the_names_are_those_of_the_cldr() -> None:
    """What lies in the repository is what the script makes of the lists that Babel brings."""
    assert fold(tongue_names.written().replace('"', "")) == fold(
        tongue_names.FILE.read_text(encoding="utf-8").replace('"', "")
    )
