"""The project's files of flows, kept in step with the database."""
