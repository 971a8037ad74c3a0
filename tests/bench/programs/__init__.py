"""Programs that are measured, each in a process of its own; each prints one JSON object."""
