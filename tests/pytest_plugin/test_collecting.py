"""Case files are tests where somebody says so, and nowhere else."""

from __future__ import annotations

import pytest

from .conftest import Run, Write


def test_each_expectation_is_a_test(run: Run, write: Write) -> None:
    """A test is called by its file, the clause or rule, and the subject."""
    write(
        "cases/more/phone.json",
        {"clause": "431.5.p2.force", "subject": "a1", "status": "breached"},
        {"rule": "431.6/arrest-in-school", "subject": "a1", "status": "not_applicable"},
    )
    result = run("--sro-policy-cases=cases", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        [
            "cases/more/phone.json::431.5.p2.force@a1 PASSED*",
            "cases/more/phone.json::431.6/arrest-in-school@a1 PASSED*",
        ]
    )


def test_json_that_nobody_named_is_left_alone(run: Run, write: Write, pytester: pytest.Pytester) -> None:
    """Without a folder of cases nothing is collected; with one, nothing beside it, and no approved decision in it."""
    write("cases/phone.json")
    write("elsewhere/phone.json")
    (pytester.path / "package.json").write_text("{}", encoding="utf-8")
    (pytester.path / "cases" / "phone.approved.json").write_text("{}", encoding="utf-8")
    (pytester.path / "cases" / ".hidden.json").write_text("{}", encoding="utf-8")
    assert run().ret == pytest.ExitCode.NO_TESTS_COLLECTED
    run("--sro-policy-cases", "cases").assert_outcomes(passed=1)
    run(".", "--sro-policy-cases", "cases").assert_outcomes(passed=1)


def test_folders_and_globs_are_configured(run: Run, write: Write, pytester: pytest.Pytester) -> None:
    """Cases are found wherever they are, beside the tests of Python, unless somebody names what to run."""
    write("cases/one/phone.json")
    write("cases/two/phone.json")
    write("more phones/single.json")
    pytester.makeini("[pytest]\ntestpaths = tests\nsro_policy_cases =\n  cases/*\n  more phones/single.json\n")
    (pytester.path / "tests").mkdir()
    (pytester.path / "tests" / "test_it.py").write_text("def test_it(): pass\n", encoding="utf-8")
    run().assert_outcomes(passed=4)
    run("tests").assert_outcomes(passed=1)
    run("cases/two").assert_outcomes(passed=1)
    run("tests", "--sro-policy-cases=cases/one").assert_outcomes(passed=2)


def test_a_folder_of_cases_brings_no_other_tests(run: Run, write: Write, pytester: pytest.Pytester) -> None:
    """Where cases stand among tests of Python, naming their folder runs them alone; also outside of the project."""
    write("cases/phone.json")
    write("../elsewhere/phone.json")
    (pytester.path / "cases" / "test_it.py").write_text("def test_it(): pass\n", encoding="utf-8")
    pytester.makepyfile("def test_other(): pass\n")
    module = next(pytester.path.glob("test_*.py")).name
    run(module, "--sro-policy-cases=cases", "--sro-policy-cases=cases").assert_outcomes(passed=2)
    outside = run(module, "--sro-policy-cases=../elsewhere", "-v")
    outside.assert_outcomes(passed=2)
    outside.stdout.fnmatch_lines(["*/elsewhere/phone.json::431.5.p2.force@a1 PASSED*"])
    run(".", "--sro-policy-cases=cases").assert_outcomes(passed=3)


