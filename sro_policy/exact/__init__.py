"""Exact answers under missing facts: groups, branches, differences, and computed facts over completions."""
