"""Which moments of which calendars there are for a woman: looked for within her turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from bot.appointments.booking import Booking, Waiting
from bot.appointments.calendar import NEEDS, Calendar, Need
from bot.appointments.slots import ROME, Slot, Taking, Wish, free, is_free
from bot.conversation.booking_ports import Book
from bot.conversation.question import Question
from bot.engine.effects import Arrange

MOST_CALENDARS = 12
"""So many calendars are looked through for one woman, those of her own place first."""

STRETCH = timedelta(days=4)
"""Calendars are looked through by so much time at once, until there is enough to choose from."""

CHOICE = 6
"""Half-days that are enough to choose three from."""

WIDE = frozenset({"legal", "social"})
"""Kinds whose calendars serve everybody where they name no place."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def book_of(question: Question) -> Book:
    """Calendars and bookings, as this turn's transaction has them."""
    assert question.batch is not None, "appointments are arranged within a turn"
    return question.batch.book


def arranged(book: Book, what: Booking | Waiting) -> Arrange:
    """It is so from now on, for later turns of this batch too."""
    book.arrange(what)
    return Arrange(what)


async def serving(question: Question, kind: str, town: str, network: str) -> list[Calendar]:
    """The calendars that receive women of her place, those that name it first."""
    places = _places(question, town) | ({network} if network else set())
    found = await book_of(question).calendars(kind)
    own = [one for one in found if one.agency in places or one.serves & places]
    wide = [one for one in found if one not in own and not one.serves and kind in WIDE]
    return [*own, *wide][:MOST_CALENDARS]


def _places(question: Question, town: str) -> frozenset[str]:
    """Her municipality, its network and its employment centre (``cpi-…``), by their ids."""
    directory = question.scene.directory
    known, centre = directory.municipality(town), directory.job_centre(town)
    ids = (town, known.network if known else "", f"cpi-{centre.id}" if centre else "")
    return frozenset(id for id in ids if id)


async def look(
    question: Question, calendars: Sequence[Calendar], wish: Wish, after: datetime
) -> list[Slot]:
    """The first free moments of these calendars: enough to choose from, or all there are."""
    book, now = book_of(question), question.now
    agencies = sorted({one.agency for one in calendars})
    ends = now + max((one.ahead for one in calendars), default=timedelta())
    after = max(after, now + min((one.notice for one in calendars), default=timedelta()))
    found: list[Slot] = []
    while after < ends and len({slot.half_day for slot in found}) < CHOICE:
        until = after + STRETCH
        taking = Taking(await book.taken(agencies, after, until, now))
        for one in calendars:
            found.extend(free(one, taking, now, wish, after, until))
        after = until
    return found


async def can_be_booked(
    book: Book, calendar: Calendar, slot: Slot, wish: Wish, now: datetime
) -> bool:
    """Whether the moment may be booked, with everybody else kept out until this is written."""
    await book.lock(calendar.agency)
    day = timedelta(days=1)
    taken = await book.taken([calendar.agency], slot.starts_at - day, slot.ends_at + day, now)
    return is_free(calendar, slot, Taking(taken), now, wish)


def slot_id(slot: Slot) -> str:
    """How a moment is named in a choice: it is no secret, and it is checked when it comes back."""
    return f"{slot.calendar}.{minutes_of(slot.starts_at):x}"


async def named(book: Book, id: str) -> tuple[Calendar | None, datetime | None]:
    """The calendar and the moment of such a name; None for what is none."""
    starts_at = moment_of(id)
    return (await book.calendar(id.rpartition(".")[0]) if starts_at else None), starts_at


def moment_of(id: str) -> datetime | None:
    """When the moment of such a name begins; None for what is none."""
    try:
        return _EPOCH + timedelta(minutes=int(id.rpartition(".")[2], 16))
    except (ValueError, OverflowError):
        return None


def on_day(choices: Iterable[str], day: date) -> str | None:
    """The one moment among these choices that is on that day in Milan; None for none or several."""
    found = [
        id
        for id in choices
        if "." in id and (at := moment_of(id)) is not None and at.astimezone(ROME).date() == day
    ]
    return found[0] if len(found) == 1 else None


def minutes_of(moment: datetime) -> int:
    """Whole minutes since 1970."""
    return (moment - _EPOCH) // timedelta(minutes=1)


def look_from(question: Question) -> datetime:
    """From where the next three are looked for: after the half-day of the last one."""
    last = question.text("after")
    if not last.isdigit():
        return question.now
    return max(question.now, _EPOCH + timedelta(minutes=int(last)) + timedelta(hours=5))


def wish_of(question: Question) -> Wish:
    """What she asks of a moment."""
    wants, part = question.text("wants"), question.text("part")
    need: Need = next((need for need in NEEDS if need and need == wants), "")
    return Wish(need, woman=wants == "woman", part=part)
