"""Networks, municipalities, services and routing, with the freshness of every fact."""
