"""Puts the tables together: flows as they are being written, and what lies in the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bot.engine.editing.sheet import sheet_of
from bot.engine.load import load_flow
from bot.i18n.catalogue import read_marks
from bot.i18n.reviews import FileMark
from bot.publishing.published import (
    FLOWS,
    LOCALES,
    read_catalogues,
    read_directory,
    read_source,
    risky_words,
)
from bot.text.tongues import WRITTEN
from bot.wording.checks import Rules
from bot.wording.glossary import glossary
from bot.wording.model import Piece
from bot.wording.pieces import built_in, of_cover, of_directory, of_flow
from bot.wording.table import Seed, Tables
from bot.workshop.documents import Kind, calls_of, kind_of, names, text_of
from bot.workshop.pieces import Opened, sources


def tables_of(opened: Sequence[Opened], digests: Mapping[str, Mapping[str, str]]) -> Tables:
    """The tables of these flows, and of what is read from the files alone."""
    pieces: list[Piece] = []
    flows = [one for one in opened if one.kind is not Kind.RISKY]
    for one in flows:
        # What cannot be read at this moment keeps the texts that are live.
        pieces += _of(one.flow, one.text, one.kind) or _of(one.flow, one.live, one.kind)
    pieces += _from_files()
    return Tables(pieces, {one.flow: one for one in flows}, _seed(), digests)


@lru_cache(maxsize=32)
def rules_of(language: str) -> Rules:
    """What a language may not show by chance, and what it calls things."""
    risky = risky_words(FLOWS / "risky_words").get(language, frozenset())
    return Rules(risky, glossary().get(language, ()))


@lru_cache(maxsize=256)
def _of(name: str, text: str, kind: Kind) -> tuple[Piece, ...]:
    flow = load_flow(text, name, calls_of(kind))[0] if text else None
    if flow is None:
        return ()
    if kind is Kind.COVER:
        return tuple(of_cover(flow))
    return tuple(of_flow(flow, {block.id: block.remark for block in sheet_of(text).blocks}))


@lru_cache(maxsize=1)
def _from_files() -> tuple[Piece, ...]:
    """Our own texts and the directory's: a process reads them once."""
    return (*built_in(), *of_directory(read_directory()))


@lru_cache(maxsize=1)
def _seed() -> Seed:
    files = read_source()
    italian = {
        key: said
        for name in names(files)
        for key, said in sources(text_of(name, files), name, kind_of(name, files)).items()
    }
    return Seed(
        read_catalogues(languages=WRITTEN),
        italian,
        {language: _marks(language) for language in WRITTEN[1:]},
    )


def _marks(language: str, folder: Path = LOCALES) -> Mapping[str, FileMark]:
    file = folder / language / "LC_MESSAGES" / "filo.po"
    return read_marks(file.read_bytes()) if file.exists() else {}
