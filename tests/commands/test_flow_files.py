"""``filo flows diff``, ``export`` and ``import``: git and database stay honest with each other."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime

import pytest

from bot.assemble import store_of
from bot.engine.editing.drafts import Release
from bot.engine.editing.recording import Recording, digest_of
from bot.publishing.published import ROOT, bundle_of, read_source
from bot.storage.flow_recordings import SqlRecordings
from bot.storage.flows import SqlFlows
from bot.text.tongues import LANGUAGES
from bot.workshop.documents import digest, with_document

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
VOICE = "flows/voice.yaml"


@pytest.fixture
def root(tmp_path):
    """The files of a project."""
    for part in ("flows", "locales"):
        shutil.copytree(ROOT / part, tmp_path / "project" / part)
    return tmp_path / "project"


def with_flows(installation, work):
    """Do something with the flows of the database."""

    async def run():
        async with store_of(installation.settings) as store:
            return await work(SqlFlows(store))

    return asyncio.run(run())


def changed(path, was, now):
    """Write something else into a file of the project."""
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")


def published(installation, root, name, was, now, texts=None):
    """Somebody published another text of one document in the console."""

    async def work(flows):
        files = read_source(root / "flows", root / "locales")
        before = digest(name, files)
        text = (root / "flows" / f"{name}.yaml").read_text(encoding="utf-8").replace(was, now)
        live = with_document(files, name, text, texts or {})
        release = Release(1, bundle_of(live).id, NOW, "ada", "", (name,), before={name: before})
        await flows.publish(release, live.packed())

    with_flows(installation, work)


def test_before_anything_is_published_the_files_are_what_is_said(installation, root):
    """Nothing differs, and nothing is to be done."""
    changed(root / VOICE, "title: ", "title: Nuovo. ")
    told = installation.run("flows", "diff", "--root", str(root))
    assert told.exit_code == 0, told.output
    assert told.stdout == "Nothing was published in the console: the files are what Filo says.\n"
    done = installation.run("flows", "export", "--to", str(root))
    assert done.stdout == "Nothing to write: the files say what is live.\n"


def test_what_was_published_is_written_into_the_files(installation, root):
    """The diff names who wins and what to do; after the export file and database are the same."""
    source = read_source()
    step = next(key for key in source.catalogues["en"] if key.startswith("voice/"))
    texts = {one: {step: f"{one}!"} for one in LANGUAGES[1:]}
    published(installation, root, "voice", "title: ", "title: Nuovo. ", texts)
    told = installation.run("flows", "diff", "--root", str(root))
    assert told.exit_code == 1
    assert "The database wins: from the next start on Filo says release 1" in told.stdout
    line = "voice: the file is older: `filo flows export` brings it up to date"
    assert f"{line} (its text, every translation)." in told.stdout
    assert len(told.stdout.splitlines()) == 2, "Only what differs is told."
    done = installation.run("flows", "export", "--to", str(root))
    assert done.exit_code == 0, done.output
    assert "title: Nuovo. " in (root / VOICE).read_text(encoding="utf-8")
    files = read_source(root / "flows", root / "locales")
    assert files.catalogues["ar"][step] == "ar!"
    others = {key: text for key, text in source.catalogues["ar"].items() if key[:6] != "voice/"}
    assert others.items() <= files.catalogues["ar"].items(), "Nothing else changed."
    assert installation.run("flows", "diff", "--root", str(root)).exit_code == 0


def test_what_was_kept_in_the_console_becomes_a_golden_transcript(installation, root):
    """Where what is live passes it: one of a draft waits, a file that was changed is left alone."""
    golden = root / "flows" / "transcripts" / "voice.it.telegram.txt"
    text = golden.read_text(encoding="utf-8")

    async def keep(*recordings):
        async with store_of(installation.settings) as store:
            for one in recordings:
                await SqlRecordings(store).keep(one)

    new = Recording("voice-new.it.telegram", text, "", "ada", NOW)
    drafted = Recording("voice-draft.it.telegram", text.replace("112", "113"), "", "ada", NOW)
    older = Recording("voice.it.telegram", f"{text}> Ciao\n", digest_of("before"), "ada", NOW)
    asyncio.run(keep(new, drafted, older))
    differs = installation.run("flows", "diff", "voice", "--root", str(root))
    assert differs.exit_code == 1, differs.output
    waits = "a trial kept in the console: `filo flows export` writes the file."
    assert f"voice-new.it.telegram: {waits}" in differs.stdout
    assert "voice.it.telegram: a trial kept in the console, and its file was ch" in differs.stdout
    assert installation.run("flows", "diff", "menu", "--root", str(root)).exit_code == 0
    done = installation.run("flows", "export", "--to", str(root))
    assert done.exit_code == 0, done.output
    told = done.stdout.splitlines()
    folder = root / "flows" / "transcripts"
    assert told == [
        f"Left alone: {folder / 'voice-draft.it.telegram.txt'} goes another way with what is live;"
        " publish first",
        f"Written: {folder / 'voice-new.it.telegram.txt'}",
        f"Left alone: {golden} was changed since; --overwrite writes over it",
    ]
    assert (folder / "voice-new.it.telegram.txt").read_text(encoding="utf-8") == text
    after = installation.run("flows", "diff", "--root", str(root))
    assert "voice-new" not in after.stdout, "What is in a file is told no more."
    assert golden.read_text(encoding="utf-8") == text
    other = installation.run("flows", "export", "menu", "--to", str(root))
    assert other.stdout == "Nothing to write: the files say what is live.\n"


def test_what_somebody_wrote_in_a_file_is_never_written_over(installation, root):
    """It becomes a draft, with what the gate asks for; nothing is live by itself."""
    published(installation, root, "voice", "title: ", "title: Nuovo. ")
    changed(root / VOICE, "title: ", "title: Da un file. ")
    added = "flow: more\ntitle: Altro\nstart: end\nsteps:\n  end: {end: true}\n"
    (root / "flows" / "more.yaml").write_text(added, encoding="utf-8")
    words = root / "flows" / "risky_words" / "it.txt"
    words.write_text(words.read_text(encoding="utf-8") + "gattopardo\n", encoding="utf-8")
    told = installation.run("flows", "diff", "--root", str(root))
    assert "voice: the file says what was never published" in told.stdout
    assert "more: only in the files" in told.stdout
    assert "risky-it: the file says what was never published" in told.stdout
    refused = installation.run("flows", "export", "--to", str(root))
    assert refused.exit_code == 1
    assert "--overwrite" in refused.stderr
    assert "Da un file" in (root / VOICE).read_text(encoding="utf-8")
    installation.run(
        "staff", "add", "ada", "--role", "network_admin", "--network", "rho-garbagnate"
    )
    done = installation.run("flows", "import", "--root", str(root), "--as", "ada")
    assert done.exit_code == 0, done.output
    assert "Kept as a draft: voice" in done.stdout
    assert "structure/unused-flow" in done.stdout, "The gate says what is left to do."
    drafts = {one.flow: one for one in with_flows(installation, lambda flows: flows.drafts())}
    assert set(drafts) == {"voice", "more", "risky-it"}
    assert drafts["voice"].base
    assert all(one.authors and not one.reviewer for one in drafts.values())
    again = installation.run("flows", "import", "--root", str(root), "--as", "ada")
    assert again.exit_code == 1
    assert "somebody is writing a draft of it" in again.stderr
    forced = installation.run("flows", "export", "voice", "--to", str(root), "--overwrite")
    assert forced.exit_code == 0
    assert "Da un file" not in (root / VOICE).read_text(encoding="utf-8")
    unknown = installation.run("flows", "export", "none_such", "--to", str(root))
    assert "There is no none_such" in unknown.stderr
