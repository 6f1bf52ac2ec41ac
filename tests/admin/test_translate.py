"""The staff's texts: found in the code of the console, complete in English, said in a refusal."""

from __future__ import annotations

import string

import pytest

from admin.texts import LANGUAGES, catalogue, language_of, say
from admin.translate import compiled, lacking, sources, texts_of, write
from bot.handoff.reasons import SENTENCES, Reason


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_text_of_the_console_and_every_refusal_is_translated(language: str) -> None:
    """Nobody at a desk meets a language that she did not choose."""
    assert lacking(language, sources()) == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_translation_has_the_places_of_its_source(language: str) -> None:
    """A name or a time that the Italian says is said in every language."""
    for message in catalogue(language):
        for said in message.string if isinstance(message.string, tuple) else (message.string,):
            source = message.id[-1] if isinstance(message.id, tuple) else message.id
            if message.id and said:
                assert _places(said) - {"count"} == _places(source) - {"count"}, source


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_catalogue_is_in_step_with_the_console(language: str) -> None:
    """`python -m admin.translate` would change nothing."""
    known = {message.id for message in catalogue(language) if message.id}
    wanted = {one if len(one) > 1 else one[0] for one in sources()}
    assert known == wanted


def test_texts_are_found_wherever_the_console_says_them() -> None:
    """In calls over several lines, in tables, with values, and one and many."""
    code = """
        t("Una"); const A = { title: mark("Due") };
        t(
          "Tre, {name}",
          { name },
        );
        many("{count} caso", "{count} casi", n); split("no"); t(variable);
    """
    found = list(texts_of(code))
    assert found == [("Una",), ("Due",), ("Tre, {name}",), ("{count} caso", "{count} casi")]


def test_a_catalogue_that_is_written_again_keeps_its_translations() -> None:
    """Nothing that was translated is lost by bringing it in step."""
    assert b'msgstr "Queue"' in write("en", [("Coda",)])
    assert compiled("en")["texts"]["Coda"] == "Queue"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("en-GB,en;q=0.9", "en"), ("it", "it"), ("fr, en;q=0.5", "en"), ("", "it"), ("ar", "it")],
)
def test_a_refusal_is_told_in_the_language_that_is_asked_for(accepted: str, language: str) -> None:
    """The first that the staff's texts have; Italian where there is none."""
    assert language_of(accepted) == language


def test_the_details_of_a_refusal_stand_in_its_translation() -> None:
    """Who has the case is said in English too."""
    said = say(SENTENCES[Reason.HELD], "en", holder="Prima")
    assert said.startswith("The case is already with Prima.")
