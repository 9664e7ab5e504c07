"""The documentation: pages written by hand, pages written by ``docs.generate``, and what writes them."""
