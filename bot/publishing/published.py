"""Reads what is published from the folders of the project: flows, catalogues, the directory."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path

import orjson

from bot.conversation.calls import CALLS
from bot.conversation.cover_calls import COVER_CALLS
from bot.conversation.first_words import with_first_words
from bot.conversation.scene import Rules, Scene
from bot.directory.load import load_directory
from bot.directory.model import Directory
from bot.engine.flow import Bundle
from bot.engine.load import load_bundle
from bot.engine.problems import Problem
from bot.i18n.catalogue import read_marks, read_po
from bot.i18n.translator import Translator
from bot.process.told import ToldError
from bot.publishing.own_files import texts_of
from bot.text.spelling import fold
from bot.text.tongues import LANGUAGES
from bot.understanding.danger import Screen
from bot.understanding.topic_weights import read_topic_weights
from bot.understanding.topics import Topics
from bot.understanding.weights import WeightsError, read_weights
from bot.web.cover import cover_in_words
from bot.web.words import PageWords

ROOT = Path(__file__).resolve().parents[2]
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

TRANSCRIPTS = FLOWS / "transcripts"
"""The golden transcripts, which ``filo check`` and the flow editor play."""

Catalogues = Mapping[str, Mapping[str, str]]

Contexts = Mapping[str, Mapping[str, Sequence[str]]]
"""Flow -> language -> the contexts of its translations, the languages in order of name."""


class UnpublishableError(ToldError):
    """The flows or the directory hold mistakes; the message lists them with their remedies."""


@dataclass(frozen=True, repr=False)
class Source:
    """The files that make one bundle: what is kept so that a pinned session lives on.

    ``covers``: cover, or ``SHARED`` -> flow -> text; ``cover_texts`` their translations, which are
    not in ``catalogues``. ``risky``: language -> the file of its risky words. A release that was
    made before covers and risky words were published with it has none of the three.
    """

    flows: Mapping[str, str]
    catalogues: Catalogues
    covers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cover_texts: Catalogues = field(default_factory=dict)
    risky: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def contexts(self) -> Contexts:
        """Those of ``catalogues``: 50,000 texts are looked through once, not for every flow."""
        return _contexts(self.catalogues)

    @cached_property
    def cover_contexts(self) -> Contexts:
        """Those of ``cover_texts``."""
        return _contexts(self.cover_texts)

    def packed(self) -> bytes:
        """The same as compressed JSON: quickly, as each start waits for it."""
        plain = {"flows": dict(self.flows), "catalogues": _plain(self.catalogues)}
        if self.covers:
            around = {"covers": _plain(self.covers), "cover_texts": _plain(self.cover_texts)}
            plain |= around | {"risky": dict(self.risky)}
        return zlib.compress(orjson.dumps(plain, option=orjson.OPT_SORT_KEYS), level=1)

    @staticmethod
    def unpacked(content: bytes) -> Source:
        """What ``packed`` was given."""
        plain = orjson.loads(zlib.decompress(content))
        around = (plain.get(part, {}) for part in ("covers", "cover_texts", "risky"))
        return Source(plain["flows"], plain["catalogues"], *around)

    def beside(self, other: Source) -> Source:
        """The same with the covers and risky words of another one, where it was made without."""
        if self.covers:
            return self
        return replace(self, covers=other.covers, cover_texts=other.cover_texts, risky=other.risky)


def _contexts(catalogues: Catalogues) -> Contexts:
    found: dict[str, dict[str, list[str]]] = {}
    for language, texts in sorted(catalogues.items()):
        for context in texts:
            found.setdefault(flow_of(context), {}).setdefault(language, []).append(context)
    return found


def _plain(nested: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {name: dict(texts) for name, texts in nested.items()}


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


def read_signed(
    folder: Path = LOCALES, languages: Collection[str] = LANGUAGES
) -> dict[str, dict[str, str]]:
    """Language -> context -> the digest of its mark of review in the catalogues, where one is."""
    return {
        path.parts[-3]: _signed(path, path.stat().st_mtime_ns)
        for path in sorted(folder.glob("*/LC_MESSAGES/filo.po"))
        if path.parts[-3] in languages
    }


@lru_cache(maxsize=32)
def _signed(path: Path, _changed: int) -> dict[str, str]:
    return {context: mark.digest for context, mark in read_marks(path.read_bytes()).items()}


def read_source(flows: Path = FLOWS, locales: Path = LOCALES) -> Source:
    """Everything that is published together, as it lies in the project."""
    covers = read_rooms(flows)
    covered = {name for cover in covers.values() for name in cover}
    catalogues = read_catalogues(locales)
    own = {
        language: {key: text for key, text in texts.items() if flow_of(key) not in covered}
        for language, texts in catalogues.items()
    }
    risky = flows / "risky_words"
    return Source(
        read_folder(flows, (".yaml",)),
        own,
        covers,
        translations_of(covered, catalogues),
        read_folder(risky, (".txt",)) if risky.is_dir() else {},
    )


def read_rooms(flows: Path = FLOWS) -> dict[str, dict[str, str]]:
    """Cover, or ``SHARED`` -> the names and texts of its own flows."""
    folder = flows / COVERS
    if not folder.is_dir():
        return {}
    folders = (path for path in sorted(folder.iterdir()) if path.is_dir())
    return {path.name: read_folder(path, (".yaml",)) for path in folders}


def read_covers(flows: Path = FLOWS) -> dict[str, dict[str, str]]:
    """Cover -> its flows' names and texts, those that all covers share included."""
    return whole_covers(read_rooms(flows))


