"""The same conversation on all four channels at once: one meaning, and what each can show of it.

A file is ``side_by_side/<language>.txt``. A line that begins with ``> `` is hers: the label of a
choice, which she touches (by SMS she writes its digit: ``sms (4)``), or a text. Under it stands
what each channel is sent: ``[label]`` is a button, ``- label`` a row of a list, ``1 label`` a digit
to answer with; of an SMS also how many segments it takes. An operator is on duty. Write the others
anew with ``pytest tests/transcripts --update`` and read the difference.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.assemble import published_scene
from bot.channels.fit import Fitted, Form, segments
from bot.check import risky_words
from bot.conversation.scene import Scene
from bot.messages import Channel
from bot.safety.words import EXIT_WORDS
from bot.storage.memory import MemoryStore
from bot.talk import Talk, talking
from bot.text.spelling import fold

FILES = sorted((Path(__file__).parent / "side_by_side").glob("*.txt"))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STAYING = (Channel.WHATSAPP, Channel.SMS)
"""Nothing can be taken back there: what was sent stays on her phone."""
GOING = (Channel.WEB, Channel.TELEGRAM)
SOMEWHERE = {
    "person.wait:contact": (Channel.TELEGRAM, *STAYING),
    "person.wait:words": GOING,
    "near.found:page": STAYING,
    "near.found:why": GOING,
    "near.found:wish": GOING,
    "near.found:others": GOING,
}
"""What is not offered everywhere: a reminder where nobody can write to her later, her words where
they would stay, the way to the page on the page, and about services where none is named."""

Seen = Mapping[Channel, Sequence[Fitted]]


@dataclass(frozen=True, slots=True)
class _Turn:
    """What she did, empty for coming with the key, and what each channel showed then.

    ``digit`` is what she wrote by SMS instead of touching a choice.
    """

    said: str
    seen: Seen
    digit: str = ""

    @property
    def leaves(self) -> bool:
        """Whether this is her exit."""
        return any(self.said in words for words in EXIT_WORDS.values())


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    """Each conversation."""
    found: Path = request.param
    return found


@pytest.fixture
def said(path: Path) -> list[str]:
    """What she does."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("> ") for line in lines if line.startswith("> ")]


@pytest.fixture
async def turns(path: Path, scene: Scene, said: list[str]) -> list[_Turn]:
    """The conversation, held on every channel at once."""
    return [turn async for turn in _held(scene, path.stem, said)]


async def _held(scene: Scene, language: str, said: Sequence[str]) -> AsyncIterator[_Turn]:
    async with AsyncExitStack() as stack:
        talks: dict[Channel, Talk] = {}
        for channel in Channel:
            talk = talking(scene, channel, language, NOW, _on_duty(scene, language))
            talks[channel] = await stack.enter_async_context(talk)
            await talks[channel].open()
        yield _Turn("", _seen(talks))
        for text in said:
            digit = await _said(talks, text)
            yield _Turn(text, _seen(talks), digit)


async def _said(talks: Mapping[Channel, Talk], text: str) -> str:
    """Say it everywhere, or take the choice that the page shows with that label; its digit."""
    shown = [button for fitted in talks[Channel.WEB].seen for button in fitted.buttons]
    labels = [button.label for button in shown]
    if text not in labels:
        for talk in talks.values():
            await talk.say(text)
        return ""
    for talk in talks.values():
        await talk.choose(shown[labels.index(text)].id)
    return str(labels.index(text) + 1)


def _seen(talks: Mapping[Channel, Talk]) -> Seen:
    return {channel: tuple(talk.seen) for channel, talk in talks.items()}


def _on_duty(scene: Scene, language: str) -> MemoryStore:
    store = MemoryStore()
    for network in scene.directory.networks():
        store.put_duty("op", network.id, language, NOW + timedelta(hours=9))
    return store


# --- how it is written ----------------------------------------------------------------------


def _written(turns: Sequence[_Turn]) -> str:
    blocks = [
        "\n".join([f"> {one.said}" if one.said else "# the key", *_four(one)]) for one in turns
    ]
    return "\n\n".join(blocks) + "\n"


def _four(turn: _Turn) -> list[str]:
    """Each channel in turn; what looks the same as on another one is not written twice."""
    out: list[str] = []
    looks: dict[tuple[tuple[str, ...], ...], Channel] = {}
    for channel, seen in turn.seen.items():
        name = f"{channel.value} ({turn.digit})" if _types(channel, turn) else channel.value
        look = tuple(_look(fitted) for fitted in seen)
        twin = looks.setdefault(look, channel)
        if twin is not channel:
            out.append(f"{name}: {f'like {twin.value}' if look else 'nothing'}")
            continue
        for kind, *shown in look or (("nothing",),):
            out += [f"{name}: {kind}", *(f"  {line}".rstrip() for line in shown)]
    return out


def _types(channel: Channel, turn: _Turn) -> bool:
    return channel is Channel.SMS and bool(turn.digit)


