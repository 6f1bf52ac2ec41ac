"""Every operation of the tools of the chat."""

from __future__ import annotations

from admin.chat import beside, callbacks, canned, care, notes, preview, translating

ENDPOINTS = (
    *beside.ENDPOINTS,
    *preview.ENDPOINTS,
    *notes.ENDPOINTS,
    *canned.ENDPOINTS,
    *callbacks.ENDPOINTS,
    *translating.ENDPOINTS,
    *care.ENDPOINTS,
)
