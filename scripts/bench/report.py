"""The page that the measurements are written on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.bench.appointments import Proposed
from scripts.bench.cover import Sides
from scripts.bench.danger import Danger, Score
from scripts.bench.desk import CASES, Desk
from scripts.bench.directory import Directories
from scripts.bench.durable import Round, durable_rows
from scripts.bench.flows import STEPS, Editor
from scripts.bench.forgetting import Forgetting, forgetting_row
from scripts.bench.load import TALK
from scripts.bench.open_chats import OpenChats, open_rows
from scripts.bench.training import Trainings


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that one run saw. Times in the unit of their name, sizes in bytes or MB."""

    machine: str
    users: int
    rounds: Sequence[Round]
    peak_megabytes: float
    own_megabytes: float
    engine_us: float
    chat_bytes: int
    exit_ms: tuple[float, float]
    exit_slow_ms: tuple[float, float]
    sides: Sides
    danger: Danger
    webhook_ms: Mapping[str, tuple[float, float]]
    """Channel -> from a webhook to the call that answers it: the median, and 99 of 100."""
    screen_ms: tuple[float, float, int]
    """From her message to the operator's screen: the median, 95 of 100, and of how many."""
    proposed: Proposed
    desk: Desk
    editor: Editor
    directories: Directories
    trainings: Trainings
    open_chats: OpenChats
    forgetting: Forgetting


def written(seen: Measured) -> str:
    """The page in Markdown."""
    rounds, loads = seen.rounds, [one.load for one in seen.rounds]
    messages = sum(load.messages for load in loads)
    return f"""# Benchmarks

Measured by `make bench`, which writes this page; nothing here is filled in by hand. Run it again
on an idle machine: it takes about five minutes.

{seen.machine} The service runs on one core (`taskset`), the client on another.

| durable messages through HTTP | seen, median (range) | target |
|---|---|---|
{durable_rows(rounds)}
| memory, largest | {seen.peak_megabytes:.0f} MB | 120 MB |
| of it the server's own part | {seen.own_megabytes:.0f} MB | |
| wrong answers | {sum(load.wrong for load in loads)} of {messages:,} | 0 |
| lost messages | {sum(load.lost for load in loads)} | 0 |

{len(rounds)} runs of {loads[0].seconds:.0f} s, each with {seen.users} users without a pause; \
{sum(load.visits for load in loads):,} visits
through the real server (`filo serve`), the real web route and the shipped first flow. A visit is
the entry, its page, {len(TALK)} messages, and the page once more, on which every message of hers
must stand. Of four messages two touch a choice, one names a municipality and one is a text that its
words settle; what a text costs that asks the model stands below, with the signs of danger. Each
message is sealed and committed with `synchronous=FULL` before its answer. The pages count as work
of the server, not as messages. Each run is followed by one of bare aiohttp, which answers the same
requests of the same client on the same core and stores nothing, and by one that commits each form
to SQLite with `synchronous=FULL` before its answer, all that wait together: nothing is read, sealed
or decided there. The largest memory counts libraries
that other processes use too; in the own part, seen at
the end, those are shared out (PSS).

Why it is not more: decisions [56](decisions/0056-what-a-message-costs.md),
[60](decisions/0060-what-is-not-done-twice.md) and [64](decisions/0064-no-single-thing-is-left.md).

| elsewhere | seen | target |
|---|---|---|
| the engine, one turn | {seen.engine_us:.0f} µs | |
| the first chat page, gzip | {seen.chat_bytes:,} bytes | 14,000 |
| touch on the exit until nothing is seen, median (worst of 15) | {_both(seen.exit_ms)} | 50 ms |
| the same with a processor six times slower | {_both(seen.exit_slow_ms)} | 250 ms |
{open_rows(seen.open_chats)}
{forgetting_row(seen.forgetting)}
{webhook_rows(seen.webhook_ms)}
| her message until an operator's page has read it, median | {seen.screen_ms[0]:.0f} ms | |
| the same, 95 of 100 at most | {seen.screen_ms[1]:.0f} ms | 150 ms |
{desk_rows(seen.desk)}
{editor_rows(seen.editor)}
| three proposals of an appointment, median | {seen.proposed.median:.1f} ms | |
| the same, 95 of 100 at most | {seen.proposed.most:.1f} ms | 20 ms |
| a search among 5,000 services, median | {seen.directories.median:.1f} ms | |
| the same, 95 of 100 at most | {seen.directories.most:.1f} ms | 20 ms |
| the staff's search by words and language, 95 of 100 | {seen.directories.staff_most:.1f} ms | |
| import of 5,000 services from a spreadsheet | {seen.directories.sheet_seconds:.1f} s | 30 s |
| the same from HSDS JSON | {seen.directories.json_seconds:.1f} s | 30 s |
| the same at the desk: sent, looked at, stored | {seen.trainings.services_seconds:.1f} s | 30 s |
| the longest wait of other work meanwhile | {seen.trainings.stalled:.0f} ms | |
| her search among 2,000 training calls, 95 of 100 | {seen.trainings.hers:.1f} ms | 20 ms |
| the staff's search among them, 95 of 100 | {seen.trainings.staff:.1f} ms | 20 ms |
| 2,000 calls at the desk: sent, looked at, stored | {seen.trainings.calls_seconds:.1f} s | |

Not measured: two worker nodes on PostgreSQL beside one. It needs a core for each of them, one for
PostgreSQL and one for the client. What a message costs once a million conversations are stored
stands on [its own page](benchmarks-big.md), which `make bench-big` writes: it needs minutes and
4 GB of disk.

Services: {seen.directories.records:,} records, over SQLite, with a sign of progress
{seen.directories.signs} times.

Appointments: 200 calendars with {seen.proposed.bookings:,} bookings over a year, eight of ten
moments
taken, over SQLite.

Of {seen.screen_ms[2]} messages in 200 chats of one network, ten a second, while 50 operators have
their page open: each is woken by its stream and reads what the page reads.

The exit is measured in Debian's Chromium from the touch's own time stamp to the frame after the
first one in which no text and no field is left, while the network gives no answer at all. On
Telegram and WhatsApp {seen.users} people write every 4 to 8 seconds, by SMS every 8 to 16: as much
together as the provider lets one bot or number answer. Its side is a server that takes everything
at once; the service has one core, and each channel is measured alone.

{cover_table(seen.sides)}
{danger_table(seen.danger)}"""


