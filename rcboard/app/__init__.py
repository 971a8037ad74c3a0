"""Where rooms meet: the composition of line, window and commands."""
