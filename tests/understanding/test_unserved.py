"""A language that is not offered is recognised, and none of ours is taken for one."""

from __future__ import annotations

import pytest

from bot.i18n.unserved_texts import UNSERVED, say_unserved
from bot.text.tongues import LANGUAGES
from bot.understanding.pictures import pictured
from bot.understanding.scripts import script_of
from bot.understanding.small_talk import is_small_talk
from bot.understanding.unserved import NAMES, NEAREST, unserved_in
from bot.understanding.writing import OTHER, written_in

SAID = {
    "hi": "मुझे मदद चाहिए",
    "ne": "मलाई मद्दत चाहियो, श्रीमानले कुट्छ",
    "ml": "എനിക്ക് സഹായം വേണം",
    "hy": "Ինձ օգնություն է պետք",
    "pa": "ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ",
    "ta": "எனக்கு உதவி வேண்டும்",
    "am": "እርዳታ እፈልጋለሁ",
    "ti": "ሓገዝ ይደሊ ኣሎኹ",
    "gez": "ሰላም",
    "ka": "დახმარება მჭირდება",
    "bg": "Имам нужда от помощ",
    "sr": "Trebam pomoć, muž me tuče",
    "de": "Ich brauche Hilfe für meine Kinder",
    "tr": "Kocam beni dövüyor, yardım istiyorum",
    "hu": "Segítség kell, a férjem megver",
    "vi": "Tôi cần giúp đỡ, chồng tôi đánh tôi",
    "th": "ฉันต้องการความช่วยเหลือ",
    "ja": "助けてください",
    "ko": "도와주세요",
    "el": "Χρειάζομαι βοήθεια",
    "he": "אני צריכה עזרה",
    "so": "Waxaan u baahanahay caawimaad",
    "ps": "زه مرستې ته اړتیا لرم، ډېر وېرېږم",
    "ckb": "من یارمەتیم دەوێت، مێردەکەم لێم دەدات",
    OTHER: "నాకు సహాయం కావాలి",
}


@pytest.mark.parametrize(("language", "text"), SAID.items())
def test_a_language_that_we_lack_is_recognised(language: str, text: str) -> None:
    """By its alphabet, by letters of its own, or by small words; it is taken for none of ours."""
    assert unserved_in(text) == language
    assert written_in(text) is None


@pytest.mark.parametrize(
    ("name", "language"),
    [("Deutsch", "de"), ("parlo solo tedesco", "de"), ("हिन्दी", "hi"), ("한국어", "ko"),
     ("tigrino", "ti"), ("kurmancî", "kmr"), ("parlo nepali", "ne"), ("armeno", "hy"),
     ("Shqip", None), ("italiano", None)],
)  # fmt: skip
def test_a_language_that_we_lack_is_named(name: str, language: str | None) -> None:
    """In itself, in Italian, in English; the name of one of ours is none."""
    assert unserved_in(name) == language


@pytest.mark.parametrize(
    "text",
    ["ho bisogno di aiuto per i miei figli", "I need help with my children", "нужна помощь",
     "我需要帮助", "مجھے مدد چاہیے", "مساعدة", "کمک", "ok", "3", "", "Cinisello Balsamo",
     "am nevoie de ajutor", "Ты", "nie mam pracy", "ben"],
)  # fmt: skip
def test_what_is_ours_or_open_is_no_other_language(text: str) -> None:
    """A short word, a place and a text in a language of ours."""
    assert unserved_in(text) is None


def test_every_language_that_is_recognised_has_a_sentence_and_a_nearest_one() -> None:
    """112 stands in each, as figures; what is nearest is offered. It fits one text message."""
    assert set(NEAREST) == {*UNSERVED, OTHER, "gez"}
    assert set(NAMES.values()) <= set(NEAREST)
    for language, nearest in NEAREST.items():
        assert set(nearest.split()) <= set(LANGUAGES)
        assert "112" in say_unserved(language, briefly=True)
    for brief, choose in UNSERVED.values():
        assert "112" not in choose
        assert len(brief) <= 70


@pytest.mark.parametrize(
    ("text", "script"),
    [("ciao", "latin"), ("ciao 你好你好", "han"), ("مرحبا 你好", "arabic"),
     ("привет 你好吗", "cyrillic"), ("مساعدة привет", None),
     ("日本語です", "kana"), ("è già", "latin"), ("😭😭", "latin")],
)  # fmt: skip
def test_mixed_alphabets_tell_only_what_is_clear(text: str, script: str | None) -> None:
    """Latin letters stand beside any other; of two others one must be clearly ahead."""
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "said"),
    [("😭😭😭", "other"), ("👍", "thanks"), ("🙏🏽 ❤️", "thanks"), ("🆘", "help"), ("😭🆘", "help"),
     ("👊🩸", "other"), ("1️⃣", None), ("?", None), ("...", None), ("ok 👍", None), ("", None)],
)  # fmt: skip
def test_pictures_alone_are_known(text: str, said: str | None) -> None:
    """Whatever their shade; a word, a number or a mark beside makes it a text."""
    assert pictured(text) == said
    assert is_small_talk(text) == (said == "thanks")
