"""Reads what is published from the folders of the project: flows, catalogues, the directory."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from bot.conversation.calls import CALLS
from bot.conversation.cover_calls import COVER_CALLS
from bot.conversation.scene import Rules, Scene
from bot.directory.load import load_directory
from bot.directory.model import Directory
from bot.engine.flow import Bundle
from bot.engine.load import load_bundle
from bot.engine.problems import Problem
from bot.i18n.catalogue import read_po
from bot.i18n.translator import Translator
from bot.spelling import fold
from bot.told import ToldError
from bot.tongues import LANGUAGES
from bot.understanding.danger import Screen
from bot.understanding.topic_weights import read_topic_weights
from bot.understanding.topics import Topics
from bot.understanding.weights import WeightsError, read_weights
from bot.web.cover import cover_in_words
from bot.web.words import PageWords

ROOT = Path(__file__).resolve().parents[1]
FLOWS = ROOT / "flows"
LOCALES = ROOT / "locales"
COVERS = "covers"
"""The folder of the covers beside the flows: one folder for each, and ``SHARED``."""

DEFAULT_COVER = "almanac"

SHARED = "shared"
"""What every cover answers to ordinary questions."""

PHRASES = FLOWS / "phrases" / "danger"
"""Phrases that tell of danger or do not: a file for each language, a kind and a text a line."""

WEIGHTS = ROOT / "data" / "understanding" / "danger.json"
"""What was learned from them."""

TOPIC_PHRASES = FLOWS / "phrases" / "topics"
"""Phrases that teach what a text is about: a file for each language, a topic and a text a line."""

TOPIC_WEIGHTS = ROOT / "data" / "understanding" / "topics.json"
"""What was learned from them."""

NEAR = ROOT / "data" / "understanding" / "topics.npz"
"""What was learned of their meaning; only where the model is installed it is read."""

AROUND = FLOWS / "phrases" / "around.tsv"
"""What stands around phrases in dictated texts."""

DIRECTORY = ROOT / "data" / "directory"

TRANSCRIPTS = ROOT / "tests" / "transcripts" / "golden"
"""The golden transcripts, which ``filo check`` plays; an installed package has none."""

Catalogues = Mapping[str, Mapping[str, str]]


class UnpublishableError(ToldError):
    """The flows or the directory hold mistakes; the message lists them with their remedies."""


@dataclass(frozen=True, slots=True)
class Source:
    """The files that make one bundle: what is kept so that a pinned session lives on."""

    flows: Mapping[str, str]
    catalogues: Catalogues

    def packed(self) -> bytes:
        """The same as compressed JSON."""
        catalogues = {language: dict(texts) for language, texts in self.catalogues.items()}
        plain = {"flows": dict(self.flows), "catalogues": catalogues}
        return zlib.compress(json.dumps(plain, sort_keys=True).encode())

    @staticmethod
    def unpacked(content: bytes) -> Source:
        """What ``packed`` was given."""
        plain = json.loads(zlib.decompress(content))
        return Source(plain["flows"], plain["catalogues"])


def read_folder(folder: Path, suffixes: tuple[str, ...]) -> dict[str, str]:
    """Name without suffix -> text of the files of a folder, in order of name (UTF-8)."""
    return {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted(folder.iterdir())
        if path.suffix in suffixes
    }


def read_catalogues(
    folder: Path = LOCALES, languages: Collection[str] = LANGUAGES
) -> dict[str, Mapping[str, str]]:
    """Language -> context -> translation, of each of these languages that has a catalogue."""
    return {
        path.parts[-3]: _catalogue(path, path.stat().st_mtime_ns)
        for path in sorted(folder.glob("*/LC_MESSAGES/filo.po"))
        if path.parts[-3] in languages
    }


@lru_cache(maxsize=32)
def _catalogue(path: Path, _changed: int) -> Mapping[str, str]:
    """Read once as long as the file does not change: service and cover each ask for all of them."""
    return read_po(path.read_bytes())


def read_source(flows: Path = FLOWS, locales: Path = LOCALES) -> Source:
    """The flows and catalogues as they lie in the project, without those of the covers."""
    covered = {name for cover in read_covers(flows).values() for name in cover}
    catalogues = {
        language: {key: text for key, text in texts.items() if flow_of(key) not in covered}
        for language, texts in read_catalogues(locales).items()
    }
    return Source(read_folder(flows, (".yaml",)), catalogues)


def read_covers(flows: Path = FLOWS) -> dict[str, dict[str, str]]:
    """Cover -> its flows' names and texts, those that all covers share included."""
    folder = flows / COVERS
    if not folder.is_dir():
        return {}
    shared = read_folder(folder / SHARED, (".yaml",)) if (folder / SHARED).is_dir() else {}
    return {
        path.name: {**shared, **read_folder(path, (".yaml",))}
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name != SHARED
    }


