"""``filo training``: calls in, all or nothing, and looked over."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.house import House
from bot.intake.training_files import read_file, refuse_made_up
from bot.storage.training import SqlCalls
from bot.training.importing import Held
from bot.training.reading import Reading
from tests.commands.conftest import Installation

HEADER = "codice;titolo;ente;destinatari;modalità;scadenza;descrizione\n"
GOOD = "a;Cucina;Ente dimostrativo;donne;online;31/12/2090 12:00;Perché no\n"
OTHER = "b;Bando per associazioni;Ente dimostrativo;enti;online;31/12/2090;\n"
FEED = (
    "<rss><channel><title>Avvisi</title><item><title>Uno</title><guid>1</guid></item>"
    "</channel></rss>"
)


def stored(installation: Installation) -> Held:
    """What is stored."""
    found: list[Held] = []

    async def look(house: House) -> None:
        found.append(await SqlCalls(house.store).held())

    installation.within(look)
    return found[0]


def test_a_sheet_is_stored_and_looked_over(installation: Installation, tmp_path: Path) -> None:
    """What is for organisations is kept, and counted among none that she may see."""
    file = tmp_path / "calls.csv"
    file.write_text(HEADER + GOOD + OTHER, encoding="utf-8")
    told = installation.run("training", "import", str(file), "--source", "office")
    assert told.exit_code == 0, told.output
    assert "Stored 2 calls as the source «office»: 2 new, 0 changed, 0 withdrawn." in told.output
    told = installation.run("training", "check")
    assert "source «office»: 2 calls." in told.output
    assert "a woman may see 1 of them now" in told.output
    file.write_text(HEADER + GOOD.replace("12:00", "13:00"), encoding="utf-8")
    told = installation.run("training", "import", str(file), "--source", "office")
    assert "0 new, 1 changed, 1 withdrawn." in told.output


def test_one_refused_row_stores_nothing_of_the_file(
    installation: Installation, tmp_path: Path
) -> None:
    """Every refused row is named with its line; what was stored before stays."""
    file = tmp_path / "calls.csv"
    file.write_text(HEADER + GOOD, encoding="utf-8")
    assert installation.run("training", "import", str(file)).exit_code == 0
    before = stored(installation)
    file.write_text(
        HEADER + OTHER + "c;;Ente;donne;online;;\nd;D;E;donne;online;31/12/2090;La casa rifugio\n",
        encoding="utf-8",
    )
    for command in ("check", "import"):
        told = installation.run("training", command, str(file))
        assert told.exit_code == 1
        assert "calls.csv:3: 'title' is missing." in told.output
        assert "calls.csv:4: It names a refuge" in told.output
    assert "Nothing was stored: 2 rows were refused." in told.output
    assert stored(installation) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_an_old_spreadsheet_writes_is_read(
    installation: Installation, tmp_path: Path, encoding: str
) -> None:
    """With its accents; where the encoding was guessed, it says so."""
    file = tmp_path / "calls.csv"
    file.write_text(HEADER + GOOD, encoding=encoding)
    told = installation.run("training", "check", str(file))
    assert told.exit_code == 0, told.output
    assert "1 calls, 0 refused rows." in told.output
    assert ("Windows-1252" in told.output) is (encoding == "cp1252")


def test_a_feed_withdraws_nothing_and_says_what_is_lacking(
    installation: Installation, tmp_path: Path
) -> None:
    """Its items wait, and older ones stay."""
    file = tmp_path / "calls.rss"
    file.write_text(FEED, encoding="utf-8")
    told = installation.run("training", "import", str(file))
    assert told.exit_code == 0, told.output
    assert "line 1: no woman sees it until it says whom it calls, until when, where." in told.output
    file.write_text(FEED.replace(">1<", ">2<"), encoding="utf-8")
    told = installation.run("training", "import", str(file))
    assert "1 new, 0 changed, 0 withdrawn." in told.output
    assert len(stored(installation).calls) == 2


@pytest.mark.parametrize("name", ["calls.csv", "calls.json", "calls.html", "calls.xml", "calls.x"])
@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"{", b"<"])
def test_what_cannot_be_read_is_told_in_a_sentence(
    installation: Installation, tmp_path: Path, name: str, content: bytes
) -> None:
    """And never as a trace."""
    file = tmp_path / name
    file.write_bytes(content)
    told = installation.run("training", "check", str(file))
    assert told.exit_code == 1
    assert f"{name}:1: " in told.output


def test_a_running_service_takes_in_what_was_imported(
    installation: Installation, tmp_path: Path
) -> None:
    """Without a restart, and lets go of what was withdrawn; only once for each change."""
    file = tmp_path / "calls.csv"
    seen: list[tuple[str, ...]] = []
    fresh: list[bool] = []

    async def look(house: House) -> None:
        fresh.append(await house.stage.refresh())
        fresh.append(await house.stage.refresh())
        seen.append(tuple(one.id for one in house.stage.scene.calls))

    for rows in (GOOD + OTHER, OTHER):
        file.write_text(HEADER + rows, encoding="utf-8")
        assert installation.run("training", "import", str(file)).exit_code == 0
        installation.within(look)
    assert seen == [("a", "b"), ("b",)]
    assert not fresh[1]
    assert not fresh[3]


def test_what_is_made_up_is_kept_for_demonstrations(tmp_path: Path) -> None:
    """Elsewhere a woman would go there."""
    file = tmp_path / "calls.csv"
    file.write_text(
        HEADER.replace("descrizione", "base") + GOOD.replace("Perché no", "dimostrativo"),
        encoding="utf-8",
    )
    read = read_file(file, Reading())
    assert not read.reading.refused
    refuse_made_up(read, file.name)
    assert list(map(str, read.reading.problems)) == [
        "calls.csv:2: It is made up, for a demonstration. Leave it out."
    ]
