"""Who is planned when, beside the hours that a network publishes."""
