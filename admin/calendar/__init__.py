"""Calendars of agencies at the desk: hours, bookings, feeds and busy times."""
