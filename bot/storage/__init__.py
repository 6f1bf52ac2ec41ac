"""SQLAlchemy behind the shell's ports: tables, sealed columns and the batch of turns."""
