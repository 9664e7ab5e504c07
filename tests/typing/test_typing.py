"""Typed use is typed: what is meant is accepted by mypy, and slips are found before anything runs."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXPECTED = re.compile(r"  # type: ignore\[([\w-]+)\].*")


def checked(path: Path, cache: Path) -> list[str]:
    """Return what mypy says of a file, strictly, one error a line."""
    command = [
        *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--no-pretty", "--hide-error-context"),
        *("--config-file=", f"--cache-dir={cache}", "--explicit-package-bases", str(path)),
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode in {0, 1}, result.stderr or result.stdout
    return [line for line in result.stdout.splitlines() if ": error:" in line]


@pytest.fixture(scope="module")
def cache(request: pytest.FixtureRequest) -> Path:
    """Where mypy remembers what it knows; the test skips, and says so, without mypy."""
    if importlib.util.find_spec("mypy") is None:
        pytest.skip("needs mypy")
    assert request.config.cache is not None
    return Path(request.config.cache.mkdir("mypy"))


def test_use_as_it_is_meant_is_accepted(cache: Path) -> None:
    """Records, dicts, documents and all that comes back are typed as one expects."""
    assert checked(HERE / "accepted.py", cache) == []


def test_slips_are_found(cache: Path) -> None:
    """Every slip is an error of the kind that is expected, and no expected error is missing."""
    assert checked(HERE / "refused.py", cache) == []


def test_each_slip_is_an_error_of_its_own(cache: Path, tmp_path: Path) -> None:
    """Without what is expected, mypy reports each slip, on its line and of its kind."""
    source = (HERE / "refused.py").read_text(encoding="utf-8")
    expected = [(n, m[1]) for n, line in enumerate(source.splitlines(), start=1) if (m := EXPECTED.search(line))]
    bare = tmp_path / "bare.py"
    bare.write_text(EXPECTED.sub("", source), encoding="utf-8")
    found = [re.search(r":(\d+): error: .*\[([\w-]+)\]$", line) for line in checked(bare, cache)]
    assert [(int(m[1]), m[2]) for m in found if m] == expected
    assert len(expected) >= 20


def test_what_is_accepted_also_runs() -> None:
    """The accepted file is no fiction."""
    result = subprocess.run(
        [sys.executable, str(HERE / "accepted.py")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
