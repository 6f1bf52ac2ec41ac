"""Her pathway: hers to see, to keep, to show step by step, and to take back."""

from __future__ import annotations

from datetime import timedelta

from tests.together.conftest import CENTRE, RHO, Person, Town

STEP = {"id": "step-0001", "kind": "skills", "agency": CENTRE, "on": "2026-12-01"}


async def _begun(town: Town) -> tuple[Person, Person, str, str]:
    """A case with one step, and somebody at the employment centre that has it."""
    operator = await town.person("operatrice", RHO)
    desk = await town.person("sportello", CENTRE)
    token, case = await town.with_case(operator)
    await operator.ok("POST", f"/api/cases/{case}/pathway/steps", STEP)
    return operator, desk, token, case


async def _kept(town: Town) -> tuple[Person, Person, str, str]:
    operator, desk, token, case = await _begun(town)
    await operator.ok("POST", f"/api/cases/{case}/pathway/ask")
    await town.says(token, "Sì, tienili")
    return operator, desk, token, case


async def test_she_sees_her_steps_in_plain_words(town: Town) -> None:
    """«percorso» is heard also beside her human; the human does not read it there."""
    operator, _, token, case = await _begun(town)
    page = await town.says(token, "percorso")
    assert "Capire che cosa sai fare: da fare, 1 dicembre 2026" in page
    assert "solo finché resta questa conversazione" in page
    lines = (await operator.ok("GET", f"/api/cases/{case}/thread"))["lines"]
    assert not [one for one in lines if "I tuoi passi" in one["text"]]


async def test_her_steps_are_kept_only_with_her_yes(town: Town) -> None:
    """Without it they go with her talk; with it for 90 days."""
    operator, _, token, case = await _begun(town)
    known = await operator.ok("GET", f"/api/cases/{case}/pathway")
    assert known["until"] is None
    refused = await operator.refused("POST", f"/api/cases/{case}/pathway/steps/step-0001/show")
    assert refused == (409, "not_kept")
    await operator.ok("POST", f"/api/cases/{case}/pathway/ask")
    await town.says(token, "Sì, tienili")
    known = await operator.ok("GET", f"/api/cases/{case}/pathway")
    assert known["until"].startswith("2027-02-22")


async def test_an_agency_sees_a_step_once_she_lets_it_and_no_longer(town: Town) -> None:
    """This step and nothing else; two taps end it."""
    operator, desk, token, case = await _kept(town)
    other = {"id": "step-0002", "kind": "home", "agency": CENTRE}
    await operator.ok("POST", f"/api/cases/{case}/pathway/steps", other)
    assert (await desk.ok("GET", "/api/steps"))["steps"] == []
    body = {"version": 1, "state": "going"}
    assert await desk.refused("POST", "/api/steps/step-0001", body) == (404, "unknown")
    await operator.ok("POST", f"/api/cases/{case}/pathway/steps/step-0001/show")
    await town.says(token, "Sì, può vederlo")
    (one,) = (await desk.ok("GET", "/api/steps"))["steps"]
    assert (one["id"], one["kind"]) == ("step-0001", "skills")
    assert one["called"]
    await town.says(token, "percorso")
    await town.says(token, "Riprendo il mio sì")
    assert (await desk.ok("GET", "/api/steps"))["steps"] == []
    known = await operator.ok("GET", f"/api/cases/{case}/pathway")
    assert len(known["steps"]) == 2


async def test_the_agency_says_how_its_step_stands_and_she_reads_it(town: Town) -> None:
    """Whoever changes an older version is told to look again."""
    operator, desk, token, case = await _kept(town)
    await operator.ok("POST", f"/api/cases/{case}/pathway/steps/step-0001/show")
    await town.says(token, "Sì, può vederlo")
    body = {"version": 1, "state": "done", "on": "2026-12-03"}
    await desk.ok("POST", "/api/steps/step-0001", body)
    assert await desk.refused("POST", "/api/steps/step-0001", body) == (409, "overtaken")
    path = f"/api/cases/{case}/pathway/steps/step-0001"
    assert await operator.refused("POST", path, body) == (409, "overtaken")
    assert "Capire che cosa sai fare: fatto, 3 dicembre 2026" in await town.says(token, "percorso")


async def test_it_ends_unless_she_renews_it(town: Town) -> None:
    """90 days, and 90 more from the day on which she wants it; the talk is long gone."""
    _, _, token, case = await _kept(town)
    talk = (await town.case(case)).conversation
    await town.says(token, "percorso")
    await town.says(token, "Tienili ancora")
    town.now[0] += timedelta(days=89)
    await town.house.sweep()
    kept = await town.house.together.pathways.pathway(talk)
    assert [one.kind for one in kept.steps] == ["skills"]
    assert await town.case(case) is None
    town.now[0] += timedelta(days=2)
    await town.house.sweep()
    assert await town.house.together.pathways.pathway(talk) is None


async def test_a_stranger_at_her_page_is_shown_nothing(town: Town) -> None:
    """After an exit only her own word shows her steps."""
    _, _, token, _ = await _kept(town)
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"giorno={token}"}
    await town.public.post("/exit", headers=headers)
    assert "Capire" not in await town.says(token, "percorso")
    other = town.house.keys.tokens.mint(town.now[0])
    for text in ("Italiano", "Sì"):
        await town.says(other, text)
    assert "Capire" not in await town.says(other, "percorso")
