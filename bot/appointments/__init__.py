"""Appointments: which moments are free, who has one, and calendars in and out."""
