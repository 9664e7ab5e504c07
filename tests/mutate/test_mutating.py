"""A test kills a mutant if it notices what a decision says in six fields, and by nothing else."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import attrs
import pytest

from sro_policy import POLICY_431, InputError, evaluate
from sro_policy.cli.mutation_text import show_mutation
from sro_policy.evaluation.watching import watching
from sro_policy.mutate import MutationReport, Outcome, UnusableTestsError, mutants, mutate, running
from sro_policy.mutate.exercised import MOST_JUDGED, Recorder, candidates
from sro_policy.mutate.forking import Failed, in_children
from sro_policy.mutate.running import _apart, _outcome, _wanted

from ..cli.running import run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants need a system that can fork")

RULE = "431.7/keep-student-data-as-required"
HEAD = """
from sro_policy import POLICY_431, evaluate
from sro_policy.policy.digest import policy_digest
LOOSE = {"incident": {"holds_student_or_parent_data": True, "records_kept_as_required": False}}
KEPT = {"incident": {"holds_student_or_parent_data": True, "records_kept_as_required": True}}
NONE = {"incident": {"holds_student_or_parent_data": False}}
OPEN = {"incident": {"holds_student_or_parent_data": True}}
def word(case):
    return evaluate(case).finding("431.7", "incident").word
"""
WITH_THE_PLUGIN = """
from sro_policy import pytest_plugin
def pytest_addoption(parser, pluginmanager):
    if not pluginmanager.has_plugin("sro_policy"):
        pluginmanager.register(pytest_plugin, "sro_policy")
"""
BEHAVIOUR = """
OTHER = POLICY_431.with_parameter("late_training_months", 7, source="nowhere")
def test_what_is_said():
    assert evaluate(KEPT, policy=OTHER).findings
    assert [word(LOOSE), word(KEPT), word(NONE), word(OPEN)] == ["violated", "met", "not_applicable", "required"]
"""
NO_BEHAVIOUR = """
BEFORE = evaluate(LOOSE).digest
RULE = next(r for r in POLICY_431.bind({}).rules if r.clause.id == "431.7")
def test_digests_are_the_same():
    assert policy_digest(POLICY_431.bind({})) == evaluate(LOOSE).policy["digest"]
def test_the_rule_is_written_as_it_is():
    assert repr(next(r for r in POLICY_431.bind({}).rules if r.clause.id == "431.7").applies) == repr(RULE.applies)
    assert next(r for r in POLICY_431.bind({}).rules if r.clause.id == "431.7").force is RULE.force
    assert repr(next(r for r in POLICY_431.bind({}).rules if r.clause.id == "431.7").broken) == repr(RULE.broken)
def test_of_another_rule():
    assert not evaluate({"officer": {"is_sro": True}}).findings
"""


@pytest.fixture(autouse=True)
def without_the_options_of_this_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests that are run on mutants are others than these, and know none of their options."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)


def mutated(folder: Path, text: str, jobs: int = 2) -> MutationReport:
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    path = folder / "test_own.py"
    path.write_text(HEAD + text, encoding="utf-8")
    return mutate([str(path), "-c", str(folder / "pyproject.toml")], rules=[RULE], jobs=jobs)


def test_tests_of_behaviour_kill_every_mutant_of_a_rule(tmp_path: Path) -> None:
    """All six mutants of the rule are noticed, each by a test that is named."""
    report = mutated(tmp_path, BEHAVIOUR)
    assert (report.score, len(report.of("killed"))) == (1.0, 6)
    assert {outcome.killed_by for outcome in report.outcomes} == {"test_own.py::test_what_is_said"}
    assert report.to_json()["killed"] == 6


def test_what_is_not_said_of_a_case_kills_nothing(tmp_path: Path) -> None:
    """Tests that look at digests, at how a rule is written, or at other rules fail on mutants, and kill none."""
    report = mutated(tmp_path, NO_BEHAVIOUR + "def test_it_is_judged():\n    assert evaluate(LOOSE).findings\n")
    assert [outcome.fate for outcome in report.outcomes] == ["survived"] * 6
    for outcome in report.of("survived"):
        assert outcome.case is not None
        assert set(outcome.shows) == {RULE}


def test_a_test_that_fails_now_and_then_kills_nothing(tmp_path: Path) -> None:
    """It would have to fail with the mutant, pass with the conclusions restored, and fail with the mutant again."""
    runs = tmp_path / "runs"
    text = f"""
