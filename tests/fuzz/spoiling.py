"""Spoils what an honest sender sends: cuts, doubles, exchanges pieces, puts hostile ones in."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from hypothesis import strategies as some

from tests.fuzz.door import Door, unzipped, zipped

HOSTILE = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u2028\u202e".encode(),
    b"null", b"true", b"[]", b"{}", b"-1", b"1e999", b"NaN", b"9" * 5000, b"99999999999999999999",
    b"\"", b"'", b"\\ud800", b"\\", b"\r", b"\n", b"\t", b"]]>", b"&a;", b"<!DOCTYPE a [",
    b"[" * 3000, b"{\"a\":" * 3000, b"<a>" * 3000, b"%00%ff", b"=cmd|' /C'!A0", b"../../a",
    b"0000-00-00", b"9999-12-31T23:59:59+99:99", b"20261331T256199", b"P99999999999D", b"-P1D",
    "٣".encode(), "²".encode(), "İ".encode(), b"&*", b"!!python/object:a", b"<<: *a", b"- " * 3000,
    b"FREQ=SECONDLY", b"BYSETPOS=0", b"http://[", b"{name", b"@(" * 50, b"--", b"|", b";", b",",
)  # fmt: skip
_PIECE = re.compile(rb"[\w.]+|[^\w.]")


def spoilt(door: Door) -> some.SearchStrategy[bytes]:
    """Seeds of the door, each spoilt in one to five places."""
    return some.builds(spoil, some.just(door), some.randoms(use_true_random=False))


def spoil(door: Door, chance: Random) -> bytes:
    """One seed of the door, spoilt as chance wants."""
    seed = chance.choice(door.seeds)
    if not door.zipped or chance.random() < 0.3:
        return many(seed, chance)
    parts = unzipped(seed)
    at = chance.randrange(len(parts))
    parts[at] = parts[at][0], many(parts[at][1], chance)
    return zipped(parts)


def many(content: bytes, chance: Random) -> bytes:
    """These bytes, spoilt in one to five places."""
    for _ in range(chance.randint(1, 5)):
        content = chance.choice(_WAYS)(content, chance)
    return content


def _exchanged(content: bytes, chance: Random) -> bytes:
    """One word or sign of it is another one."""
    pieces = _PIECE.findall(content)
    if not pieces:
        return content
    at = chance.randrange(len(pieces))
    pieces[at] = chance.choice(HOSTILE) if chance.random() < 0.7 else chance.choice(pieces)
    return b"".join(pieces)


def _cut(content: bytes, chance: Random) -> bytes:
    begins, ends = _stretch(content, chance)
    return content[:begins] + content[ends:]


def _doubled(content: bytes, chance: Random) -> bytes:
    begins, ends = _stretch(content, chance)
    return content[:ends] + content[begins:]


def _inserted(content: bytes, chance: Random) -> bytes:
    at, _ = _stretch(content, chance)
    return content[:at] + chance.choice(HOSTILE) + content[at:]


def _flipped(content: bytes, chance: Random) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _stretch(content: bytes, chance: Random) -> tuple[int, int]:
    begins = chance.randint(0, len(content))
    return begins, min(len(content), begins + chance.randint(0, 40))


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _exchanged, _exchanged, _cut, _doubled, _inserted, _flipped,
)  # fmt: skip
