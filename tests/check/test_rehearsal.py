"""The gate plays the golden transcripts: what goes another way blocks, what none takes is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.check import run
from bot.engine.problems import Problem, Severity
from bot.publishing.published import DIRECTORY, FLOWS, LOCALES, TRANSCRIPTS

SAFE = "safe.it.web.txt"
CITY = "cover_city.en.sms.txt"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Two transcripts of the project, which pass: one of a flow, one of a cover."""
    for name in (SAFE, CITY):
        shutil.copy(TRANSCRIPTS / name, tmp_path / name)
    return tmp_path


def rehearsed(folder: Path, flows: Path = FLOWS) -> list[Problem]:
    """What the rehearsal finds."""
    found = run(flows, LOCALES, DIRECTORY, folder, production=False)
    return [problem for problem in found if problem.rule.startswith("rehearsal/")]


def blocking(problems: list[Problem]) -> list[tuple[str, str]]:
    """Flow and rule of what blocks publishing."""
    return [(one.flow, one.rule) for one in problems if one.severity is Severity.ERROR]


def unvisited(problems: list[Problem], flow: str) -> list[str]:
    """What is said of the ways of a flow that nobody takes."""
    return [one.what for one in problems if (one.flow, one.rule) == (flow, "rehearsal/unvisited")]


def spoil(path: Path, before: str, after: str) -> int:
    """Write something else into a file once. The number of that line."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_transcripts_that_still_hold_block_nothing(folder: Path) -> None:
    """What goes as it is written may be published."""
    assert blocking(rehearsed(folder)) == []


@pytest.mark.parametrize(
    ("name", "line", "flow"), [(SAFE, "[1] Italiano", "safe"), (CITY, "[1] ", "city")]
)
def test_a_transcript_that_fails_is_an_error(folder: Path, name: str, line: str, flow: str) -> None:
    """The author learns the file, the first line that differs, both lines, and what to do."""
    number = spoil(folder / name, line, "[1] Seeded")
    found = rehearsed(folder)
    assert blocking(found) == [(flow, "rehearsal/fails")]
    told = next(one for one in found if one.rule == "rehearsal/fails")
    assert f"{name}:{number} has «[1] Seeded" in told.what
    assert f"now comes «{line}" in told.what
    assert "--update" in told.remedy


def test_a_text_that_changed_is_seen_in_its_transcript(folder: Path, tmp_path: Path) -> None:
    """The transcripts hold the flows that are judged, not those of the project."""
    flows = tmp_path / "flows"
    shutil.copytree(FLOWS, flows)
    spoil(flows / "start.yaml", "In che lingua scriviamo?", "In che lingua?")
    assert blocking(rehearsed(folder, flows)) == [("safe", "rehearsal/fails")]


def test_a_choice_that_no_transcript_takes_is_a_warning(folder: Path) -> None:
    """One line a flow names every choice and timeout that is left, and no other."""
    found = rehearsed(folder)
    for one in found:
        assert one.severity is Severity.WARNING
    assert len({one.flow for one in found}) == len(found)
    before = unvisited(found, "language")
    assert before
    assert "which: (listed), (silence)" in before[0]
    spoken = (TRANSCRIPTS / "language.it.web.txt").read_text(encoding="utf-8")
    (folder / "language.it.web.txt").write_text(spoken, encoding="utf-8")
    after = unvisited(rehearsed(folder), "language")
    assert after != before


def test_a_cover_s_choice_that_no_transcript_takes_is_a_warning(folder: Path) -> None:
    """What stands before the service is rehearsed like the service; its timeout never comes."""
    (folder / CITY).write_text("# cover: city\n", encoding="utf-8")
    told = unvisited(rehearsed(folder), "city")
    assert len(told) == 1
    assert "menu: " in told[0]
    assert "(silence)" not in told[0]


def test_a_timeout_is_taken_by_silence(folder: Path) -> None:
    """``> (silence)`` lets it come, and she sees nothing of it."""
    before = unvisited(rehearsed(folder), "start")
    assert before
    assert "hello: " in before[0]
    assert "(silence)" in before[0]
    greeting = (folder / SAFE).read_text(encoding="utf-8").partition("\n\n")[0]
    (folder / "start-silent.it.web.txt").write_text(
        f"{greeting}\n\n> (silence)\n", encoding="utf-8"
    )
    found = rehearsed(folder)
    assert blocking(found) == []
    assert not [one for one in unvisited(found, "start") if "(silence)" in one]


def test_what_cannot_be_played_is_an_error(folder: Path) -> None:
    """A name that says too little, bytes that are no text, a cover that is not there."""
    (folder / "safe.txt").write_text("> 1\n", encoding="utf-8")
    (folder / "menu.it.web.txt").write_bytes(b"> caf\xe9\n")
    (folder / "cover_none.it.sms.txt").write_text("# cover: none\n", encoding="utf-8")
    expected = [(flow, "rehearsal/unreadable") for flow in ("menu", "safe", "none")]
    assert blocking(rehearsed(folder)) == expected


def test_nothing_is_said_where_there_are_no_transcripts(tmp_path: Path) -> None:
    """An installed package has none, and its flows may be judged all the same."""
    assert rehearsed(tmp_path / "absent") == []
