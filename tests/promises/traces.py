"""How a text may lie in a file: every encoding in which its traces are searched for."""

from __future__ import annotations

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from quopri import encodestring
from urllib.parse import quote, quote_plus

from bot.text.spelling import fold

_SHORT = b"\0" * 64
_EMPTY = re.compile(rb"\0{64,}")
"""Files of databases are mostly empty; no trace holds so many zeros."""
LEAST = 8
"""Four characters of base64, capital or small, stand somewhere in any large file by chance."""


def writings(text: str) -> set[str]:
    """The text as it is, folded as the service folds words, and in capital letters."""
    return {text, fold(text), text.upper()}


def traces(text: str) -> dict[str, bytes]:
    """Name of an encoding -> the bytes of the text in it."""
    found: dict[str, bytes] = {}
    for number, written in enumerate(sorted(writings(text))):
        for name, raw in _traces(written):
            found[f"{name}/{number}"] = raw
    return found


def _traces(text: str) -> Iterator[tuple[str, bytes]]:
    plain = text.encode()
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1"):
        raw = text.encode(codec, "replace")
        yield codec, raw
        yield f"hex of {codec}", raw.hex().encode()
        for shift in range(3):
            # Inside a longer text the groups of base64 begin at any of three places.
            inner = b64encode(b"\0" * shift + raw)[4 * bool(shift) : -4]
            safe = urlsafe_b64encode(b"\0" * shift + raw)[4 * bool(shift) : -4]
            if len(inner) >= LEAST:
                yield f"base64 of {codec}, {shift}", inner
                yield f"url base64 of {codec}, {shift}", safe
    yield "percent", quote(text).encode()
    yield "form", quote_plus(text).encode()
    yield "all percent", "".join(f"%{byte:02x}" for byte in plain).encode()
    yield "json", json.dumps(text)[1:-1].encode()
    yield "all json", "".join(f"\\u{ord(one):04x}" for one in text).encode()
    yield "html", escape(text).encode("ascii", "xmlcharrefreplace")
    yield "bytes of python", repr(plain)[2:-1].encode()
    yield "quoted-printable", encodestring(plain)
    yield "reversed", plain[::-1]


@dataclass(frozen=True, slots=True)
class Haystack:
    """Everything that is searched: name -> bytes. Names are searched too."""

    parts: dict[str, bytes]

    @staticmethod
    def of(folders: Iterable[Path], **texts: str) -> Haystack:
        """Every byte of every file below these folders, and these texts."""
        parts = {name: text.encode() for name, text in texts.items()}
        for folder in folders:
            for path in folder.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    parts[str(path.relative_to(folder))] = _EMPTY.sub(_SHORT, path.read_bytes())
        return Haystack(parts)

    def holds(self, raw: bytes) -> list[str]:
        """The names of the parts that hold these bytes, whole."""
        return [name for name, part in self.parts.items() if raw in part]

    def betrays(self, text: str) -> list[str]:
        """Where a text has left a trace, and in which encoding; capital or small."""
        sought = {name: raw.lower() for name, raw in traces(text).items()}
        found = []
        for name, part in self.parts.items():
            for where, raw in ((name, part.lower()), (f"name of {name}", name.lower().encode())):
                found += [f"{where}: {how}" for how, trace in sought.items() if trace in raw]
        return found
