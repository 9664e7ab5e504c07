"""Ready properties: they hold of the library, and each of them can fail."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest
from hypothesis import Phase, settings
from hypothesis.errors import DeadlineExceeded

from sro_policy import Decision, InputError, evaluate
from sro_policy.engines import sealed
from sro_policy.testing import properties
from sro_policy.testing.properties import Evaluate, Property, PropertyBrokenError

FEW = settings(max_examples=10, deadline=None)
MANY = settings(
    max_examples=300, deadline=None, derandomize=True, database=None, print_blob=False, phases=[Phase.generate]
)

test_policy = properties.tests(hypothesis=FEW)
test_with_settings_of_a_department = properties.tests(settings={"A19": "former_too", "M1": "free"}, hypothesis=FEW)


def each_finding(change: Callable[[Any, Mapping[str, Any]], Any]) -> Evaluate:
    """An `evaluate` with a fault: each finding is changed, in view of the case."""

    def wrong(case: Mapping[str, Any], /, **asked: Any) -> Decision:
        found = evaluate(case, **asked)
        return attrs.evolve(found, findings=tuple(change(finding, case) for finding in found.findings))

    return wrong


def told_of_more(case: Mapping[str, Any], /, **asked: Any) -> Decision:
    """Forgets what was decided once more than three facts of a contract are known."""
    found = evaluate(case, **asked)
    if len(case.get("contract") or ()) <= 3:
        return found
    return attrs.evolve(found, findings=tuple(attrs.evolve(f, broken="unknown") for f in found.findings))


def by_first_part(finding: Any, case: Mapping[str, Any]) -> Any:
    """Lets the order of parts decide."""
    return attrs.evolve(finding, statement=next(iter(case), ""))


def forgetful(case: Mapping[str, Any], /, **asked: Any) -> Decision:
    """Judges the first act alone."""
    return evaluate({**case, "acts": (case.get("acts") or [])[:1]}, **asked)


def by_number_of_acts(finding: Any, case: Mapping[str, Any]) -> Any:
    """Lets an act know of the others."""
    return attrs.evolve(finding, applies="no") if len(case.get("acts") or ()) > 1 else finding


def by_weapon(finding: Any, case: Mapping[str, Any]) -> Any:
    """Lets a weapon decide."""
    return attrs.evolve(finding, broken="no") if "weapon" in (case.get("incident") or ()) else finding


def by_reason(finding: Any, case: Mapping[str, Any]) -> Any:
    """Takes a reason for an excuse."""
    return attrs.evolve(finding, broken="no", status="met") if case.get("reasons") else finding


def by_reason_in_words(finding: Any, case: Mapping[str, Any]) -> Any:
    """Says of everything that has a reason that it was a departure with one."""
    return attrs.evolve(finding, word="departed with reason") if case.get("reasons") else finding


def by_null(finding: Any, case: Mapping[str, Any]) -> Any:
    """Takes null for no."""
    return attrs.evolve(finding, applies="no") if None in case.values() else finding


def harsh(finding: Any, _case: Mapping[str, Any]) -> Any:
    """Calls every departure a violation."""
    return attrs.evolve(finding, word="violated") if finding.word.startswith(("would depart", "departed")) else finding


def lenient(case: Mapping[str, Any], /, **asked: Any) -> Decision:
    """Leaves acts that are still ahead out of the guidance."""
    found = evaluate(case, **asked)
    return attrs.evolve(found, contemplated=type(found.contemplated)(dict.fromkeys(found.contemplated, False)))


def by_engine(case: Mapping[str, Any], /, **asked: Any) -> Decision:
    """The table misses a flag."""
    found = evaluate(case, **asked)
    if asked["engine"] != "table":
        return found
    return attrs.evolve(found, findings=tuple(attrs.evolve(f, readings=()) for f in found.findings))


def by_engine_in_checklist(case: Mapping[str, Any], /, **asked: Any) -> Decision:
    """The table has no checklist."""
    found = evaluate(case, **asked)
    return attrs.evolve(found, checklist=()) if asked["engine"] == "table" else found


def restless() -> Evaluate:
    """Gives another answer each time."""
    count = itertools.count()
    return each_finding(lambda finding, _: attrs.evolve(finding, statement=str(next(count))))


def nulls_in_digest(case: Mapping[str, Any], /, **asked: Any) -> Decision:
    """Has null change what is beside the findings."""
    found = evaluate(case, **asked)
    return attrs.evolve(found, checklist=()) if None in case.values() else found


FAULTS: list[tuple[Property, Evaluate]] = [
    (properties.LEARNING, told_of_more),
    (properties.ORDER, each_finding(by_first_part)),
    (properties.ORDER, forgetful),
    (properties.ANOTHER_ACT, each_finding(by_number_of_acts)),
    (properties.BEARING, each_finding(by_weapon)),
    (properties.REASON, each_finding(by_reason)),
    (properties.REASON, each_finding(by_reason_in_words)),
    (properties.NULL, each_finding(by_null)),
    (properties.NULL, nulls_in_digest),
    (properties.ENGINES_AGREE, by_engine),
    (properties.ENGINES_AGREE, by_engine_in_checklist),
    (properties.SHOULD, each_finding(harsh)),
    (properties.GUIDANCE, lenient),
    (properties.DIGEST, restless()),
]


@pytest.mark.parametrize(("item", "fault"), FAULTS, ids=[f"{item.name}-{n}" for n, (item, _) in enumerate(FAULTS)])
def test_each_property_can_fail(item: Property, fault: Evaluate) -> None:
    """An `evaluate` with a planted fault breaks the property, and the error says its sentence and what was found."""
    with pytest.raises(PropertyBrokenError) as caught:
        item.run(evaluate=fault, hypothesis=MANY)
    sentence, _, found = str(caught.value).partition("\n")
    assert sentence == f"not so: {item}"
    assert found


def test_every_property_is_shown_to_fail() -> None:
    """No property stands without a fault that breaks it; each has a name of its own."""
    assert {item.name for item, _ in FAULTS} == {item.name for item in properties.ALL}
    assert len({item.name for item in properties.ALL}) == len(properties.ALL) == 10


def test_one_example_can_be_checked_by_hand() -> None:
    """A property takes an example of one's own, and says nothing where it holds."""
    case = {"acts": [{"id": "a1", "kind": "search", "stage": "done", "in_school": True}]}
    properties.ORDER.check(case)
    properties.NULL.check(case)
    with pytest.raises(PropertyBrokenError, match="not so: evaluating again gives the same digest"):
        properties.DIGEST.check(case, evaluate=restless())


