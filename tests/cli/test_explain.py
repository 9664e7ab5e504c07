"""What ``explain`` says: why each finding is what it is, in words, as JSON and as a picture."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.cli.words import first_large

from .running import EXAMPLES, ROOT, run

ARREST = ROOT / "examples" / "planned-arrest.json"
PHONE = ROOT / "examples" / "phone-in-class.json"
EACH = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def told(path: Path, *arguments: str, width: int = 2000) -> str:
    result = run("explain", str(path), *arguments, width=width)
    assert (result.code, result.err) == (0, ""), result.err
    return result.out


def complaint(*arguments: str) -> str:
    result = run("explain", *arguments)
    assert (result.code, result.out) == (2, "")
    return result.err.removeprefix("Error: ").rstrip("\n")


@EACH
def test_each_finding_is_explained_in_the_words_of_its_explanation(path: Path) -> None:
    """With `--all`, the text of each finding's explanation is there, the most urgent first."""
    text = told(path, "--all")
    decision = evaluate(path.read_text(encoding="utf-8"))
    for finding in decision.findings:
        assert str(finding.why()).strip() in text
    first = [guidance.clause for guidance in decision.guidance]
    assert [line.partition(",")[0] for line in text.splitlines() if re.match(r"[\d.]+\S*, ", line)][
        : len(first)
    ] == first


@EACH
def test_without_a_name_what_presses_is_explained(path: Path) -> None:
    """What asks something, was broken or is open is explained; of the others their number is told."""
    text = told(path)
    decision = evaluate(path.read_text(encoding="utf-8"))
    asks = {(item.rule, item.subject) for item in decision.guidance}
    left = 0
    for finding in decision.findings:
        presses = finding.status in {"due", "breached", "undetermined"} or (finding.rule, finding.subject) in asks
        assert (str(finding.why()).strip() in text) == presses
        left += not presses
    assert left == 0 or f"{left} other finding" in text
    assert text.startswith("Nothing asks something of anyone, was broken or is open.") == (
        left == len(decision.findings)
    )


def test_where_nothing_presses_that_is_said(tmp_path: Path) -> None:
    """A case in which all is kept is told so, with how many findings there are; and so is an empty one."""
    path = tmp_path / "case.json"
    path.write_text('{"officer": {"is_sro": false, "substitute": false}}', encoding="utf-8")
    text = told(path)
    assert text.startswith("Nothing asks something of anyone, was broken or is open.\n\n")
    assert "other findings are settled; `--all` explains them too." in text
    path.write_text("{}", encoding="utf-8")
    assert told(path) == "Nothing asks something of anyone, was broken or is open.\n"


@pytest.mark.parametrize("name", ["431.6.p2.s2.view", "431.6/arrest-out-of-view"])
def test_a_rule_or_clause_is_explained_alone(name: str) -> None:
    """By the id of the rule or of its clause; also where it presses nobody."""
    text = told(ARREST, name)
    assert text.startswith("431.6.p2.s2.view, act arrest: advised.\n")
    assert text.count(", act arrest: ") == 1
    assert told(ARREST, "431.6.p2.s1").startswith("431.6.p2.s1, act arrest: not applicable.\n")


def test_a_clause_is_explained_for_each_subject_or_for_one(tmp_path: Path) -> None:
    """A clause that is judged of two acts is explained twice, and once with `--subject`."""
    path = tmp_path / "case.json"
    path.write_text('{"acts": [{"id": "a1"}, {"id": "a2"}]}', encoding="utf-8")
    assert told(path, "431.5.p1").count("431.5.p1, act ") == 2
    assert told(path, "431.5.p1", "--subject", "a2").count("431.5.p1, act ") == 1
    assert "act a1" not in told(path, "--subject", "a2", "--all")


def test_a_name_that_fits_nothing_is_told_with_the_nearest() -> None:
    """An unknown rule or subject, a clause without a rule, a method, and a rule on what the case does not speak of."""
    case = str(ARREST)
    assert complaint(case, "431.6.p2.s2.vew") == (
        "unknown rule or clause `431.6.p2.s2.vew`; did you mean `431.6.p2.s2.view`?"
    )
    assert complaint(case, "--subject", "arest") == "--subject: no finding on `arest`; did you mean `arrest`?"
    assert complaint(case, "431.2").startswith("clause `431.2` has no rule: ")
    assert complaint(case, "431.8").startswith("`431.8` is a section; its rules: 431.8/initial-training, ")
    assert complaint(case, "431.3(a)") == "`431.3(a)` is a method, which obliges no one, and gives no finding"
    assert complaint(case, "431.9") == "`431.9` is about the officer, of which the case says nothing that is judged"
    assert complaint(case, "431.5.p1", "--subject", "incident") == "`431.5.p1` is about an act, not the incident"
    assert complaint(case, "--format", "jsn") == "--format: unknown format `jsn`; did you mean `json`?"
    assert complaint(case, "--format", "pgn") == "--format: unknown format `pgn`; formats are text, json, mermaid, svg"
    assert complaint(case, "--json", "--format", "svg") == "--format: `--json` and `svg` cannot both be given"
    assert complaint("no-such-file") == "no-such-file: no such file"
    assert complaint(case, "--set", "A2") == "--set: `A2` is no setting; write it as `A2=one`"


@EACH
@pytest.mark.parametrize("options", [["--all", "--readings"], ["--every"], ["--changes"], ["--in-our-hands"]])
def test_no_variable_stands_where_there_are_words(path: Path, options: list[str]) -> None:
    """No name of a fact or value is in what people read, not even in the words of the readings."""
    text = told(path, *options)
    assert not re.search(r"[a-z]+_[a-z]+", text)
    assert not re.search(r"\b(act|officer|incident|program|contract)\.[a-z]", text)


