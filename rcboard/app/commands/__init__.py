"""One short module for each rcboard command; imported only when chosen."""
