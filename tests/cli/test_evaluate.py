"""What ``evaluate`` tells an officer, and what it gives to programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.cli.words import of_rule

from .running import ROOT, run

PHONE: dict[str, Any] = {
    "officer": {"is_sro": True},
    "incident": {"crime_alleged": False, "school_rule_alleged": True, "person_role": "student_here"},
    "acts": [{"id": "a1", "kind": "command", "purposes": ["school_rule"], "in_school": True}],
}
CASES = sorted((ROOT / "tests" / "cases").glob("*.json"))


def case_of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))["case"]


def told(case: Any, *options: str, width: int = 200) -> str:
    """Return what people read of a case."""
    result = run("evaluate", "-", *options, stdin=json.dumps(case), width=width)
    assert result.code == 0, result.err
    assert result.err == ""
    return result.out


def worked(number: str) -> Any:
    return case_of(next(path for path in CASES if path.name.startswith(number)))


def test_guidance_comes_first_in_the_order_of_the_decision() -> None:
    """The first lines are the guidance, in its order, each with word, subject, clause and statement."""
    lines = told(PHONE).splitlines()
    assert lines[0] == "Policy 431, School Resource Officers"
    assert lines[2] == "Now"
    assert lines[3] == "Would violate · act a1 · 431.5.p2.force"
    assert lines[4].strip().startswith("Leave it to school authorities")
    heads = [line for line in lines if " · 431." in line]
    guidance = evaluate(PHONE).guidance
    for line, item in zip(heads, guidance, strict=False):
        assert line == f"{item.word.capitalize()} · act a1 · {item.clause}"
    assert all(item.statement in " ".join(lines) for item in guidance)


def test_what_is_needed_is_asked_in_words() -> None:
    """What a finding needs is asked with the question of the vocabulary, and who answers or judges it."""
    text = told(PHONE)
    fact = POLICY_431.vocabulary.facts["act.age_appropriate"]
    assert f"  Still needed:\n  - {fact.ask} (a supervisor to judge)" in text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_variable_stands_where_there_are_words(path: Path) -> None:
    """No name of a fact, flag or computed fact is in what people read, and every guidance is."""
    case = case_of(path)
    text = told(case, width=400)
    assert not re.search(r"[a-z]+_[a-z]+", text)
    assert not re.search(r"\b(act|officer|incident|program|contract)\.[a-z]", text)
    flags = {flag.name: flag.says for rule in POLICY_431.bind({}).rules for flag in rule.rule.flags}
    decision = evaluate(case)
    for finding in decision.findings:
        assert finding.clause in text
        for flag in finding.flags:
            assert flags[flag] in text
    for guidance in decision.guidance:
        assert guidance.statement in text


def test_what_is_provisional_says_so() -> None:
    """A finding that is shown for its flag alone is marked, and not mixed with what is asked now."""
    text = told(worked("22"))
    assert "Nothing is certain to be asked of anyone now; what is not settled stands below." in text
    assert "Undetermined, provisional · the incident · 431.6.p1" in text
    assert "Note: a crime is alleged and the school rule is unknown" in text


def test_what_others_owe_is_told_with_whom_it_is_asked_of() -> None:
    """What is about an incident or an officer may be the Department's to do: nobody else is to answer for it."""
    data = {"holds_student_or_parent_data": True, "records_kept_as_required": False}
    case = json.dumps({"officer": {"is_sro": True}, "incident": {"person_role": "student_here", **data}})
    text = run("evaluate", "-", stdin=case).out
    assert "Asked of: Department" in text.partition("· the incident · 431.7")[2].partition("\n\n")[0]
    assert "Asked of:" not in told(worked("29")).partition("431.8.s1.initial")[2].partition("\n\n")[0]


def test_both_deadlines_are_told_where_they_differ() -> None:
    """Where the Board's date gives another answer than the statute's, both stand there."""
    text = told(worked("29"))
    assert "- By the statute, last day 2027-05-31: late." in text
    assert "- By the POST Board, last day 2027-06-30: not yet late." in text
    assert "Which of them counts is setting A27, now `statute`." in text
    assert "now `board`." in told(worked("29"), "--set", "A27=board")


