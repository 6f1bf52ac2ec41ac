"""Who may come in: passkeys, recovery codes, invitations, sessions, and one's own account."""
