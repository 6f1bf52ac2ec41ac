"""A long text is screened stretch by stretch: one clause of danger is found among much calm."""

from __future__ import annotations

from array import array
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.publishing.published import TOPIC_PHRASES, read_phrases, read_screen
from bot.text.spelling import fold
from bot.text.tongues import LANGUAGES
from bot.understanding.danger import MOST, Screen
from bot.understanding.stretches import SPREAD, WIDE, WIDE_HAN, spread, stretches
from bot.understanding.topics import TOPICS
from bot.understanding.weights import Net
from scripts.bench.danger import DEV, LONG, TEST, rows

SCREEN = read_screen()
CALM = "vorrei iscrivermi a un corso di cucina che comincia a ottobre e dura tre mesi " * 5


def test_every_word_stands_in_a_stretch_and_none_is_too_long() -> None:
    """What is cut out would not be screened."""
    text = "Ciao. Cerco un corso! " + " ".join(f"parola{at}" for at in range(100)) + ". Grazie"
    found = stretches(text)
    assert {*fold(" ".join(found)).split()} == {*fold(text).split()}
    assert max(len(part.split()) for part in found) <= WIDE


def test_stretches_of_one_sentence_share_words() -> None:
    """A clause that one of them cuts in two stands whole in the next."""
    words = [f"parola{at}" for at in range(60)]
    found = stretches(" ".join(words))
    for at in range(len(words) - 4):
        assert any(" ".join(words[at : at + 5]) in part for part in found)


def test_chinese_is_cut_by_characters() -> None:
    """Nobody writes spaces there: a whole telling would be one word."""
    found = stretches("我想找工作因为孩子上学了" * 10)
    assert len(found) > 1
    assert {len(part) for part in found} == {WIDE_HAN}


def test_of_a_long_text_its_end_is_read_as_well_as_its_beginning() -> None:
    """She may greet and explain for long before she says what she wants."""
    words = [f"parola{at}" for at in range(400)]
    found = spread(" ".join(words))
    assert (found[0].split()[0], found[-1].split()[-1]) == (words[0], words[-1])
    assert len(found) == SPREAD
    assert spread("cerco un corso") == ["cerco un corso"]


def test_so_many_stretches_are_doubted_at_most() -> None:
    """However long a text is, it takes no more of the model's time."""
    told = " ".join(f"lui mi ha preso la borsa numero {at} e poi" for at in range(900))
    assert len(SCREEN.doubted(told)) == MOST


def test_the_meaning_of_a_stretch_decides_over_its_words() -> None:
    """What its words leave open is read, and what was read counts for that stretch."""
    text = f"{CALM}ma ieri mi ha presa per i capelli davanti alla bambina {CALM}"
    # Danger is what the one number of a meaning says, whatever the words say.
    net = Net((array("f", [1, 0, 0, 0]),), (_row(0, 0), _row(20, -10), _row(0, -10)))
    screen = Screen(replace(SCREEN.weights, together=net))
    calm = [[0.0]] * len(screen.doubted(text))
    assert len(calm) > 1
    assert screen.sign(text, calm) is None
    assert screen.sign(text, [*calm[:-1], [1.0]]) == "danger_now"


def _row(of_number: float, added: float) -> array[float]:
    return array("f", [of_number, added])


@given(st.text(alphabet=st.sampled_from("a. 我\n!,ب"), max_size=400))
def test_any_text_is_cut_without_loss(text: str) -> None:
    """Whatever stands between the ends of sentences."""
    found = "".join(stretches(text))
    assert {*fold(text)} - {" "} == {*fold(found)} - {" "}


def test_the_long_set_is_whole_and_none_of_it_is_learned() -> None:
    """What is learned from would be found for another reason."""
    files = (*read_phrases().values(), *read_phrases(TOPIC_PHRASES).values())
    learnt = {fold(line.partition("\t")[2]) for file in files for line in file.splitlines()}
    for part in (DEV, TEST):
        found = rows(part, LONG)
        assert {row.language for row in found} == {*LANGUAGES}
        assert sum(row.danger for row in found) * 2 == len(found)
        assert {topic for row in found if not row.danger for topic in row.kind.split("|")} <= {
            *TOPICS
        }
        assert not {fold(row.phrase) for row in found} & learnt
