"""``filo check``: the shipped flows pass, and a broken project is told what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.check import render, run
from bot.engine.problems import Problem, Severity
from bot.publishing.published import DIRECTORY, FLOWS, LOCALES


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    shutil.copytree(FLOWS, tmp_path / "flows")
    shutil.copytree(LOCALES, tmp_path / "locales")
    shutil.copytree(DIRECTORY, tmp_path / "directory")
    return tmp_path


@pytest.fixture(name="shipped", scope="module")
def _shipped() -> tuple[Problem, ...]:
    """What the gate says of what is in the repository."""
    return run(FLOWS, LOCALES, production=False)


def errors(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems if problem.severity is Severity.ERROR]


def test_the_shipped_flows_and_catalogues_have_no_error(shipped: tuple[Problem, ...]) -> None:
    """What is in the repository may be published."""
    assert errors(shipped) == []


def test_production_waits_for_native_speakers() -> None:
    """Machine-made translations are good enough to show, not to rely on."""
    found = run(FLOWS, LOCALES, production=True)
    unreviewed = [p for p in found if p.rule == "languages/unreviewed"]
    assert unreviewed
    assert all(problem.severity is Severity.ERROR for problem in unreviewed)


def test_a_file_that_is_no_utf8_is_told_with_its_line(project: Path) -> None:
    """The author learns the file and the line, not a stack trace."""
    (project / "flows" / "broken.yaml").write_bytes(b"flow: broken\nstart: caf\xe9\n")
    found = run(project / "flows", project / "locales", production=False)
    assert [(p.flow, p.line) for p in found if p.rule == "load/utf8"] == [("broken", 2)]


def test_a_catalogue_that_cannot_be_read_is_a_problem(project: Path) -> None:
    """A broken catalogue is reported and the others are still judged."""
    folder = project / "locales" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "filo.po").write_bytes(b"\xff\xfe\x00 no catalogue")
    found = run(project / "flows", project / "locales", production=False)
    assert "languages/unreadable" in {problem.rule for problem in found}


def test_a_risky_word_in_the_project_s_list_blocks(project: Path) -> None:
    """The lists beside the flows are the ones that count."""
    listed = project / "flows" / "risky_words" / "it.txt"
    listed.write_text("lingua  # seeded\n", encoding="utf-8")
    found = run(project / "flows", project / "locales", production=False)
    assert any(problem.rule == "words/risky" for problem in found)


def test_every_text_of_the_directory_is_translated(shipped: tuple[Problem, ...]) -> None:
    """No woman is answered in a language that she does not read."""
    assert [str(problem) for problem in shipped if problem.flow == "directory"] == []


def test_a_gap_in_the_directory_s_translations_is_told(project: Path) -> None:
    """Who will know blocks; a translation of a text that is gone does too."""
    catalogue = project / "locales" / "ar" / "LC_MESSAGES" / "filo.po"
    text = catalogue.read_text(encoding="utf-8")
    assert text.count("directory/measure/leave/") == 5
    catalogue.write_text(
        text.replace("directory/measure/leave/", "directory/measure/gone/"), encoding="utf-8"
    )
    found = run(project / "flows", project / "locales", project / "directory", production=False)
    about = {p.rule: p for p in found if p.flow == "directory"}
    assert set(about) == {"languages/critical", "languages/missing", "languages/unknown"}
    assert "directory/measure/leave/who_knows" in about["languages/critical"].what
    assert "directory/measure/gone/" in about["languages/unknown"].what


def test_a_directory_that_cannot_be_read_is_a_problem_with_its_line(project: Path) -> None:
    """The gate says where and what to do, and does not fall over."""
    measures = project / "directory" / "measures.yaml"
    measures.write_text(
        measures.read_text(encoding="utf-8").replace("2026-11-24", "yesterday"), encoding="utf-8"
    )
    found = run(project / "flows", project / "locales", project / "directory", production=False)
    about = [problem for problem in found if problem.rule == "load/directory"]
    assert about
    assert about[0].what.startswith("measures.yaml:30: 'verified_on' is not a date")


def test_problems_are_shown_by_flow_with_errors_first() -> None:
    """One line each: where, how bad, which rule, what, what to do; and a count."""
    problems = (
        Problem("b", "x", 3, "r/one", "it is so", "do that", Severity.WARNING),
        Problem("b", "y", 9, "r/two", "it is not", "do this"),
        Problem("a", "", 0, "r/three", "all of it", "start anew"),
    )
    assert render(problems).splitlines() == [
        "a",
        "  a: error r/three: all of it. start anew.",
        "b",
        "  b:9 y: error r/two: it is not. do this.",
        "  b:3 x: warning r/one: it is so. do that.",
        "2 errors, 1 warnings",
    ]
