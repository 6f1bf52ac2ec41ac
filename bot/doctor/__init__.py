"""Looks an installation over and says what to mend: the machine, the service, the providers."""