@EACH
@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit_the_terminal(path: Path, width: int) -> None:
    """No line is wider than the terminal, none ends in spaces, and no words are lost between widths."""
    options = ("--all", "--readings", "--changes", "--every")
    text = told(path, *options, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert all(line == line.rstrip() for line in text.splitlines())
    assert "\n\n\n" not in text
    assert not text.endswith("\n\n")
    assert text.split() == told(path, *options, width=500).split()


def test_every_least_set_is_told_with_its_number() -> None:
    """With `--every` a finding is explained by each least set of facts that decides it."""
    finding = evaluate(ARREST.read_text(encoding="utf-8")).finding("431.5.p2.force", "arrest")
    explanations = finding.every_why()
    assert len(explanations) > 1
    text = told(ARREST, "431.5.p2.force", "--every")
    for place, explanation in enumerate(explanations, start=1):
        assert f"not applicable. ({place} of {len(explanations)})\n" in text
        for ground in explanation.grounds:
            assert ground.says in text


def test_readings_are_told_in_full() -> None:
    """With `--readings` each question is told once with how the text is read, and whether a department selected it."""
    text = told(PHONE, "431.5.p2.force", "--readings")
    questions = {reading.id: reading.question for reading in POLICY_431.readings}
    for item in evaluate(PHONE.read_text(encoding="utf-8")).finding("431.5.p2.force", "take the phone").why().readings:
        assert f"- {item.id}: {questions[item.id]} {first_large(item.says)}" in text
    everything = told(PHONE, "--all", "--readings")
    assert everything.count("The readings in full:") == everything.count("\n- A22: ") == 1
    assert "- A19, as selected: " in told(ARREST, "431.5.p1", "--readings", "--set", "A19=former_too")
    assert "The readings in full" not in told(PHONE, "431.5.p2.force")


def test_changes_are_told_and_those_in_our_hands() -> None:
    """With `--changes` what would change a finding; with `--in-our-hands` only what someone can act on."""
    text = told(PHONE, "431.5.p2.force", "--changes")
    decision = evaluate(PHONE.read_text(encoding="utf-8"))
    finding = decision.finding("431.5.p2.force", "take the phone")
    assert "What would change it:" in text
    for change in finding.changes():
        assert str(change).strip() in text
    ours = told(PHONE, "431.5.p2.force", "--in-our-hands")
    assert "What would change it, in our hands:" in ours
    listed = finding.changes(in_our_hands=True)
    assert ours.count("431.5.p2.force would be: ") == len(listed)
    assert all(step.can_be_acted_on for change in listed for step in change.steps)


def test_changes_are_told_to_be_no_advice_to_say_something_else() -> None:
    """Below changes it stands that they advise nobody to state other facts, and below all that a person decides."""
    foot = "What Policy 431 says of the facts that were given.\nA person decides; this is not legal advice.\n"
    assert told(PHONE).endswith(f"\n\n{foot}")
    nobody = "They advise nobody to do, or to state, anything else.\n"
    assert told(PHONE, "--changes").endswith(f"{nobody}{foot}")
    assert told(PHONE, "--in-our-hands").endswith(f"the facts stay as they were.\n{foot}")
    assert "not another name for the same thing" in told(PHONE, "--in-our-hands")


def test_where_nothing_would_change_a_finding_that_is_said() -> None:
    """So it is with a finding that no fact, or no fact in anyone's hands, changes."""
    text = told(ARREST, "431.6.p1", "--in-our-hands")
    assert "Nothing that anyone can act on would change 431.6.p1." in text


@EACH
def test_json_is_the_explanations(path: Path) -> None:
    """As JSON each finding has its explanations, and its changes where they are asked for."""
    decision = evaluate(path.read_text(encoding="utf-8"))
    result = json.loads(told(path, "--json", "--all", "--changes"))
    assert result["policy"] == dict(decision.policy)
    assert len(result["findings"]) == len(decision.findings)
    for item in result["findings"]:
        finding = decision.finding(item["rule"], item["subject"])
        assert item["why"] == [finding.why().to_json()]
        assert item["changes"] == [change.to_json() for change in finding.changes()]
    assert "changes" not in json.loads(told(path, "--format", "json", "--all"))["findings"][0]


def test_one_finding_can_be_drawn() -> None:
    """As Mermaid and as SVG, one finding; of several or none that cannot be told apart it is said what to name."""
    why = evaluate(ARREST.read_text(encoding="utf-8")).finding("431.6.p2.s2.view", "arrest").why()
    assert told(ARREST, "431.6.p2.s2.view", "--format", "mermaid") == why.mermaid()
    picture = told(ARREST, "431.6.p2.s2.view", "--format", "svg")
    assert picture == why.svg()
    assert ET.fromstring(picture).tag.endswith("svg")
    several = complaint(str(ARREST), "--format", "svg")
    assert re.fullmatch(r"--format: svg draws one finding, and \d+ findings fit: name a rule, and a subject", several)


def test_of_an_empty_case_nothing_can_be_drawn(tmp_path: Path) -> None:
    """Where there is no finding, there is nothing to draw."""
    path = tmp_path / "case.json"
    path.write_text("{}", encoding="utf-8")
    assert complaint(str(path), "--format", "mermaid").startswith(
        "--format: mermaid draws one finding, and there is none"
    )


def test_every_rule_can_be_named() -> None:
    """Each clause with a rule that the tool lists can be asked for, whatever the case says of it."""
    for rule in POLICY_431.bind({}).rules:
        for name in (rule.id, rule.clause.id):
            result = run("explain", str(ARREST), name)
            assert result.code == 0 or f"`{name}` is about " in result.err
