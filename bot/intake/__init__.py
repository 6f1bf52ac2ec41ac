"""Files that the staff brings from outside: read, looked at, stored whole or refused."""
