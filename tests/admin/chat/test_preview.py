"""How it looks on her lock screen: per channel, with segments and words that would tell."""

from __future__ import annotations

import logging

import pytest

from bot.messages import Channel
from tests.admin.chat.conftest import Desk

TELLING = "Domani andiamo in questura per la denuncia."


async def _look(desk: Desk, text: str, channel: Channel = Channel.SMS):
    prima = await desk.colleague()
    case, _ = await desk.on_a_phone(prima, channel)
    status, preview = await prima.act("POST", f"/api/cases/{case}/preview", {"text": text})
    assert status == 200, preview
    return preview, {one["channel"]: one for one in preview["looks"]}


async def test_her_own_channel_comes_first_and_the_web_shows_nothing(desk: Desk) -> None:
    """A page has no notification; the messengers stand under the name of the cover."""
    preview, looks = await _look(desk, "Ci sentiamo domani.", Channel.TELEGRAM)
    assert preview["looks"][0]["channel"] == "telegram"
    assert looks["telegram"]["hers"] is True
    assert looks["web"] == looks["web"] | {"shows": False, "text": ""}
    assert looks["telegram"]["sender"] == looks["whatsapp"]["sender"] != ""
    assert looks["sms"]["sender"] == ""
    assert looks["telegram"]["text"] == "Ci sentiamo domani."


async def test_words_that_would_tell_are_marked_where_javascript_counts_them(desk: Desk) -> None:
    """Refused where they would stay on her phone, marked everywhere."""
    text = "🌸 " + TELLING
    preview, looks = await _look(desk, text)
    units = text.encode("utf-16-le")
    marked = [units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le")
              for one in preview["risky"]]  # fmt: skip
    assert marked == ["questura", "denuncia"]
    assert {name: one["refused"] for name, one in looks.items()} == {
        "sms": True,
        "whatsapp": True,
        "telegram": False,
        "web": False,
    }


@pytest.mark.parametrize(
    ("text", "encoding", "segments", "left"),
    [
        ("Ci vediamo alle 10", "GSM-7", 1, 142),
        ("a" * 161, "GSM-7", 2, 145),
        ("Ci vediamo “domani”…", "GSM-7", 1, 138),
        ("أنا هنا", "UCS-2", 1, 63),
        ("أنا هنا " * 10, "UCS-2", 2, 55),
    ],
)
async def test_an_sms_tells_its_segments(
    desk: Desk, text: str, encoding: str, segments: int, left: int
) -> None:
    """As it would be sent: typographic signs are made plain first."""
    _, looks = await _look(desk, text)
    sms = looks["sms"]
    assert (sms["encoding"], sms["segments"], sms["left"]) == (encoding, segments, left)


async def test_a_long_text_is_cut_on_the_screen_and_parted_on_the_way(desk: Desk) -> None:
    """So many messages, and what the phone shows of the first."""
    _, looks = await _look(desk, "parola " * 300)
    assert (looks["sms"]["messages"], looks["telegram"]["messages"]) == (2, 1)
    assert looks["sms"]["cut"] is True
    assert len(looks["sms"]["text"]) == 150


async def test_nothing_of_a_draft_is_logged_or_audited(
    desk: Desk, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was looked at, and that is all."""
    caplog.set_level(logging.DEBUG)
    await _look(desk, TELLING)
    rows = await desk.house.store.read(
        lambda connection: connection.exec_driver_sql("select act from audit").scalars().all()
    )
    assert not [act for act in rows if "preview" in act]
    said = capsys.readouterr()
    assert "questura" not in caplog.text + said.out + said.err


async def test_an_empty_or_endless_draft_is_answered_plainly(desk: Desk) -> None:
    """Nothing typed shows nothing; too much is refused with a sentence."""
    _, looks = await _look(desk, "   ")
    assert {one["messages"] for one in looks.values()} == {0}
    seconda = await desk.colleague("seconda")
    case, _ = await desk.on_a_phone(seconda, Channel.WHATSAPP)
    path = f"/api/cases/{case}/preview"
    assert await seconda.code_of("POST", path, {"text": "a" * 4001}) == (422, "too_long")
