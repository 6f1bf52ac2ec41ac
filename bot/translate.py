"""Brings the catalogues in step with the flows and the directory: ``python -m bot.translate``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import typer

from bot.directory.model import Directory
from bot.directory.texts import passages
from bot.engine.flow import Flow
from bot.engine.texts import texts_of
from bot.i18n.catalogue import Entry, extract, read_po, write_po
from bot.i18n.texts import TEXTS
from bot.publishing.published import (
    LOCALES,
    bundle_of,
    read_cover,
    read_covers,
    read_directory,
    read_source,
)
from bot.text.tongues import LANGUAGES

_DIRECTORY_COMMENTS: Mapping[str, str] = {
    "measure/name": "Her language; the Italian name follows it in brackets.",
    "measure/text": "Legal facts: exact, nothing added and nothing left out; the same numbers.",
    "measure/who_knows": "Who will learn of it: exact, nothing left out.",
    "service/name": "Her language; the Italian name is shown after it. A proper name stays.",
    "network/agency": "Stands in a sentence: «Può risponderti {agency}.» A proper name stays.",
}
"""What translators are told, by kind."""


def entries_of(flows: Iterable[Flow], directory: Directory) -> list[Entry]:
    """Every text to translate: the flows' in their order, our own, the directory's."""
    texts = [pair for flow in flows for pair in texts_of(flow)]
    texts += [(f"ui//{key}", source) for key, source in TEXTS.items()]
    facts = [
        (found.context, found.source, _DIRECTORY_COMMENTS.get(found.kind, ""))
        for found in passages(directory)
    ]
    return [*extract(texts, {}), *facts]


def every_flow() -> list[Flow]:
    """The flows of the project in order of their names, then those of its covers."""
    covers: dict[str, Flow] = {}
    for name in read_covers():
        covers |= read_cover(name).flows
    flows = bundle_of(read_source()).flows
    return [*(flows[name] for name in sorted(flows)), *(covers[name] for name in sorted(covers))]


def update(
    flows: Iterable[Flow], directory: Directory, locales: Path = LOCALES
) -> Mapping[str, int]:
    """Write every catalogue anew; how many texts each language still lacks.

    Those of languages that are not offered yet are drafts, and keep in step too.
    """
    entries = entries_of(flows, directory)
    lacking = {}
    for language in (*LANGUAGES[1:], *_drafted(locales)):
        file = locales / language / "LC_MESSAGES" / "filo.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        content = write_po(entries, language, file.read_bytes() if file.exists() else None)
        file.write_bytes(content)
        lacking[language] = len(entries) - len(read_po(content))
    return lacking


def _drafted(locales: Path) -> Sequence[str]:
    """Languages that have a catalogue and are not offered, in order of name."""
    found = {path.parts[-3] for path in locales.glob("*/LC_MESSAGES/filo.po")}
    return sorted(found.difference(LANGUAGES))


def main() -> None:
    """Update the catalogues and say what is missing."""
    for language, count in update(every_flow(), read_directory()).items():
        typer.echo(f"{language}: {count} texts to translate")


if __name__ == "__main__":
    main()
