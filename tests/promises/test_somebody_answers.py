"""A service that is so careful that nobody gets help fails too."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from bot.conversation.state import CaseState, Curtain
from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said
from bot.storage.plain import to_ms
from bot.storage.tables import duty

HER = Address(Channel.WEB, "token-of-hers")


async def _asks_for_a_person(service: House) -> str:
    """She goes as far as the queue of Rho; the id of her case."""
    now = service.clock()
    row = insert(duty).values(
        operator="op",
        network="rho-garbagnate",
        language="it",
        since=to_ms(now),
        until=to_ms(now + timedelta(minutes=5)),
    )
    await service.store.write(lambda connection: connection.execute(row))
    said = ("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
    await service.inbox.post(Inbound("open", HER, now, Opened(), ("it",)))
    for text in said:
        await service.inbox.post(Inbound(text, HER, service.clock(), Said(text)))
    (ticket,) = await service.desk.queue(["rho-garbagnate"])
    return ticket.id


async def test_to_a_person_it_is_her_town_and_her_yes(service: House) -> None:
    """Who writes that she wants to talk to somebody answers two questions, the second of which
    names who would read her; whose town is known answers that one alone."""
    now = service.clock()
    on = {"operator": "op", "network": "rho-garbagnate", "language": "it", "since": to_ms(now)}
    row = insert(duty).values(on | {"until": to_ms(now + timedelta(minutes=5))})
    await service.store.write(lambda connection: connection.execute(row))
    await service.inbox.post(Inbound("open", HER, now, Opened(), ("it",)))

    async def says(*texts: str) -> str:
        for text in texts:
            turned = await service.inbox.post(
                Inbound(service.ids.new(), HER, service.clock(), Said(text))
            )
        return "\n".join(line.speech.text for line in turned.shown)

    told = await says("Italiano", "Sì", "una persona", "Rho")
    assert "Vuoi che avvisi Centro dimostrativo Ovest?" in told
    assert await service.desk.queue(["rho-garbagnate"]) == []
    assert "Vuoi che avvisi" in await says("menu", "una persona")
    await says("Sì")
    assert len(await service.desk.queue(["rho-garbagnate"])) == 1


async def test_a_case_whose_holder_is_gone_goes_back_to_the_queue(service: House) -> None:
    """A laptop that died or a holder who went home does not leave her alone with nobody."""
    id = await _asks_for_a_person(service)
    now = service.clock()
    await service.desk.claim(["rho-garbagnate"], id, "op", now)
    assert await service.desk.release_abandoned(now - timedelta(minutes=10)) == []
    later = now + timedelta(minutes=20)
    assert await service.desk.release_abandoned(later - timedelta(minutes=10)) == ["rho-garbagnate"]
    (ticket,) = await service.desk.queue(["rho-garbagnate"])
    assert ticket.state == CaseState.QUEUED.value


async def test_who_waits_in_vain_is_told_at_her_next_word(service: House) -> None:
    """The last operator went home: her next word is answered with what is open now."""
    await _asks_for_a_person(service)
    gone = service.clock() + timedelta(minutes=9)
    turned = await service.inbox.post(Inbound("w", HER, gone, Said("ci siete")))
    told = " ".join(line.speech.text for line in turned.shown)
    assert "112" in told
    assert "1522" in told


async def test_everything_is_deleted_also_while_she_waits(service: House) -> None:
    """ "Cancella tutto" is a promise of the notice: it holds in the queue as everywhere."""
    await _asks_for_a_person(service)
    for text in ("cancella tutto", "Sì"):
        turned = await service.inbox.post(Inbound(f"f-{text}", HER, service.clock(), Said(text)))
    assert turned.curtain is Curtain.EXITED
    assert await service.desk.queue(["rho-garbagnate"]) == []
