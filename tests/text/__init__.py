"""Tests of the comparison of a manual with the encoded policy."""
