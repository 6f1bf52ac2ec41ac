"""Drills: when each of their steps happened. No woman is behind any of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.tables import metadata

drills = Table(
    "drills",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("network", String(64), nullable=False),
    Column("scenario", String(64), nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("talk", String(64), nullable=False),
    Column("rings", Integer, nullable=False),
    Column("ended_at", BigInteger),
    Column("ended_by", String(64), nullable=False),
    Column("asked_at", BigInteger),
    Column("claimed_at", BigInteger),
    Column("answered_at", BigInteger),
    Column("passed_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("left_at", BigInteger),
    Column("called_at", BigInteger),
    Index("drills_network", "network", "at"),
)
"""Who began one, in which network, after which scenario. Its conversation, ``talk``,
ends with it, and the row stays."""