def test_the_last_day_is_told() -> None:
    """A duty with a day by which it can still be met tells that day."""
    assert "Last day: " in told(worked("28"))


def test_an_unverified_figure_says_so() -> None:
    """A finding that rests on the limit of days for substitutes says that nobody verified it, with its source."""
    assert "Not verified: 60 student-contact days (Minn. Stat. § 626.8482 subd. 3(d))." in told(worked("30"))


def test_an_unverified_figure_that_may_come_to_count_says_so() -> None:
    """So does one that what is still asked for is compared with; and none where it cannot count."""
    officer = {"is_sro": True, "assumed_duties_on": "2026-10-05", "required_course_on": "2026-12-01"}
    case = {"as_of": "2026-12-24", "officer": officer}
    assert "Not verified" in told(case)
    assert "Not verified" not in told({**case, "officer": {**officer, "substitute": False}})


def test_a_reason_is_told_with_the_departure() -> None:
    """A departure with a reason gives the reason."""
    text = told(worked("19"))
    assert "Departed with reason · act a1 · 431.6.p2.s1" in text
    assert "Reason given: " in text


def test_how_a_rule_was_met_is_told_in_words() -> None:
    """Where a rule can be met in several ways, the way is told in a sentence."""
    arrest = json.loads((ROOT / "examples" / "avoidable-arrest-with-reason.json").read_text(encoding="utf-8"))
    assert "Met · act arrest · 431.6.p3: school staff were told before\n" in told(arrest)
    assert "before duties began" in told(worked("29"))


def test_what_bears_on_a_judgment_is_listed_once() -> None:
    """Facts to be weighed stand as questions with their answers; where they are the same again, that is said."""
    bearing = {**PHONE["incident"], "person_age": 16, "weapon": False, "crime_alleged": True}
    acts = [{**PHONE["acts"][0], "purposes": ["safety"], "serves_duty": {"b": True, "g": False}}]
    text = told({**PHONE, "incident": bearing, "acts": acts})
    assert text.count("- How old is the person? 16.") == 2
    assert "- Is a weapon involved? No." in text
    assert "- Which of the duties listed in 431.4 does the act serve? B yes, g no." in text
    assert "To be weighed: as above." in told({**PHONE, "incident": bearing})


def test_what_is_open_is_asked_once() -> None:
    """Below the open findings each question stands once, with the act that it is about where there are several."""
    text = told(worked("10"))
    tail = text[text.index("To settle this, also ask:") :]
    asked = [line for line in tail.splitlines() if line.startswith("- ")]
    assert len(asked) == len(set(asked))
    assert any(line.startswith("- act arrest: ") for line in asked)
    assert any(line.startswith("- Do the department's records") for line in asked)


def test_a_flag_is_told_where_the_rule_does_not_apply() -> None:
    """A flag is told at any status, also where the rule that carries it does not apply."""
    case = {
        **PHONE,
        "incident": {"crime_alleged": True, "offense_restates_defiance": True},
        "acts": [{"id": "a1", "kind": "command", "purposes": ["safety"], "in_school": True}],
    }
    text = told(case)
    assert text.index("Does not apply") < text.index("whether it is a pretext is for a person to judge")


def test_a_rule_is_named_in_words_of_english() -> None:
    """Hyphens between the words of a rule's name are spaces, and the one within "de-escalate" stays."""
    text = told({"acts": [{"id": "a1", "kind": "presence", "in_school": True}], "contract": {}})
    names = {of_rule(rule.id) for rule in POLICY_431.bind({}).rules}
    assert "431.5.p3.deescalation (de-escalate)" in text
    assert {"de-escalate", "de-escalation resources", "keep student data as required"} <= names
    assert [name for name in names if "-" in name.replace("de-escalat", "")] == []


