"""Who answers in which language: she is told before she chooses, and is never refused for it."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.turned import Turned
from bot.handoff.people import Account, Role
from bot.handoff.queue import in_order
from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said, Voice
from tests.place import TO_A_PERSON

HER = Address(Channel.WEB, "token-of-hers")
RHO = "rho-garbagnate"
SPANISH = ("Español", "Sí", "Una persona", "Rho")


async def _on_duty(service: House, id: str, *languages: str) -> Account:
    """An operator of Rho who speaks these languages goes on duty."""
    now = service.clock()
    account = Account(id, id, Role.OPERATOR, (RHO,), languages, now)
    await service.desk.set_duty(account, now + timedelta(minutes=5), now)
    return account


async def _writes(service: House, *texts: str) -> str:
    """She writes these one after the other; what she reads after the last."""
    turned: Turned | None = None
    for text in texts:
        turned = await service.inbox.post(Inbound(text, HER, service.clock(), Said(text)))
    assert turned is not None, "she wrote something"
    return "\n".join(
        "\n".join((line.speech.text, *(option.label for option in line.speech.options)))
        for line in turned.shown
        if line.voice is not Voice.HER
    )


async def _opens(service: House) -> None:
    await service.inbox.post(Inbound("open", HER, service.clock(), Opened(), ("es",)))


async def test_a_language_that_nobody_speaks_is_said_before_she_chooses(service: House) -> None:
    """In her language, with the languages that are spoken there now, and with both ways open."""
    await _on_duty(service, "a", "it", "en")
    await _on_duty(service, "b", "it", "ar")
    await _opens(service)
    told = await _writes(service, *SPANISH)
    assert "Ahora allí responde quien habla italiano, árabe e inglés." in told
    assert "Sí, avisar" in told
    assert "Dejo un mensaje" in told


async def test_whose_language_is_spoken_hears_nothing_of_languages(service: House) -> None:
    """One operator of hers among others is enough."""
    await _on_duty(service, "a", "it", "en")
    await _on_duty(service, "b", "es")
    await _opens(service)
    told = await _writes(service, *SPANISH)
    assert "italiano" not in told
    assert "Dejo un mensaje" not in told


async def test_she_may_go_on_and_is_found_first_by_who_speaks_her_language(
    service: House,
) -> None:
    """The case carries her language; an operator of that language who comes later sees it first."""
    italian = await _on_duty(service, "a", "it", "en")
    await _opens(service)
    await _writes(service, *SPANISH, "Sí, avisar")
    other = Address(Channel.WEB, "token-of-another")
    await service.inbox.post(Inbound("open", other, service.clock(), Opened(), ("it",)))
    for text in TO_A_PERSON:
        await service.inbox.post(Inbound(text, other, service.clock(), Said(text)))
    spanish = await _on_duty(service, "b", "es")
    waiting = await service.desk.queue([RHO])
    assert [one.language for one in in_order(waiting, italian.languages)] == ["it", "es"]
    assert [one.language for one in in_order(waiting, spanish.languages)] == ["es", "it"]


async def test_she_may_leave_a_request_and_it_keeps_her_language(service: House) -> None:
    """Instead of waiting for somebody who does not understand her."""
    await _on_duty(service, "a", "it")
    await _opens(service)
    told = await _writes(service, *SPANISH, "Dejo un mensaje", "Busco un curso", "granada")
    assert "7 días" in told
    (letter,) = await service.desk.letters([RHO])
    assert letter.language == "es"


async def test_a_waiting_case_follows_her_when_she_changes_the_language(service: House) -> None:
    """She waits, and changes the language at another question: the queue says the new one."""
    await _on_duty(service, "a", "it")
    await _opens(service)
    await _writes(service, *SPANISH, "Sí, avisar", "me está pegando", "idioma", "Italiano")
    (ticket,) = await service.desk.queue([RHO])
    assert ticket.language == "it"
