"""``sro-policy prove``: what holds, what does not, and properties of a user's own."""

from __future__ import annotations

import builtins
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from .running import run

IMPORT = "from sro_policy.prove import *\n"
OWN = """
from sro_policy.prove import Property, applies, broken
from sro_policy.vocabulary import act

_not_mine = Property("hidden", act.in_school, act.in_school)
holds = Property("staff", applies("431.6.p3"), act.staff_involvement_practicable)
fails = [Property("unseen", act.custody_for_offense, ~broken("431.6.p2.s2.view"))]
"""


def test_what_holds_is_told_claim_by_claim() -> None:
    """Each claim is one line, with what it says of the policy below; exit code 0."""
    result = run("prove", "--claim", "silence", "--claim", "no-conflict", "--set", "A2=one")
    assert result.code == 0
    assert "Settings: A2=one." in result.out
    assert "no-conflict holds" in result.out
    assert "no clause speaks of" in result.out
    assert "2 of 2 claims hold" in result.out
    assert "statuses" not in result.out


def test_all_that_a_claim_rests_on_is_told_on_request() -> None:
    """With `--all`, patterns and the cases that were replayed; without, how many entries are not listed."""
    assert "27 of 27 hold and are not listed." in run("prove", "--claim", "no-redundancy").out
    full = run("prove", "--claim", "no-redundancy", "--claim", "silence", "--claim", "settings", "--all").out
    assert "has a case of its own" in full
    assert "431.6/arrest-in-school breached" in full
    assert "10 rules not applicable" in full
    assert "is no longer broken where" in full


def test_properties_of_a_file_are_proved_and_refuted(tmp_path: Path) -> None:
    """A property that fails is told with its least counterexample, and exit code 1; `_names` are private."""
    path = tmp_path / "own.py"
    path.write_text(OWN, encoding="utf-8")
    result = run("prove", "--properties", str(path))
    assert result.code == 1
    assert "1 of 2 claims hold" in result.out
    assert "another student sees the act, or is likely to" in " ".join(result.out.split())
    assert "431.6/arrest-out-of-view breached" in result.out
    assert "hidden" not in result.out
    plain = tmp_path / "plain.py"
    plain.write_text(f"{IMPORT}from sro_policy.vocabulary import act\nx = Property('x', act.in_school, act.exigency)\n")
    told = run("prove", "--properties", str(plain)).out
    assert "where" in told
    assert "the act is in school" in " ".join(told.split())
    assert "replayed" not in told
    found: Any = json.loads(run("prove", "--properties", str(path), "--json").out)
    assert (found["holds"], [claim["holds"] for claim in found["claims"]]) == (False, [True, False])


def test_what_a_file_of_properties_prints_is_no_part_of_the_proof(tmp_path: Path) -> None:
    """It stands on standard error, and standard output is JSON."""
    path = tmp_path / "own.py"
    path.write_text(f"print('from the file')\n{OWN}", encoding="utf-8")
    result = run("prove", "--json", "--properties", str(path))
    assert result.err == "from the file\n"
    assert json.loads(result.out)["holds"] is False


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = 1\n", "names no property; write"),
        ("x = 1\ny = z\n", "line 2: NameError: name 'z' is not defined"),
        ("x = (\n", "line 1: SyntaxError"),
        ("raise SystemExit(3)\n", "line 1: SystemExit: 3"),
        ("import nowhere_at_all\n", "line 1: ModuleNotFoundError"),
        ("import json\njson.loads('')\n", "line 2: JSONDecodeError"),
        (
            f"{IMPORT}x = [\n  Property('x', broken('431.7'),\n applies('431.6.p33'))]\n",
            "line 4: the policy has no rule `431.6.p33`; did you mean `431.6.p3`?",
        ),
        (f"{IMPORT}x = Property('x', broken('431.' + '1'), broken('431.7'))\n", "own.py: clause `431.1` has no rule: "),
        (
            f"{IMPORT}from sro_policy.vocabulary import act\nx = Property('x', act.in_scool, broken('431.7'))\n",
            "line 3: `act.in_scool` is no fact; did you mean `in_school`?",
        ),
        ("from sro_policy.vocabulary import actt\n", "`act`?\n"),
        ("from nowhere_at_all import act\n", "line 1: ModuleNotFoundError: No module named 'nowhere_at_all'\n"),
        (f"{IMPORT}aplies('431.7')\n", "line 2: NameError: name 'aplies' is not defined; did you mean `applies`?"),
        ("import json\njson.laods('')\n", "; did you mean `loads`?"),
        (
            f"{IMPORT}from sro_policy.vocabulary import act\nx = Property('x', act.in_school == True, act.exigency)\n",
            "line 3: `False` is not a condition: ",
        ),
        (
            f"{IMPORT}_mine = Property('x', broken('431.7'), broken('431.7'))\n",
            "own.py: names no property; `_mine` is left out for the underscore in front of its name",
        ),
    ],
)
def test_a_file_that_cannot_be_run_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    """Whatever is wrong in a user's file is one line, with its place, and exit code 2."""
    path = tmp_path / "own.py"
    path.write_text(text, encoding="utf-8")
    result = run("prove", "--properties", str(path))
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert "Traceback" not in result.err
    assert result.err.count("\n") == 1


def test_what_is_no_claim_and_no_file_is_told() -> None:
    """A claim that there is not, with the nearest; a file that is none."""
    result = run("prove", "--claim", "silense")
    assert (result.code, result.err) == (2, "Error: --claim: unknown claim `silense`; did you mean `silence`?\n")
    assert run("prove", "--properties", "nowhere.py").err == "Error: nowhere.py: no such file\n"
    assert run("prove", "--properties", ".").err == "Error: .: this is no file that can be run\n"


def test_what_stands_alone_is_told_its_option() -> None:
    """A file of properties, or a claim, without the option before it."""
    result = run("prove", "own.py")
    assert (result.code, result.err) == (2, "Error: `own.py` stands alone; write `--properties own.py`\n")
    assert run("prove", "silence").err == "Error: `silence` stands alone; write `--claim silence`\n"
    assert run("prove", "--no-such-option").code == 2


def test_without_its_extra_the_verb_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library of decision diagrams is not installed, one line tells."""
    for name in [name for name in sys.modules if name.startswith(("sro_policy.prove", "oxidd"))]:
        monkeypatch.delitem(sys.modules, name)
    there = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("oxidd"):
            raise ModuleNotFoundError(name)
        return there(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    result = run("prove")
    assert (result.code, result.out) == (2, "")
    assert result.err == "Error: proofs need the extra `prove`: pip install 'sro-policy[prove]'\n"
