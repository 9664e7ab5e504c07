"""Explains decisions: what to ask, why, what would change it, and a record of it."""
