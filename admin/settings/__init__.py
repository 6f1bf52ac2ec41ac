"""Settings as a network admin sees them: what holds, where it comes from, who changed it."""
