"""durable-rules is imported when it is first used, and where that cannot be done, it is said why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from sro_policy.engines.sealed import SealedRulesets, available
from sro_policy.errors import EngineUnavailableError

from .coloured import COLOURS, RULES, needs_durable
from .programs import program


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """What was found out here is not remembered elsewhere, nor the other way round."""
    available.cache_clear()
    yield
    available.cache_clear()


@needs_durable
def test_durable_rules_is_imported_only_when_it_is_used() -> None:
    """The module alone costs no import of durable-rules, and needs none."""
    assert program("print(sorted(name for name in sys.modules if name.startswith('durable')))") == "[]"


@needs_durable
def test_available_where_it_is() -> None:
    """No reason is given where there is none."""
    assert available() is None


def test_it_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every evaluation asks whether durable-rules can run; nothing is imported anew for that, also where it fails."""
    tried: list[str] = []

    def fail(name: str) -> ModuleType:
        tried.append(name)
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("importlib.import_module", fail)
    assert [available(), available()] == ["durable-rules is not installed"] * 2
    assert tried == ["durable.engine"]


class Finder:
    """Finds durable-rules, and fails to import it, as a build for another Python would."""

    def __init__(self, prefix: str, error: Exception) -> None:
        self.prefix, self.error = prefix, error

    def find_spec(self, name: str, *_: object) -> None:
        if name.startswith(self.prefix):
            raise self.error


@pytest.mark.parametrize(
    ("prefix", "error", "says"),
    [
        ("durable", ModuleNotFoundError("No module named 'durable'", name="durable"), "durable-rules is not installed"),
        (
            "durable_rules_engine",
            ModuleNotFoundError("No module named 'durable_rules_engine'", name="durable_rules_engine"),
            "durable-rules is installed but cannot be imported: No module named 'durable_rules_engine'",
        ),
        (
            "durable_rules_engine",
            ImportError("undefined symbol: PyEval_CallObject"),
            "durable-rules is installed but cannot be imported: undefined symbol: PyEval_CallObject",
        ),
        (
            "durable",
            SystemError("initialization failed"),
            "durable-rules is installed but cannot be imported: initialization failed",
        ),
    ],
)
def test_unavailable_with_the_reason(monkeypatch: pytest.MonkeyPatch, prefix: str, error: Exception, says: str) -> None:
    """Where durable-rules is missing or broken, that is said, and nothing else happens."""
    for name in [name for name in sys.modules if name.startswith("durable")]:
        monkeypatch.delitem(sys.modules, name)
    if prefix != "durable":  # as if the part in Python were there
        monkeypatch.setitem(sys.modules, "durable", ModuleType("durable"))
        monkeypatch.setattr(sys.modules["durable"], "__path__", [], raising=False)
        monkeypatch.setitem(sys.modules, "durable.engine", ModuleType("durable.engine"))
        monkeypatch.setattr(sys.modules["durable.engine"], "Host", object, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder(prefix, error), *sys.meta_path])
    assert available() == says
    with pytest.raises(EngineUnavailableError, match=says[:20]):
        SealedRulesets(RULES, COLOURS)


def test_a_stranger_by_the_same_name_is_not_durable_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package called `durable` that is another one is told apart by what it lacks."""
    monkeypatch.setitem(sys.modules, "durable.engine", ModuleType("durable.engine"))
    reason = available()
    assert reason is not None
    assert "has no attribute 'Host'" in reason
