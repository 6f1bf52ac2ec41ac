"""``python -m scripts.faults [--women N] [--seed N] [SCENARIO …]``: breaks things, then audits."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path
from random import Random
from textwrap import wrap

from scripts.faults.audit import Report, audit
from scripts.faults.scenarios import SCENARIOS, Scenario
from scripts.faults.women import Load
from scripts.faults.world import ENTRY, World, world

SHOWN = 12
"""Findings that are printed."""


async def run(scenario: Scenario, folder: Path, women: int, texts: int, seed: int) -> Report:
    """One scenario from an empty installation, in an empty folder that is removed, to the auditor's
    report. SIGTERM ends it as Ctrl-C does."""
    current = asyncio.current_task()
    assert current is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, current.cancel)
    async with world(folder, scenario.engine, scenario.small_disk_mb) as made:
        load = Load(
            made.ports,
            ENTRY,
            made.now,
            texts,
            scenario.pause,
            seed,
            scenario.where,
            lambda: made.holding,
            scenario.closes,
            made.clocks.count,
        )
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            broken = group.create_task(scenario.act(made, Random(seed), over))  # noqa: S311
            await load.run(women)
            over.set()
            await broken
        if scenario.after is not None:
            await scenario.after(made)
            await load.run(women // 10)
        await made.settle()
        report = audit(await made.evidence(load.women))
        _tell(made, load, report)
        return report


def _tell(made: World, load: Load, report: Report) -> None:
    done = ", ".join(f"{what} ×{times}" for what, times in Counter(made.notes).items())
    print(f"  done: {done or 'nothing'}")
    print(f"  looked at: {', '.join(f'{count} {what}' for what, count in report.counts.items())}")
    again = f"tried again: {load.tried_again}; talks closed on the web: {load.closed}"
    print(f"  {again}; repeats at a provider: {len(report.repeats)}")
    for line in (*report.repeats[:SHOWN], *(f"FOUND {one}" for one in report.findings[:SHOWN])):
        print(f"    {line}")
    if len(report.findings) > SHOWN:
        print(f"    … {len(report.findings)} findings in all")


def _told(name: str, scenario: Scenario) -> str:
    """What a scenario does, for the help."""
    says = (scenario.act, scenario.after) if scenario.after else (scenario.act,)
    return "\n      ".join(
        (f"  {name}", *wrap(" ".join(" ".join(str(one.__doc__).split()) for one in says), 90))
    )


def main() -> int:
    """0 when the auditor found nothing in any of the scenarios."""
    what = "\n".join(_told(name, one) for name, one in SCENARIOS.items())
    parser = ArgumentParser(
        prog="python -m scripts.faults",
        description=__doc__,
        epilog=f"scenarios, all where none is named:\n{what}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--women", type=int, default=1000)
    parser.add_argument("--texts", type=int, default=6, help="texts of each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", choices=[*SCENARIOS, []])
    given = parser.parse_args()
    failed = []
    for name in given.scenarios or SCENARIOS:
        scenario = SCENARIOS[name]
        if scenario.small_disk_mb and os.geteuid() != 0:
            print(f"{name}: left out, only root can mount a small disk")
            continue
        began = time.monotonic()
        print(f"{name}: {given.women} women, seed {given.seed}", flush=True)
        folder = Path(tempfile.mkdtemp(prefix="filo-faults-", dir="/tmp"))
        report = asyncio.run(run(scenario, folder, given.women, given.texts, given.seed))
        print(f"  {len(report.findings)} findings ({time.monotonic() - began:.0f} s)", flush=True)
        if report.findings:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "nothing was found")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        # Nothing is left: see ``scripts.faults.guard``.
        sys.exit(130)
