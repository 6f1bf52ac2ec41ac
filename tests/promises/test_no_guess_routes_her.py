"""A town that she did not confirm never decides who answers her, and no question holds her."""

from __future__ import annotations

import pytest

from bot.conversation.turned import Turned
from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said, Voice

HER = Address(Channel.WEB, "token-of-hers")
TO_THE_TOWN = ("Italiano", "Sì", "Una persona")
WHICH_TOWN = "Vicino a quale comune cerco?"


async def _writes(service: House, *texts: str) -> str:
    """She opens a talk and writes these; what she reads after the last."""
    now = service.clock
    await service.inbox.post(Inbound("open", HER, now(), Opened(), ("it",)))
    turned: Turned | None = None
    for count, text in enumerate(texts):
        turned = await service.inbox.post(Inbound(f"{count}", HER, now(), Said(text)))
    assert turned is not None, "she wrote something"
    return "\n".join(line.speech.text for line in turned.shown if line.voice is not Voice.HER)


async def test_a_guess_that_she_walked_away_from_is_forgotten(service: House) -> None:
    """She mistyped her town and went back to the menu: the town is asked again, nobody is named."""
    told = await _writes(service, *TO_THE_TOWN, "tresano sul navilio", "menu", "Una persona")
    assert WHICH_TOWN in told


async def test_a_guess_that_she_confirms_is_her_town(service: House) -> None:
    """Her yes, and nothing else, makes it so."""
    told = await _writes(service, *TO_THE_TOWN, "tresano sul navilio", "Sì")
    assert "Può risponderti Centro dimostrativo Sud." in told


async def test_another_town_may_be_written_where_one_is_proposed(service: House) -> None:
    """Instead of yes or no she may write the right name."""
    told = await _writes(service, *TO_THE_TOWN, "tresano sul navilio", "Rho")
    assert "Può risponderti Centro dimostrativo Ovest." in told


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("menu", "Che cosa ti serve adesso?"),
        ("indietro", "Che cosa ti serve adesso?"),
        ("sono in pericolo", "chiama il 112"),
        ("lingua", "In che lingua scriviamo?"),
        ("soldi e basta", "Non trovo questo comune."),
    ],
)
async def test_the_question_for_her_town_can_be_left(service: House, word: str, said: str) -> None:
    """A word of another flow, written alone, is heard there too: it is no town."""
    assert said in await _writes(service, *TO_THE_TOWN, word)


async def test_her_letter_is_hers_whatever_it_says(service: House) -> None:
    """What she leaves for a person is kept as it is, also where it is the word of a flow."""
    told = await _writes(service, *TO_THE_TOWN, "Rho", "Lascio un messaggio", "cerco lavoro")
    assert told.startswith("Adesso scegli una parola tua")