def test_a_deadline_counts_where_somebody_set_one() -> None:
    """Hypothesis' own is too short to compile a policy in, and is left out; one of the user's is kept."""

    def slow(case: Mapping[str, Any], /, **asked: Any) -> Decision:
        time.sleep(0.25)
        return evaluate(case, **asked)

    properties.DIGEST.run(evaluate=slow, hypothesis=settings(max_examples=2, database=None))
    with pytest.raises(DeadlineExceeded):
        properties.DIGEST.run(evaluate=slow, hypothesis=settings(max_examples=2, database=None, deadline=100))


def test_an_unknown_setting_is_refused_when_the_module_is_collected() -> None:
    """A slip in the settings is no test that fails later, and `tests` itself is no test."""
    with pytest.raises(InputError, match="unknown setting `A91`; did you mean `A19`"):
        properties.tests(settings={"A91": "former_too"})
    assert properties.tests.__test__ is False  # type: ignore[attr-defined]


def test_engines_that_cannot_run_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where durable-rules cannot run, the property compares the others."""
    monkeypatch.setattr(sealed, "available", lambda: "not here")
    properties.ENGINES_AGREE.check({"acts": [{"id": "a1"}]})


def test_there_is_a_test_for_each_property() -> None:
    """Two lines in a module of a department make ten tests, by the names of the properties."""
    (mark,) = test_policy.pytestmark  # type: ignore[attr-defined]
    assert mark.kwargs["ids"] == [item.name for item in properties.ALL]
