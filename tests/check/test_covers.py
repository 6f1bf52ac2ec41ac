"""The gate over covers: what stands before the service may neither tell of it nor lead into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.check import run
from bot.conversation.cover_calls import COVER_CALLS
from bot.conversation.cover_hearing import MENU, called_by, numbers_of
from bot.engine.inspect import Demands, inspect_cover
from bot.engine.load import load_bundle
from bot.engine.problems import Severity
from bot.publishing.gate import clues
from bot.publishing.published import FLOWS, LOCALES
from tests.conversation.conftest import COVER

RISKY = {"it": frozenset({"violenza"}), "en": frozenset({"violence"})}
NUMBERS = """
flow: almanac_numbers
anywhere: [numeri utili]
start: tell
steps:
  tell: {say: "Alba 7:34.\\nNumeri utili: 112 emergenze.\\nLuna piena.", next: stop}
  stop: {end: true}
"""
GOOD = {**COVER, "almanac_numbers": NUMBERS}


def rules(files: Mapping[str, str], languages: tuple[str, ...] = ("it",)) -> set[str]:
    """The rules that block a small cover."""
    bundle, problems = load_bundle(files, {}, COVER_CALLS, languages, entry="almanac")
    if bundle is None:
        return {problem.rule for problem in problems}
    demands = Demands(called_by(bundle), MENU, numbers_of(bundle))
    known = clues(RISKY, frozenset({"it"}))
    found = inspect_cover(bundle, known, COVER_CALLS, demands)
    return {problem.rule for problem in found if problem.severity is Severity.ERROR}


def said(step: str) -> dict[str, str]:
    """The small cover, with that step in the flow of lost words."""
    flow = f"flow: talk_lost\nstart: first\nsteps:\n  first: {step}\n  stop: {{end: true}}\n"
    return {**GOOD, "talk_lost": flow}


def test_a_good_cover_passes() -> None:
    """The cover that the other tests spoil has nothing wrong."""
    assert rules(GOOD) == set()


ASKS = "no_match: {retry: 0, next: stop}, timeout: {after: 5m, next: stop}"


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        ("{marks: [sensitive], say: Ciao., next: stop}", "cover/mark"),
        ("{marks: [stores], say: Ciao., next: stop}", "cover/mark"),
        (f"{{ask: Nome?, input: {{save: n, kind: text, next: stop}}, {ASKS}}}", "cover/step"),
        (f"{{ask: Sì?, choices: {{yes: {{label: Sì, next: stop}}}}, {ASKS}}}", "cover/step"),
        ("{exit: true}", "cover/step"),
        (
            "{handoff: {network: '\"milano\"'}, accepted: stop, unavailable: stop, closed: stop}",
            "cover/step",
        ),
        ("{say: Violenza., next: stop}", "cover/words"),
        ("{say: Qui., web: Contro la violenza., sms: Qui., next: stop}", "cover/words"),
        ("{say: Chiama il 1522., next: stop}", "cover/words"),
        ("{call: letterbox.open, outcomes: {unknown: stop}}", "structure/call"),
        ("{call: forget.me, outcomes: {done: stop}}", "structure/call"),
        ("{call: directory.find, with: {text: '\"x\"'}, outcomes: {}}", "structure/call"),
    ],
)
def test_a_cover_may_not(step: str, rule: str) -> None:
    """Tell what stands behind on any channel, keep what is typed, or reach anything of hers."""
    assert rule in rules(said(step))


def test_112_stands_between_two_other_lines() -> None:
    """A number alone would be an alarm on a screen that somebody else reads."""
    alone = NUMBERS.replace("Alba 7:34.\\n", "")
    assert "cover/numbers" in rules({**GOOD, "almanac_numbers": alone})
    without = NUMBERS.replace("112", "")
    assert "cover/numbers" in rules({**GOOD, "almanac_numbers": without})


def test_a_cover_has_an_answer_to_everything() -> None:
    """Danger, a picture, a lost word: a flow must be there for each, and a menu."""
    for name in ("talk_lost", "talk_media", "talk_bye", "talk_in", "almanac_numbers"):
        assert "cover/missing" in rules({k: v for k, v in GOOD.items() if k != name})
    other = GOOD["almanac"].replace("menu:", "list:").replace("start: menu", "start: list")
    assert "cover/menu" in rules({**GOOD, "almanac": other})


def test_a_cover_speaks_every_language_whole() -> None:
    """A cover that falls into Italian in the middle is no cover."""
    assert "cover/translation" in rules(GOOD, ("it", "en"))


def _unheard(project: Path) -> None:
    """The words that lead to a flow are not translated."""
    catalogue = project / "locales" / "fr" / "LC_MESSAGES" / "filo.po"
    head, context, tail = catalogue.read_text(encoding="utf-8").partition('"talk_who//anywhere"')
    before, _, after = tail.partition("\n\n")
    emptied = before.partition("\nmsgstr ")[0] + '\nmsgstr ""'
    catalogue.write_text(f"{head}{context}{emptied}\n\n{after}", "utf-8")


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    shutil.copytree(FLOWS, tmp_path / "flows")
    shutil.copytree(LOCALES, tmp_path / "locales")
    return tmp_path


def _rename(project: Path) -> None:
    """A flow of the service gets the name of a cover's."""
    flow = (project / "flows" / "about.yaml").read_text(encoding="utf-8")
    named = flow.replace("flow: about", "flow: talk_who")
    (project / "flows" / "talk_who.yaml").write_text(named, encoding="utf-8")


def _bytes(project: Path) -> None:
    (project / "flows" / "covers" / "shared" / "talk_who.yaml").write_bytes(b"flow: caf\xe9\n")


def _untold(project: Path) -> None:
    """A catalogue translates a step that a cover does not have."""
    catalogue = project / "locales" / "en" / "LC_MESSAGES" / "filo.po"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace('"talk_who/first/say"', '"talk_who/gone/say"'), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (_rename, "cover/name"),
        (_bytes, "load/utf8"),
        (_untold, "languages/unknown"),
        (_unheard, "cover/translation"),
    ],
)
def test_the_project_s_covers_are_judged_with_its_flows(
    project: Path, spoil: Callable[[Path], None], rule: str
) -> None:
    """``filo check`` looks into flows/covers as it looks into flows."""
    spoil(project)
    found = run(project / "flows", project / "locales", production=False)
    assert rule in {problem.rule for problem in found if problem.severity is Severity.ERROR}
