"""What whoever runs an installation does to it: keys, backups, accounts, switches."""
