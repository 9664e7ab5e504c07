"""A process that writes a journal until it is killed, and says how far it has come.

``python -m tests.journal.writer PATH FORMAT FSYNC`` writes it; :func:`killed` starts that, and kills it.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from sro_policy.journal import Format, Fsync, create_journal

_ROOT = Path(__file__).parent.parent.parent

Since: TypeAlias = Literal["starts", "begins", "0"]
"""What a writer says before there is a journal, once its header is kept, and once its first step is."""


class Said(NamedTuple):
    """What a writer acknowledged before it was killed: the header, and so many steps."""

    header: bool
    steps: int


def entry(number: int) -> dict[str, Any]:
    """Return the entry of a number from 0 on: of one length or another, now and then of many pages."""
    return {"number": number, "text": "ä" * (number * 37 % 400) * (20 if number % 11 == 5 else 1)}


def killed(path: Path, chosen: Format, fsync: Fsync, *, since: Since, after: float) -> Said:
    """Let a journal be written, and kill its writer so many seconds after it said something."""
    command = [sys.executable, "-m", "tests.journal.writer", str(path), chosen, fsync]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().rstrip()]
        while said[-1] != since:
            assert said[-1], "the writer ended by itself"
            said.append(writer.stdout.readline().rstrip())
        time.sleep(after)
        writer.kill()
        said += writer.stdout.read().split()
    expected = ["starts", "begins", *map(str, range(len(said)))]
    assert said == expected[: len(said)]
    return Said("begins" in said, max(len(said) - 2, 0))


def _main() -> None:
    path, chosen, fsync = sys.argv[1:]
    os.write(1, b"starts\n")
    with create_journal(path, {"of": "a test"}, format=cast("Format", chosen), fsync=cast("Fsync", fsync)) as journal:
        os.write(1, b"begins\n")
        for number in itertools.count():
            journal.append(entry(number))
            os.write(1, b"%d\n" % number)


if __name__ == "__main__":
    _main()
