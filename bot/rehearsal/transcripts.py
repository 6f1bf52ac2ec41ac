"""Golden transcripts: what she writes and sees, line by line, and the files that hold them.

A file is ``<flow>.<language>.<channel>.txt`` (a further part may follow the flow's name with a
hyphen). Lines that begin with ``# `` say what is so before she comes (``setting``), a line that
begins with ``> `` is hers (``acts``); what follows is what she sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.engine.problems import Problem
from bot.messages import Channel
from bot.rehearsal.setting import COVER, Setting, setting_of
from bot.text.tongues import LANGUAGES

HERS = "> "


@dataclass(frozen=True, slots=True)
class Transcript:
    """One file: what it says, and what she does in it. ``name`` has no suffix."""

    name: str
    text: str

    @property
    def flow(self) -> str:
        """The flow that it is about; ``cover_<name>`` where it is a cover."""
        return self.name.partition(".")[0].partition("-")[0]

    @property
    def about(self) -> str:
        """The flow that its problems are listed under: of a cover its entry flow."""
        return self.cover or self.flow

    @property
    def language(self) -> str:
        """The language of her device."""
        return self.name.split(".")[1]

    @property
    def channel(self) -> Channel:
        """Her channel."""
        return Channel(self.name.split(".")[2])

    @property
    def said(self) -> tuple[str, ...]:
        """What she says or sends, in order."""
        lines = self.text.splitlines()
        return tuple(line.removeprefix(HERS) for line in lines if line.startswith(HERS))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is so before she comes, as it is written."""
        return tuple(line for line in self.text.splitlines() if line.startswith("# "))

    @property
    def setting(self) -> Setting:
        """What is so before she comes. Raises ``ValueError``."""
        return setting_of(self.remarks)

    @property
    def cover(self) -> str:
        """The cover that she meets; empty where she has the key."""
        return next((line[len(COVER) :] for line in self.remarks if line.startswith(COVER)), "")


def read_transcripts(folder: Path) -> tuple[list[Transcript], list[Problem]]:
    """The transcripts of a folder by name, and those that cannot be played; none without it."""
    found: list[Transcript] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.txt")):
        _, *rest = path.stem.split(".")
        if len(rest) != 2 or rest[0] not in LANGUAGES or rest[1] not in set(Channel):
            what = f"{path.name} names no flow, language and channel"
            problems.append(_unreadable(path, what, "call it <flow>.<language>.<channel>.txt"))
            continue
        try:
            transcript = Transcript(path.stem, path.read_text(encoding="utf-8"))
            setting_of(transcript.remarks)
        except UnicodeDecodeError:
            problems.append(_unreadable(path, f"{path.name} is no UTF-8", "save it as UTF-8"))
        except ValueError:
            what = f"{path.name} begins at no moment, or has no hours"
            remedy = "write # at 2026-11-24 23:30 and # hours mon-fri 09:00-18:00"
            problems.append(_unreadable(path, what, remedy))
        else:
            found.append(transcript)
    return found, problems


def _unreadable(path: Path, what: str, remedy: str) -> Problem:
    flow = path.name.partition(".")[0].partition("-")[0]
    return Problem(flow, "", 0, "rehearsal/unreadable", what, remedy)
