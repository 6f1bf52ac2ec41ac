"""A trial as a golden transcript, and how golden transcripts go on what is not live yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.conversation.scene import Scene
from bot.engine.editing.recording import digest_of
from bot.engine.session import Frame
from bot.rehearsal.playing import play
from bot.rehearsal.setting import AT, NOW
from bot.rehearsal.transcripts import HERS, Transcript
from bot.rehearsal.trial import Moment, Plan
from bot.storage.memory import MemoryStore
from bot.talk import Talk

PART = re.compile(r"[a-z0-9_]{0,40}")
"""What may stand behind the flow's name in that of a transcript."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A transcript to be kept. ``same``: she goes through the same steps there as in the trial.

    It may differ where the trial met what only this installation has: services, courses, times.
    """

    transcript: Transcript
    same: bool


@dataclass(frozen=True, slots=True)
class Differs:
    """A transcript that goes another way: each turn that differs, as it is written and as it comes.

    ``already``: it goes just so with what is live, so that no draft is the cause. ``now``: the
    whole as it comes.
    """

    transcript: Transcript
    turns: tuple[tuple[str, str], ...]
    already: bool
    now: str

    @property
    def digest(self) -> str:
        """The new way in few letters: who calls it right says which one she read."""
        return digest_of(self.now)


def script_of(plan: Plan, flow: str, part: str, moments: Sequence[Moment]) -> Transcript:
    """The transcript of a trial, without what she sees. Raises ``ValueError`` for such a part."""
    if not PART.fullmatch(part):
        raise ValueError(part)
    usual = plan.setting.begins == NOW
    ahead = [one for one in plan.setting.written() if not (usual and one.startswith(AT))]
    came = 0 if plan.setting.cover else 1
    lines = [f"{HERS}{one.line}" for one in moments[came:]]
    name = ".".join((f"{flow}-{part}" if part else flow, plan.language, plan.channel.value))
    return Transcript(name, "\n".join((*ahead, *lines)) + "\n")


async def recorded(script: Transcript, scene: Scene, moments: Sequence[Moment]) -> Recorded:
    """The transcript with what she sees in this scene, which is that of golden transcripts."""
    steps: list[list[Frame]] = []

    async def note(talk: Talk) -> None:
        steps.append([frame for one in talk.turned for frame in one.visited])

    played = await play(script, scene, MemoryStore(), note)
    went = [list(one.path) for one in moments[len(moments) - len(steps) :]]
    return Recorded(Transcript(script.name, played.text), steps == went)


async def differing(transcript: Transcript, drafted: Scene, live: Scene) -> Differs | None:
    """How the transcript goes with the drafts, or None where it goes as it is written."""
    now = (await play(transcript, drafted, MemoryStore())).text
    if now == transcript.text:
        return None
    before = (await play(transcript, live, MemoryStore())).text
    pairs = zip_longest(_turns(transcript.text), _turns(now), fillvalue="")
    turns = tuple(one for one in pairs if one[0] != one[1])
    return Differs(transcript, turns, before == now, now)


def _turns(text: str) -> list[str]:
    """What she did and saw, turn by turn."""
    return text.strip().split(f"\n\n{HERS}")
