"""Files that a network admin brings: looked at, confirmed, stopped, taken up after a restart; and
the calls that come of them, as the staff corrects them."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.handoff.people import Role
from bot.storage.brought import LEASE
from bot.storage.staff_tables import audit
from bot.text.decoding import MOST_BYTES
from bot.training.importing import WITHDRAWN
from bot.values.brought import LARGEST_PART, State
from tests.together.conftest import MILANO, NOW, RHO, Person, Town

SERVICES = (
    "codice;nome;tipo;comune;orari;rete;telefono;verificato_il;intervallo_giorni;cosa_fa\n"
    "uno;Sportello Uno;legale;Rho;lun-ven 9-18;rho-garbagnate;1522;2026-11-01;90;Diritti\n"
    "due;Sportello Due;legale;Milano;mar 9-12;milano-citta;;2026-11-01;90;Diritti\n"
)
CALLS = (
    "codice;titolo;ente;destinatari;modalita;scadenza;descrizione\n"
    "a;Corso A;Ente dimostrativo;donne;online;31/12/2090;Uno\n"
    "b;- Corso B;Ente dimostrativo;;online;;Due\n"
)


async def sent(person: Person, text: str | bytes, kind: str = "calls", **more: Any) -> str:
    """The id of a file that this person has sent whole."""
    content = text.encode() if isinstance(text, str) else text
    asked = {"kind": kind, "file": "file.csv", "size": len(content), "source": "ufficio", **more}
    one = await person.ok("POST", "/api/imports", asked)
    for at in range(0, len(content), LARGEST_PART):
        part = b64encode(content[at : at + LARGEST_PART]).decode()
        path = f"/api/imports/{one['id']}/parts"
        await person.ok("POST", path, {"at": at, "content": part})
    return str(one["id"])


async def looked_at(town: Town, person: Person, id: str) -> Any:
    """The file after a worker's round."""
    await town.house.intake.worker.work()
    return await person.ok("GET", f"/api/imports/{id}")


async def brought(town: Town, person: Person, text: str, kind: str = "calls", **more: Any) -> Any:
    """The file, stored."""
    id = await sent(person, text, kind, **more)
    ready = await looked_at(town, person, id)
    assert ready["state"] == "ready", ready["found"]
    await person.ok("POST", f"/api/imports/{id}/confirm")
    return await looked_at(town, person, id)


async def admin(town: Town, login: str = "admin", network: str = RHO) -> Person:
    """Somebody who may import for a network."""
    return await town.person(login, network, role=Role.NETWORK_ADMIN)


async def calls(person: Person, **asked: Any) -> dict[str, Any]:
    """Calls that this person finds, by title."""
    found = await person.ok("POST", "/api/training/search", asked)
    return {one["title"]: one for one in found["calls"]}


async def test_a_file_is_looked_at_confirmed_and_in_use_at_once(town: Town) -> None:
    """Nothing is stored before the yes; the second file says what it changes; and it is written
    down who did it."""
    of_rho = await admin(town)
    id = await sent(of_rho, SERVICES, "services")
    ready = await looked_at(town, of_rho, id)
    assert (ready["state"], ready["by"], ready["source"]) == ("ready", "admin", "ufficio")
    assert {**ready["found"], "remarks": []} == {
        "new": 2, "changed": 0, "same": 0, "gone": 0, "waiting": 0,
        "refused": 0, "rows": [], "remarks": [],
    }  # fmt: skip
    assert "uno" not in town.house.stage.directory.listing.offers
    await of_rho.ok("POST", f"/api/imports/{id}/confirm")
    assert (await looked_at(town, of_rho, id))["state"] == "done"
    offer = town.house.stage.directory.listing.offers["uno"]
    assert offer.owner == RHO
    assert await of_rho.refused("POST", f"/api/imports/{id}/confirm") == (409, "overtaken")
    changed = SERVICES.replace("Diritti\ndue;Sportello Due", "Altro\ntre;Sportello Tre")
    again = await looked_at(town, of_rho, await sent(of_rho, changed, "services"))
    counted = {name: again["found"][name] for name in ("new", "changed", "same", "gone")}
    assert counted == {"new": 1, "changed": 1, "same": 0, "gone": 1}
    rows = await town.house.store.read(lambda one: one.execute(select(audit.c.act)).all())
    assert {"import.begin", "import.confirm"} <= {row.act for row in rows}


