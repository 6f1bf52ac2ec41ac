"""Every text of a flow that is translated, in the order in which an author reads the flow."""

from __future__ import annotations

from collections.abc import Iterator

from bot.engine.contexts import flow_passages
from bot.engine.flow import Flow


def texts_of(flow: Flow) -> Iterator[tuple[str, str]]:
    """(context, Italian source) of every text; match words are one text with commas."""
    return ((passage.context, passage.source) for passage in flow_passages(flow))
