"""What an import refuses: refuges above all, and every broken file, with line and reason."""

from __future__ import annotations

import json
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.intake.packages import Read, Stopped, read_package, written
from bot.publishing.published import read_directory
from bot.safety import refuge
from bot.text import decoding
from bot.text.decoding import guarded, unguarded

ORG = {"id": "o-1", "name": "Ente", "description": "Ente"}
SERVICE: dict[str, Any] = {"id": "s-1", "name": "Sportello", "status": "active"}
NOW = datetime(2026, 1, 14, 9, tzinfo=UTC)
HEADER = "nome;tipo;comune;orari;telefono;cosa_fa\n"


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def of_json(folder: Path, *things: object) -> Read:
    """A package of these things in a JSON list."""
    file = folder / "package.json"
    file.write_text(json.dumps(list(things), indent=1), encoding="utf-8")
    return read_package(file, quiet)


def of_sheet(folder: Path, text: str | bytes) -> Read:
    """An office's spreadsheet."""
    file = folder / "sheet.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_package(file, quiet)


REFUGES = [
    "Casa Rifugio Alba",
    "casa-rifugio",
    "CASE RIFUGIO di Milano",
    "Casa protetta per donne",
    "Alloggio protetto",
    "appartamento di protezione",
    "Struttura protetta",
    "Un posto a indirizzo segreto",
    "sede riservata",
    "Casa di accoglienza per donne maltrattate",
    "casa d'emergenza e accoglienza in rifugio",
    "Women's shelter",
    "Domestic violence shelter",
    "safe house",
    "Frauenhaus",
    "Casa de acogida",
    "Foyer d'hébergement pour femmes",
    "r\u00edfugio".replace("\u00ed", "i\u0301"),
    "c\u0430sa rifugio",
    "دار إيواء النساء",
]


@pytest.mark.parametrize("text", REFUGES)
@pytest.mark.parametrize("column", ["name", "description", "alternate_name"])
def test_a_refuge_is_refused_wherever_it_is_named(tmp_path: Path, text: str, column: str) -> None:
    """With the reason, and without repeating a word of it."""
    read = of_json(tmp_path, {**SERVICE, column: f"{text}, via Segreta 1"})
    assert read.refused
    told = "\n".join(map(str, read.package.problems))
    assert refuge.WHAT in told
    assert "Segreta" not in told
    assert "package.json:2" in told


@pytest.mark.parametrize(
    "text",
    [
        "Sportello per rifugiate e richiedenti asilo",
        "Centro per rifugiati",
        "Protezione civile",
        "Uno spazio protetto in cui parlare",
        "Casa delle donne",
        "Servizio di accoglienza per chi arriva",
    ],
)
def test_ordinary_words_are_no_refuge(tmp_path: Path, text: str) -> None:
    """Refusing too much would leave women without these."""
    assert of_json(tmp_path, {**SERVICE, "name": text}).refused == 0


def test_a_refuge_in_a_spreadsheet_or_its_address_is_refused(tmp_path: Path) -> None:
    """Whichever column it stands in; the line is named."""
    read = of_sheet(tmp_path, f"{HEADER}Uno;casa;Rho;;;\nDue;casa;Rho;;;Casa rifugio\n")
    assert [(one.line, one.what) for one in read.package.problems] == [(3, refuge.WHAT)]


def test_no_kind_is_a_place_to_sleep(tmp_path: Path) -> None:
    """The list of kinds is closed: nothing else can be written."""
    read = of_sheet(tmp_path, f"{HEADER}Uno;ospitalità;Rho;;;\n")
    assert "kind is not a known one" in read.package.problems[0].what


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no JSON"),
        (b"[]", "no service"),
        (b"{", "no JSON"),
        (b'[{"id": "a", "name": "b", "status": "active"} {"id"', "comma is missing"),
        (b'[{"id": "a", "name": "b", "status": "active", "minimum_age": NaN}]', "number"),
        (b"[" * 100_000, "brackets"),
        (b'{"contents": 7}', "Nobody can tell"),
        (b"[7]", "no thing of HSDS"),
        (b"\xff\xfe[\x00x", "damaged"),
        (b"PK\x03\x04\x00\x00\x00", "no text"),
        (b'[{"id": "a", "name": "b", "status": "active", "phones": {"number": "1"}}]', "no list"),
        (b'[{"id": "a", "name": "b", "status": "open"}]', "not a known one"),
        (b'[{"id": "a b", "name": "b", "status": "active"}]', "usable id"),
        (b'[{"id": "a", "status": "active"}]', "'name'"),
    ],
)
def test_broken_json_is_told_in_a_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    """Never as a trace, and nothing of it can be stored."""
    file = tmp_path / "broken.json"
    file.write_bytes(content)
    read = read_package(file, quiet)
    assert read.refused
    assert told in "\n".join(map(str, read.package.problems))


