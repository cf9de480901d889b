"""Documents become event mentions: taxonomy, triggers, time, people, numbers, weapons."""
