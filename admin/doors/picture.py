"""Draws a QR code here: what it holds is a secret that no other service may see."""

from __future__ import annotations

import segno


def picture(text: str) -> list[str]:
    """The rows of a QR code (ISO 18004) with its quiet border: 1 is a dark module."""
    code = segno.make(text, error="m", micro=False)
    return ["".join("1" if module else "0" for module in row) for row in code.matrix_iter(border=4)]
