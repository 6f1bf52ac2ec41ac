"""Older bundles that conversations are still pinned to, beside what is published now."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.conversation.scene import Scene
from bot.engine.flow import Bundle
from bot.published import Source, UnpublishableError, bundle_of
from bot.storage.sql import SqlStore

log = structlog.get_logger(__name__)


async def with_pinned(scene: Scene, content: bytes, store: SqlStore) -> Scene:
    """The scene with every older bundle that a conversation is still pinned to."""
    await store.save_bundle(scene.current, content)
    live = await store.live_bundles() - {scene.current}
    older: dict[str, Bundle] = {}
    for older_content in (await store.load_bundles(sorted(live))).values():
        try:
            bundle = bundle_of(Source.unpacked(older_content))
        except UnpublishableError:
            # It was published under other rules: its talks go on in the current bundle.
            log.warning("pinned_bundle_left_behind")
            continue
        older[bundle.id] = bundle
    return replace(scene, bundles={**older, **scene.bundles})
