"""Drills: begin one in one's network, see how it goes, read what came of it."""
