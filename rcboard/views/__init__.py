"""Pixels and hands: what the board looks like and what a person wishes."""