def test_one_test_of_a_file_can_be_run(run: Run, write: Write, pytester: pytest.Pytester) -> None:
    """The name of a test selects it."""
    pytester.makeini("[pytest]\nsro_policy_cases = cases\n")
    write(
        "cases/phone.json",
        {"clause": "431.5.p2.force", "subject": "a1", "status": "breached"},
        {"clause": "431.6.p2.s1", "subject": "a1", "status": "due"},
    )
    run("cases/phone.json::431.5.p2.force@a1").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("options", "ini", "says"),
    [
        (["--sro-policy-cases=caess"], "", "cases of sro_policy: *caess: no such folder"),
        (["--sro-policy-cases=empty"], "", "cases of sro_policy: *empty: no cases in this folder*"),
        (["--sro-policy-cases=notes.txt"], "", "cases of sro_policy: *notes.txt: this is a file, not a folder"),
        ([], "sro_policy_cases = caess", "cases of sro_policy: sro_policy_cases = caess: nothing is there*"),
        ([], "sro_policy_cases = empty", "cases of sro_policy: *empty: no cases in this folder*"),
        (["--policy-coverage"], "sro_policy_under_test = sro_policy:POLICY", "sro_policy_under_test: no policy at*"),
        (
            ["--policy-coverage"],
            "sro_policy_under_test = sro_policy:evaluate",
            "tox.ini: sro_policy_under_test: `sro_policy:evaluate` is no policy; policies there: POLICY_431",
        ),
        (
            ["--sro-policy-cases=cases"],
            "sro_policy_under_test = sro_policy:POLICY_413",
            "tox.ini: sro_policy_under_test: no policy at `sro_policy:POLICY_413`: *; did you mean `POLICY_431`[?]",
        ),
        ([], "sro_policy_under_test = departmint:POLICY", "*No module named 'departmint'; pytest's `pythonpath` says*"),
        ([], "sro_policy_under_test = json:POLICY", "*sro_policy_under_test: no policy at `json:POLICY`: *POLICY'"),
        ([], "sro_policy_under_test = torn:POLICY", "*no policy at `torn:POLICY`: ZeroDivisionError(*)"),
        ([], "sro_policy_case = cases", "tox.ini: unknown key `sro_policy_case`; did you mean `sro_policy_cases`[?]"),
        (["-o", "sro_policy_case=cases"], "", "unknown key `sro_policy_case`; did you mean `sro_policy_cases`[?]"),
        (["--policy-coverage-min=101"], "", "*invalid percent from 0 to 100 value: '101'"),
        (["--policy-coverage-min=all"], "", "*invalid percent from 0 to 100 value: 'all'"),
        (
            ["--policy-coverage-json=none/c.json"],
            "",
            "*--policy-coverage-json: no file can be written at `none*",
        ),
        (["--policy-coverage-html=empty"], "", "*--policy-coverage-html: no file can be written at `empty`"),
    ],
)
def test_what_cannot_be_meant_stops_the_run(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, options: list[str], ini: str, says: str
) -> None:
    """A folder that is not there or holds nothing, and an option that says nothing: exit code 4, and one line."""
    (pytester.path / "empty").mkdir()
    (pytester.path / "torn.py").write_text("1 / 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(pytester.path)
    (pytester.path / "notes.txt").write_text("", encoding="utf-8")
    (pytester.path / "test_it.py").write_text("def test_it(): pass\n", encoding="utf-8")
    pytester.makeini(f"[pytest]\n{ini}\n")
    result = run(*options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{says}"])
    assert "Traceback" not in result.stderr.str()


def test_a_slip_in_a_file_is_an_error_and_no_pass(run: Run, write: Write, pytester: pytest.Pytester) -> None:
    """What is wrong is said in one line, with the place and the nearest name, and the run fails."""
    write("cases/good.json")
    write("cases/name.json", {"clause": "431.5.p2.froce", "subject": "a1", "status": "met"})
    write("cases/nothing.json", expect=[])
    (pytester.path / "cases" / "bad.json").write_text("{", encoding="utf-8")
    result = run("--sro-policy-cases=cases")
    result.assert_outcomes(errors=3)
    result.stdout.fnmatch_lines(
        [
            "*ERROR collecting cases/bad.json*",
            "not JSON: *",
            "*ERROR collecting cases/name.json*",
            "expect[[]0].clause: unknown clause `431.5.p2.froce`; did you mean `431.5.p2.force`?",
            "*ERROR collecting cases/nothing.json*",
            "expect: nothing is expected: list at least one finding",
        ]
    )
    assert "Traceback" not in result.stdout.str()


@pytest.mark.usefixtures("department")
def test_a_clause_that_has_several_rules_is_named_by_rule(run: Run, write: Write, pytester: pytest.Pytester) -> None:
    """A policy of one's own is tested too; where its clause has two rules, the rule has to be named."""
    pytester.makeini("[pytest]\nsro_policy_cases = cases\nsro_policy_under_test = department:POLICY\n")
    case = {"acts": [{"id": "a1", "in_school": True, "kind": "search"}]}
    write("cases/one.json", {"rule": "1/one", "subject": "a1", "status": "met"}, case=case)
    write("cases/two.json", {"clause": "1.1", "subject": "a1", "status": "met"}, case=case)
    result = run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["expect[[]0].clause: clause `1.1` has several rules: 1/one, 1/two"])
    (pytester.path / "cases" / "two.json").unlink()
    run("--policy-coverage").stdout.fnmatch_lines(["*policy coverage: A policy*", "1/one  1/6 statuses   0/3 literals"])


@pytest.fixture
def department(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A department's own module with its own policy."""
    (pytester.path / "department.py").write_text(
        """
from sro_policy import POLICY_431
from sro_policy.policy import Addressee, Clause, Edition, Policy, Section, may, should
from sro_policy.vocabulary import VOCABULARY, act

RULES = [
    should("one", conduct=act.in_school, when=act.kind.is_("search"), says="Do it in school."),
    should("two", conduct=act.in_school, when=act.uses_force, says="Do it in school."),
]
CLAUSE = Clause(id="1.1", gist="a gist", fingerprint="", to=Addressee("anyone"), rules=RULES)
POLICY = Policy(
    title="A policy",
    edition=Edition(number="1", name="test", parameters=POLICY_431.edition.parameters),
    sections=[Section(number="1", title="One", clauses=[CLAUSE])],
    readings=(),
    vocabulary=VOCABULARY,
)
""",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(pytester.path)