def test_a_broken_row_of_json_is_named_by_its_line(tmp_path: Path) -> None:
    """A long file is mended row by row, all in one go."""
    things = [{**SERVICE, "id": f"s-{at}"} for at in range(5)]
    things[1]["status"] = "x"
    things[3]["minimum_age"] = "old"
    read = of_json(tmp_path, *things)
    assert [one.line for one in read.package.problems] == [7, 17]
    assert all(one.remedy for one in read.package.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_spreadsheet_is_read_in_every_way_that_offices_save_it(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    """Excel writes semicolons and Windows-1252, or UTF-16 with tabs."""
    row = ["Sportello più vicino", "legale", "Rho", "lun-ven 9-12.30", "", "Perché è così"]
    text = HEADER.replace(";", delimiter) + delimiter.join(row) + "\r\n"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    read = of_sheet(tmp_path, mark + text.encode(encoding))
    assert read.refused == 0
    (service,) = (one for key, one in read.records.items() if key[0] == "service")
    assert service.name == "Sportello più vicino"  # type: ignore[union-attr]
    assert bool(read.package.remarks) is (encoding == "cp1252")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Uno;legale;Rho;lunedi mattina;;", "hours cannot be read"),
        ("Uno;legale;Rho;;;;;;", "cells where the header"),
        (";legale;Rho;;;", "'name'"),
        ('Uno;legale;Rho;;;"aperta', "quotation mark"),
    ],
)
def test_a_broken_row_of_a_spreadsheet_is_told_with_its_line(
    tmp_path: Path, row: str, told: str
) -> None:
    """The row before it is fine, and still nothing is stored: all or nothing."""
    read = of_sheet(tmp_path, f"{HEADER}Prima;legale;Rho;;;\n{row}\n")
    assert told in "\n".join(map(str, read.package.problems))
    assert read.package.problems[0].line in (1, 3)


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(A1)", "@SUM(A1)", "+cmd|' /C calc'!A0", "- Sportello"]
)
def test_what_looks_like_a_formula_is_text_like_any_other(tmp_path: Path, name: str) -> None:
    """It refuses nothing, and goes out as text that no spreadsheet runs."""
    read = of_sheet(tmp_path, f'{HEADER}"{name}";legale;Rho;;;"a;=1+1"\n')
    assert read.refused == 0
    (text,) = (text for _, text in written(read.records, "csv", read_directory(), NOW))
    line = text.splitlines()[1]
    assert f'"\'{name}"' in line
    assert all(cell.startswith('"') for cell in line.split(";")[:1])
    assert '"a;=1+1"' in line


def test_no_formula_is_written_raw_whatever_was_stored() -> None:
    """A cell that a spreadsheet would run is shown instead, and read back as it was."""
    rng = random.Random(7)  # noqa: S311
    for _ in range(2_000):
        text = "".join(rng.choice("=+-@\t 1a'\"|!") for _ in range(rng.randint(1, 6)))
        out = guarded(text)
        begins = out.lstrip(" ")[:1]
        assert begins not in ("=", "@", "\t", "\r")
        assert begins not in ("+", "-") or out.strip().lstrip("-").replace(".", "").isdigit()
        if text.strip() == text and not text.startswith("'"):
            assert unguarded(out) == text
    assert guarded("+39 02") == "'+39 02"
    assert guarded("-9.19") == "-9.19"


def test_a_file_of_two_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    """By its size alone; so is a zip that would unpack to it, and a folder that adds up to it."""
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert "larger than 64 MB" in str(read_package(large, quiet).package.problems[0])
    packed = tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("services.csv", b"a" * (decoding.MOST_BYTES + 1))
    assert packed.stat().st_size < 1024 * 1024
    assert "larger than 64 MB" in str(read_package(packed, quiet).package.problems[0])
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04" + b"\x00" * 100)
    assert "no zip" in str(read_package(broken, quiet).package.problems[0])


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    """At the next sign of progress; whoever reads has stored nothing yet."""
    rows = "".join(f"Uno {at};legale;Rho;;;\n" for at in range(500))
    file = tmp_path / "sheet.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    seen: list[int] = []

    def stop(_what: str, done: int, _total: int) -> None:
        seen.append(done)
        if len(seen) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        read_package(file, stop)
    assert len(seen) == 3


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_to_a_package_ends_in_a_trace(tmp_path: Path, seed: int) -> None:
    """Seeded damage to JSON and CSV: it is read, or it is refused in sentences."""
    rng = random.Random(seed)  # noqa: S311
    text = json.dumps([{**SERVICE, "phones": [{"id": "p", "number": "1522"}], "organization": ORG}])
    if seed % 2:
        text = HEADER + 'Uno;legale;Rho;"lun 9-12";;Ciò che "serve"\n' * 3
    damaged = bytearray(text.encode())
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(damaged))
        match rng.randrange(3):
            case 0:
                damaged[at] = rng.randrange(256)
            case 1:
                del damaged[at : at + rng.randint(1, 10)]
            case _:
                damaged[at:at] = rng.choice([b"\x00", b'"', b"{", b"\xff", b";", b"[[", b"\n"])
    file = tmp_path / ("sheet.csv" if seed % 2 else "package.json")
    file.write_bytes(bytes(damaged))
    read = read_package(file, quiet)
    assert read.refused or read.records
    assert all(str(one) for one in read.package.problems)