def test_where_all_that_does_not_apply_has_a_flag_no_empty_list_is_told() -> None:
    """What does not apply to an act is listed once: with its flag, and not also in a list without names."""
    text = told(
        {
            "officer": {"is_sro": True},
            "incident": {"crime_alleged": True, "offense_restates_defiance": True, "person_role": "student_here"},
            "acts": [{"id": "a1", "kind": "custodial_arrest", "purposes": ["safety"], "in_school": True}],
        }
    )
    part = text.partition("Does not apply\n")[2].partition("\n\n")[0].splitlines()
    assert [line.strip() for line in part if "a1" in line] == ["act a1: 431.5.p2.force (enforce school rules by force)"]


def test_the_programmes_checklist_is_told() -> None:
    """Each method of the programme is done, not done or not known."""
    text = told({"program": {"helps_safety_plan": True, "reduces_crime_near_campus": False}})
    assert "Done · 431.3(a): " in text
    assert "Not done · 431.3(e): " in text
    assert "Not known · 431.3(b): " in text


def test_edition_engine_and_settings_close_the_text() -> None:
    """The last lines say which edition, which engine and which settings, and that a person decides."""
    text = told(PHONE, "--engine", "table")
    assert "Edition: as received, effective dates unknown. Engine: table." in text
    assert "Settings: all as by default." in text
    assert text.endswith("A person decides; this is not legal advice.\n")
    assert 'Setting A2=one: Does "solely" also govern taking part in discipline? One prohibition.' in told(
        PHONE, "--set", "A2=one"
    )


def test_a_case_without_anything_is_told_so() -> None:
    """A case that no rule can judge is no error, and says so."""
    assert "The case says nothing that a rule could judge." in told({})


