"""Trials that were kept in the console become golden transcripts among the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.conversation.scene import Scene
from bot.engine.editing.recording import Recording, Standing
from bot.publishing.published import (
    DEFAULT_COVER,
    Source,
    bundle_of,
    read_cover,
    read_directory,
    staged,
)
from bot.rehearsal.playing import play
from bot.rehearsal.setting import NOW
from bot.rehearsal.transcripts import Transcript
from bot.storage.memory import MemoryStore

FOLDER = Path("flows", "transcripts")
_ADVICE = {
    Standing.WAITS: "a trial kept in the console: `filo flows export` writes the file",
    Standing.OLDER: "a trial kept in the console, and its file was changed since: the file counts",
}


def waiting(recordings: Sequence[Recording], root: Path) -> list[str]:
    """What of them the files below that folder do not hold, line by line, and what to do."""
    lines: list[str] = []
    for one in recordings:
        standing = one.standing(_filed(root, one))
        if standing is not Standing.FILED:
            lines.append(f"{one.name}: {_ADVICE[standing]}.")
    return lines


def _filed(root: Path, one: Recording) -> str:
    """What the file of its name says; empty where there is none."""
    path = root / FOLDER / f"{one.name}.txt"
    return path.read_text(encoding="utf-8") if path.exists() else ""


async def export_recordings(
    recordings: Sequence[Recording], live: Source, to: Path, *, overwrite: bool
) -> list[str]:
    """Write them below that folder; what was done, line by line.

    Only what goes so with what is ``live``: a transcript of what nobody published would fail beside
    the flows that lie there. A file that was changed since is written over where it may be.
    """
    scene: Scene | None = None
    lines: list[str] = []
    for one in recordings:
        path = to / FOLDER / f"{one.name}.txt"
        standing = one.standing(_filed(to, one))
        if standing is Standing.FILED:
            continue
        if standing is Standing.OLDER and not overwrite:
            lines.append(f"Left alone: {path} was changed since; --overwrite writes over it")
            continue
        scene = scene or _scene(live)
        if not await _goes_so(one, scene):
            lines.append(f"Left alone: {path} goes another way with what is live; publish first")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.text, encoding="utf-8")
        lines.append(f"Written: {path}")
    return lines


def _scene(live: Source) -> Scene:
    """What golden transcripts are played in, with what is live."""
    cover = read_cover(DEFAULT_COVER)
    return staged(bundle_of(live), cover, live.catalogues, read_directory(), lambda: NOW)


async def _goes_so(one: Recording, scene: Scene) -> bool:
    transcript = Transcript(one.name, one.text)
    met = replace(scene, cover=read_cover(transcript.cover or DEFAULT_COVER))
    return (await play(transcript, met, MemoryStore())).text == one.text
