"""The rules of alarm can fire: they ask for what is told, and say what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import Counter
from prometheus_client.parser import text_string_to_metric_families

from admin.metrics import exposition, registry
from bot.storage.gate import COUNTED

RULES = [
    rule
    for group in yaml.safe_load(Path("deploy/alerts.yaml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
]
COUNTS = dict.fromkeys(COUNTED, 7)
_WORDS = {"by", "sum", "increase", "changes", "rate", "max", "min", "m", "h", "up", "job"}


def told(counts: dict[str, int] | None) -> dict[tuple[str, str], float]:
    """(name, labels) -> value of everything that Prometheus is told."""
    held = registry()
    Counter("filo_staff_requests", "", ["route", "status"], registry=held).labels("/", "500").inc()
    text = exposition(held, counts, failures=3).decode()
    return {
        (sample.name, str(sample.labels)): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_a_rule_asks_for_what_is_there_and_says_what_to_do(rule: dict[str, Any]) -> None:
    """Every name in its expression is one of the exposition, every label one of that name."""
    known = told(COUNTS)
    names = {name for name, _ in known}
    asked = re.sub(r"\{[^}]*\}|\[[^]]*\]|\d[\de.]*", " ", rule["expr"])
    assert set(re.findall(r"[a-z_]+", asked)) - _WORDS <= names
    for name, label, wanted in re.findall(r'(\w+)\{(\w+)=~?"([^"]*)"\}', rule["expr"]):
        labels = [of for one, of in known if one == name]
        assert label == "job" or any(re.search(rf"'{label}': '({wanted})'", one) for one in labels)
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert rule["annotations"]["summary"].endswith(".")
    assert rule["annotations"]["remedy"].endswith(".")


def test_readiness_is_told_as_it_is() -> None:
    """A database that does not answer is not ready, and no number is made up."""
    assert told(COUNTS)["filo_ready", "{}"] == 1
    dead = told(None)
    assert dead["filo_ready", "{}"] == 0
    assert "filo_messages_waiting" not in {name for name, _ in dead}


@pytest.mark.parametrize(("waiting", "said"), [(0, 0), (1, 0), (4, 0), (5, 5), (90, 90)])
def test_a_number_that_could_be_one_woman_is_not_told(waiting: int, said: int) -> None:
    """Fewer than five are none."""
    assert told(COUNTS | {"waiting": waiting})["filo_messages_waiting", "{}"] == said
