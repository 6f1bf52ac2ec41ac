"""A room in which flows are tried, over what lies in the project."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.publishing.published import Source, read_source
from bot.rehearsal.room import Rehearsals
from bot.rehearsal.setting import NOW
from bot.storage.flow_recordings import SqlRecordings
from tests.admin.light import LightStore


@dataclass
class Written:
    """What somebody is writing: flow -> its text in a draft."""

    files: Source
    drafts: dict[str, str] = field(default_factory=dict)

    async def live(self) -> Source:
        """The files."""
        return self.files

    async def drafted(self, flows: Collection[str] | None = None) -> Source:
        """With these drafts."""
        mine = {name: text for name, text in self.drafts.items() if flows is None or name in flows}
        return replace(self.files, flows={**self.files.flows, **mine})

    def changes(self, flow: str, before: str, after: str) -> None:
        """Somebody writes something else in a flow."""
        text = self.drafts.get(flow, self.files.flows[flow])
        assert before in text
        self.drafts[flow] = text.replace(before, after, 1)


@pytest.fixture(scope="session")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


@pytest.fixture(scope="session")
def files() -> Source:
    """The flows as they lie in the project."""
    return read_source()


@pytest.fixture
def written(files: Source) -> Written:
    """Nobody has written yet."""
    return Written(files)


@pytest.fixture
def room(written: Written, scene: Scene) -> Rehearsals:
    """Where they are tried."""
    return Rehearsals(written, lambda: scene, scene.directory, SqlRecordings(LightStore()))