def whole_covers(rooms: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The same out of what belongs to each alone and what all share."""
    shared = rooms.get(SHARED, {})
    return {name: {**shared, **own} for name, own in rooms.items() if name != SHARED}


def read_cover(name: str, flows: Path = FLOWS, locales: Path = LOCALES) -> Bundle:
    """The cover of that name: a bundle of its own, whose calls know nothing of anybody.

    Raises ``UnpublishableError`` with every mistake.
    """
    return _cover_of(name, read_covers(flows), read_catalogues(locales))


def cover_of(source: Source, name: str) -> Bundle:
    """The same out of what is published. Raises ``UnpublishableError``."""
    return _cover_of(name, whole_covers(source.covers), source.cover_texts)


def _cover_of(name: str, covers: Mapping[str, Mapping[str, str]], catalogues: Catalogues) -> Bundle:
    files = covers.get(name)
    if files is None:
        raise UnpublishableError(f"There is no cover {name}: see flows/covers.")
    bundle, problems = load_bundle(
        files, translations_of(files, catalogues), COVER_CALLS, LANGUAGES, entry=name
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
    """Language -> folded risky words of the files of a folder."""
    return risky_of(read_folder(folder, (".txt",)))


def risky_of(files: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Language -> folded risky words; a line is a word or phrase, # begins a remark."""
    found: dict[str, frozenset[str]] = {}
    for language, text in files.items():
        lines = (line.partition("#")[0] for line in text.splitlines())
        found[language] = frozenset(word for line in lines if (word := fold(line)))
    return found


def read_phrases(folder: Path = PHRASES) -> dict[str, str]:
    """Language -> the file of its phrases, as it lies in the project."""
    return read_folder(folder, (".tsv",))


def read_directory(own: Path | None = None) -> Directory:
    """The directory of the project; a file of ``own``, the folder of an organisation, stands in the
    place of the one that is called so. Raises ``UnpublishableError`` with every mistake,
    ``OwnFilesError``."""
    files = {path.name: path.read_text(encoding="utf-8") for path in DIRECTORY.iterdir()}
    mine = texts_of(own, files.keys()) if own is not None else {}
    return _directory(tuple(sorted({**files, **mine}.items())))


@lru_cache(maxsize=2)
def _directory(files: tuple[tuple[str, str], ...]) -> Directory:
    """Made once of the same files: the names of 8,000 towns take a second."""
    directory, problems = load_directory(dict(files))
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
    translator = with_first_words(Translator(catalogues), cover)
    words = PageWords(translator, name)
    return Scene(
        bundles={bundle.id: bundle},
        current=bundle.id,
        directory=directory,
        translator=translator,
        rules=rules or Rules(),
        cover_line=cover_line_of(cover.entry, translator, name, clock),
        cover=cover,
        screen=read_screen(),
        topics=read_topics(),
        renamed=words.renamed,
        risky=risky_words(FLOWS / "risky_words"),
    )


def cover_line_of(
    cover: str, translator: Translator, name: str, clock: Callable[[], datetime]
) -> Callable[[str], str]:
    """What the page of that cover says in one line, in a language, at the time of the clock."""
    page = cover_in_words(cover, PageWords(translator, name), translator)

    def cover_line(language: str) -> str:
        day = page(clock(), language)
        return f"{day.title}. {day.brief}"

    return cover_line