def _look(fitted: Fitted) -> tuple[str, ...]:
    """How it is offered, or what the SMS takes, and then its lines."""
    body, labels = fitted.text.splitlines(), [button.label for button in fitted.buttons]
    match fitted.form:
        case Form.BUTTONS:
            return ("buttons", *body, *(f"[{label}]" for label in labels))
        case Form.LIST:
            return ("list", *body, *(f"- {label}" for label in labels))
        case Form.DIGITS | Form.NOTHING:
            kind = _cost(fitted.message) if fitted.channel is Channel.SMS else "text"
            return (kind, *fitted.message.splitlines())


def _cost(text: str) -> str:
    found = segments(text)
    return f"{found.count} x {found.encoding}, {found.left} left"


# --- what it holds --------------------------------------------------------------------------


def test_the_four_channels_show_what_is_written(
    path: Path, turns: list[_Turn], request: pytest.FixtureRequest
) -> None:
    """Side by side, line by line, in a file that is read in a review."""
    held = _written(turns)
    if request.config.getoption("--update"):
        path.write_text(held, encoding="utf-8")
    assert held == path.read_text(encoding="utf-8")


def _is_a_name(asked: str) -> bool:
    """Whether it is a language: how many stand on a page is another number on each channel."""
    return asked.startswith(("start.hello:", "language.which:"))


def test_the_same_is_asked_on_every_channel(turns: list[_Turn]) -> None:
    """The same questions with the same choices in the same order, whatever they look like, but for
    what is offered only somewhere."""
    for turn in _before_the_exit(turns):
        assert len({any(map(_is_a_name, _asked(seen))) for seen in turn.seen.values()}) == 1
        for channel, seen in turn.seen.items():
            asked = _asked(seen)
            assert all(channel in SOMEWHERE.get(one, tuple(Channel)) for one in asked), turn.said
        everywhere = {
            tuple(one for one in _asked(seen) if one not in SOMEWHERE and not _is_a_name(one))
            for seen in turn.seen.values()
        }
        assert len(everywhere) == 1, turn.said
        assert all(len(seen) == len(turn.seen[Channel.WEB]) for seen in turn.seen.values())


def test_what_stays_on_her_phone_is_short_and_neutral(path: Path, turns: list[_Turn]) -> None:
    """No SMS and no WhatsApp message is longer than the page's, or holds a telling word."""
    risky = risky_words(Path("flows/risky_words"))[path.stem]
    for turn in _before_the_exit(turns):
        for channel in STAYING:
            for short, whole in zip(turn.seen[channel], turn.seen[Channel.WEB], strict=True):
                assert len(short.text) <= len(whole.text)
                assert not [word for word in risky if f" {word} " in f" {fold(short.message)} "]


def test_an_sms_is_shorter_and_costs_little(path: Path, turns: list[_Turn]) -> None:
    """Italian fits into one segment and Arabic into three; a choice is a digit."""
    most = {"it": 1, "ar": 3}[path.stem]
    # The first message names Arabic in Arabic, and so takes two in every language.
    for turn in turns[1:]:
        for fitted in turn.seen[Channel.SMS]:
            assert fitted.form in (Form.DIGITS, Form.NOTHING)
            assert segments(fitted.message).count <= most, turn.said


def test_every_form_is_met(turns: list[_Turn]) -> None:
    """The conversation shows all that a channel can do: buttons, a list, digits, plain texts."""
    met = {
        channel: {fitted.form for turn in turns for fitted in turn.seen[channel]}
        for channel in Channel
    }
    assert met[Channel.WEB] >= {Form.BUTTONS, Form.NOTHING}
    assert met[Channel.TELEGRAM] >= {Form.BUTTONS, Form.NOTHING}
    assert met[Channel.WHATSAPP] == {Form.BUTTONS, Form.LIST, Form.NOTHING}
    assert met[Channel.SMS] == {Form.DIGITS, Form.NOTHING}


def test_the_exit_is_the_same_everywhere(turns: list[_Turn]) -> None:
    """The page blanks, Telegram's chat is emptied, on the others one line of the cover follows;
    from then on no channel shows a question of the service."""
    asked = {_asked(seen) for turn in _before_the_exit(turns) for seen in turn.seen.values()} - {()}
    left, *after = turns[len(_before_the_exit(turns)) :]
    assert {channel: len(seen) for channel, seen in left.seen.items()} == {
        Channel.WEB: 0,
        Channel.TELEGRAM: 0,
        Channel.WHATSAPP: 1,
        Channel.SMS: 1,
    }
    assert after, "she writes once more, as somebody else might"
    for turn in (left, *after):
        assert not asked & {_asked(seen) for seen in turn.seen.values()}


def _before_the_exit(turns: Sequence[_Turn]) -> Sequence[_Turn]:
    at = next(number for number, turn in enumerate(turns) if turn.leaves)
    return turns[:at]


def _asked(seen: Sequence[Fitted]) -> tuple[str, ...]:
    """The questions and choices by their names."""
    return tuple(button.data.partition(".")[2] for fitted in seen for button in fitted.buttons)
