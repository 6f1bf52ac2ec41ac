"""What she can do is a closed list, said shortly to her and in the desk's words to the desk."""

from __future__ import annotations

import pytest

from bot.handoff.abilities import (
    ABILITIES,
    AREAS,
    LANGUAGES,
    curriculum,
    following,
    for_desk,
    known,
    spoken,
    within,
)
from bot.handoff.notebook import Aim, Paper
from bot.i18n.abilities_texts import ABILITIES_TEXTS
from bot.i18n.translator import Translator
from bot.publishing.published import FLOWS, read_catalogues, risky_words
from bot.publishing.published import LANGUAGES as OFFERED
from bot.safety.telling import telling

SHORT = 24
"""So many characters a line of a list may have on WhatsApp, which is the strictest."""


@pytest.fixture(scope="module")
def translator() -> Translator:
    """Ours, in every language."""
    return Translator(read_catalogues())


def test_everything_that_can_be_chosen_has_words() -> None:
    """Abilities, areas, aims and documents, and no word is left over."""
    keys = {f"ability.{id}" for id in ABILITIES} | {f"ability.area.{area}" for area in AREAS}
    keys |= {f"plan.aim.{aim}" for aim in Aim} | {f"plan.paper.{paper}" for paper in Paper}
    fixed = {"ability.noted", "sheet.abilities"}
    fixed |= {"plan.title", "plan.empty", "plan.have", "plan.missing"}
    assert set(ABILITIES_TEXTS) == keys | fixed


@pytest.mark.parametrize("language", OFFERED)
def test_a_label_fits_and_no_two_are_alike(translator: Translator, language: str) -> None:
    """On every channel, in every offered language: two alike could not be told apart."""
    for group in (
        [f"ability.{id}" for id in ABILITIES],
        [f"plan.aim.{aim}" for aim in Aim],
        [f"plan.paper.{paper}" for paper in Paper],
    ):
        said = [translator.text(key, language) for key in group]
        assert [one for one in said if not 0 < len(one) <= SHORT] == []
        assert len(set(said)) == len(said)


def test_nothing_in_it_tells_why_she_asks(translator: Translator) -> None:
    """Neither to a desk nor on a phone: no word of the risky lists."""
    whole = curriculum(tuple(ABILITIES), lambda code: code)
    every = risky_words(FLOWS / "risky_words")
    assert not telling(whole, every["it"])
    assert "irizzo" not in whole
    for language in OFFERED:
        for key in ABILITIES_TEXTS:
            assert not telling(translator.text(key, language), every[language]), (language, key)


def test_a_curriculum_has_her_abilities_and_room_for_her_name() -> None:
    """By area, work first; what she did not choose is not there."""
    ids = known(["shop", "children", "speaks_ar", "elderly", "unknown", "shop"])
    assert ids == ("children", "elderly", "shop", "speaks_ar")
    assert curriculum(ids, {"ar": "arabo"}.__getitem__).splitlines() == [
        "CURRICULUM",
        "Nome e cognome: ________________________",
        "Contatto: ________________________",
        "",
        "Esperienze di lavoro: Vendita e cassa",
        "Cura delle persone: Cura e sorveglianza di bambini, assistenza a persone anziane",
        "Lingue: arabo",
    ]
    assert for_desk((), str) == ""


def test_the_areas_follow_one_another_and_end() -> None:
    """Each once; her own language stands first among the languages."""
    seen = [area := following("")]
    while area := following(area):
        seen.append(area)
    assert seen == list(AREAS)
    assert within("languages", "ar")[:2] == ["speaks_ar", "speaks_it"]
    assert spoken(within("languages")) == LANGUAGES
    assert within("nowhere") == ()
