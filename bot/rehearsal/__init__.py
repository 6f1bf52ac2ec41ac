"""Conversations that nobody has: golden ones that are held to, and trial ones of whoever writes."""
