"""gettext catalogues in and out: context -> translation, with the state of review in the header."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po as parse_po
from babel.messages.pofile import write_po as format_po


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to translate: where it stands, its Italian source, and a word to translators."""

    context: str
    source: str
    comment: str = ""


def read_po(content: bytes) -> dict[str, str]:
    """Context -> translation of a catalogue, without empty and fuzzy ones."""
    return {
        str(message.context): str(message.string)
        for message in _parsed(content)
        if message.context and message.string and not message.fuzzy
    }


def write_po(entries: Iterable[Entry], language: str, old: bytes | None = None) -> bytes:
    """A catalogue with every entry, in order. Translations of ``old`` are kept by context.

    One whose source has changed is kept as fuzzy, which counts as missing until it is looked at.
    """
    before: Mapping[str, Message] = {}
    review = "draft"
    if old is not None:
        parsed = _parsed(old)
        before = {str(message.context): message for message in parsed if message.context}
        review = dict(parsed.mime_headers).get("X-Review-State", "draft")
    catalog = Catalog(locale=language, project="Filo", fuzzy=False)
    for entry in entries:
        known = before.get(entry.context)
        string = str(known.string) if known is not None else ""
        fuzzy = known is not None and bool(string) and (known.id != entry.source or known.fuzzy)
        catalog.add(
            entry.source,
            string,
            context=entry.context,
            flags={"fuzzy"} if fuzzy else (),
            auto_comments=[entry.comment] if entry.comment else (),
        )
    out = BytesIO()
    format_po(out, catalog, width=0, omit_header=True)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"X-Review-State: {review}\\n"\n\n'
    )
    return header.encode() + out.getvalue()


def _parsed(content: bytes) -> Catalog:
    return parse_po(BytesIO(content), charset="utf-8")
