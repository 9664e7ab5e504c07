"""The engines agree: reference, durable and table give the same `applies`, `broken`, `needs`, flags and limbs."""

from __future__ import annotations

import random
import threading

import pytest

from sro_policy.conditions import Value
from sro_policy.engines import sealed
from sro_policy.engines.completing import ReferenceEngine
from sro_policy.engines.durable import DurableEngine
from sro_policy.engines.table import TableEngine
from sro_policy.exact.groups import groups
from sro_policy.exact.plan import Plan, plan_for
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import SUBJECT_ORDER

from ..cases_at_random import partial_record

CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)
TIED = groups(CONSTRAINTS)
SETTINGS: list[dict[str, str]] = [
    {},
    *({reading.id: value} for reading in POLICY_431.settings.values() for value in reading.values[1:]),
]
needs_durable = pytest.mark.skipif(sealed.available() is not None, reason=f"durable-rules: {sealed.available()}")


def plan(subject: str, settings: dict[str, str] | None = None) -> Plan:
    bound = POLICY_431.bind(settings or {})
    return plan_for(subject, bound.of(subject), POLICY_431.vocabulary, TIED)


@needs_durable
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("subject", SUBJECT_ORDER)
def test_durable_and_table_give_the_same_verdicts(subject: str, settings: dict[str, str]) -> None:
    """On random partial records, under every setting, the two engines never differ."""
    made = plan(subject, settings)
    table, durable = TableEngine.build(made), DurableEngine.build(made)
    pick = random.Random(repr((subject, settings)))
    for _ in range(400):
        known = partial_record(made, pick, pick.choice((0.1, 0.4, 0.7, 0.95, 1.0)))
        assert table.judge(known) == durable.judge(known), known


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("subject", SUBJECT_ORDER)
def test_table_gives_what_the_reference_means(subject: str, settings: dict[str, str]) -> None:
    """On random records of which most is known, the table says what trying all completions says."""
    made = plan(subject, settings)
    table, reference = TableEngine.build(made), ReferenceEngine.build(made, CONSTRAINTS)
    pick = random.Random(repr((subject, settings, "reference")))
    for _ in range(40):
        known = partial_record(made, pick, pick.choice((0.85, 0.95, 1.0)))
        assert table.judge(known) == reference.judge(known), known


@needs_durable
def test_eight_threads_on_one_engine_do_not_disturb_one_another() -> None:
    """Verdicts found by eight threads at once are those found by one."""
    made = plan("act")
    engines = [TableEngine.build(made), DurableEngine.build(made)]
    pick = random.Random(8)
    records = [partial_record(made, pick, 0.6) for _ in range(200)]
    expected = [engines[0].judge(known) for known in records]
    wrong: list[dict[str, Value]] = []

    def run() -> None:
        for _ in range(3):
            for known, verdicts in zip(records, expected, strict=True):
                wrong.extend(known for engine in engines if engine.judge(known) != verdicts)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
