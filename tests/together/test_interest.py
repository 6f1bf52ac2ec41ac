"""Her interest in a training call: sent with her yes, read by a desk, answered, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.joined import demonstration
from bot.storage.training import SqlCalls
from bot.training.call import TrainingCall
from bot.training.demonstration import demonstration_calls
from bot.training.importing import change_of
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


async def test_a_desk_that_declines_leaves_her_a_way(town: Town) -> None:
    """She learns it when she looks, and where to go on."""
    desk = await town.person("sportello", SCHOOL)
    token, _ = await _looks(town)
    await town.says(token, "Dillo allo sportello")
    await town.says(token, "Sì, mandalo")
    (one,) = await _inbox(desk)
    path = f"/api/referrals/{one['id']}"
    await desk.ok("POST", f"{path}/acknowledge")
    await desk.ok("POST", f"{path}/decline", {"why": "full"})
    assert "chiedi qui a una persona" in await town.says(token, "i miei corsi")


async def test_she_takes_it_back_and_may_send_it_again(town: Town) -> None:
    """The desk sees it no more, and nothing of it is left there."""
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
    assert again["id"] != before["id"]


async def test_who_forgets_the_talk_takes_her_interest_along(town: Town) -> None:
    """Nothing of it reaches the desk any more."""
    desk = await town.person("sportello", SCHOOL)
    token, _ = await _looks(town)
    await town.says(token, "Dillo allo sportello")
    await town.says(token, "Sì, mandalo")
    await town.says(token, "cancella tutto")
    await town.says(token, "Sì, cancella")
    assert await _inbox(desk) == []


async def test_where_nobody_trained_reads_referrals_nothing_is_sent(town: Town) -> None:
    """She is told so, and offered a person: nobody waits for a desk that nobody looks at."""
    await town.person("sportello", SCHOOL, trained=False)
    token, _ = await _looks(town)
    told = await town.says(token, "Dillo allo sportello")
    assert "non arrivo a nessuno sportello" in told
    assert "112" in told


async def test_the_employment_centre_reads_it_where_the_school_does_not(town: Town) -> None:
    """The one of the town that she named."""
    desk = await town.person("sportello", CENTRE)
    token, _ = await _looks(town)
    assert "impiego di Rho" in await town.says(token, "Dillo allo sportello")
    await town.says(token, "Sì, mandalo")
    assert [one["agency"] for one in await _inbox(desk)] == [CENTRE]


async def test_her_human_sees_what_she_sent_and_other_networks_do_not(town: Town) -> None:
    """Who follows her reads it beside what she prepared herself; she was told so before."""
    operator = await town.person("operatrice", RHO)
    await town.person("sportello", SCHOOL)
    _, case = await town.with_case(operator)
    found = (await operator.ok("GET", f"/api/cases/{case}/referrals"))["referrals"]
    assert found == []
    token, _ = await _looks(town)
    await town.says(token, "Dillo allo sportello")
    await town.says(token, "Sì, mandalo")
    assert (await operator.ok("GET", "/api/referrals/sent"))["referrals"] == []


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
