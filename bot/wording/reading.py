"""Puts the tables together: flows as they are being written, and what lies in the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bot.conversation.calls import CALLS
from bot.conversation.cover_calls import COVER_CALLS
from bot.engine.editing.sheet import sheet_of
from bot.engine.load import load_flow
from bot.i18n.catalogue import read_marks
from bot.i18n.reviews import FileMark
from bot.published import (
    FLOWS,
    LOCALES,
    read_catalogues,
    read_covers,
    read_directory,
    read_source,
    risky_words,
)
from bot.tongues import WRITTEN
from bot.wording.checks import Rules
from bot.wording.glossary import glossary
from bot.wording.model import Piece
from bot.wording.pieces import built_in, of_cover, of_directory, of_flow
from bot.wording.table import Seed, Tables
from bot.workshop.pieces import Opened, sources


def tables_of(opened: Sequence[Opened], digests: Mapping[str, Mapping[str, str]]) -> Tables:
    """The tables of these flows, and of what is read from the files alone."""
    pieces: list[Piece] = []
    for one in opened:
        # What cannot be read at this moment keeps the texts that are live.
        pieces += _of_flow(one.flow, one.text) or _of_flow(one.flow, one.live)
    pieces += _from_files()
    return Tables(pieces, {one.flow: one for one in opened}, _seed(), digests)


@lru_cache(maxsize=32)
def rules_of(language: str) -> Rules:
    """What a language may not show by chance, and what it calls things."""
    risky = risky_words(FLOWS / "risky_words").get(language, frozenset())
    return Rules(risky, glossary().get(language, ()))


@lru_cache(maxsize=256)
def _of_flow(name: str, text: str) -> tuple[Piece, ...]:
    flow = load_flow(text, name, CALLS)[0] if text else None
    if flow is None:
        return ()
    return tuple(of_flow(flow, {block.id: block.remark for block in sheet_of(text).blocks}))


@lru_cache(maxsize=1)
def _from_files() -> tuple[Piece, ...]:
    """Our own texts, the directory's and those of the covers: a process reads them once."""
    found = [*built_in(), *of_directory(read_directory())]
    covers = {name: text for files in read_covers().values() for name, text in files.items()}
    for name, text in sorted(covers.items()):
        flow = load_flow(text, name, COVER_CALLS)[0]
        found += of_cover(flow) if flow is not None else ()
    return tuple(found)


@lru_cache(maxsize=1)
def _seed() -> Seed:
    flows = read_source().flows
    italian = {
        key: said for name, text in flows.items() for key, said in sources(text, name).items()
    }
    return Seed(
        read_catalogues(languages=WRITTEN),
        italian,
        {language: _marks(language) for language in WRITTEN[1:]},
    )


def _marks(language: str, folder: Path = LOCALES) -> Mapping[str, FileMark]:
    file = folder / language / "LC_MESSAGES" / "filo.po"
    return read_marks(file.read_bytes()) if file.exists() else {}
