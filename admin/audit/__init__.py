"""What the staff did, as the data officer reads it."""
