"""Engines: ways to run the same compiled policy. None has rules of its own."""
