"""Switching a channel or the service off and on, and what everybody of the staff sees of it."""
