"""The publish gate over the files of a project: what ``filo check`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from bot.conversation.calls import CALLS
from bot.conversation.cover_calls import COVER_CALLS
from bot.conversation.cover_hearing import MENU, called_by
from bot.directory.languages import NAME, translations
from bot.directory.load import load_directory
from bot.directory.model import Directory
from bot.directory.texts import passages
from bot.engine.editing.drafts import Texts
from bot.engine.flow import Ask, Bundle
from bot.engine.inspect import inspect
from bot.engine.inspect.ease import EASY, HARD, gulpease, is_hard, measured, sources
from bot.engine.load import load_bundle
from bot.engine.problems import Problem, Severity
from bot.i18n.catalogue import read_po, review_state
from bot.i18n.texts import TEXTS
from bot.publishing.gate import clues, problems_of_cover, twice
from bot.publishing.published import (
    COVERS,
    DEFAULT_COVER,
    DIRECTORY,
    FLOWS,
    SHARED,
    TOPIC_PHRASES,
    Catalogues,
    Source,
    flow_of,
    read_phrases,
    read_signed,
    risky_words,
    staged,
    translations_of,
)
from bot.rehearsal.golden import rehearse
from bot.rehearsal.setting import NOW
from bot.rehearsal.transcripts import read_transcripts
from bot.text.tongues import LANGUAGES
from bot.understanding.overlaps import overlaps
from bot.workshop.signing import Signing, signed_languages, signings

_LISTS = frozenset({"her_words.examples"})
"""Texts that are a list of words, and no sentence."""

REVIEWED = "reviewed"
"""The ``X-Review-State`` of a catalogue that a native speaker has read."""


def run(
    flows_dir: Path,
    locales_dir: Path,
    directory_dir: Path = DIRECTORY,
    transcripts_dir: Path | None = None,
    *,
    production: bool,
) -> tuple[Problem, ...]:
    """Every problem of the flows, of the catalogues and of what they say of the directory.

    Files that cannot be read are problems too.

    ``production`` makes a language that no native speaker has reviewed an error. Where there is a
    ``transcripts_dir`` what can be published is rehearsed too.
    """
    files, problems = _read(flows_dir)
    catalogues, states, unread = _catalogues(locales_dir)
    problems += unread
    reviewed = _reviewed(files, catalogues, states, locales_dir)
    directory, unreadable = _directory(directory_dir)
    problems += unreadable
    own_contexts = {one.context for one in passages(directory)} if directory else set()
    known = clues(
        risky_words(flows_dir / "risky_words"),
        frozenset({"it", *reviewed}),
        frozenset({f"ui//{key}" for key in TEXTS} | own_contexts),
    )
    if directory is not None:
        problems += translations(directory, catalogues, LANGUAGES[1:])
    covers, unreadable = _read_covers(flows_dir / COVERS)
    problems += unreadable
    covered = {name for cover in covers.values() for name in cover}
    own = {
        language: {key: text for key, text in texts.items() if flow_of(key) not in covered}
        for language, texts in catalogues.items()
    }
    problems += _phrases(flows_dir / TOPIC_PHRASES.relative_to(FLOWS))
    bundle, mistakes = load_bundle(files, own, CALLS, LANGUAGES)
    problems += mistakes
    if bundle is not None:
        problems += inspect(bundle, known, CALLS, production=production)
    loaded: dict[str, Bundle] = {}
    for name, flows in covers.items():
        problems += twice(name, flows, files)
        cover, mistakes = load_bundle(
            flows, translations_of(flows, catalogues), COVER_CALLS, LANGUAGES, entry=name
        )
        problems += mistakes
        if cover is not None:
            loaded[name] = cover
            problems += problems_of_cover(cover, known, production=production)
    problems += hard_texts(directory)
    if transcripts_dir is not None and bundle is not None and directory is not None:
        problems += _rehearsal(transcripts_dir, bundle, loaded, own, directory)
    return tuple(dict.fromkeys(problems))


def hard_texts(directory: Directory | None) -> Sequence[Problem]:
    """Italian texts of ours and of the directory that are hard to read; those of flows are judged
    by their gate."""
    return [
        Problem(
            place,
            "",
            0,
            HARD,
            f"{context} is hard to read: {int(gulpease(source) or 0)} of 100",
            f"make its sentences or words shorter, until it has {EASY}",
            Severity.WARNING,
        )
        for place, context, source in _fixed(directory)
        if is_hard(source)
    ]


def reading_ease(flows_dir: Path, directory_dir: Path = DIRECTORY) -> str:
    """How easy the Italian is that she may read, in one line."""
    bundle, _ = load_bundle(_read(flows_dir)[0], {}, CALLS, LANGUAGES)
    fixed = (source for _, _, source in _fixed(_directory(directory_dir)[0]))
    return measured([*(sources(bundle) if bundle else ()), *fixed])


def _fixed(directory: Directory | None) -> Iterator[tuple[str, str, str]]:
    """(where, context, Italian) of every text that stands outside the flows and has sentences."""
    for key, source in TEXTS.items():
        if key not in _LISTS:
            yield "ui", f"ui//{key}", source
    for one in passages(directory) if directory else ():
        yield NAME, one.context, one.source


def _phrases(folder: Path) -> list[Problem]:
    """Phrases of two topics; nothing where there are none, as in an installed package."""
    if not folder.is_dir():
        return []
    return [
        Problem(
            f"phrases/topics/{one.second.language}.tsv",
            "",
            one.second.line,
            "phrases/nearly" if one.nearly else "phrases/twice",
            f"what teaches {one.second.topic} stands{' nearly so' if one.nearly else ''} at "
            f"{one.first}, where it teaches {one.first.topic}",
            "leave one of them, or say it otherwise",
            Severity.WARNING if one.nearly else Severity.ERROR,
        )
        for one in overlaps(read_phrases(folder))
    ]


def _rehearsal(
    folder: Path,
    bundle: Bundle,
    covers: Mapping[str, Bundle],
    catalogues: Catalogues,
    directory: Directory,
) -> Sequence[Problem]:
    """What the transcripts show; nothing where there are none, as in an installed package, or
    where a cover lacks what it cannot be played without."""
    whole = {name: cover for name, cover in covers.items() if _playable(cover)}
    if not folder.is_dir() or DEFAULT_COVER not in whole:
        return ()
    transcripts, problems = read_transcripts(folder)
    scene = staged(bundle, whole[DEFAULT_COVER], catalogues, directory, lambda: NOW)
    return (*problems, *rehearse(transcripts, scene, whole))


def _playable(cover: Bundle) -> bool:
    """Whether it has its menu and every flow that is gone to; else the gate has said so."""
    menu = cover.flows[cover.entry].steps.get(MENU)
    return isinstance(menu, Ask) and called_by(cover) <= set(cover.flows)


def _read_covers(folder: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Cover -> flow -> text, those that all covers share included; files that are no UTF-8."""
    if not folder.is_dir():
        return {}, []
    shared, problems = _read(folder / SHARED)
    covers = {}
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name != SHARED:
            own, unreadable = _read(path)
            covers[path.name] = {**shared, **own}
            problems += unreadable
    return covers, problems


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


