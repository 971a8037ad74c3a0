"""Tests that need a desktop: run them inside tests/kit/desktop-session."""
