"""A transcript played through the real shell, over a store in memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.scene import Scene
from bot.engine.effects import Took
from bot.rehearsal.acts import done
from bot.rehearsal.setting import Around, in_setting
from bot.rehearsal.transcripts import HERS, Transcript
from bot.storage.memory import MemoryStore
from bot.talk import Talk, talking


@dataclass(frozen=True, slots=True)
class Played:
    """A transcript as it goes now: its text, and the choices and timeouts that it took."""

    text: str
    took: frozenset[Took]


async def play(
    transcript: Transcript,
    scene: Scene,
    store: MemoryStore,
    after_each: Callable[[Talk], Awaitable[None]] | None = None,
) -> Played:
    """The transcript as it goes in this scene, whose cover is the one that she meets.

    ``store`` is empty. ``after_each`` is awaited after everything that she does.
    """
    setting = transcript.setting
    scene = in_setting(scene, setting)
    around = Around(setting, scene, store)
    out = list(transcript.remarks)
    async with talking(
        scene,
        transcript.channel,
        transcript.language,
        setting.begins,
        store,
        has_phone=lambda _: setting.drilled,
        meanwhile=around.goes_on,
    ) as talk:
        out += [] if transcript.cover else await talk.open()
        around.fill_the_box()
        for text in transcript.said:
            out += ["", f"{HERS}{text}", *await done(talk, text)]
            if after_each is not None:
                await after_each(talk)
    return Played("\n".join(out) + "\n", frozenset(talk.took))
