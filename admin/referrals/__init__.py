"""Referrals: prepared, asked, sent, acknowledged, answered, followed up."""