def _reviewed(
    files: Mapping[str, str],
    catalogues: Mapping[str, Mapping[str, str]],
    states: Mapping[str, str],
    locales: Path,
    *signed: Texts,
) -> set[str]:
    found = {language for language, state in states.items() if state == REVIEWED}
    if catalogues.keys() == states.keys():
        found |= signed_languages(Source(files, catalogues), read_signed(locales), *signed)
    return found


def unreviewed(
    flows_dir: Path, locales_dir: Path, signed: Texts, live: Source | None = None
) -> Mapping[str, Signing]:
    """Languages in which no native speaker has vouched for what must be understood as it is now,
    with how far they are signed.

    ``signed``: language -> context -> digest of what was signed in the console, beside the marks of
    the files. ``live``: what was published there; without it the files are live.
    """
    files, _ = _read(flows_dir)
    catalogues, states, _ = _catalogues(locales_dir)
    marks = (read_signed(locales_dir), signed)
    source = live or Source(files, catalogues)
    read = {language for language, state in states.items() if state == REVIEWED}
    read |= signed_languages(source, *marks)
    how = signings(source, *marks)
    return {one: how.get(one, Signing()) for one in sorted(states.keys() - read)}


def _directory(folder: Path) -> tuple[Directory | None, list[Problem]]:
    """The directory of a folder, or None with what is wrong in its files."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    directory, found = load_directory(files)
    problems = [
        Problem(
            NAME,
            "",
            0,
            "load/directory",
            f"{one.file}:{one.line}: {one.what.rstrip('.')}",
            one.remedy.rstrip("."),
        )
        for one in found
    ]
    return directory, problems
