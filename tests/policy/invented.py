"""A policy of one section, for claims that the encoded one gives no occasion for."""

from __future__ import annotations

from typing import Any

from sro_policy import POLICY_431
from sro_policy.policy import Addressee, Clause, Edition, Policy, Rule, Section
from sro_policy.vocabulary import VOCABULARY

ANYONE = Addressee("anyone")
EDITION = Edition(number="1", name="test", parameters=POLICY_431.edition.parameters)


def clause(*rules: Rule, name: str = "1.1") -> Clause:
    return Clause(id=name, gist="a gist", fingerprint="", to=ANYONE, rules=rules)


def policy(*clauses: Clause, **more: Any) -> Policy:
    return Policy(
        title="A policy",
        sections=[Section(number="1", title="One", clauses=clauses)],
        **{"vocabulary": VOCABULARY, "edition": EDITION, "readings": (), **more},
    )
