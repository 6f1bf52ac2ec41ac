"""Plain values that several rooms share. Pure."""
