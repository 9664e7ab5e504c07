"""A scenario that is written is read as what it was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sro_policy import InputError
from sro_policy.scenario import as_plain, as_yaml, read_scenario, scenario_of
from sro_policy.scenario.scenario import QUITTING

from .shipped import SHIPPED, shipped, small

# What a file of UTF-8 can hold; a text is stripped of the space around it.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(str.strip).filter(bool)
IDS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
OPTION_IDS = IDS.filter(lambda name: not name.isdigit() and name not in QUITTING)
TRUTH = st.sampled_from([True, False, None])
FACTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {}, optional={"kind": st.sampled_from(["search", "escort"]), "in_school": TRUTH, "purposes": st.just(["crime"])}
)
CASE: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "incident": st.fixed_dictionaries({}, optional={"weapon": TRUTH, "person_age": st.integers(5, 19)}),
        "as_of": st.dates().map(str),
        "event": TEXT,
        "reasons": st.dictionaries(TEXT, TEXT, max_size=2),
        "moments": st.just({"staff_notified": 3.0}),
    },
)
EXPECTED = st.fixed_dictionaries(
    {"clause": st.just("431.6.p3"), "subject": TEXT, "status": st.sampled_from(["met", "due"])},
    optional={
        "word": st.just("met"),
        "applies": st.just("yes"),
        "broken": st.just("no"),
        "due_by": st.one_of(st.none(), st.dates().map(str)),
        "needs": st.just(["act.kind"]),
        "judged": st.just(["act.exigency"]),
        "flags": st.just(["scope"]),
        "no_flags": st.just(["weak_staff"]),
    },
)
DEED = st.one_of(
    st.fixed_dictionaries({"learn": CASE}),
    st.fixed_dictionaries({"correct": CASE}),
    st.fixed_dictionaries({"withdraw": st.lists(TEXT, min_size=1, max_size=2)}, optional={"act": TEXT}),
    st.fixed_dictionaries({"begin": TEXT}, optional={"facts": FACTS, "when": st.floats(-9, 9)}),
    st.fixed_dictionaries({"carry_on": TEXT}, optional={"facts": FACTS}),
    st.fixed_dictionaries({"end": TEXT}, optional={"facts": FACTS, "when": st.integers(-9, 9)}),
    st.fixed_dictionaries({"happened": TEXT}, optional={"when": st.just("1:02.5")}),
    st.fixed_dictionaries({"reason": TEXT, "rule": TEXT, "subject": TEXT}),
    st.fixed_dictionaries({"tell": TEXT}),
)
MORE = st.fixed_dictionaries(
    {},
    optional={
        "by": st.sampled_from(["officer", "observer", "instructor", "sensor", None]),
        "expect": st.lists(EXPECTED, max_size=2),
        "tell": TEXT,
    },
)


@st.composite
def courses(draw: st.DrawFn, after: float = 0.0, depth: int = 0) -> dict[str, Any]:
    events: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(0, 3))):
        after += draw(st.sampled_from([0, 1, 2.5, 61]))
        events.append({**draw(MORE), **draw(DEED), "at": after})
    found: dict[str, Any] = {"events": events}
    if depth < 2 and draw(st.booleans()):
        ids = draw(st.lists(OPTION_IDS, min_size=1, max_size=2, unique=True))
        options = [{"id": name, "title": draw(TEXT), **draw(courses(after, depth + 1))} for name in ids]
        found["choose"] = {"ask": draw(TEXT), "options": options}
    return found


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    head = {"scenario": 1, "id": draw(IDS), "title": draw(TEXT), "opening": draw(CASE)}
    more = draw(st.fixed_dictionaries({}, optional={"about": TEXT, "began": st.just("2026-11-24T10:15:00-06:00")}))
    return {**head, **more, **draw(courses())}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_reads_again_as_it_was(path: Path) -> None:
    """As YAML and as plain values."""
    scenario = shipped(path)
    assert read_scenario(as_yaml(scenario).encode()) == scenario
    assert scenario_of(as_plain(scenario)) == scenario


@settings(deadline=None)
@given(scenarios())
def test_any_scenario_reads_again_as_it_was(said: dict[str, Any]) -> None:
    """Whatever signs its texts are made of, and however it branches."""
    scenario = scenario_of(said)
    text = as_yaml(scenario)
    assert read_scenario(text.encode()) == scenario
    assert as_yaml(read_scenario(text.encode())) == text


def test_it_is_written_as_people_write_it() -> None:
    """In the order in which it reads, with the usual values left out, and whole seconds without a point."""
    assert as_yaml(small()).splitlines()[:16] == [
        "scenario: 1",
        "id: small",
        "title: Two ways",
        "opening:",
        "  officer:",
        "    is_sro: true",
        "  incident:",
        "    person_role: student_here",
        "events:",
        "- at: 5",
        "  by: observer",
        "  tell: A teacher points at a student.",
        "  learn:",
        "    incident:",
        "      crime_alleged: true",
        "      school_rule_alleged: true",
    ]


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library that writes YAML is not installed."""
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    with pytest.raises(InputError, match="scenarios need the extra `scenario`"):
        as_yaml(small())
