"""``filo flows import-rapidpro`` and ``export-rapidpro`` on files and in the database."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.assemble import store_of
from bot.storage.flows import SqlFlows
from tests.commands.conftest import Installation
from tests.interchange.samples import flow, node, say, wait

EXPORT = {
    "version": "13",
    "flows": [
        flow(
            node("q", say("Ti serve un corso?"), to="w"),
            wait("w", {"Sì": ("z", [("has_any_word", ["si"])]), "Other": (None, [])}),
            node(
                "z", {"type": "call_webhook", "uuid": "c", "url": "https://a.invalid"}, say("Ecco.")
            ),
            name="Corsi vicini",
        )
    ],
}


@pytest.fixture
def file(tmp_path):
    """An export on this machine."""
    path = tmp_path / "export.json"
    path.write_text(json.dumps(EXPORT), encoding="utf-8")
    return path


def drafts(installation: Installation):
    """What is being written in the database."""

    async def read():
        async with store_of(installation.settings) as store:
            return await SqlFlows(store).drafts()

    return asyncio.run(read())


def test_an_import_keeps_drafts_of_the_one_who_imports(installation, file):
    """All of them, with the report and what the gate asks for; nobody else may."""
    refused = installation.run("flows", "import-rapidpro", str(file), "--as", "ada")
    assert refused.exit_code == 1
    assert "may not write flows" in refused.stderr
    assert drafts(installation) == []
    made = installation.run(
        "staff", "add", "ada", "--role", "network_admin", "--network", "rho-garbagnate"
    )
    assert made.exit_code == 0
    done = installation.run("flows", "import-rapidpro", str(file), "--as", "ada")
    assert done.exit_code == 0, done.stderr
    assert "a call of another service" in done.stdout
    assert "Before it can be published" in done.stdout
    assert "a.invalid" not in done.stdout
    (draft,) = drafts(installation)
    assert draft.flow == "corsi_vicini"
    assert draft.authors


def test_an_import_into_a_folder_overwrites_nothing(installation, file):
    """Flows, translations, positions and the report; a second time it is refused."""
    folder, report = file.parent / "out", file.parent / "report.txt"
    words = ("flows", "import-rapidpro", str(file), "--to", str(folder), "--report", str(report))
    assert installation.run(*words).exit_code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["corsi_vicini.yaml", "positions.json", "translations.json"]
    assert "No counterpart" in report.read_text(encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    refused = installation.run(*words)
    assert refused.exit_code == 1
    assert "is there already" in refused.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_of_another_product_is_refused_in_a_sentence(installation, tmp_path):
    """Without a trace, and nothing is written."""
    path = tmp_path / "typebot.json"
    path.write_text('{"typebotId": "x", "groups": []}', encoding="utf-8")
    refused = installation.run("flows", "import-rapidpro", str(path), "--to", str(tmp_path / "o"))
    assert refused.exit_code == 1
    assert "There is no flow in this file" in refused.stderr
    assert "Traceback" not in refused.output
    assert not (tmp_path / "o").exists()


def test_an_export_is_written_and_tells_what_it_does_not_hold(installation, tmp_path):
    """The file is an export; an unknown flow is named."""
    path = tmp_path / "ours.json"
    done = installation.run("flows", "export-rapidpro", "money", "home", "--to", str(path))
    assert done.exit_code == 0
    written = json.loads(path.read_text(encoding="utf-8"))
    assert [one["name"] for one in written["flows"]] == ["money", "home"]
    assert "money" in done.stderr
    unknown = installation.run("flows", "export-rapidpro", "none_such")
    assert unknown.exit_code == 1
    assert "There is no flow none_such" in unknown.stderr
