"""What measured: every page of measurements begins with it."""

from __future__ import annotations

import os
import platform
import sysconfig
from datetime import UTC, datetime
from pathlib import Path

_TUNED = "--enable-optimizations"
_NAME = "model name"


def machine() -> str:
    """The day, the processor, how Python was built, and how much other work there is just now."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith(_NAME))
    tuned = "" if _TUNED in (sysconfig.get_config_var("CONFIG_ARGS") or "") else "not "
    return (
        f"{datetime.now(UTC):%d.%m.%Y}, {next(names, platform.machine())}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()} ({tuned}built with `{_TUNED}`). Other work before it"
        f" began: a load of {os.getloadavg()[0]:.1f}."
    )
