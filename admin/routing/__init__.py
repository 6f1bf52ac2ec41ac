"""Who is offered which case, how much each carries, and the queue as it is now."""