def test_the_layer_of_the_statute_is_marked() -> None:
    """What the statute alone says is marked as such."""
    assert "Excused · the officer · 626.8482.3(d) (statute)" in told(worked("30"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_json_is_the_decision(path: Path) -> None:
    """With ``--json`` the output is the decision's JSON, its keys in order, with one newline at the end."""
    case = case_of(path)
    result = run("evaluate", "-", "--json", stdin=json.dumps(case))
    assert result.code == 0
    expected = evaluate(case).to_json()
    assert result.out == json.dumps(expected, indent=2, ensure_ascii=False) + "\n"
    assert list(json.loads(result.out)) == list(expected)


def test_json_is_utf_8_whatever_the_surroundings_say() -> None:
    """Text outside ASCII stands as it is."""
    case = {"acts": [{"id": "große Pause ✓", "kind": "search"}]}
    assert "große Pause ✓" in run("evaluate", "-", "--json", stdin=json.dumps(case)).out


def test_options_go_before_the_case() -> None:
    """A day and a setting on the command line go before those of the case; each engine can be named."""
    case = {**worked("29"), "settings": {"A2": "one"}}
    text = told(case, "--as-of", "2027-05-01", "--set", "A2=two", "--set", "M1=free")
    assert "Violated" not in text
    assert "Setting M1=free" in text
    assert "A2=" not in text
    for engine in ("table", "reference"):
        given = {"contract": {"addresses_attire": True}}
        assert f"Engine: {engine}." in told(given, "--engine", engine)


def test_words_of_users_are_shown_and_not_obeyed() -> None:
    """Markup, escape sequences and line breaks in ids and reasons are shown as text, on one line."""
    act = {**PHONE["acts"][0], "id": "[red]a[/] :boom:", "stage": "done", "kind": "custodial_arrest"}
    case = {
        **PHONE,
        "acts": [{**act, "arrest_avoidable": True}],
        "reasons": {"431.6/arrest-in-school@[red]a[/] :boom:": "[bold]no[/bold] \x1b[31mred\x07\n\tline \u202e back"},
    }
    text = told(case)
    assert "act [red]a[/] :boom: ·" in text
    assert r"Reason given: [bold]no[/bold] \x1b[31mred\x07 line \u202e back" in text
    assert "\x1b" not in text


def test_a_full_case_is_told_in_seconds() -> None:
    """A case of a thousand acts is told whole."""
    acts = [{"id": f"a{number}", "kind": "search", "in_school": True} for number in range(1000)]
    assert told({**PHONE, "acts": acts}, "--engine", "table").count("act a999") > 3


def test_what_was_broken_stands_before_what_is_only_to_be_reviewed() -> None:
    """After the act, a breach is not buried under advice."""
    act = {"id": "a1", "kind": "command", "stage": "done", "purposes": ["school_rule"], "in_school": True}
    text = told({**PHONE, "acts": [act]})
    assert text.index("Nothing is") < text.index("Not kept") < text.index("To be reviewed")
    assert "Violated · act a1 · 431.5.p2.force" in text


def test_an_excuse_that_may_not_apply_is_not_told_as_granted() -> None:
    """What excuses an officer stands under a condition while nobody knows whether it applies."""
    text = told({"as_of": "2026-11-24", "officer": {"is_sro": True, "assumed_duties_on": "2026-10-01"}})
    assert "If it applies: The officer, as a substitute, need not" in text
    assert text.index("Not known to apply") < text.index("If it applies")
    assert "Not verified, and may come to matter: 60 student-contact days" in text


def test_the_day_of_reference_is_told() -> None:
    """The last lines say as of which day dates were judged, or that none was given."""
    case = {"officer": {"is_sro": True, "assumed_duties_on": "2026-10-01"}}
    assert "No day of reference was given, so dates decide nothing." in told(case)
    assert "As of 2026-11-24." in told(case, "--as-of", "2026-11-24")


def test_who_speaks_is_told() -> None:
    """The statute is named beside the policy only where a finding of its layer is there."""
    assert "What Policy 431 says of the facts that were given.\n" in told(PHONE)
    text = told({"officer": {"is_sro": True, "substitute": False}})
    assert "given, and what the statute says where it is marked." in text.replace("\n", " ")


def test_an_excuse_names_the_unverified_figure_that_it_rests_on() -> None:
    """Also where the officer is trained in time, so that the finding on that training does not rest on it."""
    officer = {
        "is_sro": True, "substitute": True, "substitute_contact_days": 10,
        "assumed_duties_on": "2026-01-10", "required_course_on": "2026-01-01",
    }  # fmt: skip
    text = told({"as_of": "2026-11-24", "officer": officer})
    excused = text[text.index("Excused · the officer · 626.8482.3(d)") :]
    initial = text[text.index("431.8.s1.initial") : text.index("431.8.s1.ongoing")]
    assert "Not verified: 60 student-contact days" in excused
    assert "Not verified" not in initial


def test_how_many_questions_are_left_is_told() -> None:
    """Near the end it says how many questions could still settle something, and what asks them; else nothing."""
    count = len(evaluate(PHONE).questions)
    assert f"\n{count} questions could still settle something; `sro-policy ask` asks them.\n" in told(PHONE)
    example = json.loads((ROOT / "examples" / "contract-review.json").read_text(encoding="utf-8"))
    assert "\n1 question could still settle something; `sro-policy ask` asks it.\n" in told(example)
    assert "could still settle" not in told({})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_open_is_asked_in_the_order_of_the_questions(path: Path) -> None:
    """What settles most for its cost stands first, as in the questions of the decision."""
    case = case_of(path)
    _, _, tail = told(case, width=400).partition("To settle this, also ask:\n")
    asked = [line for line in tail.partition("\n\n")[0].splitlines() if line.startswith("- ")]
    several = len(case.get("acts", ())) > 1
    questions = [
        f"- {f'act {question.subject}: ' if several and question.fact.startswith('act.') else ''}{question.ask} ("
        for question in evaluate(case).questions
    ]
    places = [next(place for place, ask in enumerate(questions) if line.startswith(ask)) for line in asked]
    assert places == sorted(places)
