"""What is handed to `evaluate` beside the case is checked like the case: one clear error, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from sro_policy import POLICY_431, EngineLimitError, InputError, Limits, PolicyError, evaluate
from sro_policy.engines.sealed import available
from sro_policy.policy import shall
from sro_policy.vocabulary import act
from sro_policy.vocabulary.computed import has_training
from tests.policy.invented import clause, policy


class Alike:
    """Equal to everything, in the way of arrays."""

    def __eq__(self, _: object) -> Any:
        return [True]

    __hash__ = None  # type: ignore[assignment]


class Endless(Mapping[str, str]):
    """A mapping that never ends."""

    def __getitem__(self, key: str) -> str:
        return key

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[str]:
        number = 0
        while True:
            yield f"k{number}"
            number += 1


HUGE = 10**5000


def by_type(value: object) -> str:
    """Name a parameter; some of them cannot be written out."""
    return type(value).__name__


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ([("A2", "one")], "settings: .* is not an object of texts"),
        ("A2=one", "settings: `A2=one` is not an object of texts"),
        (5, "settings: `5` is not an object"),
        (False, "settings: `False` is not an object"),
        ({"A2"}, "settings: "),
        ({"A2": HUGE}, "settings.A2: "),
        ({HUGE: "x"}, "settings: "),
        ({"A2": Alike()}, "settings.A2: "),
        (Endless(), "settings: "),
        ({"A2": "onne"}, "settings.A2: unknown value `onne`; did you mean `one`"),
        ({"B2": "one"}, "settings: unknown setting `B2`"),
    ],
    ids=by_type,
)
def test_settings_that_are_none_are_refused(settings: Any, says: str) -> None:
    """Settings are an object of texts, and each is one that the policy has."""
    with pytest.raises(InputError, match=says):
        evaluate({}, settings=settings)


def test_a_setting_in_the_case_is_checked_though_the_call_has_its_own() -> None:
    """What the call's settings go before must be a setting all the same."""
    with pytest.raises(InputError, match=r"settings\.A2: unknown value `bogus`"):
        evaluate({"settings": {"A2": "bogus"}}, settings={"A2": "one"})


@pytest.mark.parametrize("engine", [5, HUGE, Alike(), "tabel", ""], ids=by_type)
def test_an_engine_that_is_none_is_refused(engine: Any) -> None:
    """An engine is one of three names."""
    with pytest.raises(InputError, match="engine: unknown engine"):
        evaluate({}, engine=engine)


@pytest.mark.parametrize("limits", [None, 5, {"acts": 3}])
def test_limits_are_limits(limits: Any) -> None:
    """What is no `Limits` is refused, whatever the case comes as."""
    for case in ({}, "{}"):
        with pytest.raises(InputError, match=r"limits: .* is no `Limits`"):
            evaluate(case, limits=limits)


@pytest.mark.parametrize("value", [None, "x", float("nan"), -1, True, 1.5])
def test_a_limit_is_a_whole_number(value: Any) -> None:
    """No limit can be switched off by something that is no number of things."""
    for name in ("document_bytes", "acts", "nesting"):
        with pytest.raises(InputError, match=f"limits.{name}: .* is not a whole number from 0 on"):
            Limits(**{name: value})


@pytest.mark.parametrize("other", [None, "431", object])
def test_a_policy_is_a_policy(other: Any) -> None:
    """What is no policy is refused by what it is."""
    with pytest.raises(PolicyError, match="is no policy"):
        evaluate({}, policy=other)


@pytest.mark.parametrize(("name", "subject"), [("431.5.p1", 5), ([], "a1"), (None, "a1"), ("431.5.p1", b"a1")])
def test_a_finding_is_asked_for_by_text(name: Any, subject: Any) -> None:
    """Names that are no text name nothing."""
    with pytest.raises(InputError, match="names no finding"):
        evaluate({"acts": [{"id": "a1"}]}).finding(name, subject)


@pytest.mark.skipif(available() is not None, reason="needs durable-rules, which cannot run here")
def test_by_default_no_policy_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy beyond what durable-rules can take safely is judged by the table, unless durable was asked for."""
    monkeypatch.setattr("sro_policy.engines.durable_limits.MAX_PROPERTIES", 3)
    large = policy(clause(shall("x", conduct=act.in_school & act.exigency, says="Do.")))
    case = {"acts": [{"id": "a1", "in_school": True}]}
    assert evaluate(case, policy=large).engine == "table"
    with pytest.raises(EngineLimitError):
        evaluate(case, policy=large, engine="durable")


def test_a_rule_on_acts_may_ask_for_training_that_nobody_spoke_of() -> None:
    """What a computed fact is worked out from is needed, also where the case says nothing of its subject."""
    rule = shall("x", conduct=has_training, when=act.in_school, says="Do.")
    for officer in ({}, {"is_sro": True}):
        case = {"acts": [{"id": "a1", "in_school": True}], "officer": officer}
        finding = evaluate(case, policy=policy(clause(rule))).finding("1/x", "a1")
        assert finding.status == "due"
        assert finding.needs == tuple(fact.key for fact in has_training.inputs)


def test_a_reason_is_echoed_only_after_the_act() -> None:
    """While an act is ahead there is no departure to give a reason for."""
    act_ahead = {"id": "a1", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    key = "431.6/arrest-in-school@a1"
    for stage, reason in (("contemplated", None), ("done", "a warrant")):
        case = {"acts": [{**act_ahead, "stage": stage}], "reasons": {key: "a warrant"}}
        finding = evaluate(case).finding("431.6/arrest-in-school", "a1")
        assert (finding.status, finding.reason) == ("breached", reason)


def test_the_encoded_policy_is_within_the_limits() -> None:
    """Policy 431 itself runs on durable-rules wherever it is there."""
    assert evaluate({}, policy=POLICY_431).engine == evaluate({}).engine
