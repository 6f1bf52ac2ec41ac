"""One turn of a conversation: in by the inbox, decided purely, out by the outbox."""
