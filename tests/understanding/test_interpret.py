"""What an answer means at a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.interpret import Candidate, Meaning, interpret

OPTIONS = (
    Candidate("course", ("Un corso", "corsi", "formazione", "imparare")),
    Candidate("desk", ("Un appuntamento allo sportello", "sportello")),
    Candidate("person", ("Parlare con una persona", "operatrice")),
    Candidate("no", ("No, grazie", "no")),
)
ANYWHERE = (
    Candidate("home", ("casa", "alloggio")),
    Candidate("money", ("soldi", "reddito di libertà")),
)


def meant(text: str, *, typed: bool = False, digits: bool = True) -> Meaning:
    """What the text means at the question of this module."""
    return interpret(text, OPTIONS, ANYWHERE, typed=typed, digits=digits)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("1", "course"),
        ("2)", "desk"),
        ("٣", "person"),
        ("۳", "person"),
        ("il 2", "desk"),
        ("tre", "person"),
        ("un corso", "course"),
        ("UN CORSO!", "course"),
        ("Formazione", "course"),
        ("vorrei un corso di italiano", "course"),
        ("appuntamento", "desk"),
        ("persona", "person"),
        ("formazzione", "course"),
        ("vorrei la formazone", "course"),
        ("sportelo", "desk"),
        ("no", "no"),
        ("no grazie davvero", "no"),
        ("NO!!", "no"),
    ],
)
def test_an_answer_finds_its_choice(text: str, choice: str) -> None:
    """Numbers, labels, words inside a short text and near spellings are understood."""
    assert meant(text).choice == choice


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "9",
        "non voglio un corso",
        "formazione o sportello",
        "un",
        "con una",
        "boh",
        "",
        "🙂",
        "non so",
        "cose",
        "è una lunga storia e in mezzo ci sta anche un corso di italiano",
    ],
)
def test_a_doubtful_answer_means_nothing(text: str) -> None:
    """It is better to ask again than to guess."""
    assert meant(text) == Meaning(None)


@pytest.mark.parametrize(
    ("text", "flow"),
    [("casa", "home"), ("cerco casa", "home"), ("Reddito di liberta", "money")],
)
def test_words_of_another_flow_lead_there(text: str, flow: str) -> None:
    """She may change the subject wherever she is."""
    assert meant(text) == Meaning(None, flow)


def test_a_choice_comes_before_another_flow() -> None:
    """What is offered here is meant first."""
    options = (Candidate("here", ("Casa",)),)
    assert interpret("casa", options, ANYWHERE, typed=False) == Meaning("here")


@pytest.mark.parametrize("text", ["casa", "vorrei un corso", "corsico", "tre", "formazzione"])
def test_a_typed_answer_is_hers(text: str) -> None:
    """Where a text is expected only a number or the exact words mean a choice."""
    assert meant(text, typed=True) == Meaning(None)


def test_a_typed_answer_may_still_be_a_choice() -> None:
    """The exact words and the number of a choice are that choice."""
    assert meant("no, grazie", typed=True).choice == "no"
    assert meant("4", typed=True).choice == "no"


def test_a_number_is_no_choice_where_a_number_is_the_answer() -> None:
    """Her eight digits, or how many children, are not the name of a choice."""
    assert meant("2", typed=True, digits=False) == Meaning(None)


def test_two_labels_equally_near_mean_neither() -> None:
    """A near spelling needs a margin."""
    twins = (Candidate("a", ("Milano nord",)), Candidate("b", ("Milano sord",)))
    assert interpret("milano tord", twins, (), typed=False) == Meaning(None)


def test_a_short_word_is_never_guessed() -> None:
    """With three letters everything is near."""
    options = (Candidate("rho", ("Rho",)), Candidate("other", ("Un altro comune",)))
    assert interpret("rha", options, (), typed=False) == Meaning(None)


def test_another_letter_makes_another_word_of_four() -> None:
    """*cosa* is not a misspelt *casa*."""
    assert interpret("cosa", (Candidate("home", ("casa",)),), (), typed=False) == Meaning(None)


@given(st.text(max_size=400), st.booleans(), st.booleans())
def test_any_text_has_a_meaning_or_none(text: str, typed: bool, digits: bool) -> None:
    """Nothing that she writes breaks the reading, and only what was offered is meant."""
    meaning = meant(text, typed=typed, digits=digits)
    assert meaning.choice in {None, *(option.id for option in OPTIONS)}
    assert meaning.flow in {None, *(flow.id for flow in ANYWHERE)}


@given(st.integers(1, 4))
def test_every_label_means_itself(number: int) -> None:
    """Whoever types what she sees is understood."""
    option = OPTIONS[number - 1]
    assert meant(option.words[0]).choice == option.id


def test_a_hundred_thousand_characters_mean_nothing() -> None:
    """A story is not the name of a choice."""
    assert meant("corso " * 20_000) == Meaning(None)


def test_the_meaning_is_not_in_a_traceback() -> None:
    """What she chose tells about her."""
    assert "person" not in repr(meant("3"))


def test_where_a_name_is_expected_a_part_of_one_label_is_that_choice() -> None:
    """«Naviglio» under «Trezzano sul Naviglio» and «Trezzano Rosa» is the first, not a new name."""
    towns = (Candidate("a", ("Trezzano Rosa",)), Candidate("b", ("Trezzano sul Naviglio",)))
    assert interpret("naviglio", towns, (), typed=True, named=True).choice == "b"
    assert interpret("trezzano", towns, (), typed=True, named=True).choice is None
    assert interpret("naviglio", towns, (), typed=True).choice is None


def test_where_a_name_is_expected_the_whole_word_of_a_flow_leads_away() -> None:
    """«Casa» alone is no town and names the flow; where she writes freely it is her answer."""
    assert interpret("casa", OPTIONS, ANYWHERE, typed=True, named=True) == Meaning(None, "home")
    assert interpret("la mia casa", OPTIONS, ANYWHERE, typed=True, named=True) == Meaning(None)
    assert interpret("casa", OPTIONS, ANYWHERE, typed=True) == Meaning(None)
