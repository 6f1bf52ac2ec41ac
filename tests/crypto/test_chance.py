"""Chance: bytes that nobody was given before, also across threads and forks."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from bot.crypto.chance import BLOCK, Chance


def _numbered() -> Chance:
    """A source that can be read back: block n consists of bytes n."""
    numbers = count(1)
    return Chance(lambda size: bytes([next(numbers)]) * size)


def test_every_request_gets_bytes_of_its_own() -> None:
    """What was given is never given again, and a request is never cut across two blocks."""
    chance = Chance()
    pieces = [chance(12) for _ in range(3 * BLOCK // 12)]
    assert len(set(pieces)) == len(pieces)
    assert {len(piece) for piece in pieces} == {12}


def test_a_block_that_is_used_up_is_followed_by_a_new_one() -> None:
    """The rest of a block is thrown away rather than stretched."""
    chance = _numbered()
    assert chance(BLOCK - 1) == b"\1" * (BLOCK - 1)
    assert chance(2) == b"\2\2"
    assert chance(2 * BLOCK) == b"\3" * (2 * BLOCK)


def test_threads_never_share_bytes() -> None:
    """Many threads on one source: no piece is seen twice."""
    chance = Chance()
    with ThreadPoolExecutor(8) as pool:
        pieces = list(pool.map(lambda _: chance(16), range(20_000)))
    assert len(set(pieces)) == len(pieces)


def test_a_forked_child_does_not_repeat_its_parent() -> None:
    """After a fork the child reads a block of its own."""
    chance = Chance()
    chance(1)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, chance(32))
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 32) != chance(32)
