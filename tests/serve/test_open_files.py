"""Open files: as many as the limits need, or a word that says how many there can be."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sro_policy import InputError
from sro_policy.serve.open_files import make_room

from .calling import ROOT

resource = pytest.importorskip("resource")


def test_what_the_system_lets_a_process_raise_is_raised() -> None:
    """And where it is high enough, it stays as it is."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (300, before[1]))
    try:
        make_room(connections=100, journals=0)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 300
        make_room(connections=100, journals=100)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 364
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_where_there_is_no_limit_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some systems have none."""
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", None)
    make_room(connections=10_000, journals=10_000)


def test_beyond_what_the_system_allows_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With both figures, and the limits to lower."""

    def refused(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 256))
    monkeypatch.setattr(resource, "setrlimit", refused)
    with pytest.raises(InputError, match=r"200 connections and 0 journals need 464 open files, .* have 256: lower"):
        make_room(connections=200, journals=0)


def test_a_server_does_not_start_where_its_clients_would_use_up_all_files() -> None:
    """Sessions count where they may have journals."""
    command = [sys.executable, "-m", "sro_policy.cli", "serve", "--websocket", "--port", "0", "--journals", "."]
    limited = ["sh", "-c", 'ulimit -n 600 && exec "$@"', "sh", *command]
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=120)
    assert done.returncode == 2
    assert "200 connections and 1,000 journals need 1,464 open files" in done.stderr
    assert done.stderr.count("\n") == 1
