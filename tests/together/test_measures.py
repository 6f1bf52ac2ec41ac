"""Measures as the staff has them: read by everybody, vouched for by those who answer for them."""

from __future__ import annotations

from datetime import timedelta

from bot.handoff.people import Role
from bot.text.tongues import LANGUAGES
from tests.together.conftest import NOW, RHO, Town

PATH = "/api/measures/reddito-liberta"


async def test_a_measure_is_read_with_all_its_facts_and_in_each_language(town: Town) -> None:
    """Who will know of it, what she is asked, and what she reads."""
    operator = await town.person("operatrice", RHO)
    listed = await operator.ok("GET", "/api/measures")
    assert listed["waiting"] == 0
    assert {one["state"] for one in listed["measures"]} == {"fresh"}
    one = await operator.ok("GET", PATH)
    assert {"watcher": "comune", "knows": "yes"} in one["who_will_know"]
    assert len(one["who_will_know"]) == 8
    assert [seen["language"] for seen in one["seen"]] == list(LANGUAGES)
    assert one["seen"][0]["questions"][0] == "Ti segue un centro antiviolenza?"
    assert one["seen"][4]["questions"][0] != one["seen"][0]["questions"][0]
    assert not one["mine"]
    assert await operator.refused("GET", "/api/measures/nothing") == (404, "unknown")


async def test_who_answers_for_it_verifies_it_and_women_see_it_again(town: Town) -> None:
    """With a note for colleagues, and only as it was read; an operator may not."""
    town.now[0] = NOW + timedelta(days=40)
    operator = await town.person("operatrice", RHO)
    keeper = await town.person("coordinatrice", RHO, role=Role.COORDINATOR)
    assert (await keeper.ok("GET", "/api/measures"))["waiting"] == 1
    one = await keeper.ok("GET", PATH)
    assert (one["measure"]["state"], one["measure"]["shown"], one["mine"]) == ("out", False, True)
    assert town.house.stage.directory.measure("reddito-liberta", town.now[0]) is None
    body = {"digest": one["digest"], "interval": 0, "note": " Letto sul sito. "}
    status, _ = await operator.refused("POST", f"{PATH}/verify", body)
    assert status in (403, 404)
    stale = {**body, "digest": "0" * 16}
    assert await keeper.refused("POST", f"{PATH}/verify", stale) == (409, "overtaken")
    second = await town.person("seconda", RHO, role=Role.COORDINATOR)
    await second.ok("POST", f"{PATH}/verify", body)
    after = await keeper.ok("POST", f"{PATH}/verify", body)
    assert (after["measure"]["state"], after["note"]) == ("fresh", "Letto sul sito.")
    assert town.house.stage.directory.measure("reddito-liberta", town.now[0])
    held = await town.house.stage.services.held()
    again = town.house.stage.directory.holding({}, held.upkeep)
    assert again.measure("reddito-liberta", town.now[0])
