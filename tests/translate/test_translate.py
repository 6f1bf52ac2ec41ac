"""The catalogues are in step with the flows, our own texts and the directory."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.directory.load import load_directory
from bot.directory.model import Directory
from bot.engine.flow import Flow
from bot.i18n.catalogue import read_po
from bot.publishing.published import DIRECTORY, LOCALES, read_directory
from bot.text.tongues import LANGUAGES
from bot.translate import entries_of, every_flow, update


@pytest.fixture(scope="module", name="flows")
def _flows() -> list[Flow]:
    return every_flow()


def catalogues(locales: Path) -> Mapping[str, bytes]:
    """Language -> bytes of its catalogue."""
    return {path.parts[-3]: path.read_bytes() for path in locales.glob("*/LC_MESSAGES/filo.po")}


def with_leave(*change: tuple[str, str]) -> Directory:
    """The shipped directory with something in its measures changed."""
    files = {path.name: path.read_text(encoding="utf-8") for path in DIRECTORY.iterdir()}
    for old, new in change:
        assert old in files["measures.yaml"], old
        files["measures.yaml"] = files["measures.yaml"].replace(old, new)
    directory, problems = load_directory(files)
    assert directory is not None, problems
    return directory


def test_what_is_committed_is_in_step_and_complete(flows: list[Flow], tmp_path: Path) -> None:
    """Nothing waits for a translator, drafts apart, and syncing changes no byte."""
    locales = tmp_path / "locales"
    shutil.copytree(LOCALES, locales)
    lacking = update(flows, read_directory(), locales)
    assert {lacking[language] for language in LANGUAGES[1:]} == {0}
    assert catalogues(locales) == catalogues(LOCALES)


def test_a_language_that_is_not_offered_yet_keeps_in_step(
    flows: list[Flow], tmp_path: Path
) -> None:
    """A draft is never offered with the translation of a text that has changed since."""
    catalogue = tmp_path / "eo" / "LC_MESSAGES" / "filo.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_bytes(b"")
    lacking = update(flows, read_directory(), tmp_path)
    assert lacking["eo"] == lacking["en"] > 0
    assert b'"Language: eo' in catalogue.read_bytes()


def test_the_directory_s_texts_stand_in_the_same_catalogue(flows: list[Flow]) -> None:
    """Whoever reviews a language finds everything in one file, with a word on what matters."""
    entries = {context: (text, note) for context, text, note in entries_of(flows, with_leave())}
    text, note = entries["directory/measure/leave/who_knows"]
    assert text.startswith("Lo sanno il datore di lavoro")
    assert "nothing left out" in note
    assert "start/hello/ask" in entries
    assert "ui//failure" in entries


def test_a_fact_that_changed_is_no_longer_told_in_its_old_translation(
    flows: list[Flow], tmp_path: Path
) -> None:
    """The old translation is kept for the translator, as fuzzy, and never shown."""
    locales = tmp_path / "locales"
    shutil.copytree(LOCALES, locales)
    changed = with_leave(("fino a 90 giorni", "fino a 120 giorni"))
    lacking = update(flows, changed, locales)
    assert {lacking[language] for language in LANGUAGES[1:]} == {1}
    for content in catalogues(locales).values():
        assert "directory/measure/leave/text" not in read_po(content)
        assert b"#, fuzzy" in content