def read_cover(name: str, flows: Path = FLOWS, locales: Path = LOCALES) -> Bundle:
    """The cover of that name: a bundle of its own, whose calls know nothing of anybody.

    Raises ``UnpublishableError`` with every mistake.
    """
    files = read_covers(flows).get(name)
    if files is None:
        raise UnpublishableError(f"There is no cover {name}: see flows/covers.")
    bundle, problems = load_bundle(
        files, translations_of(files, read_catalogues(locales)), COVER_CALLS, LANGUAGES, entry=name
    )
    if bundle is None:
        raise UnpublishableError(_listed(problems))
    return bundle


def translations_of(flows: Collection[str], catalogues: Catalogues) -> dict[str, dict[str, str]]:
    """Of every catalogue what belongs to these flows."""
    return {
        language: {key: text for key, text in texts.items() if flow_of(key) in flows}
        for language, texts in catalogues.items()
    }


def flow_of(context: str) -> str:
    """The flow that a context belongs to."""
    return context.partition("/")[0]


def bundle_of(source: Source) -> Bundle:
    """The bundle that these files make. Raises ``UnpublishableError`` with every mistake."""
    bundle, problems = load_bundle(source.flows, source.catalogues, CALLS, LANGUAGES)
    if bundle is None:
        raise UnpublishableError(_listed(problems))
    return bundle


def _listed(problems: tuple[Problem, ...]) -> str:
    return "The flows cannot be published:\n" + "\n".join(f"  {problem}" for problem in problems)


def read_screen(file: Path = WEIGHTS) -> Screen:
    """What finds signs of danger. Raises ``UnpublishableError`` with the remedy."""
    try:
        return Screen(read_weights(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, WeightsError) as error:
        raise UnpublishableError(
            f"{file.name} cannot be read: `make train` learns it anew from the phrases."
        ) from error


def read_topics(file: Path = TOPIC_WEIGHTS) -> Topics:
    """What finds the topics of texts. Raises ``UnpublishableError`` with the remedy."""
    try:
        return Topics(read_topic_weights(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, WeightsError) as error:
        raise UnpublishableError(
            f"{file.name} cannot be read: `filo understanding train` learns it anew."
        ) from error


def risky_words(folder: Path) -> dict[str, frozenset[str]]:
    """Language -> folded risky words; a line is a word or phrase, # begins a remark."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        lines = (line.partition("#")[0] for line in path.read_text(encoding="utf-8").splitlines())
        found[path.stem] = frozenset(word for line in lines if (word := fold(line)))
    return found


def read_phrases(folder: Path = PHRASES) -> dict[str, str]:
    """Language -> the file of its phrases, as it lies in the project."""
    return read_folder(folder, (".tsv",))


def read_directory(folder: Path = DIRECTORY) -> Directory:
    """The directory of the project. Raises ``UnpublishableError`` with every mistake."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    directory, problems = load_directory(files)
    if directory is None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise UnpublishableError(f"The directory cannot be read:\n{listed}")
    return directory


def scene_of(
    source: Source,
    directory: Directory,
    clock: Callable[[], datetime],
    rules: Rules | None = None,
    cover: str = DEFAULT_COVER,
    name: str = "",
) -> Scene:
    """What is published, out of its files. Raises ``UnpublishableError``."""
    return staged(
        bundle_of(source), read_cover(cover), source.catalogues, directory, clock, rules, name
    )


def staged(
    bundle: Bundle,
    cover: Bundle,
    catalogues: Catalogues,
    directory: Directory,
    clock: Callable[[], datetime],
    rules: Rules | None = None,
    name: str = "",
) -> Scene:
    """The scene of bundles that are loaded already. Raises ``UnpublishableError``."""
    translator = Translator(catalogues)
    words = PageWords(translator, name)
    page = cover_in_words(cover.entry, words, translator)

    def cover_line(language: str) -> str:
        day = page(clock(), language)
        return f"{day.title}. {day.brief}"

    return Scene(
        bundles={bundle.id: bundle},
        current=bundle.id,
        directory=directory,
        translator=translator,
        rules=rules or Rules(),
        cover_line=cover_line,
        cover=cover,
        screen=read_screen(),
        topics=read_topics(),
        renamed=words.renamed,
        risky=risky_words(FLOWS / "risky_words"),
    )
