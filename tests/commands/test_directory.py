"""``filo directory``: services in and out, all or nothing, stopped by Ctrl-C, looked over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from bot.directory.records import Service
from bot.house import House
from bot.publishing.published import DIRECTORY
from tests.commands.conftest import Installation

HEADER = "codice;nome;tipo;comune;orari;agosto;telefono;rete;verificato_il;cosa_fa\n"
ROW = "s{at};Sportello {at};legale;Rho;lun-ven 9-12.30;chiuso;1522;rho-garbagnate;2026-11-01;Uno\n"


def sheet(folder: Path, count: int, more: str = "") -> Path:
    """A spreadsheet with so many services."""
    file = folder / "office.csv"
    rows = "".join(ROW.format(at=at) for at in range(count))
    file.write_text(HEADER + rows + more, encoding="utf-8")
    return file


def stored(installation: Installation) -> list[str]:
    """The names of the services that are stored."""
    found: list[str] = []

    async def look(house: House) -> None:
        records = (await house.stage.services.held()).records.values()
        found.extend(sorted(one.name for one in records if isinstance(one, Service)))

    installation.within(look)
    return found


def test_the_folder_of_ones_own_is_what_every_command_and_the_service_speak_of(
    installation: Installation, tmp_path: Path
) -> None:
    """The check, the doctor, the staff's accounts, and what women are answered from."""
    own = tmp_path / "own"
    own.mkdir()
    networks = (DIRECTORY / "networks.csv").read_text("utf-8")
    (own / "networks.csv").write_text(networks.replace("milano-citta", "milano-nostra"), "utf-8")
    towns = (DIRECTORY / "municipalities.csv").read_text("utf-8")
    (own / "municipalities.csv").write_text(towns.replace("milano-citta", "milano-nostra"), "utf-8")
    services = (DIRECTORY / "services.csv").read_text("utf-8")
    head = "".join(line for line in services.splitlines(True) if line.startswith(("#", "id,")))
    (own / "services.csv").write_text(head, "utf-8")
    assert "centre-milano" in installation.run("directory", "check").output
    installation = replace(
        installation, environ={**installation.environ, "FILO_DIRECTORY": str(own)}
    )
    assert "centre-milano" not in installation.run("directory", "check").output
    assert f"Of {own}: municipalities.csv, networks.csv" in installation.run("doctor").output
    told = installation.run("staff", "add", "ada", "--network", "milano-nostra")
    assert told.exit_code == 0, told.output

    async def look(house: House) -> None:
        assert "milano-nostra" in {one.id for one in house.scene.directory.networks()}
        assert not house.scene.directory.listing.offers

    installation.within(look)


def test_a_folder_of_ones_own_that_is_gone_refuses_instead_of_telling_the_projects(
    installation: Installation,
) -> None:
    """Of every command that speaks of the directory, in a sentence."""
    environ = {**installation.environ, "FILO_DIRECTORY": "/nowhere"}
    for words in (("directory", "check"), ("doctor",), ("directory", "find")):
        told = replace(installation, environ=environ).run(*words)
        assert (told.exit_code, "FILO_DIRECTORY" in told.output) == (1, True), words


def test_a_spreadsheet_goes_in_and_comes_out_in_three_forms(
    installation: Installation, tmp_path: Path
) -> None:
    """What comes out goes in again, and says the same."""
    told = installation.run("directory", "import", str(sheet(tmp_path, 3)))
    assert told.exit_code == 0, told.output
    assert "Stored 3 services as the source «office»." in told.output
    assert stored(installation) == ["Sportello 0", "Sportello 1", "Sportello 2"]
    for form in ("hsds", "tabular", "csv"):
        out = tmp_path / form
        told = installation.run("directory", "export", str(out), "--format", form)
        assert told.exit_code == 0, told.output
        told = installation.run("directory", "check", str(out))
        assert told.exit_code == 0, told.output
        assert "3 services" in told.output
    text = (tmp_path / "csv" / "services.office.csv").read_text("utf-8")
    assert "mon 09:00-12:30" in text
    assert '"chiuso"' in text


def test_one_refused_row_stores_nothing_and_every_one_is_named(
    installation: Installation, tmp_path: Path
) -> None:
    """With file, line, reason and remedy; what was there before stays."""
    installation.run("directory", "import", str(sheet(tmp_path, 1)))
    more = "x;Casa rifugio;casa;Rho;;;;;;\ny;Uno;nulla;Rho;sempre;;;;;\n"
    told = installation.run("directory", "import", str(sheet(tmp_path, 2, more)))
    assert told.exit_code == 1
    assert "office.csv:4: It names a refuge" in told.output
    assert "office.csv:5: The kind is not a known one" in told.output
    assert "office.csv:5: The hours cannot be read" in told.output
    assert "Nothing was stored: 3 rows were refused." in told.output
    assert "Casa rifugio," not in told.output
    assert stored(installation) == ["Sportello 0"]


def test_another_source_may_not_change_a_service(
    installation: Installation, tmp_path: Path
) -> None:
    """Its own source replaces it whole."""
    file = sheet(tmp_path, 2)
    installation.run("directory", "import", str(file), "--source", "rho")
    told = installation.run("directory", "import", str(file), "--source", "milano")
    assert told.exit_code == 1
    assert "belongs to the source «rho»" in told.output
    told = installation.run("directory", "import", str(sheet(tmp_path, 1)), "--source", "rho")
    assert told.exit_code == 0
    assert stored(installation) == ["Sportello 0"]


def test_services_of_another_directory_are_unsorted_until_somebody_says_what_for(
    installation: Installation, tmp_path: Path
) -> None:
    """HSDS has no kinds of ours: ``--kind`` gives them, and ``--owner`` who keeps them right."""
    file = tmp_path / "other.json"
    thing = {"id": "a", "name": "Sportello", "status": "active", "assured_date": "2025-01-01"}
    file.write_text(json.dumps([thing]), encoding="utf-8")
    told = installation.run("directory", "import", str(file))
    assert "1 are of no kind: no woman finds them" in told.output
    told = installation.run("directory", "import", str(file), "--kind", "refuge")
    assert told.exit_code == 2
    told = installation.run("directory", "import", str(file), "--kind", "legal", "--owner", "lodi")
    assert told.exit_code == 0
    assert "no kind" not in told.output

    async def look(house: House) -> None:
        offer = house.stage.directory.listing.offers["a"]
        assert (offer.kind, offer.owner) == ("legal", "lodi")

    installation.within(look)
    told = installation.run("directory", "check", "--stored")
    assert "service a (about): It is out of date" in told.output


def test_what_cannot_be_opened_is_told(installation: Installation, tmp_path: Path) -> None:
    """In a sentence."""
    told = installation.run("directory", "import", str(tmp_path / "absent.csv"))
    assert told.exit_code == 1
    assert "No such file" in told.output
    assert installation.run("directory", "export", str(tmp_path), "--format", "x").exit_code == 2


def test_an_import_shows_progress_and_stops_when_asked(
    installation: Installation, tmp_path: Path
) -> None:
    """Ctrl-C in the middle: it says so, and nothing was stored."""
    file = sheet(tmp_path, 4_000)
    command = [sys.executable, "-m", "bot", "directory", "import", str(file)]
    with subprocess.Popen(
        command,
        cwd=installation.folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **installation.environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        assert first.startswith("reading")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped. Nothing was stored." in out
    assert stored(installation) == []
