"""Writers that are killed: every step that was acknowledged is there afterwards."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sro_policy.journal import Format, Fsync, continue_journal, read_journal

from .journals import FORMATS
from .writer import entry, killed


@pytest.mark.parametrize("fsync", ["step", "second", "close"])
@pytest.mark.parametrize("chosen", FORMATS)
def test_nothing_that_was_acknowledged_is_lost_with_the_writer(tmp_path: Path, chosen: Format, fsync: Fsync) -> None:
    """Whenever it is killed and whatever is forced to the disk; and the journal goes on."""
    pick = random.Random(f"{chosen} {fsync}")
    for number in range(2):
        path = tmp_path / str(number)
        acknowledged = killed(path, chosen, fsync, after=pick.uniform(0.02, 0.15))
        kept = read_journal(path)
        assert list(kept.entries) == [entry(n) for n in range(len(kept.entries))]
        assert acknowledged <= len(kept.entries) <= acknowledged + 1
        before = sorted(file.name for file in tmp_path.iterdir())
        assert read_journal(path) == kept
        assert sorted(file.name for file in tmp_path.iterdir()) == before
        journal, again = continue_journal(path)
        assert again == kept
        with journal:
            journal.append({"last": True})
        assert read_journal(path).entries == (*kept.entries, {"last": True})