from pathlib import Path
def test_now_and_then():
    assert evaluate(LOOSE).findings
    with Path({str(runs)!r}).open("a") as file:
        file.write(".")
        assert file.tell() % 3 != 2
"""
    report = mutated(tmp_path, text, jobs=1)
    assert len(runs.read_text()) > 3
    assert {outcome.fate for outcome in report.outcomes} == {"survived"}


def test_tests_that_judge_no_case_of_the_rule_are_not_even_run(tmp_path: Path) -> None:
    """A mutant is tried on the tests that judged a case on which it could be noticed: here none."""
    text = "import time\ndef test_slow():\n    assert word(NONE) == 'not_applicable'\n    time.sleep(0)\n"
    report = mutated(tmp_path, text)
    killed = {outcome.mutant.id.removeprefix(RULE).strip() for outcome in report.of("killed")}
    assert killed == {"when 0 drop", "when 0 negate", "when 0 swap"}


def test_case_files_kill_mutants_too(tmp_path: Path) -> None:
    """What the plugin runs as tests is tried like any other test."""
    expect = [{"clause": "431.7", "subject": "incident", "status": "breached", "word": "violated"}]
    case = {"incident": {"holds_student_or_parent_data": True, "records_kept_as_required": False}}
    text = json.dumps({"title": "Records lie about", "case": case, "expect": expect})
    (tmp_path / "loose.json").write_text(text, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(WITH_THE_PLUGIN, encoding="utf-8")
    ini = tmp_path / "pyproject.toml"
    ini.write_text('[tool.pytest.ini_options]\nsro_policy_cases = ["."]\n', encoding="utf-8")
    report = mutate([str(tmp_path), "-c", str(ini)], rules=[RULE], jobs=2)
    assert any(str(outcome.killed_by).endswith("loose.json::431.7@incident") for outcome in report.of("killed"))


def test_mutants_that_cannot_be_built_or_noticed_are_tried_on_nothing() -> None:
    """A fault that makes no policy is left out; one that makes the same policy is equivalent."""
    assert len(_wanted(None)) > 400
    wanted = _wanted(["626.8482.3(d)", "431.3.1/additional-duties"])
    apart = _apart(wanted)
    assert len(apart) < len(wanted)
    same = [mutant for mutant, difference in apart if difference is None]
    assert [mutant.rules for mutant in same] == [("431.3.1/additional-duties",)] * 2
    assert _outcome(same[0], None, None).fate == "equivalent"


def test_only_tests_that_judged_the_rule_may_notice_it() -> None:
    """Of other policies nothing is recorded; who judged more than is kept may notice any fault, and comes last."""
    every = {mutant.id: mutant for mutant in mutants(POLICY_431)}
    mutant = every[f"{RULE} when 0 negate"]
    changed = mutant.build()
    runs = []
    for name, document, policy in (
        ("loose", {"incident": {"holds_student_or_parent_data": True}}, POLICY_431),
        ("acts", {"acts": [{"id": "a1"}]}, POLICY_431),
        ("both", {"incident": {"weapon": True}, "acts": [{"id": "a1"}]}, POLICY_431),
        ("other", {"incident": {"holds_student_or_parent_data": True}}, changed),
    ):
        recorder = Recorder(POLICY_431)
        with watching(recorder):
            evaluate(document, policy=policy)
        runs.append(recorder.run_of(name, 0.1))
    broad = attrs.evolve(runs[0], name="broad", seconds=0.0, judged=None)
    found = candidates([broad, *runs], mutant, POLICY_431, changed)
    assert [run.name for run in found] == ["loose", "broad"]
    crowded = Recorder(POLICY_431)
    crowded._judged = {((), "act", frozenset({("act.in_school", str(n))})) for n in range(MOST_JUDGED + 1)}
    with watching(crowded):
        evaluate({"acts": [{"id": "a1"}]})
    assert crowded.run_of("crowded", 0.1).judged is None
    figure = every["figure legacy_deadline +1"]
    recorder = Recorder(POLICY_431)
    with watching(recorder):
        evaluate({"officer": {"substitute": False}})
    runs.append(recorder.run_of("dates", 0.1))
    assert [run.name for run in candidates(runs, figure, POLICY_431, figure.build())] == ["dates"]


def test_a_mutant_that_was_not_tried_to_the_end_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """A survivor on which the tests took too long is told as such."""
    mutant = next(iter(mutants(POLICY_431)))
    outcome = Outcome(mutant, fate="survived", case={}, failed="took more than 600 s")
    show_mutation(MutationReport((outcome,), 1.0))
    assert "not tried to the end: took more than 600 s" in capsys.readouterr().out
    show_mutation(MutationReport((attrs.evolve(outcome, case=None),), 1.0))
    assert "No case was found that tells it, and it was not proved that none does." in capsys.readouterr().out
    assert MutationReport((), 0.0).score == 1.0


def test_without_its_extras_the_verb_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are not installed, one line tells."""
    for name in [name for name in sys.modules if name.startswith(("sro_policy.mutate", "sro_policy.prove", "oxidd"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "oxidd.bcdd", None)
    told = run("mutate", "--", "pytest")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Error: mutants need the extras `prove` and `testing`: ")


def test_a_verb_is_noticed_by_the_word_alone(tmp_path: Path) -> None:
    """A should that is taken for a shall has the same statuses: only who looks at the word notices."""
    status = "def test_status():\n    assert evaluate(LOOSE).finding('431.7', 'incident').status == 'breached'\n"
    report = mutated(tmp_path, status)
    assert f"{RULE} should" in {outcome.mutant.id for outcome in report.of("survived")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def test_wrong():\n    assert False\n", "test_own.py::test_wrong fails without a mutant"),
        ("", "no test was collected"),
        ("import nowhere_at_all\n", "No module named 'nowhere_at_all'"),
    ],
)
def test_tests_that_cannot_be_used_are_told(tmp_path: Path, text: str, says: str) -> None:
    """Tests that fail without a mutant, none at all, and those that cannot be collected."""
    with pytest.raises(UnusableTestsError, match=says):
        mutated(tmp_path, text)


def test_a_run_that_ends_before_a_mutant_is_tried_is_told(tmp_path: Path) -> None:
    """So it is where something of the user's ends the run once the tests are collected."""
    ends = "def pytest_collection_finish(session):\n    assert session.config.option.collectonly\n"
    (tmp_path / "conftest.py").write_text(ends, encoding="utf-8")
    with pytest.raises(UnusableTestsError, match="pytest tried no mutant:"):
        mutated(tmp_path, BEHAVIOUR)


def test_what_pytest_cannot_use_is_told_before_anything_is_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its arguments are tried first; an option of ours that stands behind `--` is told where it belongs."""
    monkeypatch.setattr(running, "_apart", lambda _: pytest.fail("nothing has to be proved"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    told = run("mutate", "--", "pytest", "nowhere")
    assert (told.code, told.err) == (2, told.err)
    assert told.err.startswith("Error: pytest cannot collect the tests: ")
    assert "file or directory not found: nowhere" in told.err
    told = run("mutate", "--", "pytest", "--rule", RULE)
    says = "pytest does not know `--rule`: write it before `--`, as `--rule ... -- pytest ...`"
    assert (told.code, told.err) == (2, f"Error: {says}\n")
    assert "does not know `--json`" in run("mutate", "--", "pytest", "--json").err
    assert "unrecognized arguments: --bogus" in run("mutate", "--", "pytest", "--bogus").err


def test_tests_that_are_only_collected_try_nothing(tmp_path: Path) -> None:
    """Where pytest is asked not to run anything, no mutant can be tried, and that is told."""
    path = tmp_path / "test_own.py"
    path.write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    with pytest.raises(UnusableTestsError, match="pytest tried no mutant"):
        mutate([str(path), "--collect-only"], rules=[RULE])


def test_wrong_arguments_are_told() -> None:
    """A rule that there is not, with the nearest, and jobs that are none."""
    with pytest.raises(InputError, match=r"unknown rule or clause `431\.71`; did you mean `431\.7`"):
        mutate([], rules=["431.71"])
    with pytest.raises(InputError, match=r"`431\.8` is a section; its rules: 431\.8/initial-training, "):
        mutate([], rules=["431.8"])
    with pytest.raises(InputError, match="`0` is no number of jobs"):
        mutate([], jobs=0)
    for limit in (0, float("nan")):
        with pytest.raises(InputError, match="is no time, which is more than 0 seconds"):
            mutate([], limit=limit)


def test_where_nothing_can_fork_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """On such a system no mutant is tried, and the reason is told."""
    monkeypatch.delattr(os, "fork")
    with pytest.raises(InputError, match="mutants need a system that can fork"):
        mutate([])


def test_a_child_that_hangs_dies_or_raises_takes_nothing_with_it() -> None:
    """What a task returns comes back with its place; what it fails with comes back in words."""

    def hangs() -> None:
        time.sleep(60)

    def dies() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def raises() -> None:
        raise ValueError("out of order")

    found = dict(in_children([lambda: "a", hangs, dies, raises, lambda: "b"], 2, limit=1.5))
    assert (found[0], found[4]) == ("a", "b")
    assert found[1] == Failed("took more than 2 s")
    assert found[2] == Failed("ended without an answer")
    assert "ValueError: out of order" in found[3].how


def test_children_end_with_whoever_waits_for_them(tmp_path: Path) -> None:
    """Where nobody waits any longer for what is still running, it is ended, and leaves no process behind."""
    says = tmp_path / "pid"

    def sleeps() -> None:
        says.write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(60)

    def waits() -> str:
        while not (says.exists() and says.read_text(encoding="utf-8")):
            time.sleep(0.01)
        return "a"

    answers = in_children([waits, sleeps], 2, limit=60)
    assert next(answers) == (0, "a")
    answers.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(int(says.read_text(encoding="utf-8")), 0)


def test_the_verb_tells_survivors_and_what_would_notice_them(tmp_path: Path) -> None:
    """Exit code 1 if any mutant survives, 0 if none, 2 for what cannot be run; as JSON, which test killed which."""
    path = tmp_path / "test_own.py"
    path.write_text(HEAD + "def test_kept():\n    assert word(KEPT) == 'met'\n", encoding="utf-8")
    told = run("mutate", "--rule", "431.7", "--jobs", "2", "--", "pytest", str(path))
    assert told.code == 1
    assert "survived 431.7 with “should” for “shall”" in told.out
    assert "in a word: violated; with the fault: departed" in " ".join(told.out.split())
    assert '{"incident": {"holds_student_or_parent_data": true' in " ".join(told.out.split())
    path.write_text(HEAD + BEHAVIOUR, encoding="utf-8")
    told = run("mutate", "--rule", RULE, "--", sys.executable, "-m", "pytest", str(path))
    assert (told.code, told.err) == (0, "")
    assert "100.0% of the mutants are killed: 6 of 6" in told.out
    found = json.loads(run("mutate", "--rule", RULE, "--json", "--", "python", "-m", "pytest", str(path)).out)
    assert {item["fate"] for item in found["mutants"]} == {"killed"}
    assert (
        run("mutate", "--", "nose").err == "Error: tests are run by pytest, and not by `nose`: write `-- pytest ...`\n"
    )
    assert run("mutate", "--rule", "x", "--", "pytest").err.startswith("Error: --rule: unknown rule or clause `x`")
    wrong = run("mutate", "--rule", RULE, "--limit", "-1", "--", "pytest")
    assert wrong.err == "Error: --limit: `-1.0` is no time, which is more than 0 seconds\n"
    wrong = run("mutate", "--rule", RULE, "--jobs", "0", "--", "pytest")
    assert (wrong.code, wrong.err) == (2, "Error: --jobs: `0` is no number of jobs, which is at least 1\n")
