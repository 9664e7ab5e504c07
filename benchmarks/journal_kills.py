"""Writers of journals that are killed at random points: whether anything that was acknowledged is lost.

Each run has a process of its own that writes until it is killed, perhaps before its header is there, and says of that
and of each step that it was acknowledged. Then the journal is read, gone on with, and read again.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import get_args

from benchmarks.report import heading, options, save
from sro_policy.errors import JournalError
from sro_policy.journal import Format, Fsync, continue_journal, read_journal
from tests.journal.writer import entry, killed


def main() -> None:
    """Kill writers in both formats under each fsync policy, and print what was lost."""
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=200, help="of each format")
    asked = parser.parse_args()
    heading()
    pick = random.Random(asked.seed)
    found: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for chosen in get_args(Format):
            for run in range(asked.runs):
                fsync: Fsync = get_args(Fsync)[run % 3]
                path = Path(folder) / f"{run}.{chosen}"
                said = killed(path, chosen, fsync, since="starts", after=pick.uniform(0.0, 0.2))
                found[chosen, "steps acknowledged"] += said.steps
                try:
                    kept = read_journal(path)
                    journal, again = continue_journal(path)
                    with journal:
                        journal.append({"last": True})
                    whole = read_journal(path).entries == (*kept.entries, {"last": True}) and again == kept
                except JournalError as error:
                    # Where it was killed before its header was written, nothing was acknowledged, not even that.
                    found[chosen, "not recovered" if said.header else "nothing there yet"] += 1
                    print(f"{chosen} {fsync}: {said.steps} acknowledged, {error}")
                    continue
                found[chosen, "recovered" if whole else "not recovered"] += 1
                found[chosen, "cut off"] += kept.cut is not None
                expected = [entry(number) for number in range(len(kept.entries))]
                found[chosen, "lost"] += list(kept.entries) != expected or len(kept.entries) < said.steps
    for (chosen, what), number in sorted(found.items()):
        print(f"{chosen:7} {what:20} {number:,}")
    save(asked.json, {f"{chosen} {what}": number for (chosen, what), number in found.items()})
    if any(number for (_, what), number in found.items() if what in {"lost", "not recovered"}):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
