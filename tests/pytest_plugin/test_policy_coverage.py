"""What a run of tests exercised of the policy, however the tests evaluate."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sro_policy import POLICY_431
from sro_policy.policy_coverage import Counted, coverage
from sro_policy.pytest_plugin import measuring
from sro_policy.pytest_plugin.measuring import Measuring
from sro_policy.pytest_plugin.options import CoverageWanted
from sro_policy.pytest_plugin.page import page
from sro_policy.pytest_plugin.summary import percent, summary

from .conftest import Run, Write

NOTHING = Counted(frozenset(), frozenset(), frozenset())
MODULE = """
from sro_policy import evaluate

RECORDS = {"incident": {"holds_student_or_parent_data": True, "records_kept_as_required": True}}

def test_kept():
    assert evaluate(RECORDS).finding("431.7", "incident").status == "met"

def test_not_kept():
    facts = RECORDS["incident"] | {"records_kept_as_required": False}
    assert evaluate({"incident": facts}).finding("431.7", "incident").status == "breached"
"""
KEPT = "431.7/keep-student-data-as-required"


def said(path: Path) -> dict[str, Any]:
    """Return what is written of the rule on records."""
    rules = json.loads(path.read_text(encoding="utf-8"))["rules"]
    found: dict[str, Any] = next(rule for rule in rules if rule["rule"] == KEPT)
    return found


def test_coverage_is_reported_where_it_is_asked_for(run: Run, write: Write) -> None:
    """One line a rule, what is missing in words of the policy, and the sum; without the option nothing is said."""
    write("cases/phone.json")
    assert "policy coverage" not in run("--sro-policy-cases=cases").stdout.str()
    result = run("--sro-policy-cases=cases", "--policy-coverage")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "*policy coverage: School Resource Officers*",
            "431.5/enforce-school-rules-by-force  1/6 statuses *literals",
            "    never reached: not applicable; clear; undetermined; … (2 more)",
            "    never decided whether it applies: *",
            "Settings: default",
            "Exercised: * of * statuses and literals, * percent",
            "All that is missing is named with -v*",
        ]
    )
    in_full = run("--sro-policy-cases=cases", "--policy-coverage", "-v").stdout.str()
    assert "never reached: not applicable; clear; undetermined; due; met" in in_full
    assert "… (" not in in_full


def test_tests_that_evaluate_themselves_count(run: Run, pytester: pytest.Pytester) -> None:
    """A test module of one's own is measured like case files, with no import of the plugin."""
    pytester.makepyfile(MODULE)
    assert run("--policy-coverage-json=cov.json").ret == 0
    rule = said(pytester.path / "cov.json")
    assert rule["reached"] == ["met", "breached"]
    assert [literal["shown"] for literal in rule["literals"]] == [False, False, True]