async def test_every_refused_row_is_told_in_italian_with_its_line(town: Town) -> None:
    """And as a sheet that runs nothing; not one row of the file is stored."""
    of_rho = await admin(town)
    rows = "c;;Ente;donne;online;presto;x\nd;Corso;Ente;donne;online;;La casa rifugio\n"
    id = await sent(of_rho, CALLS + rows, file="=1+1.csv")
    refused = await looked_at(town, of_rho, id)
    assert (refused["state"], refused["found"]["refused"]) == ("refused", 3)
    assert [(one["line"], one["what"]) for one in refused["found"]["rows"]] == [
        (4, "Manca «titolo»."),
        (4, "«scadenza» non si legge."),
        (5, "Nomina una casa rifugio. Le case rifugio non hanno posto in Filo: dove sono è un "
            "segreto."),
    ]  # fmt: skip
    report = await of_rho.ok("GET", f"/api/imports/{id}/report")
    assert report["sheet"].splitlines()[0] == '"file","riga","motivo","che cosa fare"'
    assert len(report["sheet"].splitlines()) == 4
    assert '"=' not in report["sheet"]
    assert town.house.stage.shelf.entries == ()
    assert await of_rho.refused("POST", f"/api/imports/{id}/confirm") == (409, "overtaken")


async def test_it_is_there_only_for_who_may_import_in_that_network(town: Town) -> None:
    """For another network's admin it does not exist; an operator imports nothing; nobody vouches
    for services in the name of somebody else, or changes those of another source."""
    of_rho, of_milan = await admin(town), await admin(town, "altra", MILANO)
    id = await sent(of_rho, CALLS)
    for method, path in (("GET", ""), ("GET", "/report"), ("POST", "/confirm"), ("POST", "/stop")):
        refused = await of_milan.refused(method, f"/api/imports/{id}{path}")
        assert refused == (404, "unknown"), path
    part = {"at": 0, "content": "YQ=="}
    assert await of_milan.refused("POST", f"/api/imports/{id}/parts", part) == (404, "unknown")
    assert (await of_milan.ok("GET", "/api/imports"))["imports"] == []
    asked = {"kind": "calls", "file": "f.csv", "size": 9, "source": "x", "network": RHO}
    assert await of_milan.refused("POST", "/api/imports", asked) == (404, "unknown")
    operator = await town.person("operatrice", RHO)
    assert await operator.refused("GET", "/api/imports") == (403, "role")
    named = SERVICES.replace("cosa_fa\n", "cosa_fa;responsabile\n").replace(
        "Diritti\ndue", f"Diritti;{MILANO}\ndue"
    )
    found = await looked_at(town, of_rho, id)
    assert found["state"] == "ready"
    found = await looked_at(town, of_rho, await sent(of_rho, named, "services"))
    assert [one["what"] for one in found["found"]["rows"]] == ["Dice che lo cura qualcun altro."]
    await brought(town, of_rho, SERVICES, "services")
    found = await looked_at(town, of_milan, await sent(of_milan, SERVICES, "services"))
    assert found["state"] == "refused"
    assert "è della fonte «rho-garbagnate:ufficio»" in found["found"]["rows"][0]["what"]


