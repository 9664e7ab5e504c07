"""What the tests of processes and of memory share: programs that run in an interpreter of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from .coloured import COLOURS, RED, RULES, TRUE_OF_RED

PREAMBLE = f"""
import gc, os, sys, threading, time
from sro_policy.engines.sealed import EngineFailedError, MatchRule, SealedRulesets
ATTRIBUTES, RED, TRUE_OF_RED = {COLOURS!r}, {RED!r}, {TRUE_OF_RED!r}
RULES = [MatchRule(n, l) for n, l in {[(rule.name, rule.literals) for rule in RULES]!r}]
def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
"""

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")


def program(body: str) -> str:
    """Run a program of its own, with a time limit, and return what it prints."""
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PREAMBLE + textwrap.dedent(body)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
