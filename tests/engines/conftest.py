"""What the tests of the sealed engine are given: an engine, and the C layer to put faults into."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType

import pytest

from sro_policy.engines.sealed import SealedRulesets

from .coloured import COLOURS, RULES


@pytest.fixture
def engine() -> Iterator[SealedRulesets]:
    made = SealedRulesets(RULES, COLOURS)
    yield made
    made.close()


@pytest.fixture
def c_layer() -> ModuleType:
    return importlib.import_module("durable_rules_engine")
