"""How easy a text is to read is measured, and what she reads is easy."""

from __future__ import annotations

import pytest

from bot.check import hard_texts
from bot.engine.inspect.ease import EASY, ease, gulpease, is_hard, measured
from bot.publishing.published import bundle_of, read_directory, read_source

HARD = (
    "L'individuazione della documentazione indispensabile presuppone l'accertamento preliminare "
    "della situazione amministrativa dell'interessata"
)


def test_the_index_is_that_of_gulpease() -> None:
    """89 + (300 x sentences - 10 x letters) / words, and at most 100."""
    ten_words_of_83_letters = "Prendiamo appuntamento insieme domani mattina. {}"
    rest = "Porti documenti, ricevute, eventuali certificati."
    assert gulpease(ten_words_of_83_letters.format(rest)) == pytest.approx(89 + (600 - 830) / 10)
    assert gulpease("Ti ascolto subito. Scrivi quando vuoi e se vuoi torna.") == 100
    assert is_hard(HARD)


@pytest.mark.parametrize("text", ["", "Appuntamento amministrativo straordinario", "{services}"])
def test_a_short_text_is_not_measured(text: str) -> None:
    """A single long word would decide."""
    assert gulpease(text) is None
    assert not is_hard(text)


def test_only_an_end_makes_a_sentence_shorter() -> None:
    """A colon, a comma or the point of a number does not; a new line does."""
    words = "qualche parola piuttosto lunga davanti"
    long = gulpease(f"{words}: {words}, alle 10.30")
    assert long is not None
    broken = gulpease(f"{words}\n{words}, alle 10.30")
    assert broken is not None
    assert broken - long == pytest.approx(300 / 13)


def test_what_she_reads_is_easy() -> None:
    """Every Italian text of flows, of ours and of the directory, from ten words on."""
    assert list(ease(bundle_of(read_source()))) == []
    assert hard_texts(read_directory()) == []
    assert EASY == 60


def test_what_was_measured_is_said_in_a_line() -> None:
    """How many texts, the hardest and the middle one; short texts are not among them."""
    easy = "Ti ascolto subito. Scrivi quando vuoi e se vuoi torna."
    hard = int(gulpease(HARD) or 0)
    assert measured(["Sì", easy, HARD, easy]).endswith(
        f"3 Italian texts, the hardest {hard}, the middle one 100"
    )
