"""Slips that a type checker finds before anything runs. Each expected error is one that mypy must report."""

from __future__ import annotations

from sro_policy import Act, Case, Incident, Officer, Program, evaluate

Act(kind="command")  # type: ignore[call-arg]  # an act has an id
Act(id=1)  # type: ignore[arg-type]
Act(id="a1", kind="comand")  # type: ignore[arg-type]  # no such kind
Act(id="a1", purposes=["saftey"])  # type: ignore[list-item]
Act(id="a1", purposes="crime")  # type: ignore[arg-type]  # text is no list of purposes
Act(id="a1", purposes={"crime": "yes"})  # type: ignore[dict-item]
Act(id="a1", in_school="yes")  # type: ignore[arg-type]
Officer(is_sroo=True)  # type: ignore[call-arg]  # no such fact
Officer(policy_reviewed_on=True)  # type: ignore[arg-type]  # when?
Incident(person_role="student")  # type: ignore[arg-type]
Program(school_level="high")  # type: ignore[arg-type]
Case(officer=Act(id="a1"))  # type: ignore[arg-type]
Case(acts=Act(id="a1"))  # type: ignore[arg-type]
Case(reasons=["because"])  # type: ignore[arg-type]
evaluate(5)  # type: ignore[arg-type]
evaluate({}, as_of=20261124)  # type: ignore[arg-type]
evaluate({}, setings={})  # type: ignore[call-arg]
evaluate({}).finding("431.9")  # type: ignore[call-arg]  # of which subject?

officer = Officer()
officer.is_sro = True  # type: ignore[misc]  # a record does not change

decision = evaluate({"officer": {"is_sro": True}})
finding = decision.findings[0]
_ = finding.status == "breeched"  # type: ignore[comparison-overlap]
_ = finding.word == "breached"  # type: ignore[comparison-overlap]  # that is a status
_ = finding.applies == "true"  # type: ignore[comparison-overlap]
_ = finding.broken == "open"  # type: ignore[comparison-overlap]
_ = finding.force == "shall not"  # type: ignore[comparison-overlap]  # a verb in one word
_ = finding.layer == "law"  # type: ignore[comparison-overlap]
_ = decision.engine == "tabel"  # type: ignore[comparison-overlap]
_ = decision.checklist[0].known == "done"  # type: ignore[comparison-overlap]
_ = decision.guidance[0].word == "due"  # type: ignore[comparison-overlap]
evaluate({}, engine="tabel")  # type: ignore[arg-type]
finding.parameters[0].verified = False  # type: ignore[misc]  # nor does a decision change
finding.bearing["incident.weapon"] = True  # type: ignore[index]
decision.policy["digest"] = ""  # type: ignore[index]


class Deputy(Officer):  # type: ignore[misc]  # nor has it kinds
    pass
