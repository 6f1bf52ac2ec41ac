"""What Prometheus is told: of this process, and of messages in numbers that point at nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

FEWEST = 5
"""A smaller number of waiting messages is told as none: it could be one woman's."""


def registry() -> CollectorRegistry:
    """A new registry that holds memory, files and time of the process."""
    made = CollectorRegistry()
    ProcessCollector(registry=made)
    return made


def exposition(
    held: CollectorRegistry, counts: Mapping[str, int] | None, failures: int, values: int = 0
) -> bytes:
    """Everything as Prometheus reads it.

    ``counts``: how many messages wait and met each end (``Queue.counts``); None: the database does
    not answer. ``failures``: rounds of the loops that failed since the start. ``values``: how many
    stand under the key before, while the keys are rotated.
    """
    now = CollectorRegistry()
    now.register(_Now(counts, failures, values))
    return generate_latest(held) + generate_latest(now)


class _Now(Collector):
    def __init__(self, counts: Mapping[str, int] | None, failures: int, values: int) -> None:
        self._counts = counts
        self._values = values
        self._failures = failures

    def collect(self) -> Iterable[Metric]:
        """The families of this moment."""
        ready = 0 if self._counts is None else 1
        yield GaugeMetricFamily("filo_ready", "Whether messages can be taken.", value=ready)
        what = "Rounds of the loops that failed since the start."
        yield CounterMetricFamily("filo_rounds_failed", what, value=self._failures)
        if self._counts is None:
            return
        what = f"Values under the key before; fewer than {FEWEST} are told as {FEWEST}."
        many = max(self._values, FEWEST) if self._values else 0
        yield GaugeMetricFamily("filo_values_under_former_key", what, value=many)
        waiting = self._counts.get("waiting", 0)
        what = f"Messages that wait to be sent; fewer than {FEWEST} are told as none."
        few = waiting if waiting >= FEWEST else 0
        yield GaugeMetricFamily("filo_messages_waiting", what, value=few)
        ends = CounterMetricFamily("filo_messages", "Messages by how they ended.", labels=["end"])
        for end, count in sorted(self._counts.items()):
            if end != "waiting":
                ends.add_metric([end], count)
        yield ends
