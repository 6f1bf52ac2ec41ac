"""The ways in and out: what each channel can carry."""
