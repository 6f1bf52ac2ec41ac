"""Her interest in a training call: sent with her yes, read by a desk, answered, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.handoff.people import Role
from bot.storage.training import SqlCalls
from bot.training.call import TrainingCall
from bot.training.demonstration import demonstration_calls
from bot.training.importing import change_of
from bot.wiring.together import demonstration
from tests.together.conftest import CENTRE, RHO, Person, Town

SCHOOL = "demo-formazione"
ASKS = ("Italiano", "Sì", "Lavoro e corsi", "Voglio un corso", "Cerco un corso vicino", "Sì", "Rho")


async def _gives(town: Town, calls: Sequence[TrainingCall]) -> None:
    """A source gives these calls now, and they are on the stage."""
    now = town.now[0]
    await SqlCalls(town.house.store).update(
        lambda held: change_of(held, "demonstration", calls, now, whole=True), now
    )
    await town.house.stage.refresh()


async def _looks(town: Town, title: str = "Aiuto cuoca") -> tuple[str, str]:
    """She looks at a call: her token, and what the page answers."""
    (school,) = (one for one in demonstration() if one.id == SCHOOL)
    await town.house.together.agencies.save(school)
    await _gives(town, demonstration_calls(town.now[0]))
    token: str = town.house.keys.tokens.mint(town.now[0])
    for text in (*ASKS, "Uno mi interessa"):
        await town.says(token, text)
    return token, await town.says(token, title)


async def _inbox(desk: Person) -> list[dict]:
    found: list[dict] = (await desk.ok("GET", "/api/referrals"))["referrals"]
    return found


async def test_the_desk_reads_the_call_and_closed_fields_once_she_said_yes(town: Town) -> None:
    """Before it nothing; then no more than she read; and how to reach her after its promise."""
    desk = await town.person("sportello", SCHOOL)
    token, _ = await _looks(town)
    asked = await town.says(token, "Dillo allo sportello")
    for line in ("Chi lo saprà", "segnalare", "Niente lettere", "Aiuto cuoca, fino al", "un corso"):
        assert line in asked
    assert await _inbox(desk) == []
    done = await town.says(token, "Sì, mandalo")
    (one,) = await _inbox(desk)
    assert one["about"].startswith("Aiuto cuoca, fino al ")
    assert one["sheet"] == {"needs": ["training"], "languages": ["it"]}
    assert (one["state"], one["sender"], one["called"]) == ("sent", "", "")
    path = f"/api/referrals/{one['id']}"
    told = await desk.ok("POST", f"{path}/acknowledge")
    assert told["called"]
    assert told["called"] in done
    await desk.ok("POST", f"{path}/accept")
    assert "ti aspetta" in await town.says(token, "i miei corsi")


async def test_taken_back_or_declined_it_may_be_sent_again_and_goes_when_she_forgets(
    town: Town,
) -> None:
    """The desk sees no more what she took back; what it declined she learns when she looks."""
    desk = await town.person("sportello", SCHOOL)
    token, _ = await _looks(town)
    await town.says(token, "Dillo allo sportello")
    await town.says(token, "Sì, mandalo")
    (before,) = await _inbox(desk)
    for text in ("i miei corsi", "Aiuto cuoca", "Riprendo il mio sì"):
        await town.says(token, text)
    assert await _inbox(desk) == []
    gone = await desk.refused("POST", f"/api/referrals/{before['id']}/acknowledge")
    assert gone == (404, "unknown")
    for text in ("Lo rivedo", "Dillo allo sportello", "Sì, mandalo"):
        await town.says(token, text)
    (again,) = await _inbox(desk)
    path = f"/api/referrals/{again['id']}"
    await desk.ok("POST", f"{path}/acknowledge")
    await desk.ok("POST", f"{path}/decline", {"why": "full"})
    assert "chiedi qui a una persona" in await town.says(token, "i miei corsi")
    for text in ("Aiuto cuoca", "Dillo allo sportello", "Sì, mandalo"):
        await town.says(token, text)
    await town.says(token, "cancella tutto")
    await town.says(token, "Sì, cancella")
    assert await _inbox(desk) == []


async def test_only_a_desk_where_somebody_trained_reads_gets_it(town: Town) -> None:
    """Else the employment centre of her town, else nobody: she is told, and offered a person. No
    network learns of it."""
    await town.person("sportello", SCHOOL, trained=False)
    token, _ = await _looks(town)
    told = await town.says(token, "Dillo allo sportello")
    assert "non arrivo a nessuno sportello" in told
    assert "112" in told
    centre = await town.person("centro", CENTRE)
    await town.says(token, "No, grazie")
    assert "impiego di Rho" in await town.says(token, "Dillo allo sportello")
    await town.says(token, "Sì, mandalo")
    assert [one["agency"] for one in await _inbox(centre)] == [CENTRE]
    coordinator = await town.person("coordinatrice", RHO, role=Role.COORDINATOR)
    assert (await coordinator.ok("GET", "/api/referrals/sent"))["referrals"] == []


async def test_a_call_that_changed_is_told_once_when_she_comes_back_to_it(town: Town) -> None:
    """At the courses, not before; then it is no news any more."""
    token, _ = await _looks(town)
    calls = demonstration_calls(town.now[0])
    town.now[0] += timedelta(minutes=5)
    moved = [
        replace(one, place="Altra aula", deadline=one.deadline and one.deadline + timedelta(days=1))
        if one.id == "demo-cook"
        else one
        for one in calls
    ]
    await _gives(town, moved)
    quiet = await town.says(token, "Torna indietro")
    assert "cambiato" not in quiet
    await town.says(token, "Torna indietro")
    told = await town.says(token, "Voglio un corso")
    assert "È cambiato: il giorno per iscriversi, il posto." in told
    again = await town.says(token, "i miei corsi")
    assert "È cambiato" in again, "until she has read it whole"
    await town.says(token, "Aiuto cuoca")
    assert (
        "È cambiato" not in (await town.says(token, "i miei corsi")).rpartition("hai guardato")[2]
    )
    town.now[0] += timedelta(minutes=1)
    await _gives(town, [one for one in moved if one.id != "demo-cook"])
    assert "non c'è più" in (await town.says(token, "i miei corsi")).rpartition("hai guardato")[2]
