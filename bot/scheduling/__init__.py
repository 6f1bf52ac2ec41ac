"""What happens because time passed: timers, forgetting, sending."""
