"""Evaluation: from a document or records to a decision."""
