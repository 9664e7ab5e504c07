"""Writes the pages that follow from the code: ``python -m docs.generate``.

One module a kind of page. A page says what the code says, in words; where it shows what the policy answers, the
engine was run for it. With ``--check`` nothing is written, and a page that no longer follows fails.
"""