async def test_two_hundred_megabytes_are_refused_before_they_are_sent(town: Town) -> None:
    """By what is said of its size; and no more is taken than was said."""
    of_rho = await admin(town)
    asked = {"kind": "calls", "file": "f.csv", "size": 200 * 1024 * 1024, "source": "x"}
    status, told = await of_rho.act("POST", "/api/imports", asked)
    assert (status, told["code"]) == (413, "large_file")
    assert str(MOST_BYTES // 1024 // 1024) in told["message"]
    one = await of_rho.ok("POST", "/api/imports", {**asked, "size": 3})
    parts = f"/api/imports/{one['id']}/parts"
    more = {"at": 0, "content": b64encode(b"abcd").decode()}
    assert await of_rho.refused("POST", parts, more) == (409, "overtaken")
    large = {"at": 0, "content": b64encode(b"a" * (LARGEST_PART + 1)).decode()}
    assert await of_rho.refused("POST", parts, large) == (422, "bad_request")
    assert await of_rho.refused("POST", parts, {"at": 0, "content": "YQ"}) == (422, "bad_request")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00", "rovinato"),
        (b"titolo;ente\n\"Corso;Ente\n", "virgoletta"),
        (b"\x00\x01\x02\x03", "non è un testo"),
        (b"nome;cosa\n1;2\n", "mancano le colonne"),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_told_in_a_sentence(
    town: Town, content: bytes, says: str
) -> None:
    """Whatever it is, and nothing of it is stored."""
    of_rho = await admin(town)
    found = await looked_at(town, of_rho, await sent(of_rho, content))
    assert found["state"] == "refused"
    assert says.lower() in found["found"]["rows"][0]["what"].lower()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
async def test_whatever_an_old_spreadsheet_writes_is_read(town: Town, encoding: str) -> None:
    """With its accents."""
    of_rho = await admin(town)
    text = CALLS.replace("Corso A", "Perché no").encode(encoding)
    await brought(town, of_rho, text)  # type: ignore[arg-type]
    assert "Perché no" in await calls(of_rho)


async def test_it_is_stopped_and_nothing_is_stored(town: Town) -> None:
    """Waiting, or while a worker is at it."""
    of_rho = await admin(town)
    id = await sent(of_rho, CALLS)
    stopped = await of_rho.ok("POST", f"/api/imports/{id}/stop")
    assert stopped["state"] == "stopped"
    id = await sent(of_rho, SERVICES, "services")
    one = await town.house.intake.files.claim(NOW)
    assert one is not None
    assert (await of_rho.ok("POST", f"/api/imports/{id}/stop"))["state"] == "reading"
    town.now[0] = NOW + 2 * LEASE
    of_rho = await town.again(of_rho)
    assert (await looked_at(town, of_rho, id))["state"] == "stopped"
    assert "uno" not in town.house.stage.directory.listing.offers


async def test_a_service_that_ends_in_the_middle_goes_on_after_its_start(town: Town) -> None:
    """It gives back what it was at; after a crash the lease runs out; what fails again and again is
    reported and tried no more."""
    of_rho = await admin(town)
    id = await sent(of_rho, CALLS)
    work = asyncio.create_task(town.house.intake.worker.work())
    async with asyncio.timeout(20):
        while (await of_rho.ok("GET", f"/api/imports/{id}"))["state"] == "waiting":
            continue
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    found = await looked_at(town, of_rho, id)
    assert found["state"] == "ready"
    await of_rho.ok("POST", f"/api/imports/{id}/confirm")
    for crash in range(3):
        town.now[0] = NOW + (crash + 1) * 2 * LEASE
        one = await town.house.intake.files.claim(town.now[0])
        assert one is not None
        assert one.state is State.WRITING
    town.now[0] = NOW + 10 * LEASE
    of_rho = await town.again(of_rho)
    assert (await looked_at(town, of_rho, id))["state"] == "failed"


@pytest.mark.parametrize("act", ["claim", "unpack", "settle"])
async def test_a_worker_that_is_ended_gives_back_what_it_is_at(
    act: str, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever it is: else the file would lie until the lease runs out, and nobody be at it."""
    of_rho = await admin(town)
    id = await sent(of_rho, CALLS)
    files = town.house.intake.files
    real, there, never = getattr(files, act), asyncio.Event(), asyncio.Event()

    async def held_up(*arguments: Any) -> Any:
        claimed = await real(*arguments) if act == "claim" else None
        there.set()
        await (asyncio.sleep(0) if act == "claim" else never.wait())
        return claimed

    monkeypatch.setattr(files, act, held_up)
    work = asyncio.create_task(town.house.intake.worker.work())
    await there.wait()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    assert work.cancelled()
    monkeypatch.undo()
    assert (await of_rho.ok("GET", f"/api/imports/{id}"))["state"] == "waiting"
    assert (await looked_at(town, of_rho, id))["state"] == "ready"


async def test_a_call_is_completed_by_hand_and_stays_so(town: Town) -> None:
    """A woman is told of it from then on; the next file leaves the staff's word; who read an older
    state overwrites nothing; what a sheet refuses is refused with the reason."""
    of_rho = await admin(town)
    await brought(town, of_rho, CALLS)
    found = await calls(of_rho, words="corso")
    assert {title: one["state"] for title, one in found.items()} == {
        "Corso A": "published",
        "- Corso B": "draft",
    }
    assert found["- Corso B"]["lacks"] == ["audience", "deadline"]
    path = f"/api/training/calls/{found['- Corso B']['id']}"
    one = await of_rho.ok("GET", path)
    assert one["mine"]
    cells = {cell["name"]: cell["text"] for cell in one["cells"] if cell["text"]}
    whole = {**cells, "audience": "donne", "deadline": "31/12/2090 12:00"}
    body = {"version": one["version"], "cells": whole}
    wrong = {**body, "cells": {**whole, "deadline": "presto"}}
    status, told = await of_rho.act("POST", path, wrong)
    assert (status, told["code"]) == (422, "call_cell")
    assert told["message"].startswith("«scadenza» non si legge.")
    after = await of_rho.ok("POST", path, body)
    assert (after["call"]["state"], after["amended_by"]) == ("published", "admin")
    assert len(town.house.scene.calls) == 2
    assert await of_rho.refused("POST", path, body) == (409, "overtaken")
    await brought(town, of_rho, CALLS.replace("Due", "Tre"))
    after = await of_rho.ok("GET", path)
    assert (after["call"]["state"], after["call"]["changed"]) == ("published", ["text"])
    assert list(await calls(of_rho, changed=True)) == ["- Corso B"]


async def test_a_call_is_taken_down_by_who_keeps_it_and_by_nobody_else(town: Town) -> None:
    """Another network reads it; an operator reads it; both change nothing."""
    of_rho, of_milan = await admin(town), await admin(town, "altra", MILANO)
    await brought(town, of_rho, CALLS)
    operator = await town.person("operatrice", RHO)
    id = (await calls(of_milan))["Corso A"]["id"]
    path = f"/api/training/calls/{id}"
    assert not (await of_milan.ok("GET", path))["mine"]
    assert await of_milan.refused("POST", f"{path}/withdraw") == (404, "unknown")
    assert await operator.refused("POST", f"{path}/withdraw") == (403, "role")
    down = await of_rho.ok("POST", f"{path}/withdraw")
    assert (down["call"]["state"], down["down_by"]) == ("withdrawn", "admin")
    assert down["changes"][0]["fields"] == [WITHDRAWN]
    await brought(town, of_rho, CALLS)
    assert [one.title for one in town.house.scene.calls] == ["- Corso B"]
    back = await of_rho.ok("POST", f"{path}/restore")
    assert back["call"]["state"] == "published"
    town.now[0] = NOW + timedelta(days=40)
    operator = await town.again(operator)
    assert (await calls(operator))["Corso A"]["stale"] == 40
