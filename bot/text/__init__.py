"""Writing as such, before it means anything: its letters, its bytes, its languages. Pure."""
