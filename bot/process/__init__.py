"""What a process owes the machine it runs on: it ends in time, lives visibly, keeps its secrets."""
