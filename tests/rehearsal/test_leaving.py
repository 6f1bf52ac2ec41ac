"""«Exit here» on every channel: told by the channels and the store themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from bot.conversation.state import CaseState
from bot.messages import Channel, Voice
from bot.rehearsal.keeping import Kept
from bot.rehearsal.leaving import Parted
from bot.rehearsal.room import Rehearsals
from bot.rehearsal.setting import Setting
from bot.rehearsal.trial import Plan

WAITING = ("1", "1", "2", "Rho", "1")
STAYS = (Channel.WHATSAPP, Channel.SMS)


def kept(found: Sequence[Kept]) -> Mapping[str, int]:
    """What is held, by what it is."""
    return {one.what: one.count for one in found}


async def everywhere(room: Rehearsals, plan: Plan) -> dict[Channel, Parted]:
    """By channel."""
    return {one.channel: one for one in await room.parts("person", plan)}


@pytest.mark.parametrize("channel", Channel)
async def test_the_exit_is_the_same_wherever_it_was_tried(
    room: Rehearsals, channel: Channel
) -> None:
    """Tried on any channel, all four are told, from the same question."""
    found = await everywhere(room, Plan(channel, "it", Setting(duty=("it",)), WAITING))
    assert set(found) == set(Channel)
    assert {one.same for one in found.values()} == {True}
    assert {one.case for one in found.values()} == {CaseState.QUEUED}


async def test_what_can_go_from_her_phone_goes(room: Rehearsals) -> None:
    """The page is the cover's and Telegram's chat is empty; by SMS and on WhatsApp all stays, both
    sides, with one line of the cover below, and the provider's own copies are deleted."""
    found = await everywhere(room, Plan(Channel.WEB, "it", Setting(duty=("it",)), WAITING))
    for channel in (Channel.WEB, Channel.TELEGRAM):
        assert found[channel].takes_back
        assert found[channel].before > 0
        assert found[channel].phone == ()
    for channel in STAYS:
        one = found[channel]
        assert not one.takes_back
        assert len(one.phone) == one.before + 2 == one.copies
        assert [line.hers for line in one.phone[-2:]] == [True, False]
        assert one.phone[-2].text == one.exit
        assert [each.voice for each in one.seen] == [Voice.COVER]
    assert found[Channel.TELEGRAM].seen == ()
    assert [one.voice for one in found[Channel.WEB].seen] == [Voice.COVER]
    assert found[Channel.SMS].phone[1].text.count("\n") >= 2, "digits stand below the text"


async def test_whoever_takes_the_phone_meets_the_cover(room: Rehearsals) -> None:
    """And nothing of the service."""
    found = await everywhere(room, Plan(Channel.SMS, "ar", Setting(), ("5", "1", "2")))
    for one in found.values():
        assert {each.voice for each in one.later} == {Voice.COVER}


async def test_the_database_is_looked_at(room: Rehearsals) -> None:
    """An exit seals and does not cancel: her case waits on; when the time is over only proofs that
    she agreed are left. A letter lives longer than the talk that it was left in."""
    found = await everywhere(room, Plan(Channel.WEB, "it", Setting(duty=("it",)), WAITING))
    for one in found.values():
        assert one.until is not None
        assert {"talk", "lines", "case", "consents"} <= set(kept(one.kept))
        assert kept(one.kept)["case"] == 1
        assert "outgoing" not in kept(one.kept)
        assert set(kept(one.after)) == {"consents"}
    acts = ("1", "1", "2", "Rho", "1", "chiamatemi domani", "fiordaliso")
    found = await everywhere(room, Plan(Channel.WEB, "it", Setting(), acts))
    letter = next(one for one in found[Channel.WEB].kept if one.what == "letters")
    assert letter.until is not None
    assert found[Channel.WEB].until is not None
    assert letter.until > found[Channel.WEB].until
    assert "letters" in kept(found[Channel.WEB].after)
    assert "letters" not in kept(found[Channel.SMS].kept), "no letter is left by SMS"
    assert not found[Channel.SMS].same


async def test_one_who_never_acted_leaves_nothing(room: Rehearsals) -> None:
    """On the web the first page stores no line that names her; a cover keeps none of its words."""
    found = await everywhere(room, Plan(Channel.SMS, "it", Setting(cover="city"), ("ciao",)))
    for channel in STAYS:
        assert "lines" not in kept(found[channel].kept)
        assert "case" not in kept(found[channel].kept)
