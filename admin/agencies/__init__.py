"""Agencies, their procedures and the trainings of their people."""
