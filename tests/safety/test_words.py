"""Words that always mean the same, and none that an answer could be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.words import (
    EXIT_WORDS,
    PERSON_WORDS,
    PROVIDER_STOP,
    is_exit,
    is_provider_stop,
    reserved,
    wants_person,
)
from bot.text.spelling import fold
from bot.text.tongues import WRITTEN

LANGUAGES = frozenset(WRITTEN)

COMMON = """
sì si no ok va bene basta fine grazie ciao aiuto forse dopo adesso ora oggi domani ieri uno due tre
lunedì martedì mercoledì giovedì venerdì sabato domenica menu corso lavoro casa soldi persona figli
uscire via fuori fermo avanti indietro torna continua altro annulla chiudi stop non lo so niente
yes no ok okay fine thanks please hello bye help maybe later now today tomorrow one two three monday
tuesday wednesday thursday friday saturday sunday menu course work home money person children leave
out away go back next more other cancel close nothing end stop quit done sos
sí no vale bien gracias hola adiós ayuda quizás luego ahora hoy mañana uno dos tres lunes martes
miércoles jueves viernes sábado domingo menú curso trabajo casa dinero persona hijos fuera basta fin
oui non d'accord merci bonjour aide peut-être après maintenant demain un deux trois lundi mardi
mercredi jeudi vendredi samedi dimanche cours travail maison argent personne enfants dehors arrêt
نعم لا حسنا شكرا مرحبا مساعدة ربما الآن اليوم غدا واحد اثنان ثلاثة عمل بيت مال شخص اولاد كفى خلاص
naam la shukran marhaba musaada khalas kafi yalla ana inta bayt
da nu bine mulțumesc ajutor poate acum azi mâine unu doi trei acasă bani gata afară
так ні добре дякую допомога зараз сьогодні завтра один два три робота дім гроші досить tak ni dobre
po jo mirë faleminderit ndihmë tani sot nesër një dy tre punë shtëpi para dil mjaft fund
是 不 好 谢谢 帮助 现在 今天 明天 一 二 三 工作 家 钱 人 够了 shi bu hao xiexie
oo hindi sige salamat tulong ngayon bukas isa dalawa tatlo trabaho bahay pera labas tama na tapos
sim não bem obrigada ajuda agora hoje amanhã um dois três trabalho casa dinheiro chega fim fora
да нет хорошо спасибо помощь сейчас сегодня завтра работа дом деньги хватит конец da net khorosho
ඔව් නැහැ හරි ස්තුතියි උදව් දැන් අද හෙට ow naha hari
হ্যাঁ না ঠিক ধন্যবাদ সাহায্য এখন আজ কাল এক দুই তিন কাজ বাড়ি টাকা hae na thik
ہاں نہیں ٹھیک شکریہ مدد ابھی آج کل ایک دو تین کام گھر پیسے بس دل haan nahi theek bas dil
بله نه خوب ممنون کمک الان امروز فردا یک دو سه کار خانه پول کافی bale na khub bas
tak nie dobrze dziękuję pomoc teraz dziś jutro jeden dwa trzy praca dom pieniądze dość koniec
1 2 3 4 5 6 7 8 9 10 112 113 118 1522
"""
"""Common words and likely answers of each language, romanised too. Natives should add to it."""

EXITS = sorted({word for words in EXIT_WORDS.values() for word in words})
PERSONS = sorted({word for words in PERSON_WORDS.values() for word in words})


def test_every_language_has_words_that_leave_and_words_for_a_person() -> None:
    """Nobody must know another language to leave or to be answered."""
    assert set(EXIT_WORDS) == set(PERSON_WORDS) == LANGUAGES
    assert all(EXIT_WORDS.values())
    assert all(PERSON_WORDS.values())


def test_no_exit_word_is_a_common_word_or_an_answer() -> None:
    """*fine*, *basta*, *dil* and CANCEL leave nobody in front of the cover by accident."""
    common = {fold(word) for word in COMMON.split()}
    common |= {fold(line) for line in COMMON.splitlines()}
    assert not common & {fold(word) for word in EXITS}
    assert not any(is_exit(word) for word in COMMON.split())


@pytest.mark.parametrize("word", ["fine", "basta", "dil", "CANCEL", "ok", "no", "leave", "labas"])
def test_a_common_word_does_not_leave(word: str) -> None:
    """The words that the rule was made for."""
    assert not is_exit(word)


@pytest.mark.parametrize("word", EXITS)
def test_an_exit_word_leaves_however_it_is_written(word: str) -> None:
    """Capitals, punctuation, emoji, spaces and hidden signs make no difference."""
    for written in (word, word.upper(), f"  {word}!!! ", f"«{word}»🙂", f"\u200f{word}\u200b."):
        assert is_exit(written)


@pytest.mark.parametrize("word", ["e s c i", "E.S.C.I.", "ESСI", "ｅｓｃｉ"])
def test_a_disguised_exit_word_leaves(word: str) -> None:
    """Letter by letter, with a look-alike letter or in wide letters."""
    assert is_exit(word)


@pytest.mark.parametrize("word", EXITS)
def test_an_exit_word_within_a_sentence_does_not_leave(word: str) -> None:
    """Only the whole message is a word."""
    assert not is_exit(f"{word} 7 volte")


@pytest.mark.parametrize("word", [*PERSONS, "HELP", "SOS", "S.O.S.", "Aiuto!"])
def test_a_word_for_a_person_never_leaves(word: str) -> None:
    """Who calls for help is answered, not shown the almanac."""
    assert wants_person(word)
    assert not is_exit(word)
    assert not is_provider_stop(word)


@pytest.mark.parametrize("word", [*PROVIDER_STOP, "stop", "Stop.", "unsubscribe"])
def test_the_stop_family_is_known_apart(word: str) -> None:
    """It leaves on SMS and WhatsApp; on web CANCEL is a word like others."""
    assert is_provider_stop(word)
    assert not is_exit(word)
    assert reserved(word)


@pytest.mark.parametrize("label", ["Esci", "EXIT", "خروج", "Stop", "Cancel"])
def test_no_flow_may_use_a_word_that_leaves(label: str) -> None:
    """A choice that leaves by accident would cut her off."""
    assert reserved(label)


@pytest.mark.parametrize("label", ["Sì", "No", "Un corso", "Aiuto", "Indietro", "Fine"])
def test_ordinary_labels_are_free(label: str) -> None:
    """The gate does not stand in the way."""
    assert not reserved(label)


@given(st.text())
def test_any_message_may_be_asked(text: str) -> None:
    """Nothing breaks the first question of every turn, and no message is both things."""
    assert not (is_exit(text) and wants_person(text))


def test_a_very_long_message_is_no_word() -> None:
    """It is not even folded."""
    assert not is_exit("esci " * 20_000)
    assert is_exit(" " * 100_000 + "esci")
