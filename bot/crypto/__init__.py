"""The only room that holds keys: sealing, blind index and tokens."""
