"""What was published under older rules stops neither the service nor a talk that began with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.assemble import house
from bot.conversation.state import TurnRecord
from bot.engine.editing.drafts import Place, Release
from bot.engine.session import Frame
from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said
from bot.publishing.published import Source, UnpublishableError, bundle_of, read_source
from tests.place import installed

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HER = Address(Channel.WEB, "token-of-hers")
OLDER = "older-bundle"


async def _said(service: House, *texts: str) -> Sequence[str]:
    """What she reads after the last of these words."""
    shown: Sequence[str] = ()
    for text in texts:
        turned = await service.inbox.post(Inbound(f"in-{text}", HER, NOW, Said(text)))
        assert not turned.refused
        shown = [line.speech.text for line in turned.shown]
    return shown


async def _pinned_to(service: House, id: str, source: Source) -> None:
    """Her talk began with a bundle that was published long ago."""
    await service.store.save_bundle(id, source.packed())
    inbound = Inbound("pinned", HER, NOW, Said("ieri"))
    async with service.store.batch() as batch:
        known = (await batch.load_many([inbound])).conversations[HER]
        assert known.session is not None
        pinned = replace(known, session=replace(known.session, bundle=id))
        await batch.save_many([TurnRecord(inbound.id, known, pinned)])


async def test_a_bundle_that_todays_rules_refuse_is_left_behind_and_the_talk_goes_on(
    tmp_path: Path,
) -> None:
    """The service starts, says so in its log without any text, and she is answered from today's."""
    settings = await installed(tmp_path)
    refused = "flow: menu\nstart: what\nsteps: {what: {shout: Ehi}}\n"
    older = Source({**read_source().flows, "menu": refused}, {})
    with pytest.raises(UnpublishableError):
        bundle_of(older)
    async with house(settings, clock=lambda: NOW) as service:
        await service.inbox.post(Inbound("open", HER, NOW, Opened(), ("it",)))
        await _said(service, "Italiano", "Sì")
        await _pinned_to(service, OLDER, older)
    with capture_logs() as logs:
        async with house(settings, clock=lambda: NOW) as service:
            assert OLDER not in service.scene.bundles
            shown = await _said(service, "lavoro")
            found = await service.store.read_thread(HER)
    assert [one["event"] for one in logs] == ["pinned_bundle_left_behind"]
    assert "Ehi" not in str(logs)
    assert shown, "She is answered."
    assert found is not None
    assert found[0].session is not None
    assert found[0].session.bundle == service.scene.current
    assert found[0].session.stack, "She stands at a question of today's bundle."


async def test_a_bundle_that_todays_rules_accept_is_kept_for_the_talk_that_began_with_it(
    tmp_path: Path,
) -> None:
    """Publishing moves nobody: an older text is still said to her after a restart."""
    settings = await installed(tmp_path)
    source = read_source()
    menu = source.flows["menu"]
    old = menu.replace("Che cosa ti serve adesso?", "Di che cosa hai bisogno oggi?")
    assert old != menu
    older = Source({**source.flows, "menu": old}, source.catalogues)
    async with house(settings, clock=lambda: NOW) as service:
        await service.inbox.post(Inbound("open", HER, NOW, Opened(), ("it",)))
        await _said(service, "Italiano", "Sì")
        await _pinned_to(service, bundle_of(older).id, older)
    async with house(settings, clock=lambda: NOW) as service:
        shown = await _said(service, "Una persona", "Torna al menu")
    assert "Di che cosa hai bisogno oggi?" in shown


async def _released(
    service: House, source: Source, number: int, gone: Mapping[Place, Place] | None = None
) -> None:
    """Publish these flows as the workshop does; ``gone``: withdraw the ones before."""
    bundle = bundle_of(source)
    await service.store.save_bundle(bundle.id, source.packed())
    release = Release(number, bundle.id, NOW, "ada", "", (), gone is not None, gone or {})
    await service.stage.flows.publish(release, source.packed())
    assert await service.stage.refresh()


async def test_publishing_moves_nobody_and_withdrawing_moves_everybody(tmp_path: Path) -> None:
    """She ends in the words that she began with; a text that can hurt is gone at her next word,
    also after a restart, and she stands where its publisher led her."""
    settings = await installed(tmp_path)
    source = read_source()
    menu = source.flows["menu"]
    calmer = menu.replace("Che cosa ti serve adesso?", "Di che cosa hai bisogno?")
    newer = Source({**source.flows, "menu": calmer}, source.catalogues)
    renamed = calmer.replace(" first", " needs")
    moved = Source({**source.flows, "menu": renamed}, source.catalogues)
    async with house(settings, clock=lambda: NOW) as service:
        await service.inbox.post(Inbound("open", HER, NOW, Opened(), ("it",)))
        assert "Che cosa ti serve adesso?" in await _said(service, "Italiano", "Sì")
        await _released(service, newer, 1)
        shown = await _said(service, "Una persona", "Torna al menu")
        assert "Che cosa ti serve adesso?" in shown
        await _released(service, moved, 2, {("menu", "first"): ("menu", "needs")})
        assert set(service.stage.scene.bundles) == {bundle_of(moved).id}
        shown = await _said(service, "1")
        assert "Di che cosa hai bisogno?" in shown, "Her word answered a question that is gone."
    async with house(settings, clock=lambda: NOW) as service:
        assert set(service.stage.scene.bundles) == {bundle_of(moved).id}
        found = await service.store.read_thread(HER)
    assert found is not None
    assert found[0].session is not None
    assert found[0].session.stack[-1] == Frame("menu", "needs")


async def test_a_cover_and_risky_words_are_published_with_the_flows(tmp_path: Path) -> None:
    """Whoever meets the cover hears what was published last, also after a restart; a release that
    was made without them leaves those of the files."""
    settings = await installed(tmp_path)
    source = read_source()
    async with house(settings, clock=lambda: NOW) as service:
        was = service.scene.cover
        await _released(service, Source(source.flows, source.catalogues), 1)
        assert service.scene.cover == was
        bye = source.covers["shared"]["talk_bye"] + "# di nuovo\n"
        rooms = {**source.covers, "shared": {**source.covers["shared"], "talk_bye": bye}}
        newer = replace(source, covers=rooms, risky={**source.risky, "it": "gattopardo\n"})
        await _released(service, newer, 2)
        now = service.scene.cover
        assert (now.entry, now.id != was.id) == (was.entry, True)
    async with house(settings, clock=lambda: NOW) as service:
        assert service.scene.cover.id == now.id
        assert service.scene.risky["it"] == {"gattopardo"}
