"""Her own words open for her alone, lock her out of nothing, and stand nowhere in the open."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.conversation.scene import Scene
from bot.house import House
from bot.messages import Address, Channel, Inbound, Left, Opened, Said, Voice
from bot.safety.her_words import WordKind
from tests.engines import ON_POSTGRES
from tests.promises import hers

WORD = "Zaffiranella"
TO_WORDS = ("Italiano", "Sì", "le mie parole", "Per tornare", WORD, WORD, "Va bene")


async def _talk(service: House, address: Address, *texts: str) -> list[str]:
    """What was answered to the last of these texts, after the key."""
    shown = (await service.inbox.post(_inbound(service, address, "key", Opened()))).shown
    for number, text in enumerate(texts):
        what = Said(text)
        shown = (await service.inbox.post(_inbound(service, address, f"{number}", what))).shown
    return [line.speech.text for line in shown if line.voice is not Voice.HER]


def _inbound(service: House, address: Address, id: str, what: Opened | Said) -> Inbound:
    return Inbound(f"{address.value}-{id}", address, service.clock(), what, ("it",))


def _files(service: House) -> bytes:
    path = Path(service.settings.database_url.split("///", 1)[1])
    return b"".join(found.read_bytes() for found in path.parent.iterdir() if found.is_file())


@pytest.mark.skipif(ON_POSTGRES, reason="it is about the file")
async def test_her_word_is_in_no_file_and_no_log(
    service: House, caplog: pytest.LogCaptureFixture
) -> None:
    """What is kept of it is a keyed hash, from which it cannot be read."""
    caplog.set_level(logging.DEBUG)
    with capture_logs() as events:
        told = await _talk(service, Address(Channel.WEB, "token"), *TO_WORDS)
    assert told, "the word was taken"
    kept = _files(service)
    for form in (WORD, WORD.casefold()):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert form.encode(encoding) not in kept
        assert form not in str(events) + caplog.text


async def test_wrong_words_never_lock_anybody_out_of_the_key_or_of_112(service: House) -> None:
    """After many wrong words the page still opens with the key, and says 112."""
    first = Address(Channel.WEB, "first")
    await _talk(service, first, *TO_WORDS)
    guesses = [text for _ in range(12) for text in ("11112222", "melograno", "Sì, riprovo")]
    await _talk(service, Address(Channel.WEB, "thief"), "Italiano", "Sì", "ho un numero", *guesses)
    for name in ("second", "third"):
        opened = await _talk(service, Address(Channel.WEB, name))
        assert "112" in opened[0]
        menu = await _talk(service, Address(Channel.WEB, name + "-2"), "Italiano", "Sì")
        assert "112" in menu[0]


@pytest.mark.parametrize("channel", [Channel.WEB, Channel.TELEGRAM])
@pytest.mark.parametrize(("step", "says"), [("day", "Senza data"), ("drop", "Sì"), ("hub", "")])
async def test_who_has_not_said_her_word_neither_reads_nor_changes_her_plan(
    scene: Scene, channel: Channel, step: str, says: str
) -> None:
    """In a thread that has a word of hers, whatever was asked there before: nothing of it is
    written, and nothing is told but to write the word first."""
    known = hers.at(scene, "plan", step, "it", channel)
    known = replace(known, words=frozenset({WordKind.RETURN}))
    decided = await hers.after(scene, known, Said(says or "il mio piano"))
    assert decided.record is not None
    assert decided.record.marks == ()
    told = [one.speech.text for one in decided.record.shown if one.voice is not Voice.HER]
    first = "Fatto. Il piano non c'è più." if step == "drop" else "Per questo scrivi prima"
    assert told[0].startswith(first)


async def test_her_plan_comes_back_with_her_word(service: House) -> None:
    """After an exit, in her own thread."""
    her = Address(Channel.TELEGRAM, "4711")
    plan = ("il mio piano", "Sì", "Il medico", "Senza data")
    assert "Il medico" in " ".join(await _talk(service, her, *TO_WORDS, *plan))
    await service.inbox.post(Inbound("leaves", her, service.clock(), Left("button")))
    told: list[str] = []
    for text in ("il mio piano", WORD, "Sì", "No, dall'inizio", "il mio piano"):
        before, inbound = " ".join(told), _inbound(service, her, f"{len(told)} {text}", Said(text))
        shown = (await service.inbox.post(inbound)).shown
        told += [line.speech.text for line in shown if line.voice is not Voice.HER]
    assert "medico" not in before
    assert "Il medico: da fare" in " ".join(told)
