"""Her own words open for her alone, lock her out of nothing, and stand nowhere in the open."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.assemble import House
from bot.messages import Address, Channel, Inbound, Opened, Said, Voice

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
