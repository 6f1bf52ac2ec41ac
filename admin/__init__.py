"""The staff edge: its own port, its own host name, its own page."""
