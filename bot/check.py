"""The publish gate over the files of a project: what ``filo check`` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from bot.channels.segments import plainer, segments
from bot.conversation.calls import CALLS
from bot.conversation.hearing import DANGER_FLOWS
from bot.engine.inspect import Clues, inspect
from bot.engine.inspect.clues import Headings
from bot.engine.load import load_bundle
from bot.engine.problems import Problem, Severity
from bot.i18n.catalogue import read_po, review_state
from bot.published import LANGUAGES
from bot.safety.words import reserved
from bot.spelling import fold
from bot.understanding.interpret import Candidate, interpret

REVIEWED = "reviewed"
"""The ``X-Review-State`` of a catalogue that a native speaker has read."""


def run(flows_dir: Path, locales_dir: Path, *, production: bool) -> tuple[Problem, ...]:
    """Every problem of the flows and catalogues in these folders, files that cannot be read too.

    ``production`` makes a language that no native speaker has reviewed an error.
    """
    files, problems = _read(flows_dir)
    catalogues, states, unread = _catalogues(locales_dir)
    problems += unread
    bundle, mistakes = load_bundle(files, catalogues, CALLS, LANGUAGES)
    problems += mistakes
    if bundle is None:
        return tuple(problems)
    reviewed = {language for language, state in states.items() if state == REVIEWED}
    found = inspect(
        bundle,
        clues(_risky(flows_dir / "risky_words"), frozenset({"it", *reviewed})),
        CALLS,
        production=production,
    )
    return (*problems, *found)


def clues(risky: Mapping[str, frozenset[str]], reviewed: frozenset[str]) -> Clues:
    """What the gate needs from the rooms that it may not import."""
    return Clues(
        fold=fold,
        is_reserved=reserved,
        mean=_mean,
        segments=lambda text: segments(plainer(text)).count,
        risky=risky,
        reviewed=reviewed,
        danger=frozenset(DANGER_FLOWS.values()),
    )


def render(problems: Sequence[Problem]) -> str:
    """The problems grouped by flow, errors first, and a last line that counts them."""
    lines: list[str] = []
    for flow, group in groupby(sorted(problems, key=_order), key=lambda problem: problem.flow):
        lines.append(flow or "all flows")
        lines += [f"  {problem}" for problem in group]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    lines.append(f"{errors} errors, {len(problems) - errors} warnings")
    return "\n".join(lines)


def _order(problem: Problem) -> tuple[str, bool, int, str]:
    return problem.flow, problem.severity is Severity.WARNING, problem.line, problem.rule


def _mean(text: str, headings: Headings) -> str | None:
    options = [Candidate(id, words) for id, words in headings]
    return interpret(text, options, (), typed=False).choice


def _read(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Flow -> text of its file; a file that is no UTF-8 is a problem."""
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            files[path.stem] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            problems.append(
                Problem(
                    path.stem, "", line, "load/utf8", "the file is no UTF-8", "save it as UTF-8"
                )
            )
    return files, problems


def _catalogues(
    folder: Path,
) -> tuple[dict[str, dict[str, str]], dict[str, str], list[Problem]]:
    """Language -> translations, language -> state of review, and catalogues that are unreadable."""
    texts: dict[str, dict[str, str]] = {}
    states: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/LC_MESSAGES/filo.po")):
        language = path.parts[-3]
        content = path.read_bytes()
        try:
            texts[language] = read_po(content)
            states[language] = review_state(content)
        except ValueError as error:
            what = f"the catalogue of {language} cannot be read: {error}"
            problems.append(
                Problem("", "", 0, "languages/unreadable", what, "correct the .po file")
            )
    return texts, states, problems


def _risky(folder: Path) -> dict[str, frozenset[str]]:
    """Language -> folded risky words; a line is a word or phrase, # begins a remark."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        lines = (line.partition("#")[0] for line in path.read_text(encoding="utf-8").splitlines())
        found[path.stem] = frozenset(word for line in lines if (word := fold(line)))
    return found