def test_several_processes_count_together(run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """With pytest-xdist what each process exercised is put together: the same as from one."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makepyfile(MODULE)
    run("--policy-coverage-json=one.json")
    result = run("-p", "xdist", "-n", "2", "--dist=each", "--policy-coverage-json=two.json", "--policy-coverage-min=1")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines([f"{KEPT}*2/6 statuses *"])
    one, two = ((pytester.path / name).read_text(encoding="utf-8") for name in ("one.json", "two.json"))
    assert one == two


def test_less_than_the_least_that_is_enough_fails(run: Run, write: Write) -> None:
    """Below the percentage the run fails, says so, and names all that is missing; at or above it, it passes."""
    write("cases/phone.json")
    result = run("--sro-policy-cases=cases", "--policy-coverage-min=90")
    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "*never reached: not applicable; clear; undetermined; due; met",
            "FAILED policy coverage: * less than 90 percent*",
        ]
    )
    assert run("--sro-policy-cases=cases", "--policy-coverage-min=1").ret == 0
    write("cases/phone.json", {"clause": "431.5.p2.force", "subject": "a1", "status": "met"})
    assert run("--sro-policy-cases=cases", "--policy-coverage-min=90").ret == pytest.ExitCode.TESTS_FAILED


def test_what_a_failure_supposes_does_not_count(run: Run, write: Write, pytester: pytest.Pytester) -> None:
    """To say what would make a finding as expected, other cases are judged: no test evaluated those."""
    phone = {"clause": "431.5.p2.force", "subject": "a1"}
    write("cases/phone.json", {**phone, "status": "breached"})
    run("--sro-policy-cases=cases", "--policy-coverage-json=passed.json")
    write("cases/phone.json", {**phone, "status": "not_applicable"})
    run("--sro-policy-cases=cases", "--policy-coverage-json=failed.json")
    assert (pytester.path / "passed.json").read_text() == (pytester.path / "failed.json").read_text()


def test_nothing_is_measured_where_tests_are_only_listed(run: Run, write: Write) -> None:
    """With `--collect-only` there is nothing to report."""
    write("cases/phone.json")
    assert "policy coverage" not in run("--sro-policy-cases=cases", "--policy-coverage", "--collect-only").stdout.str()


class Reader(HTMLParser):
    """Notes what a page holds."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


def test_the_page_needs_nothing_beside_it_and_can_be_read_aloud(
    run: Run, write: Write, pytester: pytest.Pytester
) -> None:
    """It says its language and title, gives every table a caption and its heads a scope, and fetches nothing."""
    write("cases/phone.json")
    assert run("--sro-policy-cases=cases", "--policy-coverage-html=cov.html").ret == 0
    reader = read((pytester.path / "cov.html").read_text(encoding="utf-8"))
    names = [tag for tag, _ in reader.tags]
    assert dict(reader.tags)["html"] == {"lang": "en"}
    assert names.count("table") == names.count("caption") > len(POLICY_431.bind({}).rules)
    assert all(attributes.get("scope") for tag, attributes in reader.tags if tag == "th")
    assert not {"script", "link", "img", "iframe"} & set(names)
    targets = {attributes["id"] for _, attributes in reader.tags if "id" in attributes}
    links = [attributes["href"] or "" for tag, attributes in reader.tags if tag == "a"]
    assert links
    assert all(link.removeprefix("#") in targets for link in links)
    assert "the act is for a school rule" in reader.text
    assert "no record can" in reader.text
    assert "Settings used: the default." in " ".join(reader.text.split())


def test_the_page_also_says_that_nothing_was_evaluated() -> None:
    """A run that exercised nothing has a page too; so has one under settings."""
    assert "Nothing of the policy was evaluated." in read(page(coverage(POLICY_431, NOTHING))).text
    settings = (("A2", POLICY_431.settings["A2"].values[1]),)
    text = read(page(coverage(POLICY_431, Counted(frozenset(), frozenset(), frozenset({(), settings}))))).text
    assert f"Settings used: the default; A2={settings[0][1]}." in " ".join(text.split())


def test_a_page_needs_its_library(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without jinja2 a page is refused before any test runs, with what to install; all else works without it."""
    monkeypatch.setattr(
        "sro_policy.pytest_plugin.options.importlib.util.find_spec", lambda name: None if name == "jinja2" else name
    )
    result = run("--policy-coverage-html=cov.html")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*needs jinja2: install `sro-policy?testing?`"])


def test_a_report_that_cannot_be_written_fails_the_run(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written is said, without a traceback."""

    def full(self: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(self))

    write("cases/phone.json")
    monkeypatch.setattr(Path, "write_text", full)
    result = run("--sro-policy-cases=cases", "--policy-coverage-json=cov.json")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["FAILED policy coverage: *cov.json cannot be written: no space left on device"])


def test_a_process_that_crashed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it exercised is lost, so the run is no measure: it fails, even if all that is left passed."""
    config: Any = SimpleNamespace()
    with monkeypatch.context() as patch:
        patch.setattr(measuring, "coverage", lambda policy, _: coverage(policy, NOTHING))
        measured = Measuring(config, POLICY_431, CoverageWanted(None, None, None))
        measured.pytest_testnodedown(SimpleNamespace())
        session: Any = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
        measured.pytest_sessionfinish(session)
        measured.pytest_unconfigure()
    assert session.exitstatus == pytest.ExitCode.TESTS_FAILED


def test_a_run_that_never_began_reports_nothing(run: Run) -> None:
    """What was broken off, or had nothing to run, is no measure of tests."""
    result = run("--policy-coverage", "none.py")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "policy coverage" not in result.stdout.str()


def test_figures_are_never_rounded_up() -> None:
    """All but one of many is less than 100 percent, and the summary says whether anything was evaluated."""
    nothing = coverage(POLICY_431, NOTHING)
    assert percent(nothing).endswith("statuses and literals, 0 percent")
    assert "Settings: nothing was evaluated" in list(summary(nothing, in_full=False))
    assert not any(line.startswith("All that is missing") for line in summary(nothing, in_full=True))