def desk_rows(seen: Desk) -> str:
    """What the console weighs, and how a long queue is drawn and scrolled in Chromium."""
    return (
        f"| the console's first load, from the door to the queue, compressed | "
        f"{seen.first_load / 1000:,.0f} kB | 250 kB |\n"
        f"| a queue of {CASES:,} cases, from its arrival until it can be scrolled | "
        f"{seen.drawn_ms:.0f} ms | |\n"
        f"| frames a second while it is scrolled, median (slowest 5 of 100) | "
        f"{seen.frames:.0f} ({seen.slow_frames:.0f}) | 60 |"
    )


def editor_rows(seen: Editor) -> str:
    """How a long flow opens in the editor, and how a card of it is dragged."""
    return (
        f"| a flow of {STEPS} steps, from the click until its list can be read | "
        f"{seen.listed:.0f} ms | 1,000 ms |\n"
        f"| the same flow as a drawing | {seen.drawn:.0f} ms | 1,000 ms |\n"
        f"| frames a second while a card of it is dragged, median (slowest 5 of 100) | "
        f"{seen.frames:.0f} ({seen.slow_frames:.0f}) | 60 |\n"
        f"| the page's own work for one of these frames | {seen.work:.1f} ms | 16 ms |"
    )


def webhook_rows(seen: Mapping[str, tuple[float, float]]) -> str:
    """How long each channel's provider waits for the answer."""
    return "\n".join(
        f"| {name}: webhook until the call that answers it, median (99 of 100) | {_both(times)} | |"
        for name, times in seen.items()
    )


def cover_table(sides: Sides) -> str:
    """What a clock would see of both sides of the curtain."""
    behind, before = sides.open, sides.covered
    rows = "\n".join(
        f"| {name} | {behind.percentile(part):.2f} ms | {before.percentile(part):.2f} ms |"
        for name, part in (
            ("wait, median", 0.5),
            ("wait, 90 of 100 at most", 0.9),
            ("wait, 99 of 100 at most", 0.99),
        )
    )
    return f"""| one turn alone, until it is durable | the service | the cover |
|---|---|---|
| SQL statements | {_range(behind.statements)} | {_range(before.statements)} |
{rows}
| slower in so many of 100 pairs | {100 - sides.covered_is_slower:.0f} | \
{sides.covered_is_slower:.0f} |

{len(behind.waits):,} turns of each side, each alone and by turns, over SQLite, on SMS: the menu
behind the curtain, ordinary questions before it. Where a clock tells nothing, each side is the
slower one in half of all pairs.
"""


def danger_table(seen: Danger) -> str:
    """What the screen finds of danger, and what it disturbs of calm."""
    rows = "\n".join(
        f"| {language} | {_share(words)} | {_share(seen.meaning[language])} |"
        for language, words in seen.words.items()
        if language in seen.meaning
    )
    told = "\n".join(
        f"| {language} | {_told(words)} | {_told(seen.long[language])} |"
        for language, words in seen.long_words.items()
        if language in seen.long
    )
    kinds = "; ".join(f"{kind} {said} of {count}" for kind, (said, count) in seen.kinds.items())
    return f"""| signs of danger: found, precision | words alone | with the model |
|---|---|---|
{rows}

The closed part of `tests/understanding/danger_set`: {seen.words["all"].dangers} phrases that tell
of danger and {seen.words["all"].calms} that do not, by somebody else than who tuned;
{seen.overlap} of them were also learned from, word for word. The goal is 95 % found at a precision
of 90 %. The words of a short text take {seen.microseconds:.0f} µs, its meaning
{seen.milliseconds:.0f} ms on a thread of its own. Taken for danger, with the model: {kinds}.

| long texts: found, disturbed | words alone | with the model |
|---|---|---|
{told}

The closed part of `tests/understanding/long_set`: {seen.long_words["all"].dangers} tellings with
one clause of danger and {seen.long_words["all"].calms} without any; a language has three of each,
or six. One takes {seen.long_milliseconds:.0f} ms, with its meaning.
"""


def _told(score: Score) -> str:
    return f"{score.found} of {score.dangers}, {score.disturbed} of {score.calms}"


def _share(score: Score) -> str:
    return f"{score.found} of {score.dangers} ({score.recall:.1%}), {score.precision:.1%}"


def _range(counts: list[int]) -> str:
    least, most = min(counts), max(counts)
    return f"{least}" if least == most else f"{least} to {most}"


def _both(times: tuple[float, float]) -> str:
    return f"{times[0]:.0f} ms ({times[1]:.0f} ms)"
