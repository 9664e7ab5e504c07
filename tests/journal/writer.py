"""A process that writes a journal until it is killed, and says of each step that it was acknowledged.

``python -m tests.journal.writer PATH FORMAT FSYNC`` writes it; :func:`killed` starts that, and kills it.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, cast

from sro_policy.journal import Format, Fsync, create_journal

_ROOT = Path(__file__).parent.parent.parent


def entry(number: int) -> dict[str, Any]:
    """Return the entry of a number from 0 on: of one length or another, now and then of many pages."""
    return {"number": number, "text": "ä" * (number * 37 % 400) * (20 if number % 11 == 5 else 1)}


def killed(path: Path, format: Format, fsync: Fsync, *, after: float) -> int:  # noqa: A002 - as the library calls it
    """Let a journal be written, kill its writer so many seconds after it began, and return the acknowledged steps."""
    command = [sys.executable, "-m", "tests.journal.writer", str(path), format, fsync]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begins\n"
        time.sleep(after)
        writer.kill()
        said = writer.stdout.read().decode()
    numbers = [int(line) for line in said.split("\n")[:-1]]
    assert numbers == list(range(len(numbers)))
    return len(numbers)


def _main() -> None:
    path, chosen, fsync = sys.argv[1:]
    os.write(1, b"begins\n")
    with create_journal(path, {"of": "a test"}, format=cast("Format", chosen), fsync=cast("Fsync", fsync)) as journal:
        for number in itertools.count():
            journal.append(entry(number))
            os.write(1, b"%d\n" % number)


if __name__ == "__main__":
    _main()
