"""The services as the staff has them: found with reasons, vouched for by those whose they are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.directory.searching import Wanted, for_her
from bot.intake.packages import read_package, store
from tests.together.conftest import MILANO, NOW, RHO, Person, Town

HEADER = (
    "codice;nome;tipo;comune;orari;lingue;bambini;solo_donne;rete;telefono;verificato_il;"
    "intervallo_giorni;cosa_fa\n"
)
ROWS = (
    "uno;Sportello Uno;legale;Rho;lun-ven 9-18;it ar;si;si;rho-garbagnate;1522;2026-11-01;90;"
    "Diritti\n"
    "due;Sportello Due;legale;Milano;mar 9-12;it;no;no;milano-citta;;2026-05-01;90;Diritti\n"
)


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


async def imported(town: Town, folder: Path, rows: str = ROWS) -> None:
    """An office's spreadsheet is in the directory of this house."""
    file = folder / "sheet.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    read = read_package(file, quiet)
    house = town.house
    assert read.refused == 0, read.package.problems
    known = house.stage.directory
    assert await store(read, "sheet", house.stage.services, known, house.clock(), quiet)
    await house.stage.refresh()


async def _due(person: Person) -> set[tuple[str, str]]:
    found = (await person.ok("GET", "/api/directory/queue"))["due"]
    return {(one["service"]["id"], one["fact"]["aspect"]) for one in found}


async def test_a_search_says_why_and_what_no_woman_sees(town: Town, tmp_path: Path) -> None:
    """Best first; what ran out is found by the staff, marked."""
    await imported(town, tmp_path)
    operator = await town.person("operatrice", RHO)
    asked = {"kind": "legal", "town": "Rho", "language": "ar"}
    found = await operator.ok("POST", "/api/directory/search", asked)
    assert found["town"] == "Rho"
    assert [one["id"] for one in found["services"]] == ["uno", "legal-desk", "due"]
    first, _, last = found["services"]
    assert (first["shown"], last["shown"]) == (True, False)
    assert {"language", "same_town", "network", "women_only"} == set(first["reasons"])
    only = await operator.ok("POST", "/api/directory/search", {**asked, "only": True})
    assert [one["id"] for one in only["services"]] == ["uno", "legal-desk"]


async def test_who_keeps_a_fact_is_asked_before_it_runs_out_and_nobody_else(
    town: Town, tmp_path: Path
) -> None:
    """What ran out waits, what is fresh does not, and another network's is not there."""
    await imported(town, tmp_path)
    of_rho, of_milan = await town.person("una", RHO), await town.person("altra", MILANO)
    assert not {one for one in await _due(of_rho) if one[0] in ("uno", "due")}
    assert {("due", "about"), ("due", "hours"), ("due", "place")} <= await _due(of_milan)
    town.now[0] = NOW + timedelta(days=60)
    of_rho, of_milan = await town.person("terza", RHO), await town.person("quarta", MILANO)
    assert {("uno", "about"), ("uno", "contact")} <= await _due(of_rho)
    assert not {one for one in await _due(of_milan) if one[0] == "uno"}


async def test_a_fact_that_was_verified_is_shown_again_from_then_on(
    town: Town, tmp_path: Path
) -> None:
    """For its interval, by whoever has read what stands there now; it outlives an import."""
    await imported(town, tmp_path)
    of_rho, of_milan = await town.person("una", RHO), await town.person("altra", MILANO)
    path = "/api/directory/services/due"
    fact = (await of_milan.ok("GET", path))["facts"][0]
    assert (fact["aspect"], fact["state"], fact["mine"]) == ("about", "out", True)
    vouched = {"aspect": "about", "digest": fact["digest"], "interval": 30}
    assert await of_rho.refused("POST", f"{path}/verify", vouched) == (404, "unknown")
    stale = {**vouched, "digest": "0" * 16}
    assert await of_milan.refused("POST", f"{path}/verify", stale) == (409, "overtaken")
    after = await of_milan.ok("POST", f"{path}/verify", vouched)
    assert after["service"]["shown"]
    assert after["facts"][0]["until"] == "2026-12-24"
    await imported(town, tmp_path)
    assert (await of_milan.ok("GET", path))["service"]["shown"]
    changed = ROWS.replace("2026-05-01;90;Diritti", "2026-05-01;90;Altro")
    await imported(town, tmp_path, changed)
    assert not (await of_milan.ok("GET", path))["service"]["shown"]


async def test_nothing_that_ran_out_reaches_her(town: Town, tmp_path: Path) -> None:
    """The promise at the boundary: from the day after, the service is not told in the chat."""
    await imported(town, tmp_path)
    directory, wanted = town.house.stage.directory, Wanted(kind="legal", town="015182")
    told = [one.offer.id for one in for_her(directory.search(wanted, NOW))]
    assert told == ["uno", "legal-desk"]
    later = NOW + timedelta(days=70)
    assert [one.offer.id for one in for_her(directory.search(wanted, later))] == ["legal-desk"]
