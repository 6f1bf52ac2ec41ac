"""The master key on three sheets of paper, of which any two give it back.

The key is the exclusive or of three random pads; each sheet holds two of them, so that two sheets
hold all three and one sheet is nothing but chance (docs/decisions/0012-the-paper-copy.md). A sheet
is rows of sixteen letters and digits in four groups, each with a checksum of its own, so that a
row that was mistyped is named.
"""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from bot.crypto.sealing import CryptoError

SHEETS = 3
NEEDED = 2
_VERSION = 1
_MARK = 4
_HEAD = 2 + _MARK
_DATA, _CHECK = 8, 2
_ROW = 16
_LONGEST_KEY = 255
_NUMBERED = re.compile(r"^\s*\d{1,2}\.")
_MISREAD = str.maketrans("018", "OIB")


class PaperError(CryptoError):
    """What was typed gives no key back; the sentence says which row or sheet, never what it was."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its number from 1, the mark of the key that it belongs to, and its two pads."""

    number: int
    mark: bytes
    pads: tuple[bytes, bytes] = field(repr=False)

    def rows(self) -> tuple[str, ...]:
        """The sheet as it is printed: groups of four letters and digits."""
        size = len(self.pads[0])
        head = bytes([_VERSION << 4 | self.number, size]) + self.mark
        plain = head + self.pads[0] + self.pads[1]
        parts = (plain[at : at + _DATA] for at in range(0, len(plain), _DATA))
        return tuple(
            _typed(part.ljust(_DATA, b"\0"), row) for row, part in enumerate(parts, start=1)
        )


def mark_of(master: bytes) -> bytes:
    """What tells the sheets of one key from those of another. Says nothing of the key."""
    return blake2b(master, digest_size=_MARK, person=b"filo paper").digest()


def split(master: bytes, chance: Callable[[int], bytes]) -> tuple[Sheet, ...]:
    """Three new sheets of a key. ``chance(n)`` gives n random bytes."""
    assert 0 < len(master) <= _LONGEST_KEY, "A master key fits its sheets."
    first, second = chance(len(master)), chance(len(master))
    pads = (first, second, _xor(_xor(master, first), second))
    mark = mark_of(master)
    return tuple(
        Sheet(number + 1, mark, (pads[number], pads[(number + 1) % SHEETS]))
        for number in range(SHEETS)
    )


def join(sheets: Sequence[Sheet]) -> bytes:
    """The key that two or three different sheets give together. Raises ``PaperError``."""
    if len({sheet.number for sheet in sheets}) < NEEDED:
        raise PaperError("Two different sheets are needed: type another one after the first.")
    if len({sheet.mark for sheet in sheets}) > 1:
        raise PaperError("These sheets belong to different keys: their marks are not the same.")
    pads: dict[int, bytes] = {}
    for sheet in sheets:
        for at, pad in enumerate(sheet.pads):
            which = (sheet.number - 1 + at) % SHEETS
            if pads.setdefault(which, pad) != pad:
                raise PaperError(
                    "These sheets were printed at different times and do not fit together: take"
                    " two of one printing."
                )
    master = b"\0" * len(pads[0])
    for pad in pads.values():
        master = _xor(master, pad)
    if mark_of(master) != sheets[0].mark:
        raise PaperError("These sheets do not give the key whose mark they carry.")
    return master


def read(lines: Iterable[str]) -> tuple[Sheet, ...]:
    """The sheets that were typed, one after the other. Raises ``PaperError``.

    Empty lines and those that begin with # are skipped; small letters, spaces, hyphens and the
    numbers of the rows do not matter, and 0, 1 and 8 are read as O, I and B.
    """
    sheets: list[Sheet] = []
    rows: list[bytes] = []
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        rows.append(_read_row(line, len(rows) + 1, len(sheets) + 1))
        if len(rows) == _rows_of(rows[0]):
            sheets.append(_sheet_of(b"".join(rows)))
            rows = []
    if rows:
        missing = _rows_of(rows[0]) - len(rows)
        raise PaperError(f"The sheet {len(sheets) + 1} that was typed lacks {missing} rows.")
    return tuple(sheets)


def _typed(part: bytes, row: int) -> str:
    text = b32encode(part + _check(part, row)).decode("ascii")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _read_row(line: str, row: int, sheet: int) -> bytes:
    bare = re.sub(r"[\s\-]", "", _NUMBERED.sub("", line)).upper().translate(_MISREAD)
    if re.fullmatch(rf"[A-Z2-7]{{{_ROW}}}", bare):
        raw = b32decode(bare)
        part, check = raw[:_DATA], raw[_DATA:]
        begins = row > 1 or (part[0] >> 4 == _VERSION and 1 <= part[0] & 15 <= SHEETS and part[1])
        if check == _check(part, row) and begins:
            return part
    raise PaperError(
        f"Row {row} of the sheet that was typed as number {sheet} is mistyped: compare it letter by"
        " letter, then type both sheets again."
    )


def _rows_of(first: bytes) -> int:
    return -(-(_HEAD + 2 * first[1]) // _DATA)


def _sheet_of(plain: bytes) -> Sheet:
    size = plain[1]
    pads = plain[_HEAD : _HEAD + size], plain[_HEAD + size : _HEAD + 2 * size]
    return Sheet(plain[0] & 15, plain[2:_HEAD], pads)


def _check(part: bytes, row: int) -> bytes:
    return blake2b(bytes([row]) + part, digest_size=_CHECK, person=b"filo sheet row").digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
