"""Reads and writes gettext catalogues whose messages are found by their context alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from sys import intern

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, normalize
from babel.messages.pofile import read_po as _parse

from bot.i18n.reviews import FileMark, comment_of, mark_of

Entry = tuple[str, str, str]
"""Context, Italian source, comment for translators."""

_LINE = r'"[^"\\\n]*(?:\\[nt"\\][^"\\\n]*)*"'
_QUOTED = rf"{_LINE}(?:\n{_LINE})*"
_HEAD = re.compile(rf'msgid ""\nmsgstr {_QUOTED}\n(?:\n|\Z)')
_REMARKS = r"((?:#[.,] .*\n|# reviewed: .*\n)*)"
_BLOCK = re.compile(
    rf"{_REMARKS}msgctxt ({_QUOTED})\nmsgid {_QUOTED}\nmsgstr ({_QUOTED})\n(?:\n|\Z)"
)
_ESCAPED = re.compile(r'\\([nt"\\])')
_MEANT = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
_STATE = re.compile(rb"X-Review-State: (draft|reviewed)")


def read_po(content: bytes) -> dict[str, str]:
    """Context -> translation, of every message that is translated and not fuzzy."""
    quickly = _read_ours(content)
    if quickly is not None:
        return quickly
    return {
        context: text
        for context, message in _by_context(_catalogue(content)).items()
        if (text := _translation(message)) and not message.fuzzy
    }


def _read_ours(content: bytes) -> dict[str, str] | None:
    """The same of a file as ``write_po`` writes it, in a fifth of the time; None for any other.

    Contexts are interned: those of seventeen catalogues are the same words.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    head = _HEAD.match(text)
    at = head.end() if head else 0
    found: dict[str, str] = {}
    seen: set[str] = set()
    while at < len(text) and (block := _BLOCK.match(text, at)) is not None:
        at = block.end()
        context, said = _unquoted(block[2]), _unquoted(block[3])
        if context in seen:
            return None
        seen.add(context)
        if said and "#, fuzzy\n" not in block[1]:
            found[intern(context)] = said
    return found if at == len(text) else None


def _unquoted(quoted: str) -> str:
    text = quoted[1:-1].replace('"\n"', "")
    return _ESCAPED.sub(lambda match: _MEANT[match[1]], text) if "\\" in text else text


@dataclass(frozen=True, slots=True)
class Told:
    """One message of a catalogue as it lies there; ``fuzzy``: it may say something else."""

    context: str
    source: str
    text: str
    fuzzy: bool
    mark: FileMark | None


def read_told(content: bytes) -> list[Told]:
    """Every message with its Italian, untranslated ones included. Raises ``ValueError``.

    A context that stands twice is there twice.
    """
    return [
        Told(
            message.context or "",
            str(message.id),
            _translation(message),
            message.fuzzy,
            _mark(message),
        )
        for message in _catalogue(content)
        if message.id
    ]


def read_marks(content: bytes) -> dict[str, FileMark]:
    """Context -> the mark of review that stands beside its translation."""
    if b"\n# reviewed: " not in content:
        return {}
    found = {one.context: one.mark for one in read_told(content) if one.mark is not None}
    return {context: mark for context, mark in found.items() if context}


def _mark(message: Message) -> FileMark | None:
    return next(filter(None, map(mark_of, message.user_comments)), None)


def review_state(content: bytes) -> str:
    """``reviewed`` when a native speaker has read the whole catalogue, else ``draft``."""
    found = _STATE.search(content)
    return found[1].decode() if found else "draft"


def extract(texts: Iterable[tuple[str, str]], comments: Mapping[str, str]) -> list[Entry]:
    """Entries in the given order. ``comments`` are found by the last part of a context."""
    return [
        (context, source, comments.get(context.rsplit("/", 1)[-1].split(".")[0], ""))
        for context, source in texts
        if source
    ]


def written_po(told: Iterable[Told], language: str) -> bytes:
    """A catalogue of these messages, as ``write_po`` writes it."""
    blocks = []
    for one in told:
        message = Message(one.source, one.text, context=one.context)
        if one.mark is not None:
            message.user_comments.append(comment_of(one.mark))
        blocks.append(_block(one.context, one.source, "", message, fuzzy=one.fuzzy))
    return "\n".join([_header(language, "draft"), *blocks]).encode()


def write_po(
    entries: Iterable[Entry],
    language: str,
    old: bytes | None,
    said: Mapping[str, str] | None = None,
) -> bytes:
    """The catalogue of these entries, with the translations that ``old`` has for them.

    A mark of review stays with its translation; whether it fits is for whoever reads it.

    A translation whose Italian source changed is kept as fuzzy; one whose context is gone goes.
    A catalogue that changed is a draft again. ``said``: context -> translation that holds whatever
    stood there; an empty one is missing, and what stood there is kept as fuzzy.
    """
    known = _by_context(_catalogue(old)) if old else {}
    said = said or {}
    blocks = []
    unchanged = True
    contexts = set()
    for context, source, comment in entries:
        before = known.get(context)
        same = before is not None and before.id == source
        if context in said:
            was = _translation(before) if same and before and not before.fuzzy else ""
            unchanged = unchanged and said[context] == was
            same = bool(said[context])
            before = Message(source, said[context]) if same else before
        unchanged = unchanged and same
        contexts.add(context)
        blocks.append(_block(context, source, comment, before, fuzzy=not same))
    whole = unchanged and contexts == set(known)
    state = review_state(old) if old and whole else "draft"
    return "\n".join([_header(language, state), *blocks]).encode()


def _header(language: str, state: str) -> str:
    return "\n".join(
        [
            'msgid ""',
            'msgstr ""',
            r'"Project-Id-Version: filo\n"',
            rf'"Language: {language}\n"',
            r'"MIME-Version: 1.0\n"',
            r'"Content-Type: text/plain; charset=UTF-8\n"',
            r'"Content-Transfer-Encoding: 8bit\n"',
            rf'"X-Review-State: {state}\n"',
            "",
        ]
    )


def _block(context: str, source: str, comment: str, before: Message | None, *, fuzzy: bool) -> str:
    translation = _translation(before)
    mark = _mark(before) if before is not None and translation else None
    lines = [f"# {comment_of(mark)}"] if mark is not None else []
    lines += [f"#. {line}" for line in comment.splitlines()]
    if translation and before is not None and (fuzzy or before.fuzzy):
        lines.append("#, fuzzy")
    lines.append(f"msgctxt {normalize(context)}")
    lines.append(f"msgid {normalize(source)}")
    lines.append(f"msgstr {normalize(translation)}")
    return "\n".join(lines) + "\n"


def _catalogue(content: bytes) -> Catalog:
    """Raises ``ValueError`` for what is no catalogue, whatever Babel meets in it."""
    try:
        return _parse(BytesIO(content), charset="utf-8", abort_invalid=True)
    except (PoFileError, LookupError) as error:
        raise ValueError(str(error)) from None


def _by_context(catalogue: Catalog) -> dict[str, Message]:
    return {message.context: message for message in catalogue if message.context}


def _translation(message: Message | None) -> str:
    if message is None or not isinstance(message.string, str):
        return ""
    return message.string
