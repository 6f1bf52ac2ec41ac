"""Two people for what matters most: what one has seen holds once another has confirmed it.

Promise: the same person never does both, and until then women see what held before.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.directory.kinds import Aspect
from bot.handoff.people import Role
from tests.together.conftest import NOW, RHO, Person, Town
from tests.together.test_services import imported

SERVICE = "/api/directory/services/uno"
MEASURE = "/api/measures/reddito-liberta"


async def seen(person: Person, aspect: str) -> dict:
    """One fact of the service as this person reads it."""
    facts = (await person.ok("GET", SERVICE))["facts"]
    return next(one for one in facts if one["aspect"] == aspect)


async def vouches(person: Person, aspect: str) -> None:
    """She has looked: it is still so."""
    fact = await seen(person, aspect)
    body = {"aspect": aspect, "digest": fact["digest"], "interval": 30}
    await person.ok("POST", f"{SERVICE}/verify", body)


def until(town: Town, aspect: Aspect):
    """Until when women see that fact."""
    return town.house.stage.directory.listing.offers["uno"].facts[aspect].valid_until


async def test_a_telephone_number_needs_two(town: Town, tmp_path: Path) -> None:
    """Once is seen by one, twice by the same is still one; the second person makes it hold, and
    both stand there by name. What it is needs one person, as ever."""
    await imported(town, tmp_path)
    town.now[0] = NOW + timedelta(days=60)
    una, altra = await town.person("una", RHO), await town.person("altra", RHO)
    before = until(town, Aspect.CONTACT)
    await vouches(una, "contact")
    await vouches(una, "contact")
    assert until(town, Aspect.CONTACT) == before, "women see what held before, as long as it does"
    told = (await seen(altra, "contact"))["behind"]
    assert (told["two"], told["seen_by"], told["yours"]) == (True, "una", False)
    assert (await seen(una, "contact"))["behind"]["yours"]
    await vouches(altra, "contact")
    assert until(town, Aspect.CONTACT) == (town.now[0] + timedelta(days=30)).date()
    told = (await seen(una, "contact"))["behind"]
    assert (told["first"], told["by"], told["seen_by"]) == ("una", "altra", "")
    await vouches(una, "about")
    assert until(town, Aspect.ABOUT) == (town.now[0] + timedelta(days=30)).date()
    assert not (await seen(una, "about"))["behind"]["two"]


async def test_what_was_seen_long_ago_or_otherwise_confirms_nothing(
    town: Town, tmp_path: Path
) -> None:
    """After two weeks the first look counts no longer: the second person is the first again."""
    await imported(town, tmp_path)
    una, altra = await town.person("una", RHO), await town.person("altra", RHO)
    await vouches(una, "hours")
    town.now[0] = NOW + timedelta(days=15)
    altra = await town.again(altra)
    before = until(town, Aspect.HOURS)
    assert (await seen(altra, "hours"))["behind"]["seen_by"] == ""
    await vouches(altra, "hours")
    assert until(town, Aspect.HOURS) == before


async def test_a_network_decides_that_one_is_enough(town: Town, tmp_path: Path) -> None:
    """Its admin does, with a reason, and another network's rule is not hers."""
    await imported(town, tmp_path)
    admin = await town.person("rete", RHO, role=Role.NETWORK_ADMIN, on_duty=False)
    una = await town.person("una", RHO)
    rule = {"value": "off", "reason": "Siamo in due sole"}
    await admin.ok("PUT", f"/api/settings/two-{RHO}", rule)
    assert await admin.refused("PUT", "/api/settings/two-milano-citta", rule) == (404, "unknown")
    await vouches(una, "contact")
    assert until(town, Aspect.CONTACT) == (NOW + timedelta(days=30)).date()
    listed = (await admin.ok("GET", "/api/settings"))["settings"]
    mine = next(one for one in listed if one["name"] == f"two-{RHO}")
    assert [(one["by"], one["reason"]) for one in mine["changes"]] == [("rete", rule["reason"])]


async def test_a_measure_needs_two_and_keeps_the_note(town: Town) -> None:
    """The note of the first is read by the second, and stays."""
    town.now[0] = NOW + timedelta(days=40)
    nora = await town.person("nora", RHO, role=Role.COORDINATOR)
    lia = await town.person("lia", RHO, role=Role.COORDINATOR)
    one = await nora.ok("GET", MEASURE)
    body = {"digest": one["digest"], "interval": 0, "note": "Letto sul sito."}
    after = await nora.ok("POST", f"{MEASURE}/verify", body)
    assert (after["measure"]["state"], after["behind"]["yours"]) == ("out", True)
    after = await lia.ok("POST", f"{MEASURE}/verify", {**body, "note": ""})
    assert (after["measure"]["state"], after["note"]) == ("fresh", "Letto sul sito.")
    assert (after["behind"]["first"], after["behind"]["by"]) == ("nora", "lia")


async def test_settings_change_within_bounds(town: Town) -> None:
    """Fewer languages, a shorter time: it holds at once, and says who and why."""
    admin = await town.person("rete", RHO, role=Role.NETWORK_ADMIN, on_duty=False)
    await admin.ok("PUT", "/api/settings/languages", {"value": "it,ar", "reason": "Prova"})
    shorter = {"value": "48", "reason": "Basta meno"}
    state = await admin.ok("PUT", "/api/settings/keep_case_hours", shorter)
    one = next(one for one in state["settings"] if one["name"] == "keep_case_hours")
    assert (one["value"], one["usual"], one["source"]) == ("48", "72", "console")
    assert (one["changes"][0]["by"], one["changes"][0]["reason"]) == ("rete", "Basta meno")
    scene = town.house.scene
    assert scene.newest.languages == ("it", "ar")
    assert scene.rules.kept_with_human == timedelta(hours=48)
    longer = {"value": "96", "reason": "Di più"}
    refused = await admin.refused("PUT", "/api/settings/keep_case_hours", longer)
    assert refused == (422, "bad_request")
    unknown = await admin.refused("PUT", "/api/settings/twilio_auth_token", longer)
    assert unknown == (404, "unknown")


async def test_a_new_exit_needs_two(town: Town) -> None:
    """Whoever has the site that it leads to learns who leaves: one alone only proposes. What tells,
    or could carry something away, is refused; what two chose once, one may choose again."""
    rete = await town.person("rete", RHO, role=Role.NETWORK_ADMIN, on_duty=False)
    altra = await town.person("altra", RHO, role=Role.NETWORK_ADMIN, on_duty=False)
    path, meteo = "/api/settings/exit_url", "https://www.meteo.it/milano"

    async def chooses(person: Person, value: str) -> dict:
        body = {"value": value, "reason": "Prova"}
        settings = (await person.ok("PUT", path, body))["settings"]
        return next(one for one in settings if one["name"] == "exit_url")

    for _ in range(2):
        found = await chooses(rete, meteo)
        assert (found["value"], found["proposed"]["value"]) == ("/", meteo)
    assert found["proposed"]["mine"]
    assert (await chooses(altra, ""))["proposed"] is None
    await chooses(rete, meteo)
    found = await chooses(altra, meteo)
    assert (found["value"], found["proposed"]) == (meteo, None)
    assert [one["by"] for one in found["changes"]] == ["altra"]
    assert (await chooses(rete, "/"))["value"] == "/"
    assert (await chooses(rete, meteo))["value"] == meteo
    for bad in ("https://meteo.it/?a=1", "http://meteo.it", "https://violenza.it/"):
        body = {"value": bad, "reason": "Prova"}
        assert await rete.refused("PUT", path, body) == (422, "exit_address")
