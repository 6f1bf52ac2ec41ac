"""Whatever is sent to a door is read, or refused as the door says: nothing else comes out."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.fuzz.door import Door
from tests.fuzz.doors import DOORS
from tests.fuzz.spoiling import spoilt

EXAMPLES = int(os.environ.get("FILO_FUZZ_EXAMPLES", "40"))
"""``make fuzz`` gives more, and lets chance choose them."""

KNOCKING = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize="FILO_FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_what_an_honest_sender_sends_is_taken(door: Door) -> None:
    """The seeds are real: what is spoilt from them gets further than the first look."""
    for seed in door.seeds:
        door.knock(seed)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
@KNOCKING
@given(data=some.data())
def test_a_door_refuses_only_as_it_says(door: Door, data: some.DataObject) -> None:
    """Bytes of any kind, and what honest senders send, spoilt."""
    door.knock(data.draw(some.one_of(some.binary(max_size=200), *[spoilt(door)] * 5)))
