"""A journal: entries are only ever added, each is kept before it counts, and a chain of digests shows what was changed.

A journal is a file of JSON Lines or a database of SQLite. Both hold the same lines and have the same digests.
"""

from __future__ import annotations

from sro_policy.errors import JournalError
from sro_policy.journal.base import Fsync, Journal
from sro_policy.journal.kept import Cut, Kept
from sro_policy.journal.opening import (
    Format,
    begins_a_journal,
    continue_journal,
    create_journal,
    is_journal,
    read_journal,
)

__all__ = [
    "Cut",
    "Format",
    "Fsync",
    "Journal",
    "JournalError",
    "Kept",
    "begins_a_journal",
    "continue_journal",
    "create_journal",
    "is_journal",
    "read_journal",
]
