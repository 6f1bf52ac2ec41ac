"""A planned publication goes live at its hour, as it was read, or not at all."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from bot.engine.editing.drafts import OvertakenError
from bot.engine.editing.edits import Put
from bot.engine.editing.schedule import State, Why
from bot.storage.flow_schedules import SqlSchedules
from bot.storage.flows import SqlFlows
from bot.workshop.planning import HourError, PlannedError, Planning
from bot.workshop.workshop import UnreviewedError, Workshop
from tests.admin.light import LightStore
from tests.workshop.test_workshop import FLOW, NOW, Shown, asks_otherwise, body

SOON = NOW + timedelta(hours=2)


class Desk:
    """Who may publish, and what was written into the audit."""

    def __init__(self) -> None:
        self.allowed = {"ada"}
        self.acts: list[str] = []

    async def may(self, account: str) -> bool:
        """Whether she still has her role."""
        return account in self.allowed

    async def record(self, account: str, act: str, subject: str, at: object) -> None:
        """Remember it."""
        self.acts.append(f"{account} {act} {subject}")


@pytest.fixture
def desk() -> Desk:
    """Ada may publish."""
    return Desk()


@pytest.fixture
def store() -> LightStore:
    """Nobody has written into it."""
    return LightStore()


@pytest.fixture
def workshop(store: LightStore) -> Workshop:
    """A workshop in which nobody has written yet."""

    async def keep(id: str, content: bytes) -> None:
        return None

    return Workshop(SqlFlows(store), Shown(), keep)


@pytest.fixture
def planning(workshop: Workshop, store: LightStore, desk: Desk) -> Planning:
    """Nothing is planned yet."""
    ids = (f"p{number}" for number in count(1))
    return Planning(workshop, SqlSchedules(store), desk.may, desk.record, lambda: next(ids))


async def test_what_was_read_goes_live_at_its_hour_and_once(
    workshop: Workshop, planning: Planning, desk: Desk
) -> None:
    """Before it nothing changes; a card that was moved on the canvas is no change."""
    revision = await asks_otherwise(workshop)
    with pytest.raises(UnreviewedError):
        await planning.plan([FLOW], SOON, "ada", "", NOW)
    opened = await workshop.review(FLOW, revision, "bea", NOW)
    for hour in (NOW, NOW + timedelta(days=200)):
        with pytest.raises(HourError):
            await planning.plan([FLOW], hour, "ada", "", NOW)
    await planning.plan([FLOW], SOON, "ada", "dopo la riunione", NOW)
    with pytest.raises(PlannedError):
        await planning.plan([FLOW], SOON, "ada", "", NOW)
    await workshop.edit(FLOW, opened.revision, [], "ada", NOW, positions='{"a": [1, 2]}')
    await planning.publish_due(SOON - timedelta(seconds=1))
    assert not await workshop.releases()
    await planning.publish_due(SOON)
    await planning.publish_due(SOON)
    (release,) = await workshop.releases()
    assert (release.by, release.note, release.at) == ("ada", "dopo la riunione", SOON)
    assert desk.acts == ["ada flows.publish 1"]
    assert [one.state for one in await planning.all()] == [State.PUBLISHED]


async def test_what_changed_since_is_refused_and_told(
    workshop: Workshop, planning: Planning, desk: Desk
) -> None:
    """A text nobody read, a draft that is gone, an account that may not any more: nothing goes
    live, and the reason stays to be read."""
    await workshop.review(FLOW, await asks_otherwise(workshop), "bea", NOW)
    first = await planning.plan([FLOW], SOON, "ada", "", NOW)
    desk.allowed.clear()
    await planning.publish_due(SOON)
    desk.allowed.add("ada")
    opened = await workshop.open(FLOW)
    second = await planning.plan([FLOW], SOON, "ada", "", NOW)
    step = next(block.id for block in opened.sheet.blocks if "ask" in block.body)
    said = {**await body(workshop, FLOW, step), "ask": "Un'altra domanda?"}
    opened = await workshop.edit(FLOW, opened.revision, [Put(step, said)], "ada", NOW)
    await planning.publish_due(SOON)
    await workshop.discard(FLOW, opened.revision)
    with pytest.raises(OvertakenError):
        await planning.plan([FLOW], SOON, "ada", "", NOW)
    why = {one.id: (one.state, one.why) for one in await planning.all()}
    assert why == {
        first.id: (State.REFUSED, Why.ACCOUNT),
        second.id: (State.REFUSED, Why.CHANGED),
    }
    assert desk.acts == [f"ada flows.refused {first.id}", f"ada flows.refused {second.id}"]
    assert not await workshop.releases()
    revision = await asks_otherwise(workshop)
    await workshop.review(FLOW, revision, "bea", NOW)
    third = await planning.plan([FLOW], SOON, "ada", "", NOW)
    assert await planning.cancel(third.id)
    await planning.publish_due(SOON)
    assert not await workshop.releases()
