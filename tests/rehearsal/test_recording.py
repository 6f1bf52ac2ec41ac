"""A trial is kept as a golden transcript, and golden transcripts are held against drafts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.editing.recording import Recording, Standing, digest_of
from bot.messages import Channel
from bot.publishing.published import TRANSCRIPTS
from bot.rehearsal.room import Rehearsals, UnplayableError
from bot.rehearsal.setting import Setting, setting_of
from bot.rehearsal.transcripts import read_transcripts
from bot.rehearsal.trial import Plan
from tests.rehearsal.conftest import Written

LATE = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


async def test_a_trial_is_recorded_as_it_went(room: Rehearsals, tmp_path: Path) -> None:
    """The file says at what hour, who was there, what she wrote by number, and what she saw; it can
    be read again, played, and recorded the same."""
    setting = Setting(at=LATE, duty=("ar",), hours="mon-fri 09:00-18:00")
    acts = ("(touch ar)", "(touch yes)", "(touch person)", "1", "Rho", "(30 minutes)")
    found = await room.records("person", Plan(Channel.SMS, "ar", setting, acts), "night")
    one = found.transcript
    assert found.same
    assert one.name == "person-night.ar.sms"
    head = ["# at 2026-11-24 23:30", "# on duty ar", "# hours mon-fri 09:00-18:00"]
    assert one.text.splitlines()[:3] == head
    assert one.said == ("1", "1", "2", "1", "Rho", "(30 minutes)")
    assert one.setting == setting
    (tmp_path / f"{one.name}.txt").write_text(one.text, encoding="utf-8")
    (again,), problems = read_transcripts(tmp_path)
    assert problems == []
    replayed = Plan(again.channel, again.language, again.setting, again.said)
    assert (await room.records("person", replayed, "night")).transcript == one


async def test_what_is_kept_is_played_with_the_drafts(room: Rehearsals, written: Written) -> None:
    """With the files, until one of its name says the same or was changed since; a draft that goes
    another way is told, as with any other."""
    written.changes("safe", "Puoi scrivere ora", "Puoi scrivere adesso")
    plan = Plan(Channel.WEB, "it", Setting(), ("(touch it)",))
    found = await room.keeps("safe", plan, "short", "ada", LATE)
    ((mine, standing),) = await room.kept("safe")
    assert (mine.text, mine.by, standing) == (found.transcript.text, "ada", Standing.WAITS)
    assert await room.kept("menu") == []
    assert found.transcript in await room.transcripts()
    assert await room.replays([mine.name]) == []
    written.changes("safe", "Puoi scrivere adesso", "Puoi scrivere qui")
    (differs,) = await room.replays([mine.name])
    assert not differs.already
    assert "Puoi scrivere qui" in differs.turns[0][1]
    assert await room.drops("menu", mine.name) is False
    assert await room.drops("safe", mine.name) is True
    assert found.transcript not in await room.transcripts()


def test_a_file_that_says_the_same_or_was_changed_since_counts() -> None:
    """A recording counts only in the place of the file that it was recorded over."""
    fresh = Recording("safe.it.web", "new", digest_of(""), "ada", LATE)
    assert fresh.flow == "safe"
    assert fresh.standing("") is Standing.WAITS
    assert fresh.standing("new") is Standing.FILED
    assert fresh.standing("other") is Standing.OLDER
    over = Recording("safe-a.it.web", "new", digest_of("old"), "ada", LATE)
    assert (over.flow, over.standing("old")) == ("safe", Standing.WAITS)
    assert over.standing("older") is Standing.OLDER


async def test_a_golden_transcript_can_be_begun_like(room: Rehearsals) -> None:
    """Taken as a trial, each one goes as it is written."""
    for one in await room.transcripts():
        if one.flow not in ("safe", "box", "contact", "cover_city"):
            continue
        plan = Plan(one.channel, one.language, one.setting, one.said)
        part = one.name.partition(".")[0].partition("-")[2]
        kept = (await room.records(one.flow, plan, part)).transcript
        assert (kept.name, kept.text) == (one.name, one.text)


@given(
    duty=st.lists(st.sampled_from(["it", "ar", "fr"]), unique=True).map(tuple),
    absent=st.lists(st.sampled_from(["rho-garbagnate", "milano-citta"]), unique=True).map(
        lambda names: tuple(sorted(names, reverse=True))
    ),
    hours=st.sampled_from(["", "mon-fri 09:00-18:00; sat 20:00-08:00"]),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    desks=st.sampled_from(["", "open", "full"]),
    at=st.sampled_from([None, LATE]),
    cover=st.sampled_from(["", "city"]),
)
def test_a_setting_is_read_as_it_was_written(duty, absent, hours, flags, desks, at, cover) -> None:
    """Every one of them."""
    busy, drilled, calls = flags
    one = Setting(at, duty, hours, absent, busy, drilled, desks, calls, ("un testo",), cover)
    assert setting_of(one.written()) == one


@pytest.mark.parametrize("line", ["# at tomorrow", "# hours always"])
def test_a_setting_that_cannot_be_read_is_a_problem(line: str, tmp_path: Path) -> None:
    """And never a crash of the gate."""
    (tmp_path / "safe.it.web.txt").write_text(f"{line}\n> 1\n", encoding="utf-8")
    found, problems = read_transcripts(tmp_path)
    assert found == []
    assert [one.rule for one in problems] == ["rehearsal/unreadable"]


async def test_what_a_draft_changes_is_told_turn_by_turn(
    room: Rehearsals, written: Written
) -> None:
    """Nothing where nothing changed; then the turns in which she sees something else."""
    names = ["safe.it.web", "safe.it.sms", "voice.it.telegram"]
    assert await room.replays(names) == []
    written.changes("safe", "Puoi scrivere ora senza che nessuno legga?", "Hai due minuti?")
    differing = await room.replays(names)
    assert {"safe.it.web"} <= {one.transcript.name for one in differing} <= set(names)
    for one in differing:
        assert not one.already
        assert any("Hai due minuti?" in now for _, now in one.turns)
        assert all("Hai due minuti?" not in was for was, _ in one.turns)


async def test_what_was_so_before_is_marked(room: Rehearsals, written: Written) -> None:
    """A difference that is live already is no draft's doing."""
    changed = written.files.flows["safe"].replace(
        "Puoi scrivere ora senza che nessuno legga?", "Hai tempo?"
    )
    written.files = type(written.files)(
        {**written.files.flows, "safe": changed}, written.files.catalogues
    )
    differing = await room.replays(["safe.it.web"])
    assert [one.already for one in differing] == [True]


async def test_nothing_is_replayed_while_a_draft_cannot_be_read(
    room: Rehearsals, written: Written
) -> None:
    """It is said so, not taken for a difference."""
    written.changes("letters", "steps:", "stops:")
    with pytest.raises(UnplayableError):
        await room.replays(["safe.it.web"])


def test_the_transcripts_ship_with_the_flows() -> None:
    """They lie where the flows do, so that every installation can hold its drafts against them."""
    found, problems = read_transcripts(TRANSCRIPTS)
    assert len(found) > 150
    assert problems == []
    assert TRANSCRIPTS.parent.name == "flows"
