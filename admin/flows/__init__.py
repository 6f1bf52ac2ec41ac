"""The flow editor: what the service says, written and published by admins."""
