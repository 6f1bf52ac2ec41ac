"""Reads what is published from the folders of the project: flows, catalogues, the directory."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.calls import CALLS
from bot.directory.load import load_directory
from bot.directory.model import Directory
from bot.engine.flow import Bundle
from bot.engine.load import load_bundle
from bot.engine.problems import Problem
from bot.i18n.catalogue import read_po

ROOT = Path(__file__).resolve().parents[1]
FLOWS = ROOT / "flows"
LOCALES = ROOT / "locales"
DIRECTORY = ROOT / "data" / "directory"

LANGUAGES = ("it", "en", "es", "fr", "ar")
"""The languages that are offered, Italian (the source) first."""

Catalogues = Mapping[str, Mapping[str, str]]


class UnpublishableError(Exception):
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


def read_catalogues(folder: Path = LOCALES) -> dict[str, dict[str, str]]:
    """Language -> context -> translation, of every catalogue that is there."""
    return {
        path.parts[-3]: read_po(path.read_bytes())
        for path in sorted(folder.glob("*/LC_MESSAGES/filo.po"))
    }


def read_source(flows: Path = FLOWS, locales: Path = LOCALES) -> Source:
    """The flows and catalogues as they lie in the project."""
    return Source(read_folder(flows, (".yaml",)), read_catalogues(locales))


def bundle_of(source: Source) -> Bundle:
    """The bundle that these files make. Raises ``UnpublishableError`` with every mistake."""
    bundle, problems = load_bundle(source.flows, source.catalogues, CALLS, LANGUAGES)
    if bundle is None:
        raise UnpublishableError(_listed(problems))
    return bundle


def _listed(problems: tuple[Problem, ...]) -> str:
    return "The flows cannot be published:\n" + "\n".join(f"  {problem}" for problem in problems)


def read_directory(folder: Path = DIRECTORY) -> Directory:
    """The directory of the project. Raises ``UnpublishableError`` with every mistake."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    directory, problems = load_directory(files)
    if directory is None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise UnpublishableError(f"The directory cannot be read:\n{listed}")
    return directory
