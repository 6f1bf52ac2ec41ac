"""What each kind of update says, read by the library's own types."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram_updates import Reader, Reading
from bot.messages import Chose, Happening, Left, Media, Opened, Said, Sent

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
READER = Reader("girasole", frozenset({"moon"}))
PERSON = {"id": 7, "is_bot": False, "first_name": "N", "language_code": "ar-EG"}
CHAT = {"id": 7, "type": "private"}
FILE = {"file_id": "a", "file_unique_id": "b", "duration": 3}
PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
PLACE = {"longitude": 9.19, "latitude": 45.46}


def read(kind: str = "message", **content: Any) -> Reading:
    """The reading of one message in a private chat."""
    message = {"message_id": 5, "date": SECONDS, "chat": CHAT, "from": PERSON, **content}
    return reading(**{kind: message})


def reading(**content: Any) -> Reading:
    """The reading of one update."""
    update = Update.de_json({"update_id": 9, **content}, None)
    return READER.read(update, lambda date: date or NOW)


def what(**content: Any) -> Happening | None:
    """What a message says."""
    one = read(**content).inbound
    return one.what if one is not None else None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ciao", Said("ciao")),
        ("/start girasole", Opened()),
        ("/start@almanacco_bot girasole", Opened()),
        ("/start", Said("menu")),
        ("/start Girasole", Said("menu")),
        ("/start altro", Said("menu")),
        ("/moon", Chose("moon", "")),
        ("/moon@almanacco_bot", Chose("moon", "")),
        ("/aiuto", Said("aiuto")),
        ("/help mi picchia", Said("help mi picchia")),
        ("/", Said("")),
    ],
)
def test_a_text_is_the_key_a_command_or_her_words(text: str, says: Happening) -> None:
    """Only the exact key opens; a command that the cover does not have is read as words."""
    assert what(text=text) == says


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ({"voice": FILE}, Media.VOICE),
        ({"video_note": {**FILE, "length": 1}}, Media.VOICE),
        ({"audio": FILE}, Media.VOICE),
        ({"photo": [PHOTO]}, Media.PICTURE),
        ({"video": {**FILE, "width": 1, "height": 1}}, Media.VIDEO),
        ({"document": {"file_id": "a", "file_unique_id": "b"}}, Media.FILE),
        ({"location": PLACE}, Media.PLACE),
        ({"venue": {"location": PLACE, "title": "T", "address": "A"}}, Media.PLACE),
        ({"contact": {"phone_number": "1", "first_name": "C"}}, Media.CONTACT),
        ({"dice": {"emoji": "🎲", "value": 3}}, Media.OTHER),
        (
            {"sticker": {**PHOTO, "is_animated": False, "is_video": False, "type": "regular"}},
            Media.STICKER,
        ),
    ],
)
def test_what_is_no_text_is_known_by_its_kind_alone(content: Any, media: Media) -> None:
    """Neither a place nor a number nor a file leaves the update."""
    assert what(**content) == Sent(media)


def test_the_words_under_a_picture_are_heard() -> None:
    """A caption may be a cry for help."""
    assert what(photo=[PHOTO], caption="aiuto") == Said("aiuto")


def test_an_edited_message_is_heard_anew() -> None:
    """Under the same message id, so that it is still taken back."""
    one = read("edited_message", text="aiuto", edit_date=SECONDS + 5).inbound
    assert one is not None
    assert (one.what, one.provider_id, one.id) == (Said("aiuto"), "5", "telegram:9")


def test_a_place_that_moves_is_heard_once() -> None:
    """A live location edits its message every few seconds."""
    assert read("edited_message", location=PLACE, edit_date=SECONDS + 5) == Reading()


def test_who_wrote_is_a_chat_and_a_language_and_nothing_more() -> None:
    """No name, no user name."""
    one = read(text="ciao").inbound
    assert one is not None
    assert (one.to.value, one.languages) == ("7", ("ar",))  # type: ignore[union-attr]
    assert "ciao" not in repr(one)
    assert "'7'" not in repr(one)


def test_what_telegram_says_by_itself_is_not_heard() -> None:
    """A pinned message, a timer that was set: nobody said anything."""
    assert read(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}) == Reading()


def test_a_touch_carries_the_question_and_the_choice() -> None:
    """Never the label."""
    query = {
        "id": "q",
        "from": PERSON,
        "chat_instance": "c",
        "message": {"message_id": 4, "date": SECONDS, "chat": CHAT},
        "data": "1.start.hello:it",
    }
    found = reading(callback_query=query)
    assert found.inbound is not None
    assert found.inbound.what == Chose("it", "1.start.hello")
    assert (found.query, found.inbound.provider_id) == ("q", "")


def test_a_touch_without_a_meaning_is_only_answered() -> None:
    """A button of a game, or of a message that is gone."""
    query = {"id": "q", "from": PERSON, "chat_instance": "c", "game_short_name": "g"}
    assert reading(callback_query=query) == Reading(query="q")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_everything_but_a_private_chat_is_left(kind: str) -> None:
    """Whatever happens there, nobody is heard."""
    chat = {"id": -100, "type": kind, "title": "G"}
    message = {"message_id": 5, "date": SECONDS, "chat": chat, "text": "/start girasole"}
    assert reading(message=message).strange == -100
    assert reading(message=message).inbound is None
    if kind == "channel":
        assert reading(channel_post=message).strange == -100


def _member(status: str, kind: str) -> Reading:
    bot = {"id": 1, "is_bot": True, "first_name": "B"}
    more = {"until_date": 0} if status == "kicked" else {}
    return reading(
        my_chat_member={
            "chat": {"id": 7 if kind == "private" else -7, "type": kind},
            "from": PERSON,
            "date": SECONDS,
            "old_chat_member": {"user": bot, "status": "left"},
            "new_chat_member": {"user": bot, "status": status, **more},
        }
    )


def test_a_blocked_bot_is_an_exit() -> None:
    """And one that is let in again is nothing."""
    found = _member("kicked", "private").inbound
    assert found is not None
    assert found.what == Left("blocked")
    assert _member("member", "private") == Reading()


def test_a_group_that_adds_the_bot_is_left_and_one_that_removed_it_is_not() -> None:
    """There is nothing to leave any more."""
    assert _member("member", "group").strange == -7
    assert _member("left", "group") == Reading()
