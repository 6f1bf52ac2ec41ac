"""``filo flows``: the flows' files."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from bot.commands import flows
from bot.commands.every import app

TIDY = "flow: tidy\ntitle: Prova\nstart: end\nsteps:\n  end: {end: true}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The flows of a test."""
    monkeypatch.setattr(flows, "FLOWS", tmp_path)
    return tmp_path


def test_a_file_that_is_no_yaml_is_named_in_a_sentence_and_the_others_are_written(folder):
    (folder / "broken.yaml").write_text("flow: broken\n  steps: [\n", encoding="utf-8")
    (folder / "untidy.yaml").write_text(TIDY.replace("  end: {", "    end:   {"), encoding="utf-8")
    done = CliRunner().invoke(app, ["flows", "fmt"])
    assert done.exit_code == 1
    assert "broken.yaml: line 2: malformed YAML" in done.stderr
    assert "Traceback" not in done.output
    assert "untidy.yaml" in done.stdout
    assert (folder / "untidy.yaml").read_text(encoding="utf-8") == TIDY
    assert (folder / "broken.yaml").read_text(encoding="utf-8") == "flow: broken\n  steps: [\n"


def test_asked_only_to_check_it_writes_nothing(folder):
    text = TIDY.replace("  end: {", "    end:   {")
    (folder / "untidy.yaml").write_text(text, encoding="utf-8")
    assert CliRunner().invoke(app, ["flows", "fmt", "--check"]).exit_code == 1
    assert (folder / "untidy.yaml").read_text(encoding="utf-8") == text
