"""Signing in: sessions and their tokens, the token endpoint and the page where a person says yes."""
