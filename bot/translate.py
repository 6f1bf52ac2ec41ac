"""Brings the catalogues in step with the flows: ``python -m bot.translate``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import typer

from bot.engine.flow import Bundle
from bot.engine.texts import texts_of
from bot.i18n.catalogue import Entry, extract, read_po, write_po
from bot.i18n.texts import TEXTS
from bot.published import LANGUAGES, LOCALES, bundle_of, read_source


def entries_of(bundle: Bundle) -> list[Entry]:
    """Every text to translate: the flows' in order of their names, then our own."""
    texts = [pair for name in sorted(bundle.flows) for pair in texts_of(bundle.flows[name])]
    texts += [(f"ui//{key}", source) for key, source in TEXTS.items()]
    return extract(texts, {})


def update(bundle: Bundle, locales: Path = LOCALES) -> Mapping[str, int]:
    """Write every catalogue anew; how many texts each language still lacks."""
    entries = entries_of(bundle)
    lacking = {}
    for language in LANGUAGES[1:]:
        file = locales / language / "LC_MESSAGES" / "filo.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        content = write_po(entries, language, file.read_bytes() if file.exists() else None)
        file.write_bytes(content)
        lacking[language] = len(entries) - len(read_po(content))
    return lacking


def main() -> None:
    """Update the catalogues and say what is missing."""
    for language, count in update(bundle_of(read_source())).items():
        typer.echo(f"{language}: {count} texts to translate")


if __name__ == "__main__":
    main()
